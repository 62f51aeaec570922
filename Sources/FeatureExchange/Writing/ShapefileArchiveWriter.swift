import CGDAL
import Foundation
public import SimpleFeatures

/// Writes shapefiles, one for each kind of geometry, and packs them into a ZIP archive with a text that explains them.
///
/// UTF-8 with a `.cpg`, a `.prj` where the CRS is known. For one thread at a time: not Sendable.
public final class ShapefileArchiveWriter {
    /// What a single shapefile holds.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case point, multipoint, line, polygon

        /// Nil for what no shapefile holds: collections of several kinds.
        public init?(_ type: GeometryType) {
            switch type {
            case .point: self = .point
            case .multiPoint: self = .multipoint
            case .lineString, .multiLineString: self = .line
            case .polygon, .multiPolygon: self = .polygon
            case .geometryCollection, .geometry: return nil
            }
        }

        fileprivate var type: GeometryType {
            switch self {
            case .point: .point
            case .multipoint: .multiPoint
            case .line: .lineString
            case .polygon: .polygon
            }
        }
    }

    private struct Part {
        let kind: Kind
        let file: String
        let layer: OGRLayerH
    }

    private let path: String
    private let folder: String
    private let fields: [ShapefileField]
    /// Nil once closed.
    private var dataset: GDALDatasetH?
    private var parts: [Part] = []
    private(set) var count = 0

    /// - Parameters:
    ///   - path: of the archive.
    ///   - folder: empty, for the files before they are packed; the caller removes it.
    ///   - name: of the files; with several kinds each gets its kind behind it.
    ///   - kinds: at least one.
    ///   - fields: one for each value of a feature.
    /// - Throws: `FeatureWritingError.failed`.
    public init(
        path: String, folder: String, name: String, kinds: [Kind], hasZ: Bool, crs: CRS?, fields: [ShapefileField]
    ) throws(FeatureWritingError) {
        self.path = path
        self.folder = folder
        self.fields = fields
        GDALLibrary.start()
        _ = GDALMessages.take()
        // GDALGetDriverByName: static. GDALCreate of a folder: ours to close, NULL on failure.
        guard let driver = GDALGetDriverByName("ESRI Shapefile"),
            let made = GDALCreate(driver, folder, 0, 0, 0, GDT_Unknown, nil)
        else { throw failure("GDALCreate") }
        dataset = made
        let reference: SpatialReference?
        do throws(GDALError) {
            reference = if let crs { try SpatialReference(crs) } else { nil }
        } catch { throw .failed(path: path, error) }
        for kind in kinds {
            let file = kinds.count == 1 ? name : "\(name)_\(kind.rawValue)"
            let options = CStringList(["ENCODING=UTF-8", "2GB_LIMIT=YES"])
            let type = kind.type.ogrType(hasZ: hasZ)
            let layer = options.withPointer { GDALDatasetCreateLayer(made, file, reference?.handle, type, $0) }
            guard let layer else { throw failure("GDALDatasetCreateLayer") }
            for field in fields { try add(field, to: layer) }
            parts.append(Part(kind: kind, file: file, layer: layer))
        }
    }

    deinit {
        if let dataset { GDALClose(dataset) }
        _ = GDALMessages.take()
    }

    /// - Parameter geometry: nil goes to the first file, as a null shape.
    /// - Throws: `FeatureWritingError.failed`.
    public func append(geometry: Geometry?, values: [PropertyValue]) throws(FeatureWritingError) {
        precondition(values.count == fields.count, "one value for each field")
        let kind = geometry.flatMap { Kind($0.type) }
        guard let part = geometry == nil ? parts.first : parts.first(where: { $0.kind == kind }) else {
            throw .failed(
                path: path,
                GDALError(
                    function: "OGR_L_CreateFeature", code: .notSupported,
                    message: "no shapefile for a \(geometry?.type.rawValue ?? "feature")"))
        }
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(part.layer)) else { throw failure("OGR_F_Create") }
        defer { OGR_F_Destroy(feature) }
        for index in fields.indices { FieldWriter.set(Self.fitting(values[index]), at: Int32(index), of: feature) }
        if let geometry {
            do throws(GDALError) { try FieldWriter.set(geometry, of: feature) } catch {
                throw .failed(path: path, error)
            }
        }
        _ = GDALMessages.take()
        // OGR_L_CreateFeature: OGRERR_NONE or a failure with a message; it copies the feature.
        guard OGR_L_CreateFeature(part.layer, feature) == OGRERR_NONE else { throw failure("OGR_L_CreateFeature") }
        count += 1
    }

    /// Closes the files and packs them.
    /// - Parameter readme: name and text of the file that explains the others.
    /// - Throws: `FeatureWritingError`.
    public func finish(readme: (name: String, text: String)) throws(FeatureWritingError) {
        guard let dataset else { return }
        self.dataset = nil
        try WrittenDataset.close(dataset, path: path)
        // Unix line ends are one long line to Windows' older editors.
        let text = readme.text.replacing("\n", with: "\r\n")
        do {
            try Data("\u{FEFF}\(text)".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(readme.name)"))
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            try ZipArchiveWriter.write(files, of: folder, to: path)
        } catch let error as FeatureWritingError {
            throw error
        } catch {
            throw .notPublished(path: path, errno: errno)
        }
    }

    private static func fitting(_ value: PropertyValue) -> PropertyValue {
        guard case .text(let text) = value else { return value }
        return .text(ShapefileLayout.fitting(text))
    }

    private func add(_ field: ShapefileField, to layer: OGRLayerH) throws(FeatureWritingError) {
        let kind: OGRFieldType =
            switch field.kind {
            case .integer: OFTInteger64
            case .real: OFTReal
            case .date: OFTDate
            case .text: OFTString
            }
        // OGR_Fld_Create: ours; CreateField copies it.
        guard let definition = OGR_Fld_Create(field.name, kind) else { throw failure("OGR_Fld_Create") }
        defer { OGR_Fld_Destroy(definition) }
        if case .text(let width) = field.kind { OGR_Fld_SetWidth(definition, Int32(width)) }
        // 0: the name must stay as it is.
        guard OGR_L_CreateField(layer, definition, 0) == OGRERR_NONE else { throw failure("OGR_L_CreateField") }
    }

    private func failure(_ function: String) -> FeatureWritingError {
        .failed(path: path, GDALError(function: function, messages: GDALMessages.take(), writing: path))
    }
}
