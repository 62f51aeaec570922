import Foundation
import GeoStore
import SimpleFeatures
import TestSupport

/// A store with roads, schools, communes and parcels that are looked for.
struct SearchFixture {
    let fixture: StoreFixture
    var store: Store { fixture.store }
    static let home = HomeFolder(environment: ["GEOSECTOR_HOME": TestData.packageRoot.path])
    static let units = Result { try UnitDirectory(home: home) }

    static let places = LayerDefinition.search(
        "places", "Địa điểm", ["TEN", "DIA_CHI", "CHU_SO_HUU", "GHI_CHU"], .point, .crs84)

    /// Name and address; owner and note are never found.
    static let names: [(String, String)] = [
        ("Trường Tiểu học Nguyễn Du", "Phường Pleiku"), ("Trường THCS Nguyễn Du", "Xã Đak Đoa"),
        ("Chợ Pleiku", "Đường Trần Phú"), ("Chợ Plei Ku cũ", ""), ("Bệnh viện Đa khoa Gia Lai", "Đường Tôn Thất Tùng"),
        ("Giá Lài", ""), ("Công viên Đồng Xanh", "QL19, An Phú"), ("Nhà máy Đường An Khê", "Thị xã An Khê"),
        ("O'Neil \"Bar\" * OR NEAR(", ""), ("Hòa Bình", ""), ("Hoà Bình", ""), ("Bình Hòa", ""),
    ]

    init() throws {
        fixture = try StoreFixture()
        try loadPlaces(Self.names)
        let roads = LayerDefinition.search("roads", "Đường", ["TEN_DUONG"], .lineString, .crs84)
        try store.load(roads, mode: .create) { writer in
            for piece in 0..<4 {
                let west = 108 + Double(piece) * 0.1
                let line = CoordinateSequence(values: [west, 13.9, west + 0.1, 13.9])
                try writer.append(geometry: .lineString(line), values: [.text("Quốc lộ 19")])
            }
            let line = CoordinateSequence(values: [108, 13.9, 108, 14])
            try writer.append(geometry: .lineString(line), values: [.text("Đường Trần Hưng Đạo")])
            return Provenance()
        }
    }

    func loadPlaces(_ names: [(String, String)], mode: LoadMode = .create) throws {
        try store.load(Self.places, mode: mode) { writer in
            for (number, name) in names.enumerated() {
                try writer.append(
                    geometry: .point(Coordinate(x: 108 + Double(number) * 0.01, y: 13.98)),
                    values: [.text(name.0), .text(name.1), .text("Nguyễn Bí Mật"), .text("ghi chú thầm")])
            }
            return Provenance()
        }
    }

    /// Parcels of two communes; sheets and numbers repeat.
    func loadParcels() throws {
        let definition = LayerDefinition.search(
            "parcels", "Thửa đất", ["SO_TO", "SO_THUA", "TEN_XA", "CHU"], .point, .epsg(9218))
        try store.load(definition, mode: .create) { writer in
            for (commune, name) in ["Ia Dêr", "Ia Grai"].enumerated() {
                for number in 1...40 {
                    let place = Coordinate(x: 446_000 + Double(commune) * 9000, y: 1_547_000 + Double(number))
                    let values = ["\(number % 2 + 11)", number == 5 ? "5A" : "0\(number)", name, "Ai"]
                    try writer.append(geometry: .point(place), values: values.map { .text($0) })
                }
            }
            return Provenance()
        }
    }

    func search(_ text: String, _ configure: (inout SearchQuery) -> Void = { _ in }, units: Bool = false) throws
        -> [SearchResult]
    {
        var query = SearchQuery(text, in: try store.catalog().collections)
        query.answersPlaces = units
        configure(&query)
        return try store.search(query, units: units ? try Self.units.get() : .empty).results
    }

    func titles(_ text: String) throws -> [String] { try search(text).map(\.title) }

    /// What is wrong with the index.
    func faults() throws -> [String] { try store.searchIndexFaults().map { "\($0.collection): \($0.problem)" } }
}

extension LayerDefinition {
    /// Text columns only.
    static func search(
        _ id: String, _ title: String, _ columns: [String], _ type: GeometryType, _ crs: CRS
    ) -> LayerDefinition {
        do {
            return LayerDefinition(
                id: try CollectionID(id), sector: "transport", title: LocalizedText(vi: title, en: id),
                storageCRS: crs,
                schema: FeatureSchema(
                    properties: columns.map { FeatureSchema.Property(name: $0, type: .text) }, geometryType: type))
        } catch { fatalError("\(error)") }
    }
}
