import GeoStore
import Reprojection
import SimpleFeatures
import Synchronization

/// A text file of features, made piece by piece from one snapshot of the store. Calls block, one after the other.
final class TextExport: Sendable {
    /// Bytes of a piece, or a little more: a feature is never cut.
    private static let pieceSize = 256 << 10

    private struct State {
        var writer: any FeatureTextWriter
        var written = 0
        var hasMore = true
        var isClosed = false
        /// Why there will be no more, before the end.
        var fault: ExportError?
    }

    private let snapshot: FeatureSnapshot
    private let placement: FeaturePlacement
    private let state: Mutex<State>

    /// - Parameter schemaURL: where the schema of a GML file will be found.
    /// - Throws: `ProjError` for a CRS that PROJ does not know.
    init(
        _ parameters: ExportParameters, snapshot: FeatureSnapshot, title: String, schemaURL: String?,
        transforms: TransformPool
    ) throws {
        self.snapshot = snapshot
        placement = FeaturePlacement(
            storage: snapshot.collection.storageCRS, target: parameters.crs,
            needsGeographic: parameters.format == .jsonFG && parameters.crs != .crs84, transforms: transforms)
        var writer = try Self.writer(parameters, of: snapshot, title: title, schemaURL: schemaURL)
        writer.begin()
        state = Mutex(State(writer: writer))
    }

    /// The next bytes; nil behind the end, when the snapshot is over too.
    /// - Throws: `GeoStoreError`, or why it was abandoned.
    func next() throws -> [UInt8]? {
        try state.withLock { state in
            guard !state.isClosed else { return nil }
            if let fault = state.fault { throw fault }
            try placement.withTransforms { place in
                while state.hasMore, state.writer.count < Self.pieceSize {
                    state.hasMore = try snapshot.read { feature in
                        let placed = try place(feature)
                        state.writer.append(placed.feature, geographic: placed.geographic)
                        state.written += 1
                        return state.writer.count < Self.pieceSize
                    }
                }
            }
            if !state.hasMore {
                state.writer.end()
                state.isClosed = true
                snapshot.end()
            }
            return state.writer.take()
        }
    }

    /// Lets go of the snapshot before the end.
    func abandon(because reason: ExportError) {
        state.withLock { if !$0.isClosed { $0.fault = $0.fault ?? reason } }
        snapshot.end()
    }

    /// Features written so far.
    var written: Int { state.withLock { $0.written } }

    private static func writer(
        _ parameters: ExportParameters, of snapshot: FeatureSnapshot, title: String, schemaURL: String?
    ) throws -> any FeatureTextWriter {
        let layer = try layer(
            of: snapshot.collection, schema: snapshot.schema, title: title, crs: parameters.crs)
        switch parameters.format {
        case .geoJSON: return GeoJSONText(layer: layer, form: .collection)
        case .geoJSONSequence:
            return GeoJSONText(layer: layer, form: .sequence(hasSeparators: parameters.hasRecordSeparators))
        case .jsonFG: return JSONFGText(layer: layer)
        case .csv: return CSVText(layer: layer, options: parameters.csv)
        case .kml: return KMLText(layer: layer)
        case .gml: return GMLText(layer: layer, schemaURL: schemaURL)
        case .geoPackage, .flatGeobuf, .shapefile, .workbook, .drawing:
            preconditionFailure("a file that is built, not streamed")
        }
    }

    /// - Parameter schema: of what is written of the collection.
    static func layer(
        of collection: PublishedCollection, schema: FeatureSchema, title: String, crs: CRS
    ) throws(ProjError) -> FeatureTextLayer {
        let axes = try CRSAxes.of(crs)
        return FeatureTextLayer(
            name: collection.id.name, title: title, schema: schema, crs: crs, isNorthFirst: axes.isNorthFirst,
            isGeographic: axes.isGeographic)
    }
}

/// Brings features from the storage CRS to that of a file.
struct FeaturePlacement: Sendable {
    let storage: CRS
    let target: CRS
    /// Whether the file holds CRS84 beside it.
    var needsGeographic = false
    let transforms: TransformPool

    typealias Placed = (feature: Feature, geographic: Geometry?)

    func withTransforms<Result>(_ body: ((Feature) throws -> Placed) throws -> Result) throws -> Result {
        try transforms.withTransform(from: storage, to: target) { transform in
            guard needsGeographic else {
                return try body { feature in (try FeatureReader.placed(feature, transform), nil) }
            }
            return try transforms.withTransform(from: storage, to: .crs84) { geographic in
                try body { feature in
                    (
                        try FeatureReader.placed(feature, transform),
                        try FeatureReader.placed(feature, geographic).geometry
                    )
                }
            }
        }
    }
}
