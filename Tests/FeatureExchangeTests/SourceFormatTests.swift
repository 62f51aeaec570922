import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// Every row of the table of formats is true: a file of that format opens and gives its features.
@Suite struct SourceFormatTests {
    /// Two points with a code, in a file of the format named; made by ogr2ogr (`make deps`) or written here.
    static func fixture(_ id: String, in folder: TemporaryFolder) throws -> String? {
        let point =
            #"{"type":"Feature","properties":{"ma":"00%"},"geometry":{"type":"Point","coordinates":[108.%,14]}}"#
        let points = ["1", "2"].map { point.replacingOccurrences(of: "%", with: $0) }
        let collection = try folder.write(
            #"{"type":"FeatureCollection","features":[\#(points.joined(separator: ","))]}"#, as: "goc.geojson")
        func converted(_ driver: String, _ name: String, _ options: String...) throws -> String {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["ogr2ogr", "-f", driver, folder.path(name), collection] + options
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "ogr2ogr \(driver)")
            return folder.path(name)
        }
        switch id {
        case "shapefile": return try converted("ESRI Shapefile", "a.shp")
        case "mapinfo-tab": return try converted("MapInfo File", "a.tab")
        case "mapinfo-mif": return try converted("MapInfo File", "a.mif", "-dsco", "FORMAT=MIF")
        case "geopackage": return try converted("GPKG", "a.gpkg")
        case "filegdb": return try converted("OpenFileGDB", "a.gdb")
        case "geojson": return collection
        case "geojsonseq": return try folder.write(points.joined(separator: "\n") + "\n", as: "a.geojsonl")
        case "topojson":
            return try folder.write(
                #"{"type":"Topology","arcs":[],"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[108.1,14]},{"type":"Point","coordinates":[108.2,14]}]}}}"#,
                as: "a.topojson")
        case "kml": return try converted("LIBKML", "a.kmz")
        case "gml": return try converted("GML", "a.gml")
        case "flatgeobuf": return try converted("FlatGeobuf", "a.fgb")
        case "dxf": return try converted("DXF", "a.dxf", "-select", "")
        case "dgn": return try converted("DGN", "a.dgn", "-select", "")
        case "csv": return try folder.write("ma;X;Y\n001;1545678,1;456789\n002;1545679;456790\n", as: "a.csv")
        case "xlsx": return try converted("XLSX", "a.xlsx", "-dialect", "SQLite", "-sql", Self.withColumns)
        case "ods": return try converted("ODS", "a.ods", "-dialect", "SQLite", "-sql", Self.withColumns)
        // No tool that is always there writes XLS: text of that name is.
        case "xls": return try folder.write("ma\tx\ty\n001\t108.1\t14\n002\t108.2\t14\n", as: "a.xls")
        case "gpx":
            return try folder.write(
                #"<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="14" lon="108.1"/><wpt lat="14" lon="108.2"/></gpx>"#,
                as: "a.gpx")
        case "spatialite": return try converted("SQLite", "a.sqlite", "-dsco", "SPATIALITE=YES")
        case "osm":
            return try folder.write(
                #"<osm version="0.6"><node id="1" lat="14" lon="108.1" version="1"><tag k="name" v="A"/></node><node id="2" lat="14" lon="108.2" version="1"><tag k="name" v="B"/></node></osm>"#,
                as: "a.osm")
        default: return nil
        }
    }

    private static let withColumns = "SELECT ma, ST_X(geometry) AS lon, ST_Y(geometry) AS lat FROM goc"

    @Test(arguments: SourceFormat.all.map(\.id))
    func aFileOfEveryRowOpens(id: String) throws {
        let format = try #require(SourceFormat.all.first { $0.id == id })
        #expect(format.isAvailable, "GDAL has no \(format.driver)")
        #expect(!format.tested.isEmpty && !format.suffixes.isEmpty)
        let folder = try TemporaryFolder()
        let path = try #require(try Self.fixture(id, in: folder), "a row without a fixture")
        let source = try VectorSource(path: path)
        if id != "xls" { #expect(source.driver.shortName == format.driver) }
        let suffix = URL(filePath: path).pathExtension
        #expect(format.suffixes.contains(suffix))
        let layer = try #require(source.layers.first { $0.geometryType != nil })
        let features = try TestData.features(source, layer)
        #expect(features.count == 2)
        // A point of DGN V7 is a line without length.
        let type = id == "dgn" ? GeometryType.lineString : .point
        #expect(features.allSatisfy { $0.geometry?.type == type && $0.issues.isEmpty })
    }

    @Test func idsAreDistinct() {
        #expect(Set(SourceFormat.all.map(\.id)).count == SourceFormat.all.count)
    }
}
