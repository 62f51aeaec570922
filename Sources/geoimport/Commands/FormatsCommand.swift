import ArgumentParser
import FeatureExchange
import GeoStore
import SimpleFeatures

/// `geoimport formats`.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the formats that can be read, what is known not to work, and what is tested.",
        discussion: """
            EXAMPLES
              geoimport formats
              geoimport formats --lang vi
              geoimport formats --json
            """)

    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Terminal.run(in: speech.language) {
            guard !json else { return try Terminal.answer(json: .array(SourceFormat.all.map(Self.json))) }
            try Terminal.answer(SourceFormat.all.map(text).joined(separator: "\n\n"))
        }
    }

    private func text(_ format: SourceFormat) -> String {
        func say(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: speech.language) }
        func say(_ words: SourceFormat.Words) -> String { say(words.vi, words.en) }
        let suffixes = format.suffixes.map { ".\($0)" }.joined(separator: " ")
        var lines = ["\(format.name)  \(suffixes)"]
        if !format.isAvailable {
            lines.append(
                "  "
                    + say(
                        "GDAL trên máy này không có bộ đọc \(format.driver)",
                        "the GDAL of this machine lacks \(format.driver)"))
        }
        lines.append("  " + say(format.reads))
        if let limits = format.limits { lines.append("  " + say("không được: ", "not: ") + say(limits)) }
        lines.append("  " + say("đã thử với: ", "tested with: ") + format.tested.joined(separator: ", "))
        return lines.joined(separator: "\n")
    }

    private static func json(_ format: SourceFormat) -> JSONValue {
        func words(_ words: SourceFormat.Words) -> JSONValue { ["vi": .string(words.vi), "en": .string(words.en)] }
        return [
            "id": .string(format.id), "name": .string(format.name),
            "suffixes": .array(format.suffixes.map(JSONValue.string)), "driver": .string(format.driver),
            "available": .boolean(format.isAvailable), "reads": words(format.reads),
            "limits": format.limits.map(words) ?? .null, "tested": .array(format.tested.map(JSONValue.string)),
        ]
    }
}
