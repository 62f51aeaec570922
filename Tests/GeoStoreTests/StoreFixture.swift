import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

/// A store of one test's own in a temporary folder.
final class StoreFixture: Sendable {
    let folder: TemporaryFolder
    let path: String
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("store.sqlite")
        try Self.template.get().write(to: URL(filePath: path))
        store = try Store(path: path, access: .readWrite)
    }

    static let sectors = [
        Sector(
            id: "transport", title: LocalizedText(vi: "Giao thông", en: "Transport"),
            department: LocalizedText(vi: "Sở Xây dựng", en: "Department of Construction"), colour: "#aa3344",
            icon: "signpost"),
        Sector(
            id: "health", title: LocalizedText(vi: "Y tế", en: "Health"),
            department: LocalizedText(vi: "Sở Y tế", en: "Department of Health"), colour: "#3344aa", icon: "hospital"),
    ]

    /// Making SpatiaLite's metadata takes most of a second: it is done once and copied.
    private static let template = Result<Data, any Error> {
        let folder = try TemporaryFolder()
        let path = folder.path("template.sqlite")
        try Store.create(path: path, sectors: sectors).close()
        return try Data(contentsOf: URL(filePath: path))
    }

    static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "TEN", title: "Tên", type: .text),
            FeatureSchema.Property(name: "so", type: .integer), FeatureSchema.Property(name: "cao", type: .real),
        ], geometryType: .point)

    static func definition(
        _ id: String = "stations", sector: String = "health", crs: CRS = .epsg(9218), schema: FeatureSchema = schema
    ) throws -> LayerDefinition {
        LayerDefinition(
            id: try CollectionID(id), sector: sector, title: LocalizedText(vi: "Trạm", en: "Stations"),
            storageCRS: crs, schema: schema)
    }

    /// Loads points; `TEN` is `điểm <n>`, `so` is n modulo 10.
    @discardableResult
    func load(
        _ points: [Coordinate?], into id: String = "stations", mode: LoadMode = .create, crs: CRS = .epsg(9218),
        values firstValue: Int = 0
    ) throws -> LoadOutcome {
        try store.load(try Self.definition(id, crs: crs), mode: mode) { writer in
            for (index, point) in points.enumerated() {
                try writer.append(geometry: point.map { Geometry.point($0) }, values: Self.values(firstValue + index))
            }
            return Provenance(source: "test.shp", sourceCRS: crs)
        }
    }

    static func values(_ index: Int) -> [PropertyValue] {
        [.text("điểm \(index)"), index == 3 ? .null : .integer(Int64(index % 10)), .real(Double(index) / 4)]
    }

    func collection(_ id: String = "stations") throws -> PublishedCollection { try store.catalog().collection(id) }

    func features(
        of id: String = "stations", _ configure: (inout FeatureQuery) -> Void = { _ in }
    ) throws -> [Feature] {
        var query = FeatureQuery()
        configure(&query)
        var found: [Feature] = []
        try store.forEachFeature(of: try collection(id), matching: query) { found.append($0) }
        return found
    }

    func ids(of id: String = "stations", _ configure: (inout FeatureQuery) -> Void = { _ in }) throws -> [Int64] {
        try features(of: id, configure).map(\.id.value)
    }

    /// What a check by the store itself finds wrong.
    func problems() throws -> [String] { try store.verify().problems.map { "\($0.check): \($0.problem ?? "")" } }
}

/// Points around Pleiku in EPSG:9218, the same in every run.
enum SamplePoints {
    static let box = Envelope(minX: 400_000, minY: 1_500_000, maxX: 520_000, maxY: 1_620_000, crs: .epsg(9218))

    static func random(_ count: Int, seed: UInt64 = 1, in box: Envelope = box) -> [Coordinate] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            Coordinate(
                x: Double.random(in: box.minX...box.maxX, using: &random),
                y: Double.random(in: box.minY...box.maxY, using: &random))
        }
    }
}
