import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import GeoStore

@Suite struct OverlaidOverviewTests {
    private static let world = WorldBox.world

    /// What is seen: ids with values as they are in tiles.
    private func seen(_ overlaid: OverlaidOverview) -> [Int64: [String]] {
        var seen: [Int64: [String]] = [:]
        overlaid.overlay.forEachFeature(touching: Self.world) { feature in
            let attributes = overlaid.overlay.attributes
            seen[feature.id?.value ?? 0] = attributes.valueIDs(ofRow: feature.row).map { value in
                value == 0 ? "" : String(decoding: attributes.message(ofValue: value).dropFirst(2), as: UTF8.self)
            }
        }
        return seen
    }

    private func base(_ fixture: StoreFixture) throws -> Overview {
        try #require(try fixture.store.overview(of: fixture.collection()))
    }

    @Test("edits by other programs are shown alike, pending or adopted")
    func outside() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        let base = try base(fixture)
        #expect(try fixture.store.overlay(of: fixture.collection(), on: base, most: 100) == nil)
        try fixture.store.write("editing") { database in
            try database.execute(sql: "UPDATE stations SET TEN = 'mới' WHERE feature_id BETWEEN 10 AND 20")
            try database.execute(sql: "DELETE FROM stations WHERE feature_id = 30")
            try database.execute(
                sql: "INSERT INTO stations (TEN, geometry) SELECT 'thêm', geometry FROM stations WHERE feature_id = 9")
        }
        let pending = try fixture.collection()
        let shown = try #require(try fixture.store.overlay(of: pending, on: base, most: 100))
        #expect(shown.collection == pending && shown.overlay.touched == Set(10...20).union([30, 41]))
        #expect(seen(shown).count == 40 && seen(shown)[41]?.first == "thêm" && seen(shown)[30] == nil)
        #expect(seen(shown).values.count { $0.first == "mới" } == 11)
        #expect(shown.overlay.differences(from: nil).count == 13)
        #expect(try fixture.store.adoptOutsideEdits().map(\.number) == [2])
        let adopted = try #require(try fixture.store.overlay(of: fixture.collection(), on: base, most: 100))
        #expect(seen(adopted) == seen(shown) && adopted.overlay.differences(from: shown.overlay) == [])
    }

    @Test("what was asked for may be a former state by now: the present one is shown, and named")
    func later() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        let base = try base(fixture)
        try fixture.edit([.delete(StoreFixture.id(3))])
        let second = try fixture.collection()
        try fixture.edit([.delete(StoreFixture.id(4))])
        let shown = try #require(try fixture.store.overlay(of: second, on: base, most: 100))
        #expect(shown.collection == (try fixture.collection()) && shown.overlay.featureCount == 38)
    }

    @Test("a feature that is as it was differs nowhere, one that came and went nowhere either")
    func undone() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        let base = try base(fixture)
        let name = try fixture.features()[4].values[0]
        try fixture.edit([.merge(StoreFixture.id(5), properties: ["TEN": "khác"])])
        try fixture.edit([.create(geometry: StoreFixture.point(108, 14), properties: StoreFixture.properties("thêm"))])
        let changed = try #require(try fixture.store.overlay(of: fixture.collection(), on: base, most: 100))
        #expect(changed.overlay.differences(from: nil).count == 2)
        guard case .text(let text) = name else { return #expect(Bool(false)) }
        try fixture.edit([.merge(StoreFixture.id(5), properties: ["TEN": .string(text)]), .delete(StoreFixture.id(41))])
        let undone = try #require(try fixture.store.overlay(of: fixture.collection(), on: base, most: 100))
        #expect(undone.overlay.touched == [5, 41] && undone.overlay.differences(from: nil) == [])
        #expect(undone.overlay.differences(from: changed.overlay).count == 2)
    }

    @Test(
        "no overlay where it would be a wrong one: too many, another column, other settings, history cut off, not its past",
        arguments: ["many", "column", "settings", "triggers", "restored"])
    func refused(reason: String) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        let base = try base(fixture)
        let id = try CollectionID("stations")
        try fixture.edit([.delete(StoreFixture.id(3)), .delete(StoreFixture.id(4))])
        var most = 100
        switch reason {
        case "many": most = 1
        case "column":
            try fixture.store.write("editing") { try $0.execute(sql: "ALTER TABLE stations ADD COLUMN moi TEXT") }
        case "settings":
            var settings = TileSettings.standard
            settings.zoomRules = [try ZoomRule("so<=2@3"), try ZoomRule("*@9")]
            try fixture.store.configure(id, settings)
        case "triggers":
            try fixture.store.write("editing") { database in
                for name in try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'gs_*'")
                {
                    try database.execute(sql: "DROP TRIGGER \"\(name)\"")
                }
                try database.execute(sql: "DELETE FROM stations WHERE feature_id = 5")
            }
            try fixture.edit([.delete(StoreFixture.id(6))])
        default:
            try fixture.store.write("branching") {
                try $0.execute(sql: "UPDATE gs_dataset_version SET token = 'other' WHERE version = 1")
            }
        }
        #expect(try fixture.store.overlay(of: fixture.collection(), on: base, most: most) == nil)
    }

    @Test("a view's overlay shows the rows and values that the view shows, whatever was touched")
    func view() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        var rule = AccessRule(grantees: [.everyone], permission: .read)
        rule.rows = "so <= 4"
        rule.attributes = ["TEN": .hidden]
        let seen = try fixture.store.seen(fixture.collection(), under: rule, in: fixture.store.catalog())
        try fixture.store.rebuildOverview(of: seen)
        let base = try #require(try fixture.store.overview(of: seen))
        #expect(base.header.featureCount < 40)
        // One comes into view, one leaves it, one is touched out of sight, one in sight.
        try fixture.edit([
            .merge(StoreFixture.id(7), properties: ["so": 1, "TEN": "bí mật"]),
            .merge(StoreFixture.id(2), properties: ["so": 9, "TEN": "bí mật"]),
            .merge(StoreFixture.id(9), properties: ["TEN": "bí mật"]),
            .merge(StoreFixture.id(3), properties: ["cao": 99, "TEN": "bí mật"]),
        ])
        let shown = try #require(try fixture.store.overlay(of: seen, on: base, most: 100))
        let visible = self.seen(shown)
        #expect(visible[7] != nil && visible[2] == nil && visible[9] == nil)
        #expect(visible.values.allSatisfy { !$0.contains { $0.contains("bí mật") } })
        #expect(shown.overlay.attributes.properties.map(\.name) == ["so", "cao"])
        let fresh = try fixture.store.seen(fixture.collection(), under: rule, in: fixture.store.catalog())
        try fixture.store.rebuildOverview(of: fresh)
        let whole = try #require(try fixture.store.overview(of: fresh))
        #expect(whole.header.featureCount == shown.overlay.featureCount && visible.count == shown.overlay.featureCount)
        // The tiles of a row that is not seen have not changed for who does not see it.
        let differing = shown.overlay.differences(from: nil)
        #expect(differing.count == 3)
    }
}
