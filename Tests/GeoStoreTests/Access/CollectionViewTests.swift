import CQL2
import Foundation
import GRDB
import Reprojection
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import GeoStore

/// What a rule leaves of a collection, asked in every way the store can be asked.
@Suite struct CollectionViewTests {
    private let folder: TemporaryFolder
    private let store: Store
    private let whole: PublishedCollection
    private static let count = 60

    /// 60 houses in a row along the equator of a zone, every third of kind `secret`; two communes, west and east.
    init() throws {
        folder = try TemporaryFolder()
        store = try Store.create(
            path: folder.path("store.sqlite"),
            sectors: try Sector.list(fromFile: TestData.packageRoot.appending(path: "data/sectors.yaml").path))
        func property(_ name: String, _ type: FeatureSchema.PropertyType) -> FeatureSchema.Property {
            FeatureSchema.Property(name: name, title: name, type: type)
        }
        let houses = LayerDefinition(
            id: try CollectionID("houses"), sector: "land", title: LocalizedText(vi: "Nhà", en: "Houses"),
            storageCRS: .epsg(9218),
            schema: FeatureSchema(
                properties: [
                    property("ten", .text), property("owner", .text), property("id_card", .text),
                    property("kind", .text), property("price", .integer), property("built", .date),
                ], geometryType: .point))
        try store.load(houses, mode: .create) { writer in
            for number in 0..<Self.count {
                try writer.append(
                    geometry: .point(Coordinate(x: 450_000 + Double(number) * 10, y: 1_547_003)),
                    values: [
                        .text(number % 3 == 0 ? "Nhà kín \(number)" : "Nhà \(number)"), .text("Chủ \(number)"),
                        .text("03120000\(1000 + number)"), .text(number % 3 == 0 ? "secret" : "open"),
                        .integer(Int64(number * 7)), .text("19\(60 + number % 40)-05-17"),
                    ])
            }
            return Provenance()
        }
        let communes = LayerDefinition(
            id: try CollectionID("communes"), sector: "administration", title: LocalizedText(vi: "Xã", en: "Communes"),
            storageCRS: .crs84,
            schema: FeatureSchema(properties: [property("code", .text)], geometryType: .multiPolygon))
        let places = [Coordinate(x: 450_000, y: 1_547_003), Coordinate(x: 450_305, y: 1_547_003)].map { place in
            place
        }
        let world = try store.transforms.withTransform(from: .epsg(9218), to: .crs84) { transform in
            try places.map { try transform.transform($0) }
        }
        try store.load(communes, mode: .create) { writer in
            for (code, west, east) in [("1", world[0].x - 0.001, world[1].x), ("2", world[1].x, world[1].x + 0.01)] {
                let ring = CoordinateSequence(values: [
                    west, 13, east, 13, east, 15, west, 15, west, 13,
                ])
                try writer.append(
                    geometry: .multiPolygon([Geometry.Polygon(rings: [ring])]), values: [.text(code)])
            }
            return Provenance()
        }
        whole = try store.catalog().collection("houses")
    }

    private static func id(_ number: Int64) throws -> FeatureID { try #require(FeatureID(number)) }

    private func rule(_ change: (inout AccessRule) -> Void) -> AccessRule {
        var rule = AccessRule(grantees: [.everyone], permission: .read)
        change(&rule)
        return rule
    }

    private func seen(_ change: (inout AccessRule) -> Void) throws -> PublishedCollection {
        try store.seen(whole, under: rule(change), in: store.catalog())
    }

    private func features(
        _ collection: PublishedCollection, _ change: (inout FeatureQuery) throws -> Void = { _ in }
    ) throws -> [Feature] {
        var query = FeatureQuery()
        try change(&query)
        var found: [Feature] = []
        try store.forEachFeature(of: collection, matching: query) { found.append($0) }
        #expect(try store.count(of: collection, matching: query) == found.count || query.limit != nil)
        return found
    }

    private func filter(_ text: String, _ collection: PublishedCollection) throws -> Filter {
        try FilterSource(text, language: .text).filter(for: Queryables(schema: collection.schema))
    }

    @Test("rows that a rule leaves out are not there: not counted, not found by id, box, filter or sort")
    func rows() throws {
        let seen = try seen { $0.rows = "kind <> 'secret'" }
        #expect(seen.featureCount == 40 && whole.featureCount == 60)
        #expect(try features(seen).count == 40)
        #expect(try store.feature(Self.id(1), of: seen) == nil)
        #expect(try store.feature(Self.id(2), of: seen) != nil)
        #expect(try features(seen) { $0.filter = try filter("kind = 'secret'", seen) }.isEmpty)
        let sorted = try features(seen) {
            $0.order = [.init(property: "price", isDescending: true)]
            $0.limit = 10
        }
        #expect(sorted.first?.values[4] == .integer(59 * 7) && sorted.count == 10)
        let box = Envelope(minX: 449_995, minY: 1_547_000, maxX: 450_015, maxY: 1_547_010, crs: .epsg(9218))
        #expect(try features(seen) { $0.envelopes = [box] }.map(\.id.value) == [2])
        #expect(try features(whole) { $0.envelopes = [box] }.map(\.id.value) == [1, 2])
        // The first house is not seen, so that the extent begins at the second.
        #expect(seen.storageEnvelope?.minX == 450_010 && whole.storageEnvelope?.minX == 450_000)
    }

    @Test("an area shows what lies in its outlines, and another outline is another view")
    func area() throws {
        let west = try seen { $0.area = .init(collection: "communes", filter: "code = '1'") }
        let east = try seen { $0.area = .init(collection: "communes", filter: "code = '2'") }
        #expect(west.featureCount == 31 && east.featureCount == 29)
        #expect(west.view?.fingerprint != east.view?.fingerprint)
        #expect(try seen { $0.area = .init(collection: "communes", filter: "code = '3'") }.featureCount == 0)
        #expect(try seen { $0.area = .init(collection: "communes", filter: nil) }.featureCount == 60)
    }

    @Test("a hidden property is none: in the schema, in filters, in sorting")
    func hidden() throws {
        let seen = try seen { $0.attributes = ["owner": .hidden] }
        #expect(seen.schema.properties.map(\.name) == ["ten", "id_card", "kind", "price", "built"])
        #expect(
            try features(seen)[3].values == [
                .text("Nhà kín 3"), .text("031200001003"), .text("secret"), .integer(21), .text("1963-05-17"),
            ])
        #expect(throws: FilterError.self) { try filter("owner = 'Chủ 3'", seen) }
        #expect(throws: GeoStoreError.self) { try features(seen) { $0.order = [.init(property: "owner")] } }
        #expect(throws: GeoStoreError.self) {
            try features(seen) { $0.equalities = [.init(property: "owner", value: .text("Chủ 3"))] }
        }
    }

    @Test("a property that is changed is changed for filters, sorting and comparisons as well")
    func treated() throws {
        let seen = try seen {
            $0.attributes = [
                "id_card": .masked(keeping: 2), "owner": .masked(keeping: 0), "price": .rounded(to: 100),
                "built": .period(.year), "ten": .start(length: 4),
            ]
        }
        let feature = try #require(try store.feature(Self.id(14), of: seen))
        #expect(
            feature.values == [
                .text("Nhà …"), .text("•••"), .text("•••13"), .text("open"), .integer(100), .text("1973-01-01"),
            ])
        #expect(try features(seen) { $0.filter = try filter("price = 91", seen) }.isEmpty)
        #expect(try features(seen) { $0.filter = try filter("id_card = '031200001013'", seen) }.isEmpty)
        #expect(try features(seen) { $0.filter = try filter("id_card LIKE '%13'", seen) }.count == 1)
        #expect(try features(seen) { $0.filter = try filter("built = DATE('1973-05-17')", seen) }.isEmpty)
        #expect(try features(seen) { $0.words = [["13"]] }.map(\.id.value) == [14])
        #expect(try features(seen) { $0.equalities = [.init(property: "owner", value: .text("Chủ 13"))] }.isEmpty)
    }

    @Test("places are moved to a grid, and no box or filter comes nearer to where they are")
    func precision() throws {
        let seen = try seen { $0.precision = 100 }
        let place = try #require(try features(seen)[4].geometry?.sequences.first)
        #expect(place[0] == Coordinate(x: 450_000, y: 1_547_000))
        func box(_ x: Double, _ reach: Double) -> Envelope {
            Envelope(
                minX: x - reach, minY: 1_547_000 - reach, maxX: x + reach, maxY: 1_547_000 + reach, crs: .epsg(9218))
        }
        // Around where it is: nothing. Around where it is said to be: it and its neighbours.
        #expect(try features(seen) { $0.envelopes = [box(450_040, 4)] }.isEmpty)
        #expect(try features(seen) { $0.envelopes = [box(450_000, 4)] }.map(\.id.value) == [1, 2, 3, 4, 5])
        #expect(
            try features(seen) {
                $0.envelopes = [box(450_040, 4)]
                $0.precision = .envelope
            }.isEmpty)
        #expect(
            try features(seen) {
                $0.filterCRS = .epsg(9218)
                $0.filter = try filter("S_INTERSECTS(geometry, BBOX(450036,1546996,450044,1547010))", seen)
            }.isEmpty)
        #expect(seen.storageEnvelope?.minX == 450_000 && seen.storageEnvelope?.maxX == 450_600)
    }

    @Test("maps down to a zoom tell no place finer than a tile of it")
    func zoom() throws {
        let seen = try seen { $0.maxZoom = 6 }
        #expect(seen.tileSettings.maxZoom == 6)
        #expect(Set(try features(seen).compactMap { $0.geometry?.sequences.first?[0].x }).count < 5)
    }

    @Test("a rule that does not fit the collection shows nothing and names its fault")
    func misfits() throws {
        let faults: [(String, (inout AccessRule) -> Void)] = [
            ("attributes.nobody", { $0.attributes = ["nobody": .hidden] }),
            ("attributes.ten", { $0.attributes = ["ten": .rounded(to: 2)] }),
            ("attributes.ten", { $0.attributes = ["ten": .period(.year)] }), ("rows", { $0.rows = "kind = " }),
            ("rows", { $0.rows = "nobody = 1" }),
            ("area.collection", { $0.area = .init(collection: "nowhere", filter: nil) }),
            ("area.filter", { $0.area = .init(collection: "communes", filter: "x = 1") }),
        ]
        for (place, change) in faults {
            let fault = #expect(throws: PolicyFault.self) { try seen(change) }
            #expect(fault?.place == place)
            #expect(throws: PolicyFault.self) {
                try store.setPolicy(AccessPolicy(rules: [rule(change)]), of: .collection(whole.id), author: "test")
            }
        }
        #expect(try store.policies(of: .collection(whole.id)).isEmpty)
    }

    @Test("search finds by what is seen alone")
    func search() throws {
        func titles(_ text: String, _ collection: PublishedCollection) throws -> [String] {
            try store.search(SearchQuery(text, in: [collection])).results.map(\.title)
        }
        try store.configure(whole.id, search: SearchSettings(columns: ["ten", "owner"]))
        let present = try store.catalog().collection("houses")
        func seen(_ change: (inout AccessRule) -> Void) throws -> PublishedCollection {
            try store.seen(present, under: rule(change), in: store.catalog())
        }
        #expect(try titles("nhà kín 3", present).contains("Nhà kín 3"))
        #expect(try titles("chủ 13", present).contains("Nhà 13"))
        #expect(try !titles("nhà kín 3", seen { $0.rows = "kind <> 'secret'" }).contains { $0.contains("kín") })
        let hidden = try seen { $0.attributes = ["owner": .hidden] }
        #expect(try titles("nhà 13", hidden).contains("Nhà 13"))
        #expect(try titles("chủ 13", hidden).isEmpty)
        let found = try store.search(SearchQuery("nhà 13", in: [hidden])).results
        #expect(!found.contains { $0.detail.contains("Chủ") })
        #expect(try titles("nhà 13", seen { $0.attributes = ["ten": .masked(keeping: 0)] }).isEmpty)
    }

    @Test("a policy is kept with its author, and the one before it; another connection follows")
    func versions() throws {
        let policy = AccessPolicy(rules: [rule { $0.attributes = ["owner": .hidden] }])
        try store.setPolicy(policy, of: .collection(whole.id), author: "an", comment: "Luật 60")
        try store.setPolicy(nil, of: .collection(whole.id), author: "binh")
        let kept = try store.policies(of: .collection(whole.id))
        #expect(kept.map(\.number) == [2, 1] && kept.map(\.author) == ["binh", "an"])
        #expect(kept[0].policy == nil && kept[1].policy == policy && kept[1].comment == "Luật 60")
        try store.setPolicy(
            AccessPolicy(rules: [AccessRule(grantees: [.signedIn], permission: .read)]), of: .others, author: "an")
        let other = try Store(path: store.path, access: .readOnly)
        let catalog = try other.catalog()
        #expect(catalog.permission(of: .anonymous, for: whole.id) == .none)
        #expect(catalog.permission(of: Principal(kind: .user, name: "an"), for: whole.id) == .read)
        try other.close()
    }

    @Test("a policy that cannot be read shows nothing")
    func unreadable() throws {
        try store.write("damaging a policy") { database in
            try database.execute(
                sql: """
                    INSERT INTO gs_access_policy (collection, number, policy, author, changed_at)
                    VALUES ('houses', 1, '{"rules": "all"}', 'x', 'x')
                    """)
        }
        #expect(try store.catalog().permission(of: .anonymous, for: whole.id) == .none)
    }

    @Test("the table's indexes serve a view")
    func plans() throws {
        let seen = try seen {
            $0.rows = "kind <> 'secret'"
            $0.attributes = ["owner": .hidden, "price": .rounded(to: 100)]
        }
        var query = FeatureQuery()
        query.id = FeatureID(7)
        #expect(try store.queryPlan(of: seen, matching: query).contains { $0.contains("USING INTEGER PRIMARY KEY") })
        query = FeatureQuery()
        query.envelopes = [Envelope(minX: 107, minY: 13, maxX: 108.042, maxY: 14, crs: .crs84)]
        let plan = try store.queryPlan(of: seen, matching: query)
        #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") } && !plan.contains { $0.contains("CO-ROUTINE") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    @Test("the overview of a view holds what is seen, lies apart, and goes when no policy gives the view")
    func overviews() throws {
        let policy = AccessPolicy(rules: [
            rule {
                $0.rows = "kind <> 'secret'"
                $0.attributes = ["owner": .hidden]
            }
        ])
        try store.setPolicy(policy, of: .collection(whole.id), author: "an")
        let catalog = try store.catalog()
        let seen = try store.seen(catalog.collection("houses"), under: policy.rules[0], in: catalog)
        let made = try store.rebuildOverview(of: seen)
        #expect(made.featureCount == 40)
        let overview = try #require(try store.overview(of: seen))
        #expect(overview.reader.attributes.properties.map(\.name) == ["ten", "id_card", "kind", "price", "built"])
        #expect(try store.overview(of: catalog.collection("houses"))?.header.featureCount == 60)
        try store.sweepOverviews()
        #expect(try store.overview(of: seen) != nil)
        try store.setPolicy(nil, of: .collection(whole.id), author: "an")
        try store.sweepOverviews()
        #expect(try store.overview(of: seen) == nil)
        #expect(try store.overview(of: store.catalog().collection("houses")) != nil)
    }
}
