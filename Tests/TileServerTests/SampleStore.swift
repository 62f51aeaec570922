import Foundation
import GeoStore
import SimpleFeatures
import TestSupport

/// A store with a layer of each kind, the same in every run.
enum SampleStore {
    /// A quote that forms one character with the accent after it: escaping by character misses it.
    static let attack = "\"\u{301}><script>alert(1)</script>"

    /// VN-2000 positions whose WGS 84 is known (EPSG:6960), in metres of EPSG:9218.
    static let golden: [(metres: Coordinate, degrees: Coordinate)] = [
        (Coordinate(x: 445_983.828_042, y: 1_546_367.083_634), Coordinate(x: 108.001_804_351, y: 13.981_975_373)),
        (Coordinate(x: 577_855.254_587, y: 1_522_862.998_971), Coordinate(x: 109.221_797_962, y: 13.768_966_138)),
    ]

    static let stationCount = 8
    static let parcelsPerSide = 50
    static var parcelCount: Int { parcelsPerSide * parcelsPerSide }

    /// Making SpatiaLite's metadata takes most of a second: it is done once and copied.
    private static let template = Result<Data, any Error> {
        let folder = try TemporaryFolder()
        let path = folder.path("template.sqlite")
        let sectors = try Sector.list(fromFile: TestData.packageRoot.appending(path: "data/sectors.yaml").path)
        let store = try Store.create(path: path, sectors: sectors)
        for layer in [stations, roads, parcels, mixed, empty] { try layer(store) }
        try store.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    /// A copy in `folder`; its path.
    static func copy(into folder: TemporaryFolder) throws -> String {
        let path = folder.path("store.sqlite")
        try template.get().write(to: URL(filePath: path))
        return path
    }

    static func property(_ name: String, _ type: FeatureSchema.PropertyType) -> FeatureSchema.Property {
        FeatureSchema.Property(name: name, title: name == "TEN" ? "Tên \(attack)" : name, type: type)
    }

    /// `tram-y-te`: points in VN-2000; the first two golden, the last without a geometry.
    private static func stations(_ store: Store) throws {
        let schema = FeatureSchema(
            properties: [
                property("TEN", .text), property("so", .integer), property("cao", .real), property("mo", .boolean),
                property("ngay", .date),
            ], geometryType: .point)
        let definition = LayerDefinition(
            id: try CollectionID("tram-y-te"), sector: "health",
            title: LocalizedText(vi: "Trạm y tế \(attack)", en: "Stations \(attack)"),
            description: "Mô tả \(attack)", attribution: "Sở Y tế \(attack)", storageCRS: .epsg(9218), schema: schema)
        let names = [
            "Trạm A+B", "Trạm Đức Cơ", attack, "http://example.org/?a=1&b=2", "", "Trạm 6", "Trạm 7", "Trạm 8",
        ]
        try store.load(definition, mode: .create) { writer in
            for number in 0..<stationCount {
                let place =
                    number < golden.count
                    ? golden[number].metres : Coordinate(x: 446_000 + Double(number) * 100, y: 1_547_000)
                try writer.append(
                    geometry: number == stationCount - 1 ? nil : .point(place),
                    values: [
                        .text(names[number]), number == 3 ? .null : .integer(Int64(number % 3)),
                        .real(Double(number) + 0.5), .integer(Int64(number % 2)), .text("2026-07-0\(number + 1)"),
                    ])
            }
            return Provenance(source: "tram.shp", sourceCRS: .epsg(9218))
        }
    }

    /// `duong`: lines in CRS84.
    private static func roads(_ store: Store) throws {
        let definition = LayerDefinition(
            id: try CollectionID("duong"), sector: "transport", title: LocalizedText(vi: "Đường", en: "Roads"),
            storageCRS: .crs84,
            schema: FeatureSchema(properties: [property("CAP", .text)], geometryType: .multiLineString))
        try store.load(definition, mode: .create) { writer in
            for number in 0..<3 {
                let south = 13.9 + Double(number) * 0.05
                let line = CoordinateSequence(values: [107.9, south, 108.1, south + 0.02])
                try writer.append(geometry: .multiLineString([line]), values: [.text("cấp \(number)")])
            }
            return Provenance()
        }
    }

    /// `thua`: 2,500 squares of 20 metres in VN-2000, more than two chunks of a streamed page.
    private static func parcels(_ store: Store) throws {
        let definition = LayerDefinition(
            id: try CollectionID("thua"), sector: "land", title: LocalizedText(vi: "Thửa đất", en: "Parcels"),
            storageCRS: .epsg(9218),
            schema: FeatureSchema(
                properties: [property("LOAI", .text), property("dt", .real)], geometryType: .multiPolygon))
        try store.load(definition, mode: .create) { writer in
            for number in 0..<parcelCount {
                let west = 450_000 + Double(number % parcelsPerSide) * 25
                let south = 1_547_000 + Double(number / parcelsPerSide) * 25
                let ring = CoordinateSequence(values: [
                    west, south, west + 20, south, west + 20, south + 20, west, south + 20, west, south,
                ])
                try writer.append(
                    geometry: .multiPolygon([Geometry.Polygon(rings: [ring])]),
                    values: [.text(number % 2 == 0 ? "ODT" : "CLN"), .real(400)])
            }
            return Provenance()
        }
    }

    /// `hon-hop`: a point, a line and an area in one collection.
    private static func mixed(_ store: Store) throws {
        let definition = LayerDefinition(
            id: try CollectionID("hon-hop"), sector: "environment", title: LocalizedText(vi: "Hỗn hợp", en: "Mixed"),
            storageCRS: .crs84, schema: FeatureSchema(properties: [], geometryType: .geometry))
        let ring = CoordinateSequence(values: [108.2, 13.8, 108.3, 13.8, 108.3, 13.9, 108.2, 13.8])
        try store.load(definition, mode: .create) { writer in
            try writer.append(geometry: .point(Coordinate(x: 108.25, y: 13.85)), values: [])
            try writer.append(
                geometry: .lineString(CoordinateSequence(values: [108.2, 13.8, 108.4, 13.9])), values: [])
            try writer.append(geometry: .polygon(Geometry.Polygon(rings: [ring])), values: [])
            return Provenance()
        }
    }

    /// `trong`: a collection without a feature.
    private static func empty(_ store: Store) throws {
        let definition = LayerDefinition(
            id: try CollectionID("trong"), sector: "education", title: LocalizedText(vi: "Trống", en: "Empty"),
            storageCRS: .epsg(9217), schema: FeatureSchema(properties: [property("TEN", .text)], geometryType: .point))
        try store.load(definition, mode: .create) { _ in Provenance() }
    }
}
