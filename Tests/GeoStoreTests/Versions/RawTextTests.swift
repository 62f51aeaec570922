import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Bytes that are kept so that texts can be decoded again without the file.
@Suite struct RawTextTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    /// Two readings: `low` gives the bytes as small letters, `high` as capitals.
    private static func decode(_ bytes: [UInt8], _ reading: String) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return reading == "high" ? text.uppercased() : text.lowercased()
    }

    private func load(_ fixture: StoreFixture, _ texts: [String], mode: LoadMode = .create) throws -> LoadOutcome {
        try fixture.store.load(try StoreFixture.definition(), mode: mode, key: .property("so")) { writer in
            for (index, text) in texts.enumerated() {
                try writer.append(
                    geometry: nil, values: [.text(text.lowercased()), .integer(Int64(index)), .null],
                    rawTexts: [LayerWriter.RawText(property: 0, bytes: Array(text.utf8), reading: "low")])
            }
            return Provenance()
        }
    }

    private func raw(_ fixture: StoreFixture) throws -> [String] {
        var texts: [String] = []
        try fixture.store.forEachRawText(of: id, property: "TEN") {
            texts.append("\($0.feature) \(String(decoding: $0.bytes, as: UTF8.self)) \($0.reading)")
        }
        return texts
    }

    @Test("raw texts follow their features: changed, gone, unchanged")
    func inStep() throws {
        let fixture = try StoreFixture()
        _ = try load(fixture, ["Aa", "Bb", "Cc"])
        #expect(try raw(fixture) == ["1 Aa low", "2 Bb low", "3 Cc low"])
        #expect(try load(fixture, ["Aa", "Bb", "Cc"], mode: .replace).version == nil)
        #expect(
            try load(fixture, ["AA", "Xx"], mode: .replace).changes
                == VersionChanges(changed: 1, removed: 1, unchanged: 1))
        #expect(try raw(fixture) == ["1 Aa low", "2 Xx low"])
        try fixture.store.rollBack(id, to: 1)
        #expect(try raw(fixture) == ["1 Aa low"])
        try fixture.store.drop(id)
        _ = try load(fixture, ["Dd"])
        #expect(try raw(fixture) == ["4 Dd low"])
    }

    @Test("texts are decoded again as a version; what was edited since stays and is counted")
    func decodeAgain() throws {
        let fixture = try StoreFixture()
        _ = try load(fixture, ["Aa", "Bb", "12"])
        _ = try fixture.store.write("an edit") {
            try $0.execute(sql: "UPDATE stations SET TEN = 'sửa' WHERE feature_id = 2")
        }
        let outcome = try fixture.store.decodeAgain(id, property: "TEN", as: "high", decode: Self.decode)
        #expect(outcome.load.adopted?.number == 2)
        #expect(outcome.load.version?.number == 3 && outcome.load.version?.origin == .decodedAgain)
        #expect(outcome.load.changes == VersionChanges(changed: 1, unchanged: 2))
        #expect(outcome.sameCount == 1 && outcome.editedCount == 1)
        #expect(try fixture.features().map { $0.values[0] } == [.text("AA"), .text("sửa"), .text("12")])
        #expect(try raw(fixture).first == "1 Aa high")
        #expect(try fixture.store.decodeAgain(id, property: "TEN", as: "high", decode: Self.decode).load.version == nil)
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.features().map { $0.values[0] } == [.text("aa"), .text("bb"), .text("12")])
        #expect(throws: GeoStoreError.propertyNotFound("ten", collection: "stations", known: ["TEN", "so", "cao"])) {
            try fixture.store.decodeAgain(id, property: "ten", as: "high", decode: Self.decode)
        }
        #expect(try fixture.problems() == [])
    }
}
