import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What a department gets, read again by a program that shares nothing with us.
@Suite("GDAL reads the same features out of every export") struct ExportRoundTripTests {
    struct Way: Sendable, CustomTestStringConvertible {
        let query: String
        let file: String
        /// How GDAL opens it.
        var prefix = ""
        var options: [String] = []
        /// Coordinates as they are stored, not longitude and latitude.
        var isInMetres = false
        /// Formats, or GDAL's readers of them, that do not tell an empty text from none.
        var emptyIsNull = false
        var shortNames = false
        /// Without the feature that has no geometry.
        var count = 3

        var testDescription: String { query }
    }

    static let table = ["-oo", "X_POSSIBLE_NAMES=x", "-oo", "Y_POSSIBLE_NAMES=y"]

    static let ways = [
        Way(query: "f=geojson", file: "a.geojson"),
        Way(query: "f=geojsonseq", file: "a.geojsonl"),
        Way(query: "f=geojsonseq&rs=true", file: "a.geojsons"),
        Way(query: "f=jsonfg", file: "a.json"),
        Way(query: "f=csv", file: "a.csv", options: table, emptyIsNull: true),
        Way(query: "f=csv&crs=EPSG:9218", file: "a.csv", options: table, isInMetres: true, emptyIsNull: true),
        Way(query: "f=kml", file: "a.kml", emptyIsNull: true),
        Way(query: "f=gml", file: "a.gml", isInMetres: true, emptyIsNull: true),
        Way(query: "f=gml&crs=EPSG:4326", file: "a.gml", emptyIsNull: true),
        Way(query: "f=gpkg", file: "a.gpkg", options: ["-preserve_fid"], isInMetres: true),
        Way(query: "f=gpkg&crs=CRS84", file: "a.gpkg", options: ["-preserve_fid"]),
        Way(query: "f=fgb&limit=2", file: "a.fgb", isInMetres: true, count: 2),
        Way(query: "f=shp", file: "a.zip", prefix: "/vsizip/", isInMetres: true, emptyIsNull: true, shortNames: true),
    ]

    @Test("ids, values and places", arguments: ways)
    func roundTrip(way: Way) async throws {
        let folder = try TemporaryFolder()
        var configuration = ServerConfiguration()
        configuration.store = try ExportFixture.store(in: folder)
        let features = try await TestServer.run(configuration) { server in
            let path = try await ExportFixture.file(
                server, "/collections/diem/export?\(way.query)", in: folder, as: way.file)
            if way.file == "a.gml" {
                _ = try await ExportFixture.file(server, "/collections/diem/export?f=xsd", in: folder, as: "a.xsd")
            }
            return try ExportFixture.read(way.prefix + path, way.options)
        }
        #expect(features.count == way.count)
        let names =
            way.shortNames
            ? ["ten", "ghi_chu_cu", "ghi_chu__1", "so", "cao", "ngay", "luc", "mo"] : ExportFixture.names
        for (index, feature) in features.enumerated() {
            let properties = feature["properties"]
            let stated = feature["id"]?.integer ?? properties?["feature_id"]?.number.map { Int64($0) }
            let id = Int(stated ?? properties?["feature_id"]?.string.flatMap { Int64($0) } ?? Int64(index + 1))
            let row = ExportFixture.rows[id - 1]
            for (place, name) in names.enumerated() {
                let value = properties?[name] ?? .null
                #expect(value.means(row[place], emptyIsNull: way.emptyIsNull), "\(id) \(name): \(value)")
            }
            guard SampleStore.golden.indices.contains(id - 1) else {
                #expect((feature["geometry"] ?? .null) == .null)
                continue
            }
            let golden = SampleStore.golden[id - 1]
            let wanted = way.isInMetres ? golden.metres : golden.degrees
            let found = try #require(feature["geometry"]?["coordinates"]?.numbers)
            let tolerance = way.isInMetres ? 1e-4 : 2e-9
            #expect(abs(found[0] - wanted.x) <= tolerance && abs(found[1] - wanted.y) <= tolerance, "\(found)")
        }
    }

    @Test("a workbook has typed cells, positions of points, and no formula of a stranger")
    func workbook() async throws {
        let folder = try TemporaryFolder()
        var configuration = ServerConfiguration()
        configuration.store = try ExportFixture.store(in: folder)
        let rows = try await TestServer.run(configuration) { server in
            try ExportFixture.read(
                try await ExportFixture.file(server, "/collections/diem/export?f=xlsx", in: folder, as: "a.xlsx"))
        }
        #expect(rows.map { $0["properties"]?["feature_id"]?.integer } == [1, 2, 3])
        #expect(rows[0]["properties"]?["ten"]?.string == "Trường Tiểu học Đức Cơ")
        #expect(rows[0]["properties"]?["so"]?.number == 5)
        #expect(rows[0]["properties"]?["mo"] == .boolean(true))
        #expect(rows[0]["properties"]?["x"]?.number.map { abs($0 - SampleStore.golden[0].degrees.x) < 1e-8 } == true)
        #expect(rows[2]["properties"]?["ghi_chu_cua_can_bo"]?.string == "'=1+1")
        #expect(rows[2]["properties"]?["ghi_chu_cua_nguoi_dan"]?.string == "00123")
    }

    @Test("a drawing has points and the outlines of areas, in metres")
    func drawing() async throws {
        let folder = try TemporaryFolder()
        let (points, areas) = try await TestServer.run { server in
            (
                try ExportFixture.read(
                    try await ExportFixture.file(
                        server, "/collections/tram-y-te/export?f=dxf", in: folder, as: "p.dxf")),
                try ExportFixture.read(
                    try await ExportFixture.file(
                        server, "/collections/thua/export?f=dxf&limit=3", in: folder, as: "a.dxf"))
            )
        }
        #expect(points.count == SampleStore.stationCount - 1)
        let first = points[0]["geometry"]?["coordinates"]?.numbers ?? []
        #expect(abs(first[0] - SampleStore.golden[0].metres.x) < 1e-4)
        #expect(areas.count == 3)
        #expect(areas.allSatisfy { $0["geometry"]?["type"]?.string == "LineString" })
        #expect(areas.allSatisfy { $0["properties"]?["Layer"]?.string == "thua" })
    }

    @Test("shapefiles are one for each kind, in UTF-8, with a text that lists the columns")
    func shapefileParts() async throws {
        let folder = try TemporaryFolder()
        let path = try await TestServer.run { server in
            try await ExportFixture.file(server, "/collections/hon-hop/export?f=shp", in: folder, as: "a.zip")
        }
        let python = try #require(Program("python3"))
        let listing = try python.run([
            "-c",
            """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            print(' '.join(sorted(z.namelist())))
            print(z.read('hon-hop_line.cpg').decode())
            print(z.read('DOC_TRUOC_README.txt').decode('utf-8-sig'))
            """, path,
        ])
        for kind in ["point", "line", "polygon"] {
            for ending in ["shp", "shx", "dbf", "prj", "cpg"] { #expect(listing.contains("hon-hop_\(kind).\(ending)")) }
        }
        #expect(listing.contains("UTF-8"))
        #expect(listing.contains("Hệ tọa độ") && listing.contains("feature_id"))
    }

    @Test("an empty collection is an empty file", arguments: ExportFormat.allCases)
    func empty(format: ExportFormat) async throws {
        let folder = try TemporaryFolder()
        let ending = format.fileExtension
        let path = try await TestServer.run { server in
            try await ExportFixture.file(
                server, "/collections/trong/export?f=\(format.rawValue)", in: folder, as: "a.\(ending)")
        }
        let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(size > 0 || format == .geoJSONSequence)
        if format == .geoPackage || format == .geoJSON { #expect(try ExportFixture.read(path).isEmpty) }
    }

    @Test("a filter of items is one of exports, and all of it comes", arguments: ["geojson", "gpkg", "csv", "fgb"])
    func filter(format: String) async throws {
        let folder = try TemporaryFolder()
        let count = try await TestServer.run { server in
            let path = try await ExportFixture.file(
                server, "/collections/thua/export?f=\(format)&LOAI=ODT", in: folder, as: "a.\(format)")
            return try ExportFixture.read(path).count
        }
        #expect(count == SampleStore.parcelCount / 2)
    }
}
