import ArgumentParser
import GeoStore

extension ValidationError {
    /// In the language of this run: the parser keeps one text only.
    init(vi: String, en: String) { self.init(LocalizedText(vi: vi, en: en).text(in: .ofInvocation)) }
}

/// What the argument parser says of a wrong command line, in both languages. It has no translations of its own, and its
/// errors are not public: its sentences are known by their wording (ErrorMessageGenerator in UsageGenerator.swift of
/// swift-argument-parser 1.8). One that is not known stays as it is.
struct UsageText {
    private let english: String
    /// What was typed, and what was probably meant by it: a command, or the option that is missing.
    private let misspelt: (typed: String, meant: String)?

    /// - Parameters:
    ///   - message: as `fullMessage(for:)` makes it: a sentence, and how the command is used.
    ///   - arguments: without the program's name.
    init(_ message: String, arguments: [String]) {
        english = message
        misspelt = Self.misspeltCommand(in: arguments) ?? Self.misspeltOption(in: arguments, message)
    }

    func text(in language: Language) -> String {
        let lines = english.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first else { return english }
        let sentence = language == .vi ? Self.sentence(first) : first
        let question = misspelt.map { word in
            LocalizedText(
                vi: "'\(word.typed)' có phải là '\(word.meant)' không?",
                en: "Did you mean '\(word.meant)' by '\(word.typed)'?"
            ).text(in: language)
        }
        let rest = language == .vi ? lines.dropFirst().map(Self.line) : Array(lines.dropFirst())
        let whole = question.map { sentence + (sentence.hasSuffix(".") ? " " : ". ") + $0 }
        return ([whole ?? sentence] + rest).joined(separator: "\n")
    }

    /// The first word names no command, but nearly does.
    private static func misspeltCommand(in arguments: [String]) -> (typed: String, meant: String)? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = GeoimportCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(word) else { return nil }
        let near = names.map { (name: $0, distance: distance($0, word)) }.min { $0.distance < $1.distance }
        return near.flatMap { $0.distance <= max(1, word.count / 2) ? (typed: word, meant: $0.name) : nil }
    }

    /// The parser names the option that is missing, not the one that nearly is it.
    private static func misspeltOption(
        in arguments: [String], _ message: String
    ) -> (typed: String, meant: String)? {
        guard let found = message.prefixMatch(of: /Error: Missing expected argument '(--[a-z-]+)/) else { return nil }
        let option = String(found.1)
        let typed = arguments.compactMap { $0.split(separator: "=").first.map(String.init) }
            .filter { $0.hasPrefix("--") && $0 != option }
        return typed.first { distance($0, option) <= 2 }.map { (typed: $0, meant: option) }
    }

    /// How many letters are to be put in, taken out or changed (Levenshtein).
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (place, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for (column, candidate) in other.enumerated() {
                let change = diagonal + (letter == candidate ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }

    // MARK: Vietnamese

    private static func sentence(_ line: String) -> String {
        let label = "Error: "
        guard line.hasPrefix(label) else { return line }
        return "Lỗi: " + vietnamese(String(line.dropFirst(label.count)))
    }

    private static func vietnamese(_ text: String) -> String {
        if let found = text.wholeMatch(of: /Unknown option '(.+?)'(?:\. Did you mean '(.+)'\?)?/) {
            let near = found.2.map { ". Có phải bạn muốn dùng '\($0)'?" } ?? ""
            return "Không có tuỳ chọn '\(found.1)'\(near)"
        }
        if let found = text.wholeMatch(of: /Missing expected argument '(.+)'/) { return "Còn thiếu '\(found.1)'" }
        if let found = text.wholeMatch(of: /Missing one of: (.+)/) { return "Phải có một trong: \(found.1)" }
        if let found = text.wholeMatch(of: /Missing value for '(.+)'/) {
            return "Sau '\(found.1)' còn thiếu giá trị"
        }
        if let found = text.wholeMatch(of: #/The option '(.+)' does not take any value, but '(.*)' was specified\./#) {
            return "Tuỳ chọn '\(found.1)' không nhận giá trị, nhưng có '\(found.2)'."
        }
        if let found = text.wholeMatch(of: /Unexpected argument '(.*)'/) {
            return "Không hiểu '\(found.1)' trong lệnh này."
        }
        if let found = text.wholeMatch(of: #/(\d+) unexpected arguments: (.*)/#) {
            return "Không hiểu \(found.1) chữ trong lệnh này: \(found.2)"
        }
        if let found = text.wholeMatch(of: /The value '(.*)' is invalid for '(.+?)'(?:\. Please provide (.*?)\.?)?/) {
            let choices = found.3.map { ". Hãy dùng \(listed(String($0)))." } ?? ""
            return "Giá trị '\(found.1)' không dùng được cho '\(found.2)'\(choices)"
        }
        if let found = text.wholeMatch(of: /Value to be set with flag (.+) had already been set with flag (.+)/) {
            return "\(found.1) và \(found.2) không đi cùng nhau."
        }
        if text == "Missing required subcommand." { return "Còn thiếu tên lệnh." }
        return text
    }

    /// `one of 'a', 'b' or 'c'`, or the choices line by line.
    private static func listed(_ choices: String) -> String {
        choices.replacing("one of the following", with: "một trong").replacing("one of", with: "một trong")
            .replacing(" and ", with: " hoặc ").replacing(" or ", with: " hoặc ")
    }

    /// How the command is used.
    private static func line(_ line: String) -> String {
        if let found = line.wholeMatch(of: #/  See '(.+)' for more information\./#) {
            return "  '\(found.1)' cho biết thêm."
        }
        for (english, vietnamese) in [("Usage: ", "Cách dùng: "), ("Help:  ", "Trợ giúp:  ")]
        where line.hasPrefix(english) {
            return vietnamese + line.dropFirst(english.count)
        }
        return line
    }
}
