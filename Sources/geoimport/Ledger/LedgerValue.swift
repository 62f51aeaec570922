import Foundation
import SimpleFeatures

/// Values as they come back from people: numbers typed as text, decimal commas, yes and no in two languages.
enum LedgerValue {
    static func text(_ value: PropertyValue) -> String? {
        switch value {
        case .null, .binary: nil
        case .boolean(let flag): flag ? "1" : "0"
        case .integer(let number): String(number)
        case .real(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
        case .text(let text): text.isEmpty ? nil : text
        }
    }

    static func integer(_ value: PropertyValue) -> Int64? {
        switch value {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number)
        case .text(let text): Int64(text.trimmingCharacters(in: .whitespaces))
        case .null, .boolean, .binary: nil
        }
    }

    /// - Returns: nil when the value is none of the type.
    static func converted(_ value: PropertyValue, to type: FeatureSchema.PropertyType) -> PropertyValue? {
        if value == .null { return .null }
        switch type {
        case .text:
            return text(value).map(PropertyValue.text) ?? (value == .text("") ? .text("") : nil)
        case .date, .time, .dateTime:
            guard let text = text(value) else { return .null }
            return isMoment(text, type) ? .text(text) : nil
        case .integer:
            if let number = integer(value) { return .integer(number) }
            guard let number = number(value) else { return isBlank(value) ? .null : nil }
            return Int64(exactly: number).map(PropertyValue.integer)
        case .real:
            return number(value).map(PropertyValue.real) ?? (isBlank(value) ? .null : nil)
        case .boolean:
            return boolean(value).map(PropertyValue.boolean) ?? (isBlank(value) ? .null : nil)
        case .binary:
            return binary(value)
        }
    }

    private static func isBlank(_ value: PropertyValue) -> Bool {
        guard case .text(let text) = value else { return false }
        return text.allSatisfy(\.isWhitespace)
    }

    private static func number(_ value: PropertyValue) -> Double? {
        switch value {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        case .text(let text):
            let trimmed = text.filter { !$0.isWhitespace && $0 != "\u{A0}" }
            // 1.234,5 as it is written here, 1234,5, 1234.5. With both signs the last one is the decimal one.
            let isComma = trimmed.lastIndex(of: ",").map { comma in
                trimmed.lastIndex(of: ".").map { $0 < comma } ?? true
            }
            let plain =
                isComma == true
                ? trimmed.replacing(".", with: "").replacing(",", with: ".") : trimmed.replacing(",", with: "")
            guard let number = Double(plain), number.isFinite else { return nil }
            return number
        case .null, .boolean, .binary: return nil
        }
    }

    private static func boolean(_ value: PropertyValue) -> Bool? {
        switch value {
        case .boolean(let flag): return flag
        case .integer(let number): return number == 0 ? false : number == 1 ? true : nil
        case .real(let number): return number == 0 ? false : number == 1 ? true : nil
        case .text(let text):
            switch text.lowercased().trimmingCharacters(in: .whitespaces) {
            case "1", "true", "t", "yes", "y", "có", "co", "đúng": return true
            case "0", "false", "f", "no", "n", "không", "khong", "sai": return false
            default: return nil
            }
        case .null, .binary: return nil
        }
    }

    private static func binary(_ value: PropertyValue) -> PropertyValue? {
        switch value {
        case .binary: return value
        case .text(let text):
            let digits = Array(text.utf8)
            guard digits.count.isMultiple(of: 2) else { return nil }
            var bytes: [UInt8] = []
            for index in stride(from: 0, to: digits.count, by: 2) {
                guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(byte)
            }
            return .binary(bytes)
        case .null, .boolean, .integer, .real: return nil
        }
    }

    /// ISO 8601 in the shape of the column; a date must be in the calendar.
    private static func isMoment(_ text: String, _ type: FeatureSchema.PropertyType) -> Bool {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        switch type {
        case .date: return isDate(text[...])
        case .time: return isTime(text[...])
        case .dateTime: return parts.count == 2 && isDate(parts[0]) && isTime(parts[1])
        case .boolean, .integer, .real, .text, .binary: return false
        }
    }

    private static func isDate(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), year > 0
        else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    private static func isTime(_ text: Substring) -> Bool {
        text.wholeMatch(of: /([01]\d|2[0-3]):[0-5]\d(:[0-5]\d|:60)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?/) != nil
    }
}
