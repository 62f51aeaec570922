import CGDAL
import Logging
import SimpleFeatures

/// Walks the features of one layer, from the first to the last, once.
///
/// One bad feature never ends the walk: it comes with `issues`. For one thread at a time: not Sendable.
public final class FeatureReader {
    public struct Options {
        /// One for each of `SourceLayer.fields`, used for text columns (`SourceField.isText`). Empty: the layer's
        /// default decoder where the bytes are the source's own (`SourceField.isRawText`), UTF-8 elsewhere.
        public var decoders: [TextDecoder] = []
        /// Called before each feature; what it throws ends the walk and reaches the caller of `next`.
        public var checkCancellation: () throws -> Void = {}
        /// Whether plain records of shapefiles are read without GDAL. Both ways give the same features, which is what
        /// the tests compare.
        var readsPlainRecords = true

        public init() {}
    }

    /// Features between two looks at the files: a microsecond for each file then.
    private static let watchInterval = 10_000
    /// Those whose rows have a place in the file. Others say that they can seek, and read all that goes before: GeoJSON
    /// took 0.2 s for each of a thousand places of a file of 5 MB.
    private static let seekingDrivers: Set<String> = ["ESRI Shapefile", "OpenFileGDB"]

    public let layer: SourceLayer
    /// Features handed out so far. Less than `layer.featureCount` at the end: the source's own count was wrong.
    public private(set) var featuresRead = 0
    /// Some drivers start again when asked for more after the last feature.
    private var isFinished = false
    /// Of the next feature among those of the layer.
    private var position = 0
    private var halves: RowHalves
    /// Of a shapefile; nil when GDAL reads every record.
    private var plain: PlainRecords?

    private let dataset: GDALDataset
    private let handle: OGRLayerH
    private let options: Options
    private let values: ValueReader
    private let geometries: GeometryReader
    /// Links and rebuilt indexes must outlive the dataset that reads them.
    private let scratch: ScratchFolder?
    private let watch: SourceWatch
    private let logger: Logger?

    init(
        dataset: GDALDataset, layer: SourceLayer, options: Options, watch: SourceWatch,
        keepingAlive scratch: ScratchFolder?, logger: Logger?
    ) throws(FeatureExchangeError) {
        precondition(
            options.decoders.isEmpty || options.decoders.count == layer.fields.count, "one decoder for each field")
        guard dataset.layersBeingRead.insert(layer.layerIndex).inserted else { throw .layerInUse(name: layer.name) }
        do {
            handle = try dataset.layer(at: layer.layerIndex)
        } catch {
            throw .unexpected(error)
        }
        self.dataset = dataset
        self.layer = layer
        self.options = options
        self.scratch = scratch
        self.watch = watch
        self.logger = logger
        halves = RowHalves(layer)
        let isWhole = !dataset.filteredLayers.contains(layer.layerIndex) && options.readsPlainRecords
        plain = try dataset.plainShapes.flatMap { path throws(FeatureExchangeError) in
            isWhole ? try PlainRecords(path: path, layer: layer) : nil
        }
        geometries = GeometryReader(driver: dataset.driver.shortName)
        let fallback = options.decoders.isEmpty ? layer.defaultDecoder : SourceText.utf8
        values = ValueReader(
            fields: layer.fields,
            decoders: layer.fields.indices.map { index in
                guard options.decoders.isEmpty else { return options.decoders[index] }
                return layer.fields[index].isRawText ? fallback : SourceText.utf8
            })
        OGR_L_ResetReading(handle)
        _ = GDALMessages.take()
    }

    deinit { dataset.layersBeingRead.remove(layer.layerIndex) }

    /// The next feature, nil after the last. Rows that a .dbf marks as deleted are passed over; shapes and rows that
    /// lack their other half come last, with an issue each.
    /// - Throws: `FeatureExchangeError.readStopped` when the source breaks off, `.sourceChanged` when its files are no
    ///   longer what they were; whatever `checkCancellation` throws.
    public func next() throws -> SourceFeature? {
        guard !isFinished else { return halves.next() }
        try options.checkCancellation()
        if featuresRead.isMultiple(of: Self.watchInterval) { try watch.check() }
        if let feature = plain?.read(by: values) {
            featuresRead += 1
            position += 1
            return feature
        }
        // OGR_L_SetNextByIndex: OGRERR_NONE; of a shapefile the next one by its number, deleted or not.
        if let plain { _ = OGR_L_SetNextByIndex(handle, GIntBig(plain.next)) }
        // OGR_L_GetNextFeature: ours to destroy; NULL after the last feature and on failure.
        let feature = OGR_L_GetNextFeature(handle)
        let messages = GDALMessages.take()
        guard let feature else {
            isFinished = true
            try watch.check()
            // Complaints about positions come again at the end: whose they were was told with the features.
            let isWitnessed = dataset.witness != nil
            let failures = messages.filter { !(isWitnessed && GeometryWitness.isAboutPosition($0)) }
            guard failures.contains(where: { $0.severity == .failure }) else { return halves.next() }
            let error = GDALError(function: "OGR_L_GetNextFeature", messages: messages, fallback: "")
            throw FeatureExchangeError.readStopped(layer: layer.name, afterFeatures: featuresRead, error)
        }
        defer { OGR_F_Destroy(feature) }
        featuresRead += 1
        position += 1
        plain?.next = Int(OGR_F_GetFID(feature)) + 1
        return try read(feature, messages)
    }

    /// Goes on from the feature at this position, counted from 0 in the order of reading.
    /// - Returns: false where the source can only be read from its beginning; the reader then stays where it was.
    public func seek(toFeature position: Int) -> Bool {
        // OGR_L_TestCapability, OGR_L_SetNextByIndex: without the capability GDAL would read its way there.
        guard Self.seekingDrivers.contains(dataset.driver.shortName),
            OGR_L_TestCapability(handle, OLCFastSetNextByIndex) != 0
        else { return false }
        guard OGR_L_SetNextByIndex(handle, GIntBig(position)) == OGRERR_NONE else { return false }
        self.position = position
        plain?.next = position
        return true
    }

    private func read(_ feature: OGRFeatureH, _ messages: [GDALMessage]) throws -> SourceFeature {
        var attributes = values.read(feature)
        var issues = attributes.issues
        var geometry: Geometry?
        // OGR_F_GetGeometryRef: the feature keeps it; NULL for a null shape, and after a failure that left a message.
        if let shape = layer.shape {
            geometry = shape.geometry(of: feature, by: geometries, issues: &issues)
        } else if layer.geometryType != nil, let found = OGR_F_GetGeometryRef(feature) {
            if layer.isNorthFirst { OGR_G_SwapXY(found) }
            geometry = geometries.read(found, issues: &issues)
        } else if dataset.witness == nil, let failure = messages.first(where: { $0.severity == .failure }) {
            issues.append(.geometryUnreadable(reason: failure.text))
        }
        if let witness = dataset.witness {
            // Of a selection only the number of a feature says which it is.
            let isFiltered = dataset.filteredLayers.contains(layer.layerIndex)
            geometry = try witness.examined(
                geometry, at: isFiltered ? Int(OGR_F_GetFID(feature)) : position - 1,
                of: isFiltered ? nil : layer.featureCount, issues: &issues)
        }
        if let read = geometry, let text = dataset.faultyCoordinates?.text(in: read) {
            issues.append(.coordinateNotNumber(text: text))
            geometry = nil
        }
        for message in messages + GDALMessages.take() {
            logger?.debug("gdal", metadata: ["layer": "\(layer.name)", "message": "\(message.text)"])
            if dataset.witness != nil, GeometryWitness.isAboutPosition(message) { continue }
            if let number = WrittenNumber(message), let field = number.field(in: layer.fields) {
                let value = number.value(in: layer.fields[field])
                attributes.values[field] = value ?? .null
                issues.append(
                    value == nil
                        ? .numberUnreadable(field: field, found: number.text)
                        : .numberComma(field: field, found: number.text))
                continue
            }
            if !issues.contains(.geometryUnreadable(reason: message.text)) { issues.append(.libraryMessage(message)) }
        }
        return SourceFeature(
            sourceID: OGR_F_GetFID(feature), geometry: geometry, values: attributes.values,
            rawTexts: attributes.rawTexts, issues: issues)
    }
}
