import ArgumentParser
import FeatureExchange
import Foundation
import SimpleFeatures
import VietnameseText

/// `geoimport inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a file holds: layers, columns, CRS, encoding. Nothing is changed.",
        discussion: """
            EXAMPLES
              geoimport inspect truong_hoc.shp
              geoimport inspect ban_do.gpkg --json
            """)

    @Argument(help: "The file.")
    var file: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            let source = try VectorSource(path: file)
            let units = UnitPlaces(store: nil)
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

/// What one layer looks like before it is imported.
struct LayerInspection {
    private let layer: SourceLayer
    private let ranking: EncodingRanking?
    /// Nil for a table without geometry.
    private let reference: ReferenceInspection?
    /// The telling sample as the likeliest encodings read it.
    private let readings: [(name: String, share: Double?, text: String)]

    init(_ layer: SourceLayer, of source: VectorSource, units: UnitPlaces) throws {
        self.layer = layer
        reference =
            layer.geometryType == nil ? nil : try ReferenceInspection(of: layer, in: source, units: units)
        let hasRawText = layer.fields.contains(where: \.isRawText)
        let samples = hasRawText ? try source.textSample(of: layer).values.flatMap { $0 } : []
        let ranking = samples.isEmpty ? nil : EncodingRanking(samples: samples)
        let longest = samples.max { $0.count < $1.count } ?? []
        self.ranking = ranking
        readings = (ranking?.candidates.prefix(3) ?? []).compactMap { candidate in
            guard let text = candidate.reading.decode(longest)?.text else { return nil }
            return (Self.name(candidate.reading), candidate.syllableShare, text)
        }
    }

    private static func name(_ reading: EncodingRanking.Reading) -> String {
        switch reading {
        case .encoding(let encoding): encoding.name
        case .misread(let encoding): "\(encoding.name) damaged by a wrong conversion to UTF-8"
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
        for reading in readings {
            let share = reading.share.map { "\(Int($0 * 100)) % Vietnamese syllables" } ?? "no evidence"
            lines.append("             as \(reading.name): \(reading.text) (\(share))")
        }
        for field in layer.fields {
            lines.append(
                "  column     \(field.name)  \(field.type.rawValue)\(field.width > 0 ? " \(field.width)" : "")")
        }
        for note in layer.notes { lines.append("  note       \(NoteText.sentence(note))") }
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
            "encodings": .array(
                readings.map { reading in
                    [
                        "name": .string(reading.name), "sample": .string(reading.text),
                        "syllableShare": reading.share.map(JSONValue.real) ?? .null,
                    ]
                }),
            "columns": .array(
                layer.fields.map { ["name": .string($0.name), "type": .string($0.type.rawValue)] }),
            "notes": .array(layer.notes.map { .string(NoteText.sentence($0)) }),
        ]
    }
}
