import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import VietnameseText

/// Everything decided before the first feature is stored.
struct ImportPlan {
    let source: VectorSource
    let layer: SourceLayer
    let encoding: EncodingPlan
    let reference: ReferenceChoice
    let geometry: GeometryPlan
    let definition: LayerDefinition
    let mode: LoadMode
    let key: KeyChoice
    let notes: [LocalizedText]

    /// Without the folder, and without the password of a connection.
    var sourceName: String { URL(fileURLWithPath: source.name).lastPathComponent }
    var driver: String { source.driver.longName }

    /// - Parameter source: when it is open already.
    /// - Throws: `ImportError`, `FeatureExchangeError`, `GeoStoreError`, `ProjError`.
    init(
        _ request: ImportRequest, source opened: VectorSource? = nil, interruption: Interruption,
        units: UnitPlaces = UnitPlaces(store: nil)
    ) throws {
        source = try opened ?? VectorSource(path: request.file, options: Self.options(request))
        layer = try source.layer(named: request.layer)
        let file = URL(fileURLWithPath: source.name).lastPathComponent
        guard let declared = layer.geometryType else { throw ImportError.noGeometry(file: file, layer: layer.name) }
        // Without a feature nothing tells the encoding or the place: that is not what is wrong.
        guard layer.featureCount != 0 else { throw ImportError.noFeatures(file: file, layer: layer.name) }
        encoding = try EncodingPlan(given: request.encoding, source: source, layer: layer, file: file)
        reference = try ReferenceChoice(
            given: request.sourceCRS, source: source, layer: layer, file: file, decoders: encoding.decoders,
            nameDecoder: encoding.nameDecoder, units: units)
        let found = declared == .geometry ? try Self.scan(source, layer, interruption) : nil
        geometry = GeometryPlan(declared: declared, hasZ: layer.hasZ, found: found)
        let columns = try SchemaPlan(of: layer, decoder: encoding.nameDecoder, newNames: request.newNames)
        guard let name = request.collection ?? SchemaPlan.collectionID(fromLayer: layer.name) else {
            throw ImportError.collectionNameNeeded(layer: layer.name)
        }
        let title = request.titleVi ?? request.titleEn ?? ComposedText.of(layer.name)
        var definition = LayerDefinition(
            id: try CollectionID(name), sector: request.sector,
            title: LocalizedText(vi: request.titleVi ?? title, en: request.titleEn ?? title),
            description: request.description, licence: request.licence, attribution: request.attribution,
            storageCRS: reference.crs,
            schema: FeatureSchema(
                properties: columns.properties, geometryType: geometry.type, hasZ: geometry.hasZ))
        definition.keepsTitle = request.titleVi == nil && request.titleEn == nil
        self.definition = definition
        mode = request.mode
        key = try columns.key(request.key)
        notes =
            layer.notes.map(SourceNoteText.sentence) + reference.notes + encoding.notes + columns.notes
            + [geometry.note].compactMap { $0 }
    }

    static func options(_ request: ImportRequest) -> VectorSource.Options {
        var options = VectorSource.Options()
        options.allowsConnections = true
        options.filter = request.filter
        options.fields = request.fields
        options.geometryColumns = request.geometryColumns
        return options
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
