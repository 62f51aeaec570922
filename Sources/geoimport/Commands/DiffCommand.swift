import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport diff`.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two versions of a collection: counts, and the features that differ.",
        discussion: """
            With --output the features are written to a file: GeoPackage (layers added, removed, changed_before,
            changed_after) or GeoJSON (one list, gs_change says which).

            EXAMPLES
              geoimport diff truong_hoc 3 5 --store gialai.sqlite
              geoimport diff truong_hoc 3 --store gialai.sqlite --output thay-doi.gpkg
              geoimport diff truong_hoc 3 5 --store gialai.sqlite --json
            """)

    @OptionGroup var subject: CollectionArgument
    @Argument(help: "The older version.")
    var from: Int
    @Argument(help: "The newer one (default: the present).")
    var to: Int?
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Option(help: ArgumentHelp("Write the features that differ: .gpkg, .geojson.", valueName: "file"))
    var output: String?
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard let output else { return }
        guard let format = FeatureFileFormat(pathExtension: URL(filePath: output).pathExtension),
            [.geoPackage, .geoJSON].contains(format)
        else {
            throw ValidationError(
                vi: "--output '\(output)' phải có đuôi .gpkg hoặc .geojson.",
                en: "--output '\(output)' must end in .gpkg or .geojson.")
        }
        if FileManager.default.fileExists(atPath: output) {
            throw ValidationError(
                vi: "\(output) đã có; hãy chọn tên khác.",
                en: "\(output) exists already; choose another name.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly)
            let collection = try subject.published(in: opened)
            let difference = try opened.changes(
                of: collection.id, from: from, to: to ?? collection.state.version)
            if let output {
                try DifferenceFile(difference, collection: collection.id, path: output).write(from: opened)
            }
            try opened.close()
            if json {
                try Terminal.answer(json: [
                    "collection": .string(collection.id.name), "from": JSONValue(difference.from.number),
                    "to": JSONValue(difference.to.number), "changes": HistoryCommand.json(difference.changes),
                    "output": JSONValue(output),
                ])
            } else {
                let counts = ChangeText.of(difference.changes)
                let text = LocalizedText(
                    vi: "\(collection.id), phiên bản \(difference.from.number) → \(difference.to.number): \(counts.vi)",
                    en: "\(collection.id), version \(difference.from.number) → \(difference.to.number): \(counts.en)")
                try Terminal.answer(text.text(in: speech.language) + (output.map { "\n  \($0)" } ?? ""))
            }
        }
    }
}
