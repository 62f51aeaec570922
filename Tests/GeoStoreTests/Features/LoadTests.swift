import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct LoadTests {
    @Test("features come back as they were given, ids from 1, coordinates to the last bit")
    func create() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(100)
        let version = try #require(try fixture.load(points).version)
        #expect(version.number == 1 && version.origin == .import && version.featureCount == 100)
        let features = try fixture.features()
        #expect(features.map(\.id.value) == Array(1...100))
        #expect(features.map(\.geometry) == points.map { Geometry.point($0) })
        #expect(features.map(\.values) == points.indices.map(StoreFixture.values))
        let collection = try fixture.collection()
        #expect(collection.storageCRS == .epsg(9218) && collection.schema == StoreFixture.schema)
        #expect(collection.state == CollectionState(version: 1, pendingEdit: 0))
        #expect(try fixture.problems() == [])
    }

    @Test("a version remembers where it came from")
    func provenance() throws {
        let fixture = try StoreFixture()
        let given = Provenance(
            source: "x.shp", sourceCRS: .epsg(9218), operation: "op", accuracyInMetres: 1, encoding: "TCVN3",
            report: ["read": 3, "rejected": ["empty": 1]])
        let outcome = try fixture.store.load(try StoreFixture.definition(), mode: .create) { _ in given }
        let version = try #require(outcome.version)
        #expect(version.provenance == given)
        #expect(try fixture.store.versions(of: CollectionID("stations")) == [version])
    }

    @Test("creating what exists is refused; replacing and appending are not")
    func modes() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        #expect(throws: GeoStoreError.collectionExists("stations")) { try fixture.load([]) }
        try fixture.load(SamplePoints.random(5, seed: 2), mode: .append)
        #expect(try fixture.ids() == Array(1...15))
        try fixture.load(SamplePoints.random(4, seed: 3), mode: .replace)
        #expect(try fixture.ids() == Array(16...19))
        #expect(try fixture.store.versions(of: CollectionID("stations")).map(\.number) == [3, 2, 1])
        #expect(try fixture.problems() == [])
    }

    @Test("ids and version numbers are never given again: not after replace, drop, another schema or an empty load")
    func idsAreNeverReused() throws {
        let fixture = try StoreFixture()
        let id = try CollectionID("stations")
        try fixture.load(SamplePoints.random(10))
        try fixture.load([], mode: .replace)
        #expect(try fixture.collection().featureCount == 0)
        try fixture.load(SamplePoints.random(2), mode: .append)
        #expect(try fixture.ids() == [11, 12])
        try fixture.store.drop(id)
        #expect(try fixture.store.catalog().collections.isEmpty)
        #expect(try fixture.load(SamplePoints.random(2)).version?.number == 4)
        #expect(try fixture.ids() == [13, 14])
        var schema = StoreFixture.schema
        schema.properties.append(FeatureSchema.Property(name: "moi", type: .date))
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .replace) { writer in
            try writer.append(geometry: nil, values: StoreFixture.values(0) + [.text("2025-07-01")])
            return Provenance()
        }
        #expect(try fixture.ids() == [15])
        try fixture.store.drop(id)
        try fixture.load([])
        try fixture.store.drop(id)
        try fixture.load(SamplePoints.random(1))
        #expect(try fixture.ids() == [16])
        #expect(try fixture.problems() == [])
    }

    @Test(
        "an id that another program gave and took away, or dropped with the table, is not given again",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func idsOfOtherPrograms() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        try OtherPrograms.spatialite(
            fixture.path, "INSERT INTO stations (TEN) VALUES ('a'), ('b'); DELETE FROM stations WHERE feature_id > 2;")
        try fixture.load(SamplePoints.random(1), mode: .append)
        #expect(try fixture.ids() == [1, 2, 6])
        try OtherPrograms.spatialite(fixture.path, "INSERT INTO stations (TEN) VALUES ('c'); DROP TABLE stations;")
        try fixture.load(SamplePoints.random(1))
        #expect(try fixture.ids() == [8])
        #expect(try fixture.problems() == [])
    }

    @Test(
        "a body that throws leaves the store as it was, whatever the mode",
        arguments: [LoadMode.create, .replace, .append])
    func throwingBody(mode: LoadMode) throws {
        struct Interrupted: Error {}
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(50))
        let before = try Snapshot(of: fixture)
        for schema in [StoreFixture.schema, FeatureSchema(properties: [], geometryType: .multiPolygon, hasZ: true)] {
            if mode == .append && schema != StoreFixture.schema { continue }
            let id = mode == .create ? "another" : "stations"
            #expect(throws: Interrupted.self) {
                try fixture.store.load(try StoreFixture.definition(id, schema: schema), mode: mode) { writer in
                    for index in 0..<20_000 where schema == StoreFixture.schema {
                        try writer.append(
                            geometry: .point(Coordinate(x: 4e5, y: 1.5e6)), values: StoreFixture.values(index))
                    }
                    throw Interrupted()
                }
            }
            #expect(try Snapshot(of: fixture) == before)
        }
        try fixture.load(SamplePoints.random(1), mode: .append)
        #expect(try fixture.ids().last == 51)
        #expect(try fixture.problems() == [])
    }

    @Test("files as a killed import leaves them hold the store as it was")
    func killedImport() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(50))
        let before = try Snapshot(of: fixture)
        let copy = try TemporaryFolder()
        var logLength = 0
        try fixture.store.load(try StoreFixture.definition(), mode: .append) { writer in
            for index in 0..<60_000 {
                try writer.append(geometry: .point(Coordinate(x: 4e5, y: 1.5e6)), values: StoreFixture.values(index))
            }
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: fixture.path + suffix, toPath: copy.path("store.sqlite" + suffix))
            }
            logLength = try #require(
                try FileManager.default.attributesOfItem(atPath: fixture.path + "-wal")[.size] as? Int)
            return Provenance()
        }
        // Part of the load was on disk already.
        #expect(logLength > 1_000_000)
        let survivor = try Store(path: copy.path("store.sqlite"), access: .readWrite)
        #expect(try survivor.catalog() == before.catalog)
        #expect(try survivor.verify().problems == [])
        #expect(try fixture.collection().featureCount == 60_050)
    }

    @Test("readers see the old version until the new one is whole, and then the new one")
    func readersDuringALoad() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let reader = try Store(path: fixture.path, access: .readOnly)
        try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
            for index in 0..<20_000 {
                try writer.append(geometry: .point(Coordinate(x: 4e5, y: 1.5e6)), values: StoreFixture.values(index))
            }
            let seen = try reader.catalog().collection("stations")
            #expect(seen.featureCount == 10 && seen.state.version == 1)
            #expect(try reader.count(of: seen, matching: FeatureQuery()) == 10)
            return Provenance()
        }
        #expect(try reader.catalog().collection("stations").featureCount == 20_000)
    }

    @Test("what does not fit is not appended, and the differences are named")
    func appendMismatch() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        #expect(throws: GeoStoreError.crsMismatch(collection: "stations", stored: .epsg(9218), given: .epsg(3405))) {
            try fixture.load([], mode: .append, crs: .epsg(3405))
        }
        var schema = StoreFixture.schema
        schema.geometryType = .multiPolygon
        schema.hasZ = true
        schema.properties = [
            FeatureSchema.Property(name: "TEN", type: .integer), FeatureSchema.Property(name: "la", type: .text),
            FeatureSchema.Property(name: "so", type: .integer),
        ]
        let expected = [
            "geometry is MultiPolygon, stored is Point", "has heights, stored has none",
            "column TEN is integer, stored is text", "column la is not stored", "column cao is missing",
        ]
        #expect(throws: GeoStoreError.schemaMismatch(collection: "stations", differences: expected)) {
            try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .append) { _ in Provenance() }
        }
    }

    @Test("an unknown sector is refused with those there are")
    func unknownSector() throws {
        let fixture = try StoreFixture()
        #expect(throws: GeoStoreError.sectorNotFound("secter", known: ["transport", "health"])) {
            try fixture.store.load(try StoreFixture.definition(sector: "secter"), mode: .create) { _ in Provenance() }
        }
    }

    @Test("an unknown CRS is refused and nothing is left behind")
    func unknownCRS() throws {
        let fixture = try StoreFixture()
        let before = try Snapshot(of: fixture)
        #expect(throws: (any Error).self) { try fixture.load([], crs: .epsg(999_998)) }
        #expect(try Snapshot(of: fixture) == before)
    }

    @Test(
        "the name of one of SpatiaLite's own tables is taken",
        arguments: ["spatial_ref_sys", "geometry_columns", "spatialindex"])
    func nameTaken(name: String) throws {
        let fixture = try StoreFixture()
        #expect(throws: GeoStoreError.nameTaken(name)) { try fixture.load([], into: name) }
    }

    @Test("dropping what is not there names what is")
    func dropUnknown() throws {
        let fixture = try StoreFixture()
        try fixture.load([])
        #expect(throws: GeoStoreError.collectionNotFound("station", known: ["stations"])) {
            try fixture.store.drop(CollectionID("station"))
        }
    }

    @Test("every type of value comes back, texts of any script and length among them")
    func values() throws {
        let fixture = try StoreFixture()
        let types = FeatureSchema.PropertyType.allCases
        let schema = FeatureSchema(
            properties: types.map { FeatureSchema.Property(name: "Cột \($0.rawValue) \"x\"", type: $0) },
            geometryType: .point)
        let rows: [[PropertyValue]] = [
            [
                .boolean(true), .integer(.max), .real(-0.1), .text(""), .text("2025-07-01"), .text("08:00:00"),
                .text("2025-07-01T08:00:00Z"), .binary([0, 255, 0]),
            ],
            [
                .boolean(false), .integer(.min), .real(1e300), .text(String(repeating: "ệ", count: 5000)), .null, .null,
                .null, .binary([]),
            ],
            types.map { _ in .null },
        ]
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .create) { writer in
            for row in rows { try writer.append(geometry: nil, values: row) }
            return Provenance()
        }
        let read = try fixture.features().map(\.values)
        #expect(read[0][1...] == rows[0][1...] && read[0][0] == .integer(1))
        #expect(read[1][1..<7] == rows[1][1..<7] && read[1][0] == .integer(0))
        #expect(read[1][7] == .binary([]))
        #expect(read[2] == rows[2])
    }

    @Test(
        "heights, Multi forms, mixed types and empty geometries are stored as given",
        arguments: [
            (
                GeometryType.multiPolygon, false,
                Geometry.multiPolygon([
                    Geometry.Polygon(rings: [
                        CoordinateSequence(values: [4e5, 1.5e6, 4.1e5, 1.5e6, 4.1e5, 1.51e6, 4e5, 1.5e6])
                    ])
                ])
            ),
            (
                .multiLineString, true,
                .multiLineString([CoordinateSequence(hasZ: true, values: [4e5, 1.5e6, 700, 4.1e5, 1.5e6, 800])])
            ),
            (.point, true, .point(CoordinateSequence(hasZ: true, values: [4e5, 1.5e6, 700]))),
            (
                .geometry, false,
                .geometryCollection([
                    .point(Coordinate(x: 4e5, y: 1.5e6)),
                    .lineString(CoordinateSequence(values: [4e5, 1.5e6, 4.1e5, 1.5e6])),
                ])
            ),
            (.multiPolygon, false, .multiPolygon([])), (.point, false, .point(CoordinateSequence())),
        ])
    func geometries(type: GeometryType, hasZ: Bool, geometry: Geometry) throws {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [], geometryType: type, hasZ: hasZ)
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .create) { writer in
            try writer.append(geometry: geometry, values: [])
            return Provenance()
        }
        #expect(try fixture.features().map(\.geometry) == [geometry])
        let collection = try fixture.collection()
        #expect(collection.schema == schema)
        #expect((collection.envelope == nil) == geometry.isEmpty)
        #expect(try fixture.problems() == [])
    }

    @Test("a collection of CRS84 is stored as EPSG:4326, longitude first, and can be appended to as either")
    func crs84() throws {
        let fixture = try StoreFixture()
        try fixture.load([Coordinate(x: 108, y: 14)], crs: .crs84)
        let collection = try fixture.collection()
        #expect(collection.storageCRS == .epsg(4326))
        #expect(collection.envelope == Envelope(minX: 108, minY: 14, maxX: 108, maxY: 14, crs: .crs84))
        try fixture.load([Coordinate(x: 108, y: 14)], mode: .append, crs: .epsg(4326))
        try fixture.load([Coordinate(x: 108, y: 14)], mode: .append, crs: .crs84)
        #expect(try fixture.ids() == [1, 2, 3])
    }

    @Test("ids with a hyphen work all the way: load, query, append, replace, drop and load again")
    func hyphen() throws {
        let fixture = try StoreFixture()
        let id = "street-lights"
        let points = SamplePoints.random(200)
        try fixture.load(points, into: id)
        #expect(try fixture.ids(of: id) { $0.envelopes = [SamplePoints.box] }.count == 200)
        try fixture.load(points, into: id, mode: .append)
        try fixture.load(points, into: id, mode: .replace)
        var schema = StoreFixture.schema
        schema.properties.removeLast()
        try fixture.store.load(try StoreFixture.definition(id, schema: schema), mode: .replace) { writer in
            try writer.append(geometry: .point(points[0]), values: [.null, .null])
            return Provenance()
        }
        #expect(try fixture.ids(of: id) { $0.envelopes = [SamplePoints.box] } == [1])
        #expect(try fixture.problems() == [])
        try fixture.store.drop(CollectionID(id))
        try fixture.load(points, into: id)
        #expect(try fixture.ids(of: id).first == 401)
        #expect(try fixture.problems() == [])
    }

    @Test("a load of 50,000 points is a matter of seconds")
    func speed() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(50_000)
        let seconds = try ContinuousClock().measure { try fixture.load(points) } / .seconds(1)
        print("loaded \(Int(50_000 / seconds)) points a second")
        #expect(seconds < 60)
    }
}

/// All that a reader can see of a store.
struct Snapshot: Equatable {
    let catalog: Catalog
    let features: [String: [Feature]]
    let versions: [String: [DatasetVersion]]

    init(of fixture: StoreFixture) throws {
        catalog = try fixture.store.catalog()
        var features: [String: [Feature]] = [:]
        var versions: [String: [DatasetVersion]] = [:]
        for collection in catalog.collections {
            features[collection.id.name] = try fixture.features(of: collection.id.name)
            versions[collection.id.name] = try fixture.store.versions(of: collection.id)
        }
        self.features = features
        self.versions = versions
    }
}
