import CGDAL
public import Logging

/// A file with features, open for reading: shapefile (alone, in a folder, in a zip), GeoPackage, GeoJSON, KML, GML,
/// FlatGeobuf, MapInfo, CSV, DXF, DGN V7, GPX, file geodatabase, spreadsheets.
///
/// The delivered files are never written to: what must be rebuilt is rebuilt in a temporary folder that lives as long as
/// the source and its readers. For one thread at a time: GDAL datasets are not Sendable.
public final class VectorSource {
    public struct Options: Sendable {
        /// Bytes an archive may unpack to. Default 20 GB: a province's cadastre, not an archive bomb.
        public var unpackedLimitInBytes: Int64 = 20_000_000_000
        /// Receives GDAL's warnings as they come, at debug level; they are in `notes` and `issues` as well.
        public var logger: Logger?

        public init() {}
    }

    public let path: String
    /// Short and long name of the driver, `ESRI Shapefile`.
    public let driver: (shortName: String, longName: String)
    public let layers: [SourceLayer]

    private let files: SourceFiles
    private let datasets: [GDALDataset]
    private let logger: Logger?

    /// - Throws: `FeatureExchangeError`.
    public init(path: String, options: Options = Options()) throws(FeatureExchangeError) {
        self.path = path
        logger = options.logger
        files = try SourceFiles(path: path, unpackedLimitInBytes: options.unpackedLimitInBytes)
        var datasets: [GDALDataset] = []
        var layers: [SourceLayer] = []
        for plan in files.plans {
            let dataset = try Self.open(plan, named: path)
            do {
                layers += try Self.layers(of: dataset, plan, datasetIndex: datasets.count)
            } catch {
                throw .damaged(path: path, error)
            }
            datasets.append(dataset)
        }
        guard !layers.isEmpty else { throw .noLayers(path: path) }
        driver = datasets[0].driver
        self.datasets = datasets
        self.layers = layers
        for message in datasets.flatMap(\.warnings) {
            logger?.debug("gdal", metadata: ["path": "\(path)", "message": "\(message.text)"])
        }
    }

    /// The layer of that name; without a name the only one.
    /// - Throws: `.severalLayers` or `.layerNotFound`, each with what is there.
    public func layer(named name: String? = nil) throws(FeatureExchangeError) -> SourceLayer {
        guard let name else {
            guard layers.count == 1 else { throw .severalLayers(layers.map(\.summary)) }
            return layers[0]
        }
        guard let layer = layers.first(where: { $0.name == name }) else {
            throw .layerNotFound(name: name, available: layers.map(\.name))
        }
        return layer
    }

    /// A reader at the first feature. A layer has one reader at a time; the reader keeps the file open by itself.
    public func reader(
        for layer: SourceLayer, options: FeatureReader.Options = FeatureReader.Options()
    ) throws(FeatureExchangeError) -> FeatureReader {
        try FeatureReader(
            dataset: datasets[layer.datasetIndex], layer: layer, options: options, keepingAlive: files.scratch,
            logger: logger)
    }

    func dataset(of layer: SourceLayer) -> GDALDataset { datasets[layer.datasetIndex] }

    private static func open(_ plan: OpenPlan, named path: String) throws(FeatureExchangeError) -> GDALDataset {
        do {
            return try GDALDataset(path: plan.path, drivers: plan.drivers, options: plan.options)
        } catch {
            if let format = UnreadableFormat(at: plan.path) { throw .notRecognised(path: path, looksLike: format) }
            // "not recognized as a supported file format" is the library's way to say that no driver took it.
            if error.code == .none || error.message.contains("not recognized as") {
                throw .notRecognised(path: path, looksLike: nil)
            }
            throw .damaged(path: path, error)
        }
    }

    private static func layers(
        of dataset: GDALDataset, _ plan: OpenPlan, datasetIndex: Int
    ) throws(GDALError) -> [SourceLayer] {
        let driver = dataset.driver.shortName
        var plan = plan
        plan.notes += dataset.warnings.map { .libraryWarning($0) }
        var layers: [SourceLayer] = []
        for index in 0..<dataset.layerCount {
            layers.append(
                try SourceLayer(
                    handle: dataset.layer(at: index), plan: plan, datasetIndex: datasetIndex, layerIndex: index,
                    driver: driver))
        }
        return layers
    }
}
