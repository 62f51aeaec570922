import GeoStore
import SimpleFeatures
import Testing

@testable import geoimport

/// A second load into a collection.
struct LoadModeTests {
    private func points(_ fixture: ImportFixture, _ name: String, _ count: Int) throws -> String {
        try fixture.geoJSON(
            name,
            (1...count).map {
                (
                    geometry: #"{"type":"Point","coordinates":[108,14]}"#,
                    properties: #"{"TEN":"điểm \#($0)","so":\#($0)}"#
                )
            })
    }

    @Test func isRefusedWithoutAWordAndBothWordsAreSuggested() throws {
        let fixture = try ImportFixture()
        let file = try points(fixture, "tram.geojson", 3)
        try fixture.load(file)
        #expect(throws: GeoStoreError.collectionExists("tram")) { try fixture.load(file) }
        let sentence = ErrorText.sentence(GeoStoreError.collectionExists("tram"))
        #expect(sentence.contains("--replace") && sentence.contains("--append"))
        #expect(try fixture.collection("tram").state.version == 1)
    }

    @Test func appendingKeepsTheIdsAndTheWords() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "tram.geojson", 3)) { $0.titleVi = "Trạm" }
        let before = try fixture.features("tram")
        let report = try fixture.load(try points(fixture, "tram.geojson", 2)) {
            $0.mode = .append
            $0.titleVi = "Tên khác"
        }
        let after = try fixture.features("tram")
        #expect(after.prefix(3) == before[...])
        #expect(after.map(\.id.value) == [1, 2, 3, 4, 5])
        #expect(try fixture.collection("tram").title.vi == "Trạm")
        #expect((report.version, report.featureCount, report.written) == (2, 5, 2))
    }

    @Test func replacingKeepsTheIdsOfWhatIsTheSame() throws {
        let fixture = try ImportFixture()
        let file = try points(fixture, "tram.geojson", 3)
        try fixture.load(file)
        let again = try fixture.load(file) { $0.mode = .replace }
        #expect(again.version == nil && !again.hasChanges, "nothing has changed: nothing is published")
        let more = try fixture.load(try points(fixture, "tram2.geojson", 4)) {
            $0.collection = "tram"
            $0.mode = .replace
        }
        #expect(more.version == 2)
        #expect(more.changes == VersionChanges(added: 1, changed: 0, removed: 0, unchanged: 3))
        #expect(try fixture.features("tram").map(\.id.value) == [1, 2, 3, 4])
    }

    @Test func anIdIsNeverGivenAgain() throws {
        let fixture = try ImportFixture()
        let file = try points(fixture, "tram.geojson", 3)
        try fixture.load(file)
        let other = try fixture.geoJSON(
            "khac.geojson", [(geometry: #"{"type":"Point","coordinates":[108,14]}"#, properties: #"{"khac":1}"#)])
        try fixture.load(other) {
            $0.collection = "tram"
            $0.mode = .replace
        }
        #expect(try fixture.features("tram").map(\.id.value) == [4], "also when the columns change")
        try fixture.store.drop(try CollectionID("tram"))
        try fixture.load(file)
        #expect(try fixture.features("tram").map(\.id.value) == [5, 6, 7], "also after the collection was dropped")
        #expect(try fixture.problems() == [])
    }

    @Test func appendingTakesColumnsByNameNotByPlace() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "tram.geojson", 1))
        let turned = try fixture.geoJSON(
            "tram.geojson",
            [(geometry: #"{"type":"Point","coordinates":[108,14]}"#, properties: #"{"so":9,"TEN":"chín"}"#)])
        try fixture.load(turned) { $0.mode = .append }
        #expect(try fixture.features("tram")[1].values == [.text("chín"), .integer(9)])
    }

    @Test func appendingWhatDoesNotFitIsRefusedWithTheDifference() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "tram.geojson", 1))
        let other = try fixture.geoJSON(
            "tram.geojson",
            [(geometry: #"{"type":"Point","coordinates":[108,14]}"#, properties: #"{"TEN":"x","so":"y","z":1}"#)])
        #expect(
            throws: GeoStoreError.schemaMismatch(
                collection: "tram", differences: ["column so is text, stored is integer", "column z is not stored"])
        ) { try fixture.load(other) { $0.mode = .append } }
    }

    @Test func titlesAndSourcesAreKept() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "tram.geojson", 1)) {
            $0.titleVi = "Trạm quan trắc"
            $0.titleEn = "Stations"
            $0.description = "Nước và không khí"
            $0.licence = "CC BY 4.0"
            $0.attribution = "Sở Nông nghiệp và Môi trường"
        }
        let collection = try fixture.collection("tram")
        #expect(collection.title == LocalizedText(vi: "Trạm quan trắc", en: "Stations"))
        #expect(collection.description == "Nước và không khí")
        #expect(collection.licence == "CC BY 4.0")
        #expect(collection.attribution == "Sở Nông nghiệp và Môi trường")
    }

    @Test func replacingWithoutATitleKeepsTheOneThereIs() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "tram.geojson", 1)) { $0.titleVi = "Trạm quan trắc" }
        try fixture.load(try points(fixture, "moi.geojson", 2)) {
            $0.collection = "tram"
            $0.mode = .replace
        }
        #expect(try fixture.collection("tram").title.vi == "Trạm quan trắc")
        try fixture.load(try points(fixture, "moi2.geojson", 2)) {
            $0.collection = "tram"
            $0.mode = .replace
            $0.titleVi = "Trạm"
        }
        #expect(try fixture.collection("tram").title.vi == "Trạm")
    }

    @Test func aTitleIsTheLayersNameWhenNoneIsGiven() throws {
        let fixture = try ImportFixture()
        try fixture.load(try points(fixture, "Tra\u{323}m đo.geojson", 1))
        #expect(try fixture.collection("tram_do").title == LocalizedText(vi: "Trạm đo", en: "Trạm đo"))
    }

    @Test func anUnknownSectorIsRefusedWithThoseThereAre() throws {
        let fixture = try ImportFixture()
        do {
            try fixture.load(try points(fixture, "tram.geojson", 1)) { $0.sector = "secter" }
            Issue.record("was published")
        } catch {
            let sentence = ErrorText.sentence(error)
            #expect(sentence.hasPrefix("there is no sector 'secter'; sectors: transport, health"))
        }
    }
}
