import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import VietnameseText

/// What the user asked for.
struct ImportRequest: Sendable {
    var file: String
    var layer: String?
    var sector: String
    var collection: String?
    var titleVi: String?
    var titleEn: String?
    var description: String?
    var licence: String?
    var attribution: String?
    var sourceCRS: CRS?
    var encoding = EncodingOptions()
    var mode: LoadMode
}

/// Everything decided before the first feature is stored.
struct ImportPlan {
    let source: VectorSource
    let layer: SourceLayer
    let encoding: EncodingPlan
    let reference: ReferenceChoice
    let geometry: GeometryPlan
    let definition: LayerDefinition
    let mode: LoadMode
    let notes: [String]

    var sourceName: String { URL(fileURLWithPath: source.path).lastPathComponent }
    var driver: String { source.driver.longName }

    /// - Throws: `ImportError`, `FeatureExchangeError`, `GeoStoreError`, `ProjError`.
    init(
        _ request: ImportRequest, interruption: Interruption, units: UnitPlaces = UnitPlaces(store: nil)
    ) throws {
        source = try VectorSource(path: request.file)
        layer = try source.layer(named: request.layer)
        let file = URL(fileURLWithPath: request.file).lastPathComponent
        guard let declared = layer.geometryType else { throw ImportError.noGeometry(file: file, layer: layer.name) }
        encoding = try EncodingPlan(given: request.encoding, source: source, layer: layer, file: file)
        reference = try ReferenceChoice(
            given: request.sourceCRS, source: source, layer: layer, file: file, decoders: encoding.decoders,
            units: units)
        let found = declared == .geometry ? try Self.scan(source, layer, interruption) : nil
        geometry = GeometryPlan(declared: declared, hasZ: layer.hasZ, found: found)
        let columns = SchemaPlan.properties(of: layer, decoder: encoding.nameDecoder)
        guard let name = request.collection ?? SchemaPlan.collectionID(fromLayer: layer.name) else {
            throw ImportError.collectionNameNeeded(layer: layer.name)
        }
        let title = request.titleVi ?? request.titleEn ?? ComposedText.of(layer.name)
        definition = LayerDefinition(
            id: try CollectionID(name), sector: request.sector,
            title: LocalizedText(vi: request.titleVi ?? title, en: request.titleEn ?? title),
            description: request.description, licence: request.licence, attribution: request.attribution,
            storageCRS: reference.crs,
            schema: FeatureSchema(
                properties: columns.properties, geometryType: geometry.type, hasZ: geometry.hasZ))
        mode = request.mode
        notes =
            layer.notes.map(NoteText.sentence) + reference.notes.map(\.en) + encoding.notes.map(\.en) + columns.notes
            + [geometry.note].compactMap { $0 }
    }

    /// Which types a source has that declares none: its features say.
    private static func scan(
        _ source: VectorSource, _ layer: SourceLayer, _ interruption: Interruption
    ) throws -> (types: Set<GeometryType>, hasZ: Bool) {
        var options = FeatureReader.Options()
        options.checkCancellation = interruption.check
        let reader = try source.reader(for: layer, options: options)
        var types: Set<GeometryType> = []
        var hasZ = false
        while let feature = try reader.next() {
            guard let geometry = feature.geometry, !geometry.isEmpty else { continue }
            types.insert(geometry.type)
            hasZ = hasZ || geometry.hasZ
        }
        return (types, hasZ)
    }
}
