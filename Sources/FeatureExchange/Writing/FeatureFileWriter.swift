import CGDAL
import Foundation
public import SimpleFeatures

/// Writes one file with features, streaming, whole or not at all: it grows under a temporary name beside its own, is
/// read back and counted, and takes its name with `finish`. A writer that is dropped before leaves nothing.
///
/// For one thread at a time: not Sendable, like the dataset it owns.
public final class FeatureFileWriter {
    public struct Layer: Hashable, Sendable {
        public var name: String
        /// What people call it, where the format has a place for it.
        public var title: String?
        public var columns: [FeatureSchema.Property]
        /// Nil for a table without geometries.
        public var geometryType: GeometryType?
        public var hasZ: Bool
        /// Nil when it is not known.
        public var crs: CRS?

        public init(
            name: String, columns: [FeatureSchema.Property], geometryType: GeometryType? = nil, hasZ: Bool = false,
            crs: CRS? = nil, title: String? = nil
        ) {
            self.name = name
            self.title = title
            self.columns = columns
            self.geometryType = geometryType
            self.hasZ = hasZ
            self.crs = crs
        }
    }

    public struct Options: Hashable, Sendable {
        /// Excel takes a CSV for UTF-8 only when it begins with U+FEFF.
        public var csvHasByteOrderMark = true
        /// `;` where the decimal sign is a comma, as Excel in Vietnamese expects.
        public var csvSeparatorIsSemicolon = false
        /// Whether dates are stored as such where the format has them. Every date must be one then: what no calendar
        /// has would be lost.
        public var typesDates = false

        public init() {}
    }

    public let path: String
    public let format: FeatureFileFormat
    public let layers: [Layer]
    public private(set) var writtenCounts: [Int]

    private let temporary: String
    /// Nil once closed.
    private var dataset: GDALDatasetH?
    private var handles: [OGRLayerH] = []

    /// - Precondition: one layer, unless the format holds several.
    /// - Throws: `FeatureWritingError.failed`.
    public init(
        path: String, format: FeatureFileFormat, layers: [Layer], options: Options = Options()
    ) throws(FeatureWritingError) {
        precondition(!layers.isEmpty && (layers.count == 1 || format.holdsSeveralLayers), "one layer for this format")
        self.path = path
        self.format = format
        self.layers = layers
        writtenCounts = layers.map { _ in 0 }
        temporary = TemporaryName.beside(path, pathExtension: format.fileExtension)
        GDALLibrary.start()
        _ = GDALMessages.take()
        // GDALGetDriverByName: static, NULL when the driver is not built in. GDALCreate: ours to close, NULL on failure.
        guard let driver = GDALGetDriverByName(format.driver),
            let made = GDALCreate(driver, temporary, 0, 0, 0, GDT_Unknown, nil)
        else { throw failure("GDALCreate") }
        dataset = made
        do throws(FeatureWritingError) {
            for layer in layers { handles.append(try create(layer, in: made, options)) }
            // GDALDatasetStartTransaction: OGRERR_NONE, or not supported by the driver, which then writes as it goes.
            if GDALDatasetTestCapability(made, ODsCTransactions) != 0,
                GDALDatasetStartTransaction(made, 0) != OGRERR_NONE
            {
                throw failure("GDALDatasetStartTransaction")
            }
        } catch {
            discard()
            throw error
        }
    }

    deinit { discard() }

    /// - Parameters:
    ///   - geometry: finite, in the CRS of the layer; left out where the layer has none.
    ///   - values: one for each column.
    ///   - id: the feature's number where the format keeps one.
    /// - Throws: `FeatureWritingError.failed`; the file is lost then.
    public func append(
        geometry: Geometry? = nil, values: [PropertyValue], toLayer layer: Int = 0, id: Int64? = nil
    ) throws(FeatureWritingError) {
        precondition(values.count == layers[layer].columns.count, "one value for each column")
        if format == .flatGeobuf, geometry == nil {
            // The driver would pass over it in silence.
            throw .failed(
                path: path,
                GDALError(
                    function: "OGR_L_CreateFeature", code: .notSupported,
                    message: "FlatGeobuf keeps no feature without a geometry"))
        }
        guard let definition = OGR_L_GetLayerDefn(handles[layer]), let feature = OGR_F_Create(definition) else {
            throw failure("OGR_F_Create")
        }
        defer { OGR_F_Destroy(feature) }
        if let id { OGR_F_SetFID(feature, id) }
        for index in values.indices { FieldWriter.set(values[index], at: Int32(index), of: feature) }
        if let geometry, layers[layer].geometryType != nil { try set(geometry, of: feature) }
        _ = GDALMessages.take()
        // OGR_L_CreateFeature: OGRERR_NONE or a failure with a message; it copies the feature.
        guard OGR_L_CreateFeature(handles[layer], feature) == OGRERR_NONE else { throw failure("OGR_L_CreateFeature") }
        writtenCounts[layer] += 1
    }

    /// Closes the file, reads it back, and gives it its name. The writer takes nothing after that.
    /// - Throws: `FeatureWritingError`; the temporary file is removed then.
    public func finish() throws(FeatureWritingError) {
        guard let dataset else { return }
        do throws(FeatureWritingError) {
            try WrittenDataset.commit(dataset, path: path)
            self.dataset = nil
            try WrittenDataset.close(dataset, path: path)
            try verify()
            try TemporaryName.publish(temporary, as: path)
        } catch {
            discard()
            throw error
        }
    }

    /// Closes without a trace.
    private func discard() {
        if let dataset {
            self.dataset = nil
            GDALClose(dataset)
        }
        TemporaryName.remove(temporary)
        _ = GDALMessages.take()
    }

    private func create(
        _ layer: Layer, in dataset: GDALDatasetH, _ options: Options
    ) throws(FeatureWritingError) -> OGRLayerH {
        let reference: SpatialReference?
        do throws(GDALError) {
            reference = if let crs = layer.crs { try SpatialReference(crs) } else { nil }
        } catch { throw .failed(path: path, error) }
        let type = format.holdsGeometries ? layer.geometryType.map { $0.ogrType(hasZ: layer.hasZ) } : nil
        let arguments = CStringList(creationOptions(for: layer, options))
        // GDALDatasetCreateLayer: the dataset keeps it; NULL on failure. The reference is counted.
        let made = arguments.withPointer {
            GDALDatasetCreateLayer(dataset, layer.name, reference?.handle, type ?? wkbNone, $0)
        }
        guard let made else { throw failure("GDALDatasetCreateLayer") }
        for column in layer.columns {
            let (kind, subtype) = FieldWriter.kind(of: column.type, in: format, typesDates: options.typesDates)
            // OGR_Fld_Create: ours; CreateField copies it.
            guard let definition = OGR_Fld_Create(column.name, kind) else { throw failure("OGR_Fld_Create") }
            defer { OGR_Fld_Destroy(definition) }
            OGR_Fld_SetSubType(definition, subtype)
            // 0: the name must stay as it is.
            guard OGR_L_CreateField(made, definition, 0) == OGRERR_NONE else { throw failure("OGR_L_CreateField") }
        }
        return made
    }

    private func creationOptions(for layer: Layer, _ options: Options) -> [String] {
        let taken = Set(layer.columns.map { $0.name.lowercased() })
        func free(_ names: [String]) -> String { names.first { !taken.contains($0) } ?? "gs_\(names[0])_" }
        switch format {
        case .geoPackage:
            let names = ["FID=\(free(["fid", "gs_fid"]))", "GEOMETRY_NAME=\(free(["geom", "gs_geom"]))"]
            return names + (layer.title.map { ["IDENTIFIER=\($0)"] } ?? [])
        case .csv:
            return [
                "WRITE_BOM=\(options.csvHasByteOrderMark ? "YES" : "NO")",
                "SEPARATOR=\(options.csvSeparatorIsSemicolon ? "SEMICOLON" : "COMMA")", "STRING_QUOTING=IF_NEEDED",
            ]
        case .geoJSON: return ["COORDINATE_PRECISION=15", "WRITE_NAME=NO"]
        case .xlsx, .flatGeobuf: return []
        }
    }

    private func set(_ geometry: Geometry, of feature: OGRFeatureH) throws(FeatureWritingError) {
        do throws(GDALError) { try FieldWriter.set(geometry, of: feature) } catch { throw .failed(path: path, error) }
    }

    /// A driver may lose what a full disk did not take without a word: the file is opened again and counted.
    private func verify() throws(FeatureWritingError) {
        let opened: GDALDataset
        do throws(GDALError) {
            opened = try GDALDataset(path: temporary, drivers: [format.driver], options: [])
        } catch {
            // An empty table has no header row in some formats, and nothing to count.
            if writtenCounts.allSatisfy({ $0 == 0 }), FileManager.default.fileExists(atPath: temporary) { return }
            throw .failed(path: path, error)
        }
        for index in layers.indices where writtenCounts[index] > 0 {
            // GDALDatasetGetLayerByName: the dataset keeps it, NULL when there is none; a single layer goes by its file.
            let handle =
                format.holdsSeveralLayers
                ? GDALDatasetGetLayerByName(opened.handle, layers[index].name) : GDALDatasetGetLayer(opened.handle, 0)
            let found = handle.map { Int(OGR_L_GetFeatureCount($0, 1)) } ?? 0
            guard found >= writtenCounts[index] else {
                throw .incomplete(
                    path: path, layer: layers[index].name, written: writtenCounts[index], found: found)
            }
        }
        _ = GDALMessages.take()
    }

    private func failure(_ function: String) -> FeatureWritingError {
        .failed(path: path, GDALError(function: function, messages: GDALMessages.take(), writing: temporary))
    }
}

extension GeometryType {
    func ogrType(hasZ: Bool) -> OGRwkbGeometryType {
        let flat = OGRwkbGeometryType(rawValue: wkbCode)
        return hasZ ? OGR_GT_SetZ(flat) : flat
    }
}
