import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Loading with a key: which feature is which, and what happens to keys that are there twice.
@Suite struct KeyTests {
    /// A key, as a number, a text or nothing.
    private struct Key: ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByStringLiteral {
        let value: PropertyValue

        init(_ value: PropertyValue) { self.value = value }
        init(integerLiteral value: Int64) { self.value = .integer(value) }
        init(stringLiteral value: String) { self.value = .text(value) }
        init(nilLiteral: ()) { value = .null }
    }

    private typealias Given = (ma: Key, ten: String, x: Double)

    private static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "ma", type: .integer), FeatureSchema.Property(name: "ten", type: .text),
        ], geometryType: .point)

    private final class Loader {
        let fixture: StoreFixture
        var dispositions: [LayerWriter.Disposition] = []
        init() throws { fixture = try StoreFixture() }

        @discardableResult
        func load(
            _ rows: [Given], _ mode: LoadMode = .replace, key: KeyChoice = .property("ma"),
            schema: FeatureSchema = KeyTests.schema
        ) throws -> LoadOutcome {
            dispositions = []
            return try fixture.store.load(try StoreFixture.definition(schema: schema), mode: mode, key: key) { writer in
                for (number, row) in rows.enumerated() {
                    dispositions.append(
                        try writer.append(
                            geometry: .point(Coordinate(x: 4e5 + row.x, y: 1.5e6)),
                            values: [row.ma.value, .text(row.ten)],
                            sourceID: Int64(number) + 100))
                }
                return Provenance()
            }
        }

        var rows: [Int64: String] {
            get throws {
                Dictionary(
                    uniqueKeysWithValues: try fixture.features().map { feature in
                        guard case .text(let text) = feature.values[1] else { return (feature.id.value, "") }
                        return (feature.id.value, text)
                    })
            }
        }
    }

    private static func withdrawn(_ row: Given) -> WithdrawnRow {
        WithdrawnRow(geometry: .point(Coordinate(x: 4e5 + row.x, y: 1.5e6)), values: [row.ma.value, .text(row.ten)])
    }

    @Test("a changed feature keeps its id under a key, whatever has changed; the key is remembered")
    func changed() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1), (3, "c", 2)])
        let outcome = try loader.load([(4, "d", 3), (2, "B", 9), (3, "c", 2)], key: .asBefore)
        #expect(outcome.changes == VersionChanges(added: 1, changed: 1, removed: 1, unchanged: 1))
        #expect(try loader.rows == [2: "B", 3: "c", 4: "d"])
        #expect(try loader.fixture.collection().keyProperty == "ma")
        #expect(try loader.fixture.problems() == [])
        try loader.load([(2, "B", 9)], key: .none)
        #expect(try loader.fixture.collection().keyProperty == nil)
    }

    @Test("a key that is there twice rejects both rows, a third time that one too", arguments: [true, false])
    func duplicates(isFirstLoad: Bool) throws {
        let loader = try Loader()
        if !isFirstLoad { try loader.load([(1, "a", 0), (2, "b", 1), (3, "c", 2), (4, "d", 3)]) }
        let rows: [Given] = [
            (1, "a", 0), (2, "x", 1), (1, "y", 5), (2, "z", 6), (9, "n", 7), (9, "m", 8), (9, "o", 9), (3, "c", 2),
        ]
        let outcome = try loader.load(rows)
        let kept: [FeatureID?] = isFirstLoad ? [nil, nil] : [FeatureID(1), FeatureID(2)]
        #expect(
            loader.dispositions[2]
                == .duplicateKey(firstSourceID: 100, withdrawn: Self.withdrawn(rows[0]), kept: kept[0]))
        #expect(
            loader.dispositions[3]
                == .duplicateKey(firstSourceID: 101, withdrawn: Self.withdrawn(rows[1]), kept: kept[1]))
        #expect(loader.dispositions[5] == .duplicateKey(firstSourceID: 104, withdrawn: Self.withdrawn(rows[4])))
        #expect(loader.dispositions[6] == .duplicateKey(firstSourceID: 104, withdrawn: nil))
        #expect(try loader.rows.values.sorted() == (isFirstLoad ? ["c"] : ["a", "b", "c"]))
        #expect(
            outcome.changes
                == (isFirstLoad ? VersionChanges(added: 1) : VersionChanges(removed: 1, unchanged: 3)))
        #expect(outcome.retainedCount == (isFirstLoad ? 0 : 2))
        #expect(try loader.fixture.problems() == [])
    }

    @Test("a feature whose rows contradict each other stays as it was, also when a column comes or goes")
    func contradictedFeatureStays() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1), (3, "c", 2)])
        let wider = FeatureSchema(properties: Self.schema.properties, geometryType: .geometry)
        let outcome = try loader.load([(1, "x", 0), (1, "y", 5), (1, "z", 6), (2, "b", 1)], schema: wider)
        #expect(try loader.rows == [1: "a", 2: "b"])
        #expect(outcome.changes == VersionChanges(removed: 1, unchanged: 2))
        #expect(outcome.retainedCount == 1)
        #expect(loader.dispositions[2] == .duplicateKey(firstSourceID: 100, withdrawn: nil, kept: FeatureID(1)))
        #expect(try loader.fixture.problems() == [])
        let again = try loader.load([(2, "p", 0), (2, "q", 0), (1, "a", 0)], .update, schema: wider)
        #expect(again.version == nil && again.retainedCount == 1)
        #expect(try loader.rows == [1: "a", 2: "b"])
    }

    @Test("of features stored with one key before it was a key, all stay when their rows contradict each other")
    func contradictedNamesakesStay() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (1, "b", 1), (2, "c", 2)], key: .none)
        let outcome = try loader.load([(1, "x", 3), (1, "y", 4), (2, "c", 2)])
        #expect(try loader.rows == [1: "a", 2: "b", 3: "c"])
        #expect(outcome.version == nil && outcome.retainedCount == 2)
        #expect(try loader.fixture.problems() == [])
    }

    @Test("the feature of a row that is no good stays, unless a good row has its key")
    func refusedRows() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1), (3, "c", 2)])
        var kept: [FeatureID?] = []
        let outcome = try loader.fixture.store.load(
            try StoreFixture.definition(schema: Self.schema), mode: .replace, key: .property("ma")
        ) { writer in
            for key in [1, 2, 7] as [Int64] { kept.append(writer.refuse(values: [.integer(key), .text("?")])) }
            try writer.append(geometry: nil, values: [.integer(2), .text("B")])
            kept.append(writer.refuse(values: [.integer(2), .text("?")]))
            return Provenance()
        }
        #expect(kept == [FeatureID(1), FeatureID(2), nil, nil])
        #expect(try loader.rows == [1: "a", 2: "B"])
        #expect(outcome.changes == VersionChanges(changed: 1, removed: 1, unchanged: 1))
        #expect(outcome.retainedCount == 1)
        #expect(try loader.fixture.problems() == [])
    }

    @Test("a row without a key is refused; an empty text is a key")
    func nullKeys() throws {
        let loader = try Loader()
        try loader.load([(nil, "a", 0), (1, "b", 1)])
        #expect(loader.dispositions.first == .nullKey)
        #expect(try loader.rows.values.sorted() == ["b"])
        try loader.load([(1, "", 1), (2, "x", 2)], key: .property("ten"))
        #expect(loader.dispositions == [.stored(nil), .stored(nil)] || loader.dispositions.count == 2)
        #expect(try loader.rows.values.sorted() == ["", "x"])
    }

    @Test("keys are compared by type and to the last digit")
    func typed() throws {
        let big: Int64 = 9_007_199_254_740_992
        let loader = try Loader()
        try loader.load([(Key(.integer(big)), "a", 0), (Key(.integer(big + 1)), "b", 1), (Key(.integer(-big)), "c", 2)])
        #expect(try loader.rows.count == 3)
        let outcome = try loader.load([
            (Key(.integer(big + 1)), "b", 1), (Key(.integer(big)), "a", 0), (Key(.integer(-big)), "c", 2),
        ])
        #expect(outcome.version == nil && outcome.changes == VersionChanges(unchanged: 3))
        try loader.load([(Key(.integer(big + 1)), "B", 1)])
        #expect(try loader.rows == [2: "B"])
    }

    @Test("updating finds by key, adds what is new, removes nothing, and rejects duplicates without a trace")
    func update() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1), (3, "c", 2)])
        let outcome = try loader.load(
            [(2, "B", 1), (3, "c", 2), (5, "e", 4), (1, "x", 0), (1, "y", 0)], .update, key: .asBefore)
        #expect(outcome.changes == VersionChanges(added: 1, changed: 1, removed: 0, unchanged: 2))
        #expect(try loader.rows == [1: "a", 2: "B", 3: "c", 4: "e"])
        #expect(try loader.load([(2, "B", 1)], .update).version == nil)
        #expect(try loader.fixture.problems() == [])
        #expect(throws: GeoStoreError.updateWithoutKey(collection: "stations")) {
            try loader.load([(2, "B", 1)], .update, key: .none)
        }
    }

    @Test("appending leaves what is there alone, and says which key was there")
    func append() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1)])
        let outcome = try loader.load([(2, "x", 5), (3, "c", 2), (3, "d", 3)], .append, key: .asBefore)
        #expect(loader.dispositions[0] == .keyExists(try #require(FeatureID(Int64(2)))))
        #expect(outcome.version == nil)
        #expect(try loader.rows == [1: "a", 2: "b"])
        try loader.load([(4, "e", 4)], .append)
        #expect(try loader.rows.values.sorted() == ["a", "b", "e"])
        #expect(try loader.fixture.problems() == [])
    }

    @Test("an unknown key is refused with the columns there are")
    func unknownKey() throws {
        let loader = try Loader()
        #expect(throws: GeoStoreError.keyNotFound("m", collection: "stations", known: ["ma", "ten"])) {
            try loader.load([], key: .property("m"))
        }
    }

    @Test("a key that the stored features do not have yet finds them by content, and rejects duplicates")
    func newKey() throws {
        let loader = try Loader()
        var old = Self.schema
        old.properties.remove(at: 0)
        try loader.fixture.store.load(try StoreFixture.definition(schema: old), mode: .create) { writer in
            for index in 0..<3 {
                try writer.append(
                    geometry: .point(Coordinate(x: 4e5 + Double(index), y: 1.5e6)), values: [.text("r\(index)")])
            }
            return Provenance()
        }
        let outcome = try loader.load([(7, "r1", 1), (8, "r0", 0), (9, "new", 8), (9, "again", 9)])
        #expect(outcome.changes == VersionChanges(added: 0, changed: 2, removed: 1, unchanged: 0))
        #expect(try loader.rows == [1: "r0", 2: "r1"])
        try loader.fixture.store.rollBack(CollectionID("stations"), to: 1)
        #expect(try loader.fixture.ids() == [1, 2, 3])
        #expect(try loader.fixture.problems() == [])
    }

    @Test("a key column of another type finds the same features")
    func retypedKey() throws {
        let loader = try Loader()
        try loader.load([(1, "a", 0), (2, "b", 1)])
        var schema = Self.schema
        schema.properties[0].type = .text
        let outcome = try loader.load([("2", "b", 1), ("1", "a", 0)], schema: schema)
        #expect(outcome.changes == VersionChanges(changed: 2))
        #expect(try loader.rows == [1: "a", 2: "b"])
        try loader.fixture.store.rollBack(CollectionID("stations"), to: 1)
        #expect(try loader.fixture.features().map { $0.values[0] } == [.integer(1), .integer(2)])
        #expect(try loader.fixture.problems() == [])
    }
}
