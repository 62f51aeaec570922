import Foundation
import GRDB
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

/// The index follows whatever happens to the tables.
@Suite struct SearchUpkeepTests {
    let sample: SearchFixture

    init() throws { sample = try SearchFixture() }

    @Test("a new load, an append and a rollback change what is found")
    func loads() throws {
        #expect(try sample.faults().isEmpty)
        var names = SearchFixture.names
        names[2].0 = "Chợ Mới"
        try sample.loadPlaces(names, mode: .replace)
        #expect(try sample.titles("chợ mới").first == "Chợ Mới")
        #expect(try !sample.titles("chợ pleiku").contains("Chợ Pleiku"))
        #expect(try sample.faults().isEmpty)
        try sample.loadPlaces([("Hồ Biển Hồ", "")], mode: .append)
        #expect(try sample.titles("bien ho").first == "Hồ Biển Hồ")
        #expect(try sample.faults().isEmpty)
        try sample.store.rollBack(try CollectionID("places"), to: 1)
        #expect(try sample.titles("bien ho").isEmpty)
        #expect(try sample.titles("chợ pleiku").first == "Chợ Pleiku")
        #expect(try sample.faults().isEmpty)
    }

    @Test("a load that is taken back leaves the index as it was")
    func rehearsal() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try sample.store.load(SearchFixture.places, mode: .replace) { writer in
                try writer.append(geometry: nil, values: [.text("Chợ Ma"), .null, .null, .null])
                throw Stop()
            }
        }
        #expect(try sample.titles("chợ ma").isEmpty)
        #expect(try sample.faults().isEmpty)
    }

    @Test("edits by other programs are found when they are adopted, and what they removed is gone at once")
    func outsideEdits() throws {
        try OtherPrograms.spatialite(
            sample.fixture.path,
            """
            UPDATE places SET TEN = 'Ngã ba Hàm Rồng' WHERE feature_id = 3;
            DELETE FROM places WHERE feature_id = 1;
            INSERT INTO places (TEN) VALUES ('Quảng trường Đại Đoàn Kết');
            """)
        // Before anybody has adopted it: nothing that is not so.
        #expect(try !sample.titles("chợ pleiku").contains("Chợ Pleiku"))
        _ = try sample.store.adoptOutsideEdits()
        #expect(try sample.titles("ham rong").first == "Ngã ba Hàm Rồng")
        #expect(try sample.titles("dai doan ket").first == "Quảng trường Đại Đoàn Kết")
        #expect(try !sample.titles("tieu hoc nguyen du").contains("Trường Tiểu học Nguyễn Du"))
        #expect(try sample.faults().isEmpty)
    }

    @Test("another set of columns makes the index anew")
    func columns() throws {
        let places = try CollectionID("places")
        try sample.store.configure(places, search: SearchSettings(columns: ["GHI_CHU"]))
        #expect(try sample.titles("thầm").first == "ghi chú thầm")
        #expect(try sample.titles("chợ pleiku").isEmpty)
        #expect(try sample.faults().isEmpty)
        try sample.store.configure(places, search: SearchSettings(columns: []))
        #expect(try sample.titles("thầm").isEmpty)
        try sample.store.configure(places, search: .standard)
        #expect(try sample.titles("chợ pleiku").first == "Chợ Pleiku")
        #expect(throws: GeoStoreError.self) {
            try sample.store.configure(places, search: SearchSettings(columns: ["KHONG_CO"]))
        }
        // Another program takes a column away.
        try OtherPrograms.spatialite(sample.fixture.path, "ALTER TABLE places DROP COLUMN DIA_CHI")
        _ = try sample.store.adoptOutsideEdits()
        #expect(try sample.titles("chợ pleiku").first == "Chợ Pleiku")
        #expect(try sample.faults().isEmpty)
    }

    @Test("a dropped collection is found no more, and its name can come again")
    func dropping() throws {
        try sample.store.drop(try CollectionID("places"))
        #expect(try sample.titles("chợ pleiku").isEmpty)
        #expect(try sample.titles("quoc lo 19").first == "Quốc lộ 19")
        try sample.loadPlaces([("Chợ Pleiku", "")])
        #expect(try sample.titles("chợ pleiku") == ["Chợ Pleiku"])
        #expect(try sample.faults().isEmpty)
    }

    @Test("an index that was damaged is found out and made anew")
    func rebuilding() throws {
        try OtherPrograms.sqlite3(sample.fixture.path, "DELETE FROM gs_search_entry WHERE entry & 1")
        #expect(try sample.faults().count == 2)
        #expect(try sample.store.verify().derivedProblems.contains { $0.check == "search index" })
        try sample.store.rebuildSearch()
        #expect(try sample.faults().isEmpty)
        #expect(try sample.titles("chợ pleiku").first == "Chợ Pleiku")
        try OtherPrograms.sqlite3(sample.fixture.path, "DELETE FROM gs_search_collection")
        let answer = try sample.store.search(SearchQuery("chợ", in: try sample.store.catalog().collections))
        #expect(answer.unindexed.map(\.name).sorted() == ["places", "roads"])
        try sample.store.rebuildSearch()
        #expect(try sample.faults().isEmpty)
    }

    @Test("other programs read and check the store, and see no layer more")
    func otherPrograms() throws {
        let path = sample.fixture.path
        #expect(try OtherPrograms.sqlite3(path, "PRAGMA integrity_check").contains("ok"))
        let layers = try #require(OtherPrograms.ogrinfo).run(["-q", path])
        #expect(!layers.contains("gs_search") && layers.contains("places"))
    }
}
