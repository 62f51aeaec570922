import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// A store with a small layer of every type of value, and what GDAL reads back of its exports.
enum ExportFixture {
    static let names = ["ten", "ghi_chu_cua_can_bo", "ghi_chu_cua_nguoi_dan", "so", "cao", "ngay", "luc", "mo"]

    static let rows: [[PropertyValue]] = [
        [
            .text("Trường Tiểu học Đức Cơ"), .text("a,b;\"c\"\nd\tđ"), .text("ỗ ữ Ẵ"), .integer(5), .real(1.25),
            .text("2026-07-01"), .text("2026-07-01T08:30:00Z"), .integer(1),
        ],
        [
            .text("<b>&\"'"), .text(""), .null, .integer(-7), .real(-0.5), .text("2024-02-29"), .null, .integer(0),
        ],
        [.null, .text("=1+1"), .text("00123"), .integer(12_345_678_901_234), .null, .null, .null, .null],
    ]

    static let types: [FeatureSchema.PropertyType] = [.text, .text, .text, .integer, .real, .date, .dateTime, .boolean]

    /// `diem`: points in VN-2000 whose longitude and latitude are known; the third has none.
    static func store(in folder: TemporaryFolder) throws -> String {
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        let definition = LayerDefinition(
            id: try CollectionID("diem"), sector: "health",
            title: LocalizedText(vi: "Điểm: thử/nghiệm", en: "Points"), storageCRS: .epsg(9218),
            schema: FeatureSchema(
                properties: zip(names, types).map { FeatureSchema.Property(name: $0, type: $1) }, geometryType: .point))
        try store.load(definition, mode: .create) { writer in
            for (index, row) in rows.enumerated() {
                let place = SampleStore.golden.indices.contains(index) ? SampleStore.golden[index].metres : nil
                try writer.append(geometry: place.map { .point($0) }, values: row)
            }
            return Provenance()
        }
        try store.close()
        return path
    }

    /// What `ogr2ogr` makes of a file, as GeoJSON.
    static func read(_ path: String, _ options: [String] = []) throws -> [JSONValue] {
        let program = try #require(Program("ogr2ogr"))
        let arguments = ["-f", "GeoJSON", "/vsistdout/", path, "-lco", "COORDINATE_PRECISION=9"] + options
        let text = try program.run(arguments)
        return try #require(try JSONReader.read(Array(text.utf8))["features"]?.array)
    }

    /// The body of an answer that must be 200, as a file.
    static func file(
        _ server: TestServer, _ target: String, in folder: TemporaryFolder, as name: String
    ) async throws -> String {
        let answer = try await server.client.raw("GET", target)
        try #require(answer.status == 200, "\(target): \(answer.status) \(answer.text.prefix(500))")
        let path = folder.path(name)
        try Data(answer.body).write(to: URL(filePath: path))
        return path
    }
}

extension JSONValue {
    /// The value as the fixture has it, whatever kind of number, date or truth a format knows.
    func means(_ expected: PropertyValue, emptyIsNull: Bool) -> Bool {
        switch expected {
        case .null: self == .null || (emptyIsNull && string == "")
        case .text(let text):
            if let string {
                string == text || string.replacing("/", with: "-").replacing(" ", with: "T").hasPrefix(text)
            } else {
                text.isEmpty && emptyIsNull && self == .null
            }
        case .integer(let wanted):
            if let number {
                number == Double(wanted)
            } else if case .boolean(let flag) = self {
                (flag ? 1 : 0) == wanted
            } else {
                string.map { Int64($0) == wanted || $0 == (wanted == 1 ? "true" : "false") } ?? false
            }
        case .real(let wanted): (number ?? string.flatMap { Double($0) }) == wanted
        case .boolean, .binary: false
        }
    }
}
