import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Values that a format, or the driver that writes it, would change without a word.
@Suite("What a format cannot show as it is becomes text, never another value") struct ExportValueTests {
    private static let rows: [(date: String, real: Double)] = [
        ("1802-01-01", 1e100), ("1900-02-28", -1.797e308), ("2025-07-01", 0.1),
    ]

    private func export(_ format: String, as name: String, prefix: String = "") async throws -> [JSONValue] {
        let folder = try TemporaryFolder()
        var configuration = ServerConfiguration()
        let path = try SampleStore.copy(into: folder)
        configuration.store = path
        let store = try Store(path: path, access: .readWrite)
        let definition = LayerDefinition(
            id: try CollectionID("di-tich"), sector: "health", title: LocalizedText(vi: "Di tích", en: "Relics"),
            storageCRS: .crs84,
            schema: FeatureSchema(
                properties: [
                    FeatureSchema.Property(name: "ngay", type: .date), FeatureSchema.Property(name: "so", type: .real),
                ], geometryType: .multiPoint))
        try store.load(definition, mode: .create) { writer in
            for (index, row) in Self.rows.enumerated() {
                let points = [108.1, 108.2].map { CoordinateSequence(values: [$0, 13.9 + Double(index) / 100]) }
                try writer.append(geometry: .multiPoint(points), values: [.text(row.date), .real(row.real)])
            }
            return Provenance()
        }
        try store.close()
        return try await TestServer.run(configuration) { server in
            let path = try await ExportFixture.file(
                server, "/collections/di-tich/export?f=\(format)", in: folder, as: name)
            return try ExportFixture.read(prefix + path)
        }
    }

    @Test("days before 1 March 1900, which a workbook counts wrongly")
    func earlyDates() async throws {
        let rows = try await export("xlsx", as: "a.xlsx")
        #expect(rows.map { $0["properties"]?["ngay"]?.string } == Self.rows.map(\.date))
    }

    @Test("numbers with more digits than a dBASE table has places")
    func largeNumbers() async throws {
        let rows = try await export("shp", as: "a.zip", prefix: "/vsizip/")
        #expect(rows.map { $0["properties"]?["so"]?.string.flatMap { Double($0) } } == Self.rows.map(\.real))
    }

    @Test("points of a multipoint are points of a drawing")
    func multiPoints() async throws {
        let points = try await export("dxf", as: "a.dxf")
        #expect(points.count == 2 * Self.rows.count)
        #expect(points.allSatisfy { $0["geometry"]?["type"]?.string == "Point" })
    }
}
