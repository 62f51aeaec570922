import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// A store whose collections are made to be asked.
enum QueryStore {
    static let thingCount = 60
    static let textCount = 4000

    /// `thu`: points in CRS84 with ties and nulls in every column.
    static let things: [Feature] = (1...thingCount).map { number in
        let names = ["b", "a", nil, "B", "Đồng", "đồng", "Trường Tiểu học Nguyễn Du", "a"]
        let moments = ["2026-01-01", "2026-02-01", nil]
        let name = names[number % names.count]
        let day = moments[number % moments.count]
        return Feature(
            id: FeatureID(Int64(number))!,
            geometry: number % 20 == 0 ? nil : .point(Coordinate(x: 108 + Double(number) * 0.001, y: 14)),
            values: [
                name.map(PropertyValue.text) ?? .null,
                number % 10 == 0 ? .null : .integer(Int64(number % 4) - 2),
                number % 7 == 0 ? .null : .real(Double(number % 5) / 3),
                .integer(Int64(number % 2)),
                day.map { .text($0) } ?? .null,
            ])
    }

    static let thingSchema = FeatureSchema(
        properties: [
            .init(name: "ten", type: .text), .init(name: "so", type: .integer), .init(name: "cao", type: .real),
            .init(name: "mo", type: .boolean), .init(name: "ngay", type: .date),
        ], geometryType: .point)

    private static let template = Result<Data, any Error> {
        let folder = try TemporaryFolder()
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        try load(things, into: "thu", schema: thingSchema, store)
        try load(
            [
                ("2026-01-01", "2026-03-31"), ("2026-04-01", nil), (nil, "2025-12-31"), (nil, nil),
            ].enumerated().map { index, days in
                Feature(
                    id: FeatureID(Int64(index + 1))!, geometry: .point(Coordinate(x: 108, y: 14)),
                    values: [days.0.map { .text($0) } ?? .null, days.1.map { .text($0) } ?? .null])
            }, into: "hieu-luc",
            schema: FeatureSchema(
                properties: [.init(name: "tu_ngay", type: .date), .init(name: "den_ngay", type: .date)],
                geometryType: .point), store)
        try load([comb], into: "luoc", schema: FeatureSchema(properties: [], geometryType: .polygon), store)
        try load(
            (1...textCount).map {
                Feature(
                    id: FeatureID(Int64($0))!, geometry: .point(Coordinate(x: 108, y: 14)),
                    values: [.text("Đường Nguyễn Trường Tộ số \($0), phường Diên Hồng")])
            }, into: "chu", schema: FeatureSchema(properties: [.init(name: "ten", type: .text)], geometryType: .point),
            store)
        try StandardExamples.load(into: store)
        try store.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Teeth of a metre, far finer than a pixel of zoom 10.
    private static var comb: Feature {
        var ring: [Double] = [108, 14]
        for tooth in 0..<200 {
            let west = 108 + Double(tooth) * 1e-5
            ring += [west, 14.01, west + 0.5e-5, 14.01, west + 0.5e-5, 14.00999, west + 1e-5, 14.00999]
        }
        ring += [108.002, 14, 108, 14]
        return Feature(
            id: FeatureID(1)!, geometry: .polygon(.init(rings: [CoordinateSequence(values: ring)])), values: [])
    }

    static func load(_ features: [Feature], into id: String, schema: FeatureSchema, _ store: Store) throws {
        let definition = LayerDefinition(
            id: try CollectionID(id), sector: "health", title: LocalizedText(vi: id, en: id), storageCRS: .crs84,
            schema: schema)
        try store.load(definition, mode: .create) { writer in
            for feature in features { try writer.append(geometry: feature.geometry, values: feature.values) }
            return Provenance(source: "test.shp", sourceCRS: .crs84)
        }
    }

    static func copy(into folder: TemporaryFolder) throws -> String {
        let path = folder.path("queries.sqlite")
        try template.get().write(to: URL(filePath: path))
        return path
    }

    /// Starts a server on a copy.
    static func serve<Result: Sendable>(
        _ configuration: ServerConfiguration = ServerConfiguration(), _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        var configuration = configuration
        configuration.store = try copy(into: folder)
        return try await TestServer.run(configuration, body)
    }
}

/// Starts one server for all tests of a suite.
struct QueryServer: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await QueryStore.serve { server in
            try await TestServer.$shared.withValue(server) { try await function() }
        }
    }
}

/// Where tests of queries live, that change nothing.
@Suite(QueryServer()) struct QueryTests {
    static var server: TestServer { get throws { try #require(TestServer.shared) } }

    static func encoded(_ text: String) -> String { QueryParameters.encode(text) }
}
