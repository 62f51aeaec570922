import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Features are edited one by one; each time a version comes of it.
struct EditTests {
    private func loaded(_ count: Int = 10) throws -> StoreFixture {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(count))
        return fixture
    }

    @Test("creating, replacing, patching and deleting make one version, with author, counts and history")
    func oneVersion() throws {
        let fixture = try loaded()
        let outcome = try fixture.edit([
            .create(geometry: StoreFixture.point(108, 14), properties: StoreFixture.properties("mới")),
            .replace(try StoreFixture.id(2), geometry: nil, properties: StoreFixture.properties("thay", 7)),
            .merge(try StoreFixture.id(3), properties: ["so": 9]),
            .delete(try StoreFixture.id(4)),
        ])
        let version = try #require(outcome.version)
        #expect(version.number == 2 && version.origin == .edited)
        #expect(version.provenance.author == "thu" && version.provenance.comment == "đo lại")
        #expect(version.changes == VersionChanges(added: 1, changed: 2, removed: 1, unchanged: 7))
        #expect(outcome.features.map(\.id.value) == [11, 2, 3, 4])
        let features = try fixture.features()
        #expect(features.map(\.id.value) == [1, 2, 3, 5, 6, 7, 8, 9, 10, 11])
        #expect(features[1].geometry == nil && features[1].values == [.text("thay"), .integer(7), .real(2.5)])
        #expect(features[2].values == [.text("điểm 2"), .integer(9), .real(0.5)])
        #expect(try outcome.features.dropLast().map(\.tag) == [11, 2, 3].map { try fixture.tag($0) })
        try fixture.expectSound()

        let changes = try fixture.store.changes(of: CollectionID("stations"), from: 1, to: 2)
        #expect(changes.changes == version.changes)
        let before = try fixture.features()
        try fixture.store.rollBack(CollectionID("stations"), to: 1)
        #expect(try fixture.ids() == Array(1...10))
        try fixture.store.rollBack(CollectionID("stations"), to: 2)
        #expect(try fixture.features() == before)
        try fixture.expectSound()
    }

    @Test("the first, the last and the only feature of a collection, and none")
    func ends() throws {
        let fixture = try loaded(2)
        try fixture.edit([.delete(try StoreFixture.id(1))])
        try fixture.expectSound()
        try fixture.edit([.delete(try StoreFixture.id(2))])
        #expect(try fixture.collection().storageEnvelope == nil)
        try fixture.expectSound()
        let outcome = try fixture.edit([
            .create(geometry: StoreFixture.point(108, 14), properties: StoreFixture.properties("a"))
        ])
        #expect(outcome.features.map(\.id.value) == [3], "ids are never given again")
        try fixture.expectSound()
        try fixture.load(SamplePoints.random(1), mode: .append)
        #expect(try fixture.ids() == [3, 4])
        try fixture.expectSound()
    }

    @Test("an edit that changes nothing publishes nothing, the second time too")
    func identical() throws {
        let fixture = try loaded()
        let feature = try fixture.features()[4]
        let same = FeatureEdit.replace(
            feature.id, geometry: feature.geometry,
            properties: ["TEN": "điểm 4", "so": 4, "cao": 1], expecting: [try #require(try fixture.tag(5))])
        for _ in 0..<2 {
            let outcome = try fixture.edit([same], in: .epsg(9218))
            #expect(outcome.version == nil && !outcome.features[0].isChanged)
        }
        #expect(try fixture.collection().state.version == 1)
        #expect(try fixture.edit([.merge(feature.id, properties: [:])]).version == nil)
    }

    @Test("a tag is the feature's: edits of others leave it, an edit of its own does not")
    func tags() throws {
        let fixture = try loaded()
        let tag = try #require(try fixture.tag(5))
        try fixture.edit([.merge(try StoreFixture.id(6), properties: ["TEN": "khác"])])
        #expect(try fixture.tag(5) == tag)
        try fixture.edit([.merge(try StoreFixture.id(5), properties: ["TEN": "mới"], expecting: ["x", tag])])
        let next = try #require(try fixture.tag(5))
        #expect(next != tag)
        let faults = try fixture.faults([.delete(try StoreFixture.id(5), expecting: [tag])])
        #expect(faults.map(\.reason) == [.stale(tag: next)])
        #expect(try fixture.tag(99) == nil)
        #expect(try fixture.faults([.delete(try StoreFixture.id(99))]).map(\.reason) == [.featureNotFound])
        #expect(
            try fixture.faults([.delete(try StoreFixture.id(5)), .delete(try StoreFixture.id(5))]).map(\.reason)
                == [.repeated])
    }

    @Test("one edit that is refused leaves everything as it was, and every fault is told")
    func refusal() throws {
        let fixture = try loaded()
        let faults = try fixture.faults([
            .create(geometry: StoreFixture.point(108, 14), properties: StoreFixture.properties("tốt")),
            .create(geometry: nil, properties: ["TEN": 5, "so": 1.5, "cao": "cao", "tuoi": 1]),
            .merge(try StoreFixture.id(1), properties: ["TEN": "a\u{0}b", "so": true]),
        ])
        #expect(faults.map(\.edit) == [1, 1, 1, 1, 2, 2])
        #expect(faults.map(\.property) == ["TEN", "so", "cao", "tuoi", "TEN", "so"])
        #expect(faults[0].reason == .wrongType(expected: .text, found: "5"))
        #expect(faults[3].reason == .unknownProperty(known: ["TEN", "so", "cao"]))
        #expect(faults[4].reason == .textWithNull)
        #expect(try fixture.collection().state.version == 1)
        #expect(try fixture.ids() == Array(1...10))
        try fixture.expectSound()
    }

    @Test("values are taken as the columns' types have them")
    func values() throws {
        let fixture = try StoreFixture()
        let types: [(String, FeatureSchema.PropertyType)] = [
            ("b", .boolean), ("i", .integer), ("r", .real), ("t", .text), ("d", .date), ("h", .time),
            ("m", .dateTime), ("x", .binary),
        ]
        let schema = FeatureSchema(
            properties: types.map { FeatureSchema.Property(name: $0.0, type: $0.1) }, geometryType: .point)
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .create) { _ in Provenance() }
        let whole: JSONObject = [
            "b": true, "i": 3.0, "r": 2, "t": "e\u{302}", "d": "2026-02-28", "h": "08:30:00",
            "m": "2026-07-01T08:30:00+07:00", "x": "AQI=",
        ]
        try fixture.edit([.create(geometry: nil, properties: whole)])
        let stored = try fixture.features()[0].values
        #expect(
            stored == [
                .integer(1), .integer(3), .real(2), .text("ê"), .text("2026-02-28"), .text("08:30:00"),
                .text("2026-07-01T08:30:00+07:00"), .binary([1, 2]),
            ])
        #expect(try fixture.edit([.merge(try StoreFixture.id(1), properties: whole)]).version == nil)
        let wrong: [(String, JSONValue)] = [
            ("b", 1), ("i", "3"), ("i", 2.5), ("r", "2"), ("t", 3), ("d", "2026-02-30"), ("d", "2026"),
            ("h", "25:00:00"), ("m", "2026-07-01"), ("x", "%"), ("t", ["a"]), ("t", [:]),
        ]
        for (name, value) in wrong {
            let faults = try fixture.faults([.merge(try StoreFixture.id(1), properties: JSONObject([(name, value)]))])
            #expect(faults.map(\.property) == [name], "\(name): \(value)")
        }
    }

    @Test("the outermost feature goes, moves and comes: the box follows")
    func boxes() throws {
        let fixture = try loaded(200)
        let box = try #require(try fixture.collection().storageEnvelope)
        let western = try #require(
            try fixture.features().first { $0.geometry?.envelope(in: .epsg(9218))?.minX == box.minX })
        try fixture.edit(
            [.merge(western.id, geometry: .set(StoreFixture.point(460_000, 1_560_000)), properties: [:])],
            in: .epsg(9218))
        try fixture.expectSound()
        try fixture.edit([.create(geometry: StoreFixture.point(380_000, 1_550_000), properties: [:])], in: .epsg(9218))
        try fixture.expectSound()
        #expect(try fixture.collection().storageEnvelope?.minX == 380_000)
        try fixture.edit([.delete(try StoreFixture.id(201))])
        try fixture.expectSound()
        let measured = try fixture.collection()
        // What a look at the whole table says of longitudes and latitudes.
        try fixture.store.rollBack(CollectionID("stations"), to: 1)
        try fixture.store.rollBack(CollectionID("stations"), to: 4)
        #expect(try fixture.collection().envelope == measured.envelope)
    }

    @Test("in a rehearsal everything is checked and nothing stays")
    func rehearsal() throws {
        let fixture = try loaded()
        let outcome = try fixture.edit([.delete(try StoreFixture.id(1))], isRehearsal: true)
        #expect(outcome.version?.number == 2)
        #expect(try fixture.collection().state.version == 1)
        #expect(try fixture.ids() == Array(1...10))
    }

    @Test("more edits than are taken at a time are refused")
    func tooMany() throws {
        let fixture = try loaded()
        var limits = EditLimits()
        limits.edits = 1
        let edits = try [FeatureEdit.delete(StoreFixture.id(1)), .delete(StoreFixture.id(2))]
        #expect(throws: EditRefusal.self) {
            try fixture.store.edit(CollectionID("stations"), edits, by: StoreFixture.author, limits: limits)
        }
        limits = EditLimits()
        limits.bytes = 3
        let long = try [FeatureEdit.merge(StoreFixture.id(1), properties: ["TEN": "abcd"])]
        #expect(throws: EditRefusal.self) {
            try fixture.store.edit(CollectionID("stations"), long, by: StoreFixture.author, limits: limits)
        }
        #expect(throws: GeoStoreError.self) {
            try fixture.store.edit(CollectionID("khong"), [], by: StoreFixture.author)
        }
    }

    @Test("the search finds what was edited, and nothing that is gone")
    func search() throws {
        let fixture = try loaded(40)
        try fixture.edit([
            .merge(try StoreFixture.id(3), properties: ["TEN": "Trạm Bơm Ia Ly"]), .delete(try StoreFixture.id(4)),
        ])
        try fixture.expectSound()
    }
}
