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
              geoimport inspect thua_dat.dxf --store gialai.sqlite
            """)

    @Argument(help: "The file, or a connection as GDAL writes it.")
    var file: String
    @Option(
        help: ArgumentHelp(
            "A store whose outlines of communes help to find the CRS (default: GEOSECTOR_STORE, when it exists).",
            valueName: "path"))
    var store: String?
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            var options = VectorSource.Options()
            options.allowsConnections = true
            let source = try VectorSource(path: file, options: options)
            let units = UnitPlaces(store: try evidence())
            let inspections = try source.layers.map { try LayerInspection($0, of: source, units: units) }
            if json {
                let document: JSONValue = [
                    "file": .string(file), "driver": .string(source.driver.longName),
                    "layers": .array(inspections.map(\.json)),
                ]
                try Terminal.answer(json: document)
            } else {
                try Terminal.answer(
                    "\(file): \(source.driver.longName), \(source.layers.count) layer\(source.layers.count == 1 ? "" : "s")"
                )
                for inspection in inspections { try Terminal.answer(inspection.text) }
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

/// What one layer looks like before it is imported.
struct LayerInspection {
    private let layer: SourceLayer
    private let encoding: EncodingPlan
    /// Nil for a table without geometry.
    private let reference: ReferenceInspection?

    init(_ layer: SourceLayer, of source: VectorSource, units: UnitPlaces) throws {
        self.layer = layer
        encoding = try EncodingPlan(inspecting: layer, of: source)
        reference =
            layer.geometryType == nil
            ? nil
            : try ReferenceInspection(
                of: layer, in: source, decoders: encoding.decoders, units: units)
    }

    private var encodingLines: [String] {
        encoding.columns.filter { !$0.samples.isEmpty }.flatMap { column in
            let others = column.others.map { ", \($0.count) of \(column.sampleCount) in \($0.name)" }.joined()
            let head = "\(column.column): \(column.name)\(others), confidence \(Int(column.confidence * 100)) %"
            return ["  text       \(head)"] + column.samples.map { "             \($0.text)" }
        }
            + encoding.undecided.flatMap { column in
                ["  undecided  \(column.column) reads"]
                    + column.readings.map { "             --encoding \(column.column)=\($0.encoding): \($0.text)" }
            }
    }

    private var crsText: String {
        guard let crs = layer.crs else {
            return "none stated"
        }
        guard let identified = crs.identified else {
            return
                "'\(crs.name)', not identified; \(crs.candidates.map { "\($0.crs) \($0.confidence) %" }.joined(separator: ", "))"
        }
        return "\(identified) – \(crs.name)"
    }

    var text: String {
        var lines = ["", "layer \(layer.name)"]
        lines.append("  features   \(layer.featureCount.map(String.init) ?? "not counted")")
        lines.append(
            "  geometry   \(layer.geometryType?.rawValue ?? "none")\(layer.hasZ ? " Z" : "")\(layer.hasM ? " M" : "")")
        lines.append("  CRS        \(crsText)")
        lines += (reference?.lines ?? []).map { "             \($0)" }
        if let extent = layer.extent {
            lines.append(
                "  extent     \(extent.minimum.x) \(extent.minimum.y) – \(extent.maximum.x) \(extent.maximum.y)")
        }
        lines.append("  encoding   \(layer.declaredEncoding.name.map { "declared \($0)" } ?? "not declared")")
        lines += encodingLines
        for field in layer.fields {
            lines.append(
                "  column     \(field.name(by: encoding.nameDecoder).text)  \(field.type.rawValue)\(field.width > 0 ? " \(field.width)" : "")"
            )
        }
        for note in encoding.notes { lines.append("  note       \(note.en)") }
        for note in layer.notes { lines.append("  note       \(SourceNoteText.sentence(note).en)") }
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        [
            "name": .string(layer.name),
            "featureCount": layer.featureCount.map { JSONValue($0) } ?? .null,
            "geometryType": JSONValue(layer.geometryType?.rawValue),
            "hasZ": .boolean(layer.hasZ), "hasM": .boolean(layer.hasM),
            "crs": JSONValue(layer.crs?.identified?.identifier),
            "crsName": JSONValue(layer.crs?.name),
            "reference": reference?.json ?? .null,
            "extent": layer.extent.map {
                [.real($0.minimum.x), .real($0.minimum.y), .real($0.maximum.x), .real($0.maximum.y)]
            } ?? .null,
            "declaredEncoding": JSONValue(layer.declaredEncoding.name),
            "encodings": encoding.json,
            "columns": .array(
                layer.fields.map {
                    ["name": .string($0.name(by: encoding.nameDecoder).text), "type": .string($0.type.rawValue)]
                }),
            "notes": .array(layer.notes.map { .string(SourceNoteText.sentence($0).en) }),
        ]
    }
}
