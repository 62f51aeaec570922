import SimpleFeatures

/// The files that features leave in, by the value of `?f=`.
enum ExportFormat: String, Hashable, Sendable, CaseIterable, Codable {
    case geoJSON = "geojson"
    case geoJSONSequence = "geojsonseq"
    case jsonFG = "jsonfg"
    case csv
    case kml
    case gml
    case geoPackage = "gpkg"
    case flatGeobuf = "fgb"
    case shapefile = "shp"
    case workbook = "xlsx"
    case drawing = "dxf"

    /// Text that streams out of the store; the others are files that are built first, in a process of their own.
    var isStreamed: Bool {
        switch self {
        case .geoJSON, .geoJSONSequence, .jsonFG, .csv, .kml, .gml: true
        case .geoPackage, .flatGeobuf, .shapefile, .workbook, .drawing: false
        }
    }

    var fileExtension: String {
        switch self {
        case .geoJSON: "geojson"
        case .geoJSONSequence: "geojsonl"
        case .jsonFG: "json"
        case .shapefile: "zip"
        case .csv, .kml, .gml, .geoPackage, .flatGeobuf, .workbook, .drawing: rawValue
        }
    }

    var mediaType: MediaType {
        switch self {
        case .geoJSON: .geoJSON
        case .geoJSONSequence: .geoJSONSequence
        case .jsonFG: MediaType("application/vnd.ogc.fg+json")
        case .csv: MediaType("text/csv", parameters: "; charset=utf-8; header=present")
        case .kml: MediaType("application/vnd.google-earth.kml+xml")
        case .gml: MediaType("application/gml+xml", parameters: "; version=3.2")
        case .geoPackage: MediaType("application/geopackage+sqlite3")
        case .flatGeobuf: MediaType("application/vnd.flatgeobuf")
        case .shapefile: MediaType("application/zip")
        case .workbook: MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        case .drawing: MediaType("image/vnd.dxf")
        }
    }

    /// What a person calls it.
    var title: String {
        switch self {
        case .geoJSON: "GeoJSON"
        case .geoJSONSequence: "GeoJSON Text Sequence"
        case .jsonFG: "JSON-FG"
        case .csv: "CSV"
        case .kml: "KML"
        case .gml: "GML 3.2"
        case .geoPackage: "GeoPackage"
        case .flatGeobuf: "FlatGeobuf"
        case .shapefile: "Shapefile (ZIP)"
        case .workbook: "Excel (XLSX)"
        case .drawing: "DXF"
        }
    }

    /// Whether coordinates may be in another CRS than CRS84. GeoJSON and KML have no other (RFC 7946, 4; OGC 07-147r2).
    var takesCRS: Bool {
        switch self {
        case .geoJSON, .geoJSONSequence, .kml: false
        case .jsonFG, .csv, .gml, .geoPackage, .flatGeobuf, .shapefile, .workbook, .drawing: true
        }
    }

    /// The CRS of a file that was not asked for in another: formats that say which CRS they are in keep the coordinates
    /// as they are stored, and a drawing needs metres; a table says nothing, and is taken for longitude and latitude.
    func defaultCRS(storage: CRS) -> CRS {
        switch self {
        case .geoJSON, .geoJSONSequence, .kml, .csv, .workbook: .crs84
        case .jsonFG, .gml, .geoPackage, .flatGeobuf, .shapefile, .drawing: storage
        }
    }

    /// Features that the format itself can hold; nil without a limit.
    var mostFeatures: Int? {
        switch self {
        // A sheet has 1,048,576 rows, the first of which names the columns.
        case .workbook: 1_048_575
        case .geoJSON, .geoJSONSequence, .jsonFG, .csv, .kml, .gml, .geoPackage, .flatGeobuf, .shapefile, .drawing: nil
        }
    }
}
