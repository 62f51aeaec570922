import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// The overview of a first load is made from rows on their way into the table: it is the one the table gives.
@Suite struct OverviewFeedTests {
    private static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "so", type: .integer), FeatureSchema.Property(name: "cao", type: .real),
            FeatureSchema.Property(name: "dung", type: .boolean), FeatureSchema.Property(name: "ten", type: .text),
            FeatureSchema.Property(name: "ngay", type: .date), FeatureSchema.Property(name: "luc", type: .dateTime),
            FeatureSchema.Property(name: "anh", type: .binary),
        ], geometryType: .geometry)

    /// In the order of the schema.
    private static let usual: [PropertyValue] = [
        .integer(7), .real(2.5), .boolean(true), .text("điểm"), .text("2026-11-21"), .text("2026-11-21T07:30:00Z"),
        .binary([1, 2]),
    ]

    private static let point = Geometry.point(Coordinate(x: 108, y: 14))

    /// Loads rows and compares the overview with one made from the table.
    private func expectSame(
        _ rows: [(geometry: Geometry?, values: [PropertyValue])], key: KeyChoice = .none, crs: CRS = .epsg(4326)
    ) throws {
        let fixture = try StoreFixture()
        try fixture.store.load(
            try StoreFixture.definition(crs: crs, schema: Self.schema), mode: .create, key: key
        ) { writer in
            for row in rows { try writer.append(geometry: row.geometry, values: row.values) }
            return Provenance()
        }
        let collection = try fixture.collection()
        let other = try TemporaryFolder()
        _ = try fixture.store.rebuildOverview(of: collection, in: other.path("made"))
        let name = collection.overviewName.fileName
        let fed = try Data(contentsOf: URL(filePath: "\(fixture.store.overviewFolderPath)/\(name)"))
        #expect(fed == (try Data(contentsOf: URL(filePath: other.path("made/" + name)))))
        #expect(try fixture.problems() == [])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.store.overviewFolderPath) == [name])
    }

    private func row(_ index: Int, _ value: PropertyValue) -> [PropertyValue] {
        var values = Self.usual
        values[index] = value
        return values
    }

    @Test("whatever the values are")
    func values() throws {
        let values: [[PropertyValue]] = [
            Self.usual, Array(repeating: .null, count: 7), row(0, .integer(-5)), row(0, .integer(5_000_000_000)),
            row(0, .integer(0)), row(1, .real(-0.0)), row(1, .real(.nan)), row(1, .real(3)), row(2, .boolean(false)),
            row(3, .text("")), row(3, .text("12")), row(4, .text("")),
        ]
        try expectSame(values.map { (Self.point, $0) })
    }

    @Test(
        "a value that SQLite makes another of is read from the table",
        arguments: [
            (0, PropertyValue.real(3)), (1, .integer(3)), (2, .integer(1)), (3, .integer(12)), (3, .real(0.5)),
            (4, .text("2026")), (4, .text("-1e-5")), (5, .text("20261121")), (5, .integer(2026)), (0, .text("8")),
        ])
    func converted(index: Int, value: PropertyValue) throws {
        try expectSame([(Self.point, Self.usual), (Self.point, row(index, value)), (Self.point, Self.usual)])
    }

    @Test("whatever the geometries are, in whatever CRS", arguments: [CRS.epsg(4326), .epsg(9218)])
    func geometries(crs: CRS) throws {
        let isDegrees = crs == .epsg(4326)
        let (x, y, step) = isDegrees ? (108.0, 14.0, 0.001) : (450_000.0, 1_550_000.0, 100)
        let ring = CoordinateSequence(values: [x, y, x + step, y, x + step, y + step, x, y])
        let line = CoordinateSequence(values: [x, y, x + step, y + step])
        let point = Geometry.point(Coordinate(x: x, y: y))
        let polygon = Geometry.Polygon(rings: [ring])
        try expectSame(
            [point, .lineString(line), .polygon(polygon), .multiPolygon([polygon]), nil, .multiPoint([])].map {
                ($0, Self.usual)
            }, crs: crs)
        try expectSame(
            [point, .geometryCollection([.multiLineString([line]), .multiPolygon([polygon, polygon])])].map {
                ($0, Self.usual)
            }, crs: crs)
    }

    @Test("no rows, and rows that are taken out again")
    func fewRows() throws {
        try expectSame([])
        try expectSame([1, 2, 1].map { (Self.point, row(0, .integer($0))) }, key: .property("so"))
    }
}
