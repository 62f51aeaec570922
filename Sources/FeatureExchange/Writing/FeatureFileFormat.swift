/// The files we write.
public enum FeatureFileFormat: String, CaseIterable, Hashable, Sendable {
    case geoPackage = "GPKG"
    case xlsx = "XLSX"
    case csv = "CSV"
    case geoJSON = "GeoJSON"
    case flatGeobuf = "FlatGeobuf"

    /// GDAL's short name of the driver.
    var driver: String { rawValue }

    public var fileExtension: String {
        switch self {
        case .geoPackage: "gpkg"
        case .xlsx: "xlsx"
        case .csv: "csv"
        case .geoJSON: "geojson"
        case .flatGeobuf: "fgb"
        }
    }

    /// By the end of a file's name; nil for any other.
    public init?(pathExtension: String) {
        let name = pathExtension.lowercased()
        guard
            let format = Self.allCases.first(where: { $0.fileExtension == name || (name == "json" && $0 == .geoJSON) })
        else { return nil }
        self = format
    }

    /// Whether a file holds more than one layer.
    public var holdsSeveralLayers: Bool { self == .geoPackage || self == .xlsx }

    /// Whether geometries are stored as such. Tables carry well-known text in a column of their own.
    public var holdsGeometries: Bool {
        switch self {
        case .geoPackage, .geoJSON, .flatGeobuf: true
        case .xlsx, .csv: false
        }
    }
}

/// Why a file could not be written.
public enum FeatureWritingError: Error, Hashable, Sendable {
    /// Nothing of the file is left; whatever stood under its name before still does.
    case failed(path: String, GDALError)
    /// Everything was written and the file does not hold it: a full disk, as a rule.
    case incomplete(path: String, layer: String, written: Int, found: Int)
    /// The system would not give the finished file its name (errno), or not sync it.
    case notPublished(path: String, errno: Int32)
    case layerNotFound(path: String, layer: String)
    case columnNotFound(path: String, column: String)
    case featureNotFound(path: String, id: Int64)
}
