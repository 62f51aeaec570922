import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

@Suite("Writing files") struct FeatureFileWriterTests {
    static let columns: [FeatureSchema.Property] = [
        .init(name: "Tên xã", type: .text), .init(name: "so", type: .integer), .init(name: "dt", type: .real),
        .init(name: "co", type: .boolean), .init(name: "fid", type: .text),
    ]
    static let values: [PropertyValue] = [
        .text("Ia Grai – Đức Cơ"), .integer(9_007_199_254_740_993), .real(0.1), .boolean(true), .text("007"),
    ]
    static let point = Geometry.point(CoordinateSequence(hasZ: true, values: [446_000.125, 1_546_000.5, 702.25]))

    static func layer(_ format: FeatureFileFormat) -> FeatureFileWriter.Layer {
        FeatureFileWriter.Layer(
            name: "lop", columns: columns, geometryType: format.holdsGeometries ? .point : nil, hasZ: true,
            crs: .epsg(9218))
    }

    @Test("what is written is read back", arguments: FeatureFileFormat.allCases)
    func roundTrip(format: FeatureFileFormat) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "a.\(format.fileExtension)").path
        let writer = try FeatureFileWriter(path: path, format: format, layers: [Self.layer(format)])
        for _ in 0..<3 { try writer.append(geometry: Self.point, values: Self.values) }
        if format == .flatGeobuf {
            #expect(throws: FeatureWritingError.self) { try writer.append(values: Self.values) }
        }
        try writer.append(
            geometry: format == .flatGeobuf ? Self.point : nil,
            // A row of a workbook without any value is no row.
            values: Self.values.indices.map { format == .xlsx && $0 == 0 ? Self.values[0] : .null })
        #expect(!FileManager.default.fileExists(atPath: path), "not before it is whole")
        try writer.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
        let source = try VectorSource(path: path)
        let layer = try source.layer()
        let features = try TestData.features(source, layer, options: FeatureReader.Options())
        #expect(features.count == 4)
        #expect(layer.fields.map(\.name) == Self.columns.map(\.name))
        let texts = layer.fields.indices.map { index -> String in
            switch features[0].values[index] {
            case .text(let text): text
            case .integer(let number): "\(number)"
            case .real(let number): "\(number)"
            case .boolean(let flag): flag ? "1" : "0"
            case .null, .binary: ""
            }
        }
        #expect(texts[0] == "Ia Grai – Đức Cơ")
        // A workbook keeps doubles only.
        if format != .xlsx { #expect(texts[1] == "9007199254740993") }
        #expect(texts[2] == "0.1")
        #expect(texts[4] == "007")
        if format.holdsGeometries { #expect(features.contains { $0.geometry == Self.point }) }
    }

    @Test("a writer that is dropped leaves nothing, and the former file stays")
    func dropped() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "a.gpkg").path
        try Data("former".utf8).write(to: URL(filePath: path))
        do {
            let writer = try FeatureFileWriter(path: path, format: .geoPackage, layers: [Self.layer(.geoPackage)])
            try writer.append(geometry: Self.point, values: Self.values)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.gpkg"])
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("former".utf8))
    }

    @Test("what a killed process left of the same file is swept away, what a living one writes stays")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        let host = ProcessInfo.processInfo.hostName
        // The largest process number Linux gives is 4,194,304.
        let dead = ".a-\(host)-4999999-ABCDEF00.part.gpkg"
        let alive = ".a-\(host)-1-ABCDEF00.part.gpkg"
        for name in [dead, alive] { try Data().write(to: folder.url.appending(path: name)) }
        let path = folder.url.appending(path: "a.gpkg").path
        let writer = try FeatureFileWriter(path: path, format: .geoPackage, layers: [Self.layer(.geoPackage)])
        try writer.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [alive, "a.gpkg"])
    }

    @Test("a folder that is not there is said")
    func noFolder() throws {
        #expect(throws: FeatureWritingError.self) {
            try FeatureFileWriter(
                path: "/nonexistent/a.gpkg", format: .geoPackage, layers: [Self.layer(.geoPackage)])
        }
    }

    @Test("a CSV begins with the mark by which Excel knows UTF-8, unless told not to", arguments: [true, false])
    func byteOrderMark(hasMark: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "a.csv").path
        var options = FeatureFileWriter.Options()
        options.csvHasByteOrderMark = hasMark
        options.csvSeparatorIsSemicolon = true
        let writer = try FeatureFileWriter(path: path, format: .csv, layers: [Self.layer(.csv)], options: options)
        try writer.append(values: Self.values)
        try writer.finish()
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) == hasMark)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Tên xã;so;dt"))
    }

    @Test("an update is made whole or not at all", arguments: [FeatureFileFormat.geoPackage, .xlsx])
    func updates(format: FeatureFileFormat) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "a.\(format.fileExtension)").path
        let writer = try FeatureFileWriter(path: path, format: format, layers: [Self.layer(format)])
        for _ in 0..<3 { try writer.append(values: Self.values) }
        try writer.finish()
        func names() throws -> [PropertyValue] {
            let source = try VectorSource(path: path)
            return try TestData.features(source, source.layer(), options: FeatureReader.Options()).map { $0.values[0] }
        }
        let source = try VectorSource(path: path)
        let ids = try TestData.features(source, source.layer(), options: FeatureReader.Options()).map(\.sourceID)
        do {
            let updater = try FeatureFileUpdater(path: path, format: format, layer: "lop")
            try updater.set([("Tên xã", .text("Chư Păh"))], ofFeature: ids[1])
        }
        #expect(try names() == Array(repeating: Self.values[0], count: 3), "nobody said finish")
        let updater = try FeatureFileUpdater(path: path, format: format, layer: "lop")
        try updater.set([("Tên xã", .text("Chư Păh"))], ofFeature: ids[1])
        #expect(throws: FeatureWritingError.columnNotFound(path: path, column: "x")) {
            try updater.set([("x", .null)], ofFeature: ids[1])
        }
        try updater.finish()
        #expect(try names() == [Self.values[0], .text("Chư Păh"), Self.values[0]])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
    }

    @Test(
        "well-known text reads back as the same geometry",
        arguments: [
            "POINT (1 2)", "POINT Z (1 2 3)", "LINESTRING (0 0, 1 1e-7)",
            "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))",
            "MULTIPOINT ((1 2), (3 4))", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))",
            "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))",
            "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", "POLYGON EMPTY",
        ])
    func wellKnownText(text: String) throws {
        let geometry = try WellKnownText.read(text)
        #expect(try WellKnownText.read(WellKnownText.write(geometry)) == geometry)
    }

    @Test(
        "what is no well-known text is refused",
        arguments: ["", "POINT", "POINT (1)", "POINT (1 2) x", "VÙNG (1 2)", "POINT (nan 2)"])
    func noText(text: String) {
        #expect(throws: (any Error).self) { try WellKnownText.read(text) }
    }
}
