import Foundation
import GeoStore
import SimpleFeatures
import TileArchive
import TileEngine
import Tiling

/// One export: from the store's tiles to an archive.
struct TileExport {
    struct Outcome: Hashable, Sendable {
        var output: String
        var format: ArchiveFormat
        var tiles: Int
        /// Tiles that were there already when this run began.
        var resumedTiles: Int
        var byteCount: Int
        var zooms: ClosedRange<Int>
        var layers: [String]
        var seconds: Double

        var json: JSONValue {
            [
                "output": .string(output), "format": .string(format.rawValue), "tiles": JSONValue(tiles),
                "resumedTiles": JSONValue(resumedTiles), "bytes": JSONValue(byteCount),
                "minZoom": JSONValue(zooms.lowerBound), "maxZoom": JSONValue(zooms.upperBound),
                "layers": .array(layers.map(JSONValue.string)), "seconds": .real(seconds),
            ]
        }
    }

    private let request: TileExportRequest
    private let name: String?
    let zooms: ClosedRange<Int>
    private let tiles: CollectionTiles
    private let writer: TileArchiveWriter

    /// Begins the archive, or goes on with it.
    /// - Throws: `GeoStoreError`, `TileExportError`, `TileArchiveError`.
    init(_ request: TileExportRequest, store: Store) throws {
        self.request = request
        let catalog = try store.catalog()
        if let style = request.style {
            let layers = try StyleFileLayers(style)
            name = layers.name
            tiles = try CollectionTiles(layers, catalog: catalog, store: store)
        } else {
            name = nil
            var seen: Set<String> = []
            let names = request.collections.filter { seen.insert($0).inserted }
            tiles = try CollectionTiles(names, catalog: catalog, store: store)
        }
        zooms = request.zooms(of: tiles.collections.map(\.tileSettings))
        writer = try TileArchiveWriter(
            path: request.output, format: request.format, state: Self.state(request, zooms, tiles.fingerprint),
            overwrites: request.overwrites)
    }

    /// How the archive began.
    var beginning: TileArchiveWriter.Beginning { writer.beginning }

    /// What a part must have been made from to be gone on with.
    private static func state(_ request: TileExportRequest, _ zooms: ClosedRange<Int>, _ tiles: String) -> String {
        let box = request.bounds.map { "\($0.minX),\($0.minY),\($0.maxX),\($0.maxY)" } ?? "everywhere"
        return "\(tiles) zooms \(zooms.lowerBound)-\(zooms.upperBound) box \(box)"
    }

    /// - Parameter checkpoint: called between tiles; what it throws stops the export, to be gone on with later.
    /// - Throws: `TileArchiveError`, what building a tile throws, what `checkpoint` throws.
    mutating func run(checkpoint: (PyramidExport.Progress) throws -> Void) throws -> Outcome {
        let start = ContinuousClock.now
        let resumed = writer.tileCount
        let pyramid = PyramidExport(zooms: zooms, bounds: request.bounds, threads: request.threads)
        try pyramid.run(tiles.maker, into: writer, checkpoint: checkpoint)
        let metadata = try writer.finish(metadata)
        let size = try FileManager.default.attributesOfItem(atPath: request.output)[.size] as? Int
        let milliseconds = ((ContinuousClock.now - start) / .milliseconds(1)).rounded()
        return Outcome(
            output: request.output, format: request.format, tiles: writer.tileCount, resumedTiles: resumed,
            byteCount: size ?? 0, zooms: metadata.zooms, layers: tiles.set.summaries.map(\.layer.name),
            seconds: milliseconds / 1000)
    }

    private var metadata: ArchiveMetadata {
        let collections = tiles.collections
        let titles = collections.map(\.title.vi).joined(separator: ", ")
        var metadata = ArchiveMetadata(
            name: name ?? titles, kind: .vector, zooms: zooms, bounds: bounds,
            vectorLayers: .array(tiles.set.summaries.map(layer)))
        metadata.description = name == nil ? collections.compactMap(\.description).first : titles
        let attributions = collections.compactMap(\.attribution)
        if !attributions.isEmpty { metadata.attribution = Set(attributions).sorted().joined(separator: " · ") }
        metadata.version = collections.map { "\($0.id) \($0.state)" }.joined(separator: ", ")
        return metadata
    }

    /// Where there are features, no further than was asked for.
    private var bounds: Envelope {
        var extent = EnvelopeAccumulator()
        for envelope in tiles.collections.compactMap(\.envelope) { extent.add(envelope) }
        let data = extent.envelope(in: .crs84) ?? request.bounds ?? ArchiveMetadata.world
        guard let asked = request.bounds, asked.intersects(data) else { return data }
        return Envelope(
            minX: max(data.minX, asked.minX), minY: max(data.minY, asked.minY),
            maxX: min(data.maxX, asked.maxX), maxY: min(data.maxY, asked.maxY), crs: .crs84)
    }

    /// TileJSON 3.0, 3.3.
    private func layer(_ summary: TileSet.Summary) -> JSONValue {
        let collection = summary.layer.collection
        let fields = collection.schema.properties
            .filter { $0.type != .binary && summary.properties.contains($0.name) }
            .map { (key: $0.name, value: JSONValue.string(Self.fieldType($0.type))) }
        let zooms = summary.zooms.clamped(to: self.zooms)
        return [
            "id": .string(summary.layer.name), "description": .string(collection.title.vi),
            "minzoom": JSONValue(zooms.lowerBound), "maxzoom": JSONValue(zooms.upperBound),
            "fields": .object(JSONObject(fields)),
        ]
    }

    private static func fieldType(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "Boolean"
        case .integer, .real: "Number"
        case .text, .date, .time, .dateTime, .binary: "String"
        }
    }
}
