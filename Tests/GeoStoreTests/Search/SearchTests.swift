import Foundation
import GeoStore
import SimpleFeatures
import Testing

@Suite struct SearchTests {
    let sample: SearchFixture

    init() throws { sample = try SearchFixture() }

    @Test(
        "a feature is found however its name is typed",
        arguments: [
            ("Trường Tiểu học Nguyễn Du", "Trường Tiểu học Nguyễn Du"),
            ("truong tieu hoc nguyen du", "Trường Tiểu học Nguyễn Du"), ("tieu hoc nguy", "Trường Tiểu học Nguyễn Du"),
            ("TH Nguyễn Du", "Trường Tiểu học Nguyễn Du"), ("trung hoc co so nguyen du", "Trường THCS Nguyễn Du"),
            ("thcs nguyen du", "Trường THCS Nguyễn Du"), ("du nguyễn tiểu", "Trường Tiểu học Nguyễn Du"),
            ("truowngf tieeur hocj", "Trường Tiểu học Nguyễn Du"), ("cho plei ku", "Chợ Pleiku"),
            ("cho pleiku", "Chợ Pleiku"), ("bv da khoa gia lai", "Bệnh viện Đa khoa Gia Lai"),
            ("ql19", "Quốc lộ 19"), ("quoc lo 19", "Quốc lộ 19"), ("QL 19", "Quốc lộ 19"),
            ("tran hung d", "Đường Trần Hưng Đạo"),
            ("giá lài", "Giá Lài"), ("dong xanh an phu", "Công viên Đồng Xanh"),
            ("nguyen du dak doa", "Trường THCS Nguyễn Du"),
            ("Ðường Trần Hưng Đạo", "Đường Trần Hưng Đạo"),
        ])
    func findings(text: String, title: String) throws {
        #expect(try sample.titles(text).first == title)
    }

    @Test("a search that nobody waits for any more, or that lasts too long, ends")
    func ended() throws {
        let query = SearchQuery("nguyen du", in: try sample.store.catalog().collections)
        #expect(throws: GeoStoreError.readCancelled) {
            try sample.store.search(query, within: ReadLimit { true })
        }
        #expect(throws: GeoStoreError.deadlineExceeded) {
            try sample.store.search(query, within: ReadLimit(deadline: .now))
        }
        #expect(try sample.store.search(query).results.isEmpty == false)
    }

    @Test("both spellings of a joined name are found by either")
    func joined() throws {
        for text in ["plei ku", "pleiku"] {
            #expect(Set(try sample.titles(text)).isSuperset(of: ["Chợ Pleiku", "Chợ Plei Ku cũ"]))
        }
    }

    @Test("exact with tones comes before exact without, that before more words, that before another order")
    func ranking() throws {
        let found = try sample.search("hòa bình")
        #expect(Set(found.prefix(2).map(\.title)) == ["Hoà Bình", "Hòa Bình"])
        #expect(found.last?.title == "Bình Hòa")
        #expect(found.map(\.match) == [.exact, .exact, .anyOrder])
        #expect(try sample.search("hoa binh").map(\.match) == [.withoutMarks, .withoutMarks, .anyOrder])
        #expect(try sample.search("nguyen du").first?.match == .inOrder)
        #expect(try sample.search("cho plei").first?.match == .inOrder)
        #expect(try sample.search("cho ple").first?.match == .prefix)
        // What is typed without marks may have any; with marks, it has those.
        #expect(try sample.titles("gia lai").first == "Giá Lài")
        #expect(try sample.titles("gia lài").first == "Giá Lài")
    }

    @Test("one letter, and words that everything has, are answered")
    func shortWords() throws {
        for text in ["t", "d", "đ", "x", "1", "duong", "truong", "tr", "tru", "ng"] { _ = try sample.search(text) }
        #expect(try sample.titles("t").contains("Trường Tiểu học Nguyễn Du"))
        #expect(try sample.titles("đư").contains("Đường Trần Hưng Đạo"))
    }

    @Test(
        "signs of the index's language are nothing but separators",
        arguments: [
            "\"", "'", "*", "nguyen*", "^nguyen", "(nguyen", "nguyen)", "NOT nguyen", "nguyen AND", "OR", "NEAR(a b)",
            "title:nguyen", "{title detail}:a", "-nguyen", "a\u{0}b", "\u{0}", "'; DROP TABLE gs_search; --", "%", "_",
            "\u{1F}", "\\", "nguyen + du", "a\" OR \"b", String(repeating: "(", count: 10_000), "\u{FFFD}", "😀",
        ])
    func injection(text: String) throws {
        _ = try sample.search(text)
        #expect(try sample.titles("chợ pleiku").first == "Chợ Pleiku")
    }

    @Test("a megabyte of text is looked at as far as a query goes")
    func longQueries() throws {
        _ = try sample.search(String(repeating: "nguyen ", count: 150_000))
        #expect(try sample.titles("o neil bar").first == Self.odd)
        #expect(try sample.titles(Self.odd).first == Self.odd)
    }

    private static let odd = "O'Neil \"Bar\" * OR NEAR("

    @Test("nobody is found by the name of an owner, nothing by a note")
    func personalData() throws {
        #expect(try sample.titles("Nguyễn Bí Mật").isEmpty)
        #expect(try sample.titles("ghi chú thầm").isEmpty)
    }

    @Test("a road in pieces is one result with the box of them all")
    func pieces() throws {
        let roads = try sample.search("quốc lộ 19") { $0.collections.removeAll { $0.id.name != "roads" } }
        let road = try #require(roads.first)
        #expect(roads.count == 1)
        #expect(road.subject == .feature(try #require(FeatureID(1)), collection: try CollectionID("roads"), count: 4))
        let envelope = try #require(road.envelope)
        #expect(abs(envelope.minX - 108) < 1e-9 && abs(envelope.maxX - 108.4) < 1e-9)
        #expect(road.property == "TEN_DUONG" && road.match == .exact)
    }

    @Test("collections that are not asked for are not looked in, nor features that may not be seen")
    func scope() throws {
        let roads = try sample.search("quốc lộ 19") { $0.collections.removeAll { $0.id.name != "places" } }
        #expect(roads.allSatisfy { $0.title != "Quốc lộ 19" })
        let admitted = try sample.search("nguyễn du") { $0.admits = { _, id in id.value != 1 } }
        #expect(admitted.map(\.title) == ["Trường THCS Nguyễn Du"])
        #expect(try sample.search("nguyễn du") { $0.limit = 1 }.count == 1)
    }

    @Test("a box brings up what lies in it")
    func nearness() throws {
        let box = Envelope(minX: 108.095, minY: 13, maxX: 108.105, maxY: 15, crs: .crs84)
        #expect(try sample.search("hòa bình") { $0.near = box }.first?.title == "Hoà Bình")
    }

    @Test("a parcel is found by sheet and number, in the commune that is named first")
    func parcels() throws {
        try sample.loadParcels()
        #expect(try sample.faults().isEmpty)
        for text in ["tờ 12 thửa 7", "thửa đất số 7, tờ bản đồ số 12", "to 12, thua 07", "Tờ BĐ 12 thửa 7"] {
            let found = try sample.search(text)
            #expect(found.map(\.title) == ["Tờ 12, thửa 07", "Tờ 12, thửa 07"], "\(text)")
        }
        let second = try sample.search("tờ 12 thửa 7 xã Ia Grai")
        #expect(second.first?.detail.contains("Ia Grai") == true)
        #expect(second.allSatisfy { !$0.detail.contains("Ai ") && !$0.detail.hasSuffix("Ai") })
        #expect(try sample.search("tờ 12 thửa 5a").count == 2)
        #expect(try sample.search("tờ 12 thửa 8").isEmpty)
        #expect(try sample.search("tờ 99 thửa 1").isEmpty)
    }

    @Test("the point of a result lies on the feature")
    func innerPoints() {
        let corner = CoordinateSequence(values: [0, 0, 10, 0, 10, 1, 1, 1, 1, 10, 0, 10, 0, 0])
        let point = Geometry.polygon(Geometry.Polygon(rings: [corner])).innerPoint
        #expect(point.map { $0.x < 1 && $0.y == 5 } == true)
        #expect(Geometry.multiPolygon([]).innerPoint == nil)
    }
}
