import ArgumentParser
import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a file holds: layers, columns, CRS, encoding. Nothing is changed.",
        discussion: """
            EXAMPLES
              geoimport inspect truong_hoc.shp
              geoimport inspect ban_do.gpkg --json
              geoimport inspect cho.shp --lang vi
              geoimport inspect thua_dat.dxf --store gialai.sqlite
            """)

    @Argument(help: "The file, or a connection as GDAL writes it.")
    var file: String
    @Option(
        help: ArgumentHelp(
            "A store whose outlines of communes help to find the CRS (default: GEOSECTOR_STORE, when it exists).",
            valueName: "path"))
    var store: String?
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Terminal.run(in: speech.language) {
            var options = VectorSource.Options()
            options.allowsConnections = true
            let source = try VectorSource(path: file, options: options)
            let units = UnitPlaces(store: try evidence())
            let inspections = try source.layers.map { try LayerInspection($0, of: source, units: units) }
            if json {
                let document: JSONValue = [
                    "file": .string(source.name), "driver": .string(source.driver.longName),
                    "layers": .array(inspections.map(\.json)),
                ]
                try Terminal.answer(json: document)
            } else {
                let (driver, count) = (source.driver.longName, source.layers.count)
                try Terminal.answer(
                    speech.say(
                        "\(source.name): \(driver), \(count) lớp",
                        "\(source.name): \(driver), \(Amount.of(count, "layer"))"))
                for inspection in inspections { try Terminal.answer(inspection.text(in: speech.language)) }
            }
        }
    }
}

extension InspectCommand {
    /// A store that is named must be there; one of the environment may yet have to be made.
    private func evidence() throws -> Store? {
        if let store { return try Store(path: store, access: .readOnly) }
        guard let named = ProcessInfo.processInfo.environment["GEOSECTOR_STORE"],
            FileManager.default.fileExists(atPath: named)
        else { return nil }
        return try Store(path: named, access: .readOnly)
    }
}
