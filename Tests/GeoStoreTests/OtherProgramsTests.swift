import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

/// The store as other programs see it.
@Suite struct OtherProgramsTests {
    private static let layers: [(id: String, schema: FeatureSchema, crs: CRS, geometry: Geometry)] = [
        (
            "tram-y-te",
            FeatureSchema(properties: [FeatureSchema.Property(name: "TEN_XA", type: .text)], geometryType: .point),
            .epsg(9218), .point(Coordinate(x: 445_408.1774, y: 1_547_283.1876))
        ),
        (
            "duong",
            FeatureSchema(
                properties: [FeatureSchema.Property(name: "ngay", type: .date)], geometryType: .multiLineString,
                hasZ: true),
            .epsg(3406),
            .multiLineString([
                CoordinateSequence(hasZ: true, values: [174_764, 1_548_379, 700, 174_900, 1_548_500, 710])
            ])
        ),
        (
            "xa",
            FeatureSchema(
                properties: [FeatureSchema.Property(name: "dan_so", type: .integer)], geometryType: .multiPolygon),
            .crs84,
            .multiPolygon([
                Geometry.Polygon(rings: [CoordinateSequence(values: [108, 13.9, 108.1, 13.9, 108.1, 14, 108, 13.9])])
            ])
        ),
    ]

    private func filled() throws -> StoreFixture {
        let fixture = try StoreFixture()
        for layer in Self.layers {
            try fixture.store.load(
                try StoreFixture.definition(layer.id, crs: layer.crs, schema: layer.schema), mode: .create
            ) { writer in
                for _ in 0..<3 { try writer.append(geometry: layer.geometry, values: [.null]) }
                try writer.append(geometry: nil, values: [.null])
                return Provenance()
            }
        }
        return fixture
    }

    @Test(
        "another program that closes the file does not take the log from under a store that is open twice",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func logStays() throws {
        let fixture = try filled()
        try fixture.store.close()
        // As the server has it: a reader, then a second connection of the same process that may write.
        let reader = try Store(path: fixture.path, access: .readOnly)
        let writer = try Store(path: fixture.path, access: .readWrite)
        for round in 1...2 {
            try OtherPrograms.spatialite(fixture.path, "INSERT INTO xa (dan_so) VALUES (\(round))")
            #expect(FileManager.default.fileExists(atPath: fixture.path + "-wal"))
            let pending = try reader.catalog().collections.first { $0.id.name == "xa" }
            #expect(pending?.state.pendingEdit != 0)
            #expect(try writer.adoptOutsideEdits().map(\.featureCount) == [4 + round])
            // The program of another process sees the version, so both speak of one log.
            #expect(
                try OtherPrograms.sqlite3(fixture.path, "SELECT version FROM gs_collection WHERE id = 'xa'")
                    == ["\(1 + round)"])
        }
        try reader.close()
        try writer.close()
    }

    @Test(
        "ogrinfo sees every layer with its type, count, extent, CRS and columns",
        .enabled(if: OtherPrograms.gdalIsInstalled, OtherPrograms.absence))
    func ogrinfo() throws {
        let fixture = try filled()
        let ogrinfo = try #require(OtherPrograms.ogrinfo)
        let list = try ogrinfo.run(["-ro", "-q", fixture.path])
        let layers = list.split(separator: "\n").filter { $0.hasSuffix(")") }.map { $0.drop { $0 != ":" }.dropFirst(2) }
        #expect(Set(layers) == ["tram-y-te (Point)", "duong (3D Multi Line String)", "xa (Multi Polygon)"])
        let points = try ogrinfo.run(["-ro", "-al", "-so", fixture.path, "tram-y-te"])
        #expect(points.contains("Geometry: Point"))
        #expect(points.contains("Feature Count: 4"))
        #expect(points.contains("Extent: (445408.177400, 1547283.187600) - (445408.177400, 1547283.187600)"))
        #expect(points.contains("ID[\"EPSG\",9218]"))
        #expect(points.contains("FID Column = feature_id"))
        #expect(points.contains("Geometry Column = geometry"))
        #expect(points.contains("TEN_XA: String"))
        let lines = try ogrinfo.run(["-ro", "-al", "-so", fixture.path, "duong"])
        #expect(lines.contains("Geometry: 3D Multi Line String"))
        #expect(lines.contains("ID[\"EPSG\",3406]"))
        #expect(lines.contains("ngay: Date"))
        let areas = try ogrinfo.run(["-ro", "-al", "-so", fixture.path, "xa"])
        #expect(areas.contains("Geometry: Multi Polygon"))
        #expect(areas.contains("Extent: (108.000000, 13.900000) - (108.100000, 14.000000)"))
        #expect(areas.contains("ID[\"EPSG\",4326]"))
        #expect(areas.contains("dan_so: Integer64") || areas.contains("dan_so: Integer"))
    }

    @Test(
        "GDAL filters by a box, through the index, and finds the same",
        .enabled(if: OtherPrograms.gdalIsInstalled, OtherPrograms.absence))
    func ogrSpatialFilter() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(1000))
        let box = Envelope(minX: 440_000, minY: 1_540_000, maxX: 460_000, maxY: 1_560_000, crs: .epsg(9218))
        let text = try #require(OtherPrograms.ogrinfo).run([
            "-ro", "-al", "-so", "-spat", "440000", "1540000", "460000", "1560000", fixture.path, "stations",
        ])
        #expect(text.contains("Feature Count: \(try fixture.ids { $0.envelopes = [box] }.count)"))
    }

    @Test(
        "spatialite finds the columns registered, the index working and every geometry of its type",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func spatialite() throws {
        let fixture = try filled()
        let registered = try OtherPrograms.spatialite(
            fixture.path,
            """
            SELECT f_table_name, geometry_type, coord_dimension, srid, spatial_index_enabled FROM geometry_columns
            ORDER BY f_table_name;
            """)
        #expect(registered == ["duong|1005|3|3406|1", "tram-y-te|1|2|9218|1", "xa|6|2|4326|1"])
        for layer in Self.layers {
            let answer = try OtherPrograms.spatialite(
                fixture.path,
                """
                SELECT CheckSpatialIndex('\(layer.id)', 'geometry'), count(*), total(ST_IsValid(geometry) = 1),
                  (SELECT count(*) FROM SpatialIndex WHERE f_table_name = '\(layer.id)' AND search_frame = g.geometry)
                FROM "\(layer.id)" AS g;
                """)
            #expect(answer == ["1|4|3.0|3"], "\(layer.id)")
        }
        #expect(try OtherPrograms.spatialite(fixture.path, "PRAGMA integrity_check;") == ["ok"])
    }

    @Test(
        "spatialite transforms a VN-2000 layer with the datum shift",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func spatialiteTransforms() throws {
        let fixture = try filled()
        let answer = try OtherPrograms.spatialite(
            fixture.path,
            "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(geometry, 4326) AS p FROM \"tram-y-te\" LIMIT 1);")
        let numbers = try #require(answer.first).split(separator: "|").compactMap { Double($0) }
        #expect(abs(numbers[0] - 107.996_458) < 1e-6 && abs(numbers[1] - 13.990_245) < 1e-6)
    }

    @Test(
        "dropping a collection leaves nothing of it to other programs",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func dropLeavesNothing() throws {
        let fixture = try filled()
        let tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE '%tram-y-te%';"
        #expect(try OtherPrograms.spatialite(fixture.path, tables) != ["0"])
        try fixture.store.drop(CollectionID("tram-y-te"))
        #expect(try OtherPrograms.spatialite(fixture.path, tables) == ["0"])
        for table in [
            "geometry_columns", "geometry_columns_statistics", "geometry_columns_auth", "geometry_columns_time",
            "geometry_columns_field_infos",
        ] {
            let rows = try OtherPrograms.spatialite(
                fixture.path, "SELECT count(*) FROM \(table) WHERE f_table_name = 'tram-y-te';")
            #expect(rows == ["0"], "\(table)")
        }
        #expect(try fixture.problems() == [])
    }

    @Test(
        "plain sqlite3, without SpatiaLite, can change an attribute: no trigger of ours needs a function",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence))
    func plainSQLite() throws {
        let fixture = try filled()
        try OtherPrograms.sqlite3(fixture.path, "PRAGMA integrity_check; DELETE FROM xa WHERE feature_id = 4;")
        #expect(try fixture.collection("xa").state.pendingEdit != 0)
        #expect(
            try OtherPrograms.sqlite3(
                fixture.path,
                "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%gs_edit%' AND type = 'trigger' AND sql LIKE '%geosector_%'"
            ) == ["0"])
    }
}
