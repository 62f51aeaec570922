import CGDAL
import Foundation
public import SimpleFeatures

/// Writes geometries as entities of a DXF drawing: points, lines, and the outlines of areas. A drawing has no
/// attributes. For one thread at a time: not Sendable.
public final class DrawingWriter {
    public let path: String
    private let temporary: String
    private let drawingLayer: String
    /// Nil once closed.
    private var dataset: GDALDatasetH?
    private let layer: OGRLayerH

    /// - Parameter drawingLayer: the layer of the drawing that every entity is put on.
    /// - Throws: `FeatureWritingError.failed`.
    public init(path: String, drawingLayer: String) throws(FeatureWritingError) {
        self.path = path
        self.drawingLayer = drawingLayer
        temporary = TemporaryName.beside(path, pathExtension: "dxf")
        GDALLibrary.start()
        _ = GDALMessages.take()
        // GDALGetDriverByName: static. GDALCreate: ours to close, NULL on failure. The layer is the dataset's.
        guard let driver = GDALGetDriverByName("DXF"),
            let made = GDALCreate(driver, temporary, 0, 0, 0, GDT_Unknown, nil)
        else { throw Self.failure("GDALCreate", path, temporary) }
        guard let layer = GDALDatasetCreateLayer(made, "entities", nil, wkbUnknown, nil) else {
            GDALClose(made)
            throw Self.failure("GDALDatasetCreateLayer", path, temporary)
        }
        dataset = made
        self.layer = layer
    }

    deinit {
        if let dataset { GDALClose(dataset) }
        TemporaryName.remove(temporary)
        _ = GDALMessages.take()
    }

    /// - Throws: `FeatureWritingError.failed`.
    public func append(_ geometry: Geometry) throws(FeatureWritingError) {
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
            throw Self.failure("OGR_F_Create", path, temporary)
        }
        defer { OGR_F_Destroy(feature) }
        OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "Layer"), drawingLayer)
        do throws(GDALError) {
            try FieldWriter.set(geometry.outlined, of: feature)
        } catch { throw .failed(path: path, error) }
        _ = GDALMessages.take()
        guard OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else {
            throw Self.failure("OGR_L_CreateFeature", path, temporary)
        }
    }

    /// Closes the drawing and gives it its name.
    /// - Throws: `FeatureWritingError`.
    public func finish() throws(FeatureWritingError) {
        guard let dataset else { return }
        self.dataset = nil
        try WrittenDataset.close(dataset, path: path)
        // The driver puts the drawing together when it is closed, and does not tell of a disk that fills then.
        guard isWhole else { throw Self.failure("GDALClose", path, temporary) }
        try TemporaryName.publish(temporary, as: path)
    }

    /// Whether the last line is there (DXF Reference, "General DXF File Structure").
    private var isWhole: Bool {
        guard let file = FileHandle(forReadingAtPath: temporary), let size = try? file.seekToEnd(),
            (try? file.seek(toOffset: size - min(size, UInt64(Self.ending.count) + 2))) != nil,
            let end = try? file.readToEnd()
        else { return false }
        return String(decoding: end, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            .hasSuffix(Self.ending)
    }

    private static let ending = "EOF"

    private static func failure(_ function: String, _ path: String, _ temporary: String) -> FeatureWritingError {
        .failed(path: path, GDALError(function: function, messages: GDALMessages.take(), writing: temporary))
    }
}

extension Geometry {
    /// Areas as the lines around them, points each as one of its own: GDAL's writer knows no multipoint.
    fileprivate var outlined: Geometry {
        switch self {
        case .multiPoint(let points): .geometryCollection(points.map { .point($0) })
        case .polygon(let polygon): .multiLineString(polygon.rings)
        case .multiPolygon(let polygons): .multiLineString(polygons.flatMap(\.rings))
        case .geometryCollection(let members): .geometryCollection(members.map(\.outlined))
        case .point, .lineString, .multiLineString: self
        }
    }
}
