import Foundation
import GeoStore
import SimpleFeatures

/// How long does a search of 500,000 named features take, and what does its index cost an import?
struct SearchBenchmark {
    let bench: Workbench

    private static let featureCount = 500_000
    private static let queries = [
        "d", "t", "x", "đư", "tr", "tru", "duon", "xa", "đường", "xã ia dêr", "truong tieu hoc", "truong tieu hoc n",
        "nguyen du", "trần hưng đạo", "ql19", "quoc lo 19", "plei ku", "ddak ddoa", "Gia1 Lai", "cho xa an phu",
        "thcs le loi", "duong xa", "a b c", "qwxz zzkj", "tờ 12 thửa 345", "13.98 108.0", "445983 1546367",
        "trường trường trường trường", "1", "12", "123",
    ]

    func run() throws {
        let home = HomeFolder()
        let units = try UnitDirectory(home: home)
        let names = try Self.names(home)
        let sector = Sector(
            id: "land", title: LocalizedText(vi: "Đất đai", en: "Land"),
            department: LocalizedText(vi: "Sở", en: "Department"), colour: "#aa8844", icon: "map")
        let store = try Store.create(path: bench.path("search.sqlite"), sectors: [sector])
        let without = try load(names, column: "GHI_CHU", id: "without", into: store)
        let with = try load(names, column: "TEN", id: "named", into: store)
        print(
            "search  loading \(Self.featureCount) points: CPU \(without.text(2)) s without, \(with.text(2)) s with"
                + " an index of their names")
        let bytes = try FileManager.default.attributesOfItem(atPath: bench.path("search.sqlite"))[.size] as? Int ?? 0
        print("search  store \(bytes / 1_000_000) MB")
        let collections = try store.catalog().collections
        var all: [Double] = []
        for text in Self.queries {
            var times: [Double] = []
            var count = 0
            for _ in 0..<max(bench.rounds, 3) {
                times.append(
                    try Timing.measure {
                        count = try store.search(SearchQuery(text, in: collections), units: units).results.count
                    } * 1e3)
            }
            all.append(Timing.median(times))
            print("search  \(Timing.median(times).text(1)) ms, \(count) results: \(text)")
        }
        print("search  median \(Timing.median(all).text(1)) ms, slowest \((all.max() ?? 0).text(1)) ms")
        try store.close()
    }

    /// CPU seconds of loading points with one text column, which is searched when it is called a name.
    private func load(_ names: [String], column: String, id: String, into store: Store) throws -> Double {
        let definition = LayerDefinition(
            id: try CollectionID(id), sector: "land", title: LocalizedText(vi: "Điểm", en: "Points"),
            storageCRS: .epsg(9218),
            schema: FeatureSchema(
                properties: [FeatureSchema.Property(name: column, type: .text)], geometryType: .point))
        let before = Timing.ownSeconds()
        try store.load(definition, mode: .create) { writer in
            for (number, name) in names.enumerated() {
                let place = Coordinate(
                    x: 400_000 + Double(number % 1000) * 100, y: 1_500_000 + Double(number / 1000) * 100)
                try writer.append(geometry: .point(place), values: [.text(name)])
            }
            return Provenance()
        }
        return Timing.ownSeconds() - before
    }

    /// Kinds of places with the names of units, nearly all different.
    private static func names(_ home: HomeFolder) throws -> [String] {
        let list = try String(
            contentsOfFile: home.path(of: "data/units/vietnam-before-2025-07-01.csv"), encoding: .utf8)
        let units = list.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let columns = line.split(separator: ",", omittingEmptySubsequences: false)
            return columns.count > 2 ? String(columns[2]) : nil
        }
        let kinds = [
            "Đường", "Trường Tiểu học", "Trường THCS", "Trạm Y tế xã", "Nhà văn hóa thôn", "Quốc lộ", "Cầu",
            "UBND xã", "Hồ", "Chợ xã", "Công ty TNHH", "Cửa hàng", "Số 12",
        ]
        var seed: UInt64 = 1
        func next(_ count: Int) -> Int {
            // Knuth's MMIX generator: the same names in every run.
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        return (0..<featureCount).map { number in
            let second = number % 3 == 0 ? "\(number % 997)" : units[next(units.count)]
            return "\(kinds[next(kinds.count)]) \(units[next(units.count)]) \(second)"
        }
    }
}
