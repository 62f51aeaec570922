import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Tables with more columns than anybody should have.
@Suite struct WideTableTests {
    private static func schema(_ count: Int) -> FeatureSchema {
        FeatureSchema(
            properties: (0..<count).map { FeatureSchema.Property(name: "c\($0)", type: .integer) }, geometryType: .point
        )
    }

    @Test(
        "tables of any width have versions",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence),
        arguments: [0, 1, 900, 901, 1500, HistorySQL.maximumValueCount])
    func widths(count: Int) throws {
        let fixture = try StoreFixture()
        let id = try CollectionID("stations")
        func load(_ count: Int, _ value: Int64) throws -> LoadOutcome {
            try fixture.store.load(
                try StoreFixture.definition(schema: Self.schema(count)), mode: value == 0 ? .create : .replace
            ) {
                for point in SamplePoints.random(3) {
                    try $0.append(
                        geometry: .point(point), values: (0..<count).map { .integer(Int64($0) + value) })
                }
                return Provenance()
            }
        }
        _ = try load(count, 0)
        let before = try fixture.features()
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET geometry = NULL WHERE feature_id = 2;")
        #expect(try fixture.store.adoptOutsideEdits().first?.changes == VersionChanges(changed: 1, unchanged: 2))
        _ = try load(count, 5)
        _ = try load(1, 6)
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.features() == before)
        #expect(try fixture.store.historySpace(of: id).entries > 0)
        #expect(try fixture.problems() == [])
    }

    @Test("a table that is too wide is refused, with the limit")
    func tooWide() throws {
        let fixture = try StoreFixture()
        #expect(throws: GeoStoreError.tooManyProperties(10_000, maximum: HistorySQL.maximumValueCount)) {
            try fixture.store.load(try StoreFixture.definition(schema: Self.schema(10_000)), mode: .create) { _ in
                Provenance()
            }
        }
    }
}
