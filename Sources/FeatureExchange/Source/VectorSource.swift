import CGDAL
import Foundation
public import Logging

/// A file with features, open for reading: what `SourceFormat.all` lists, alone, in a folder or in a zip.
///
/// The delivered files are never written to: what must be rebuilt is rebuilt in a temporary folder that lives as long as
/// the source and its readers. For one thread at a time: GDAL datasets are not Sendable.
public final class VectorSource {
    public struct Options: Sendable {
        /// Bytes an archive may unpack to. Default 20 GB: a province's cadastre, not an archive bomb.
        public var unpackedLimitInBytes: Int64 = 20_000_000_000
        /// Bytes of formats that are read as a whole: KML, KMZ (unpacked), workbooks (unpacked), TopoJSON. They need up
        /// to ten times as much memory. Default 500 MB.
        public var inMemoryLimitInBytes: Int64 = 500_000_000
        /// Whether `path` may be a connection (`PG:…`, `/vsicurl/…`, a .vrt). Only for what a person types.
        public var allowsConnections = false
        /// The columns of a table that make its geometry, where names and values shall not decide.
        public var geometryColumns = GeometryColumns()
        /// Rows to read: an SQL condition in OGR's dialect, `LOAI = 'Xã' AND DT_KM2 > 10`. Applied by `layer(named:)`.
        public var filter: String?
        /// Columns to keep, in this order. Applied by `layer(named:)`.
        public var fields: [String]?
        /// Receives GDAL's warnings as they come, at debug level; they are in `notes` and `issues` as well.
        public var logger: Logger?

        public init() {}
    }

    /// What SQLite takes in a table (2,000) less the store's own columns.
    public static let maximumColumns = 1_990

    public let path: String
    /// `path` without passwords: for reports, logs and messages.
    public let name: String
    /// Short and long name of the driver, `ESRI Shapefile`.
    public let driver: (shortName: String, longName: String)
    /// Every layer, each under a name of its own; columns and rows in full.
    public let layers: [SourceLayer]

    private let files: SourceFiles
    private let datasets: [GDALDataset]
    private let options: Options

    /// - Throws: `FeatureExchangeError`.
    public init(path: String, options: Options = Options()) throws(FeatureExchangeError) {
        self.path = path
        self.options = options
        name = Connection.masked(path)
        files = try SourceFiles(path: path, options: options)
        var datasets: [GDALDataset] = []
        var layers: [SourceLayer] = []
        for plan in files.plans {
            let opened = try OpenedFile(
                plan, source: plan.name ?? path, index: datasets.count, given: options.geometryColumns)
            layers += opened.layers
            datasets.append(opened.dataset)
        }
        // The first KML of a KMZ may do nothing but name the others.
        if URL(filePath: path).pathExtension.lowercased() == "kmz" {
            let filled = layers.filter { $0.featureCount != 0 }
            if !filled.isEmpty { layers = filled }
        }
        guard !layers.isEmpty else { throw .noLayers(path: name) }
        driver = datasets[0].driver
        self.datasets = datasets
        self.layers = LayerNames.distinct(layers)
        for message in datasets.flatMap(\.warnings) {
            options.logger?.debug("gdal", metadata: ["path": "\(name)", "message": "\(message.text)"])
        }
    }

    /// The layer of that name; without a name the only one that is not hidden. With the columns and rows of `Options`.
    /// - Throws: `.severalLayers` or `.layerNotFound`, each with what is there; `.columnsNotFound`, `.filterInvalid`,
    ///   `.tooManyColumns`, `.formulasNotCalculated`.
    public func layer(named name: String? = nil) throws(FeatureExchangeError) -> SourceLayer {
        var layer = try chosen(name)
        for case .formulasNotCalculated(let count, let first) in layer.notes {
            throw .formulasNotCalculated(path: self.name, sheet: layer.name, count: count, first: first)
        }
        if let filter = options.filter { layer = layer.counting(try apply(filter, to: layer)) }
        if let fields = options.fields { layer = try layer.keeping(fields) }
        guard layer.fields.count <= Self.maximumColumns else {
            throw .tooManyColumns(layer: layer.name, count: layer.fields.count, limit: Self.maximumColumns)
        }
        return layer
    }

    private func chosen(_ name: String?) throws(FeatureExchangeError) -> SourceLayer {
        guard let name else {
            let visible = layers.filter { !$0.isHidden }
            let candidates = visible.isEmpty ? layers : visible
            guard candidates.count == 1 else { throw .severalLayers(candidates.map(\.summary)) }
            return candidates[0]
        }
        let composed = name.precomposedStringWithCanonicalMapping
        guard
            let layer = layers.first(where: { $0.name == name })
                ?? layers.first(where: { $0.name.precomposedStringWithCanonicalMapping == composed })
        else { throw .layerNotFound(name: name, available: layers.map(\.name)) }
        return layer
    }

    /// - Returns: how many rows are left, nil when that would mean reading everything.
    private func apply(_ filter: String, to layer: SourceLayer) throws(FeatureExchangeError) -> Int? {
        do {
            let handle = try dataset(of: layer).layer(at: layer.layerIndex)
            _ = GDALMessages.take()
            // OGR_L_SetAttributeFilter: OGRERR_NONE, or the condition is no good for this layer. It stays set.
            let status = OGR_L_SetAttributeFilter(handle, filter)
            let messages = GDALMessages.take()
            guard status == OGRERR_NONE, !messages.contains(where: { $0.severity == .failure }) else {
                _ = OGR_L_SetAttributeFilter(handle, nil)
                let reason = GDALError(function: "", messages: messages, fallback: "OGRErr \(status)").message
                throw FeatureExchangeError.filterInvalid(
                    filter: filter, reason: reason, columns: layer.fields.map(\.name))
            }
            dataset(of: layer).filteredLayers.insert(layer.layerIndex)
            let count = OGR_L_GetFeatureCount(handle, 0)
            return count < 0 ? nil : Int(count)
        } catch let error as FeatureExchangeError {
            throw error
        } catch let error as GDALError {
            throw .unexpected(error)
        } catch {
            throw .unexpected(GDALError(function: "OGR_L_SetAttributeFilter", code: .none, message: "\(error)"))
        }
    }

    /// A reader at the first feature. A layer has one reader at a time; the reader keeps the file open by itself.
    public func reader(
        for layer: SourceLayer, options: FeatureReader.Options = FeatureReader.Options()
    ) throws(FeatureExchangeError) -> FeatureReader {
        try FeatureReader(
            dataset: datasets[layer.datasetIndex], layer: layer, options: options, watch: files.watch,
            keepingAlive: files.scratch, logger: self.options.logger)
    }

    /// Whether the files are still what they were when the source was opened.
    /// - Throws: `.sourceChanged`.
    public func checkUnchanged() throws(FeatureExchangeError) { try files.watch.check() }

    func dataset(of layer: SourceLayer) -> GDALDataset { datasets[layer.datasetIndex] }
}
