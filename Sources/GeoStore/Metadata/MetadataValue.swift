internal import Foundation

/// Values of metadata in the one form that is stored.
enum MetadataValue {
    /// Between the parts of a list.
    static let separator = "; "

    /// Nil when the text is not of the kind.
    static func normalized(_ text: String, as kind: MetadataField.Kind) -> String? {
        switch kind {
        case .line, .text: text
        case .list: joined(parts(of: text))
        case .day: day(text)
        case .eMail: text.wholeMatch(of: /[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+/) == nil ? nil : text
        case .telephone: telephone(text)
        case .webAddress: webAddress(text)
        case .denominators: denominators(text)
        case .choice(let choices): choice(text, of: choices)
        case .code: text.wholeMatch(of: /([^:\s]+:)?[^:,\s]+/) == nil ? nil : text
        }
    }

    private static func parts(of text: String) -> [String] {
        let separator: Character = text.contains(";") ? ";" : ","
        var seen: Set<String> = []
        return text.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private static func joined(_ parts: [String]) -> String? {
        parts.isEmpty ? nil : parts.joined(separator: separator)
    }

    /// A day that the calendar has.
    private static func day(_ text: String) -> String? {
        let numbers: (year: Int, month: Int, day: Int)
        if let iso = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/) {
            numbers = (Int(iso.1) ?? 0, Int(iso.2) ?? 0, Int(iso.3) ?? 0)
        } else if let local = text.wholeMatch(of: /(\d{1,2})\/(\d{1,2})\/(\d{4})/) {
            numbers = (Int(local.3) ?? 0, Int(local.2) ?? 0, Int(local.1) ?? 0)
        } else {
            return nil
        }
        guard (1...12).contains(numbers.month), (1...9999).contains(numbers.year),
            (1...days(of: numbers.month, numbers.year)).contains(numbers.day)
        else { return nil }
        return padded(numbers.year, 4) + "-" + padded(numbers.month, 2) + "-" + padded(numbers.day, 2)
    }

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, _ length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }

    private static func telephone(_ text: String) -> String? {
        guard text.wholeMatch(of: /\+?[0-9 .()\-]+/) != nil else { return nil }
        return (4...15).contains(text.filter(\.isNumber).count) ? text : nil
    }

    private static func webAddress(_ text: String) -> String? {
        guard text.wholeMatch(of: /https?:\/\/[^\s"<>\\^`{|}]+/) != nil, URL(string: text)?.host() != nil else {
            return nil
        }
        return text
    }

    /// `1:5.000` is written too.
    private static func denominators(_ text: String) -> String? {
        let numbers = text.split { ";, ".contains($0) }.map { part -> Int? in
            let digits = part.hasPrefix("1:") ? part.dropFirst(2).filter { $0 != "." } : String(part)
            return Int(digits).flatMap { (1...1_000_000_000).contains($0) ? $0 : nil }
        }
        guard !numbers.contains(nil) else { return nil }
        return joined(Set(numbers.compactMap { $0 }).sorted().map(String.init))
    }

    private static func choice(_ text: String, of choices: [String]) -> String? {
        if let exact = choices.first(where: { $0.lowercased() == text.lowercased() }) { return exact }
        let parts = parts(of: text.lowercased())
        return choices.first { $0 == parts.sorted().reversed().joined(separator: separator) }
    }
}
