import Foundation
import SimpleFeatures
import Testing

@testable import FeatureExchange

/// Records that are read without GDAL are what GDAL reads.
struct PlainRecordsTests {
    /// All features, and for how many of them GDAL was not asked.
    private static func features(_ path: String, plainly: Bool) throws -> [[SourceFeature]] {
        let source = try VectorSource(path: path)
        var options = FeatureReader.Options()
        options.readsPlainRecords = plainly
        return try source.layers.map { try TestData.features(source, $0, options: options) }
    }

    /// How many records in a row need no GDAL, from the first on.
    private static func plainCount(_ path: String) throws -> Int? {
        let layer = try VectorSource(path: path).layer()
        guard var records = try PlainRecords(path: path, layer: layer) else { return nil }
        let reader = ValueReader(fields: layer.fields, decoders: layer.fields.map { _ in SourceText.utf8 })
        var count = 0
        while records.read(by: reader) != nil { count += 1 }
        return count
    }

    private static func expectTheSame(_ path: String) throws {
        let (plain, asked) = (try features(path, plainly: true), try features(path, plainly: false))
        #expect(plain.count == asked.count)
        for (plain, asked) in zip(plain, asked) {
            #expect(plain.map(\.sourceID) == asked.map(\.sourceID))
            for (one, other) in zip(plain, asked) {
                // Bytes: numbers that are none equal nothing.
                #expect(one.geometry.map { WKBWriter.write($0) } == other.geometry.map { WKBWriter.write($0) })
                #expect(one.values == other.values && one.rawTexts == other.rawTexts)
                #expect(one.issues == other.issues)
            }
        }
    }

    private static let realFiles: [String] = {
        let found = FileManager.default.enumerator(atPath: TestData.folder.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.lowercased().hasSuffix(".shp") }.sorted()
    }()

    @Test(.enabled(if: TestData.exist, "real data is not here; set GEOSECTOR_TESTDATA"), arguments: realFiles)
    func everyRealFileIsReadAlike(file: String) throws {
        try Self.expectTheSame(TestData.path(file))
    }

    private static let columns: [HandmadeShapefile.Column] = [
        .init(name: "WHOLE", type: "N", width: 9), .init(name: "LONG", type: "N", width: 18),
        .init(name: "REAL", type: "N", width: 20, decimals: 5),
        .init(name: "FLOAT", type: "F", width: 19, decimals: 11),
        .init(name: "TEXT", type: "C", width: 12), .init(name: "DAY", type: "D", width: 8),
        .init(name: "FLAG", type: "L", width: 1),
    ]

    static let rows: [[String]] = [
        ["       12", "123456789012345678", "            3.14159", "1.5", "Xã Ia", "20251121", "T"],
        ["", "", "", "", "", "", ""],
        ["*********", "******************", "*******", "*", "*", "********", "*"],
        ["-0", "-0", "-0", "-0.0", "-", "00000000", "?"],
        ["0012", "+7", "5.", ".5", "  in  ", "20240230", "f"],
        ["1e5", "1 2", "1e-3", "nan", "\u{1}", "2024-1-1", "Y"],
        ["-", "-", "-", ".", " ", "abcdefgh", "x"],
        ["1,5", "9 9", "1,5", "--1", "Đắk", "19000101", "N"],
        ["7.0", "0x1F", "123456789.123456789", "12345.12345678901", "a\u{0}b", "99991231", " "],
        ["3\u{0}4", "\u{0}", "1.5\u{0}9", "\u{0}\u{0}", "\u{0}", "\u{0}", "\u{0}"],
    ]

    @Test(arguments: rows, [UInt8(ascii: " "), 0]) func oddFieldsAreReadAlike(row: [String], filler: UInt8) throws {
        let folder = try TemporaryFolder()
        var file = HandmadeShapefile(type: 1, columns: Self.columns)
        file.add(HandmadeShapefile.point(108, 14), Self.rows[0])
        file.add(HandmadeShapefile.point(108.5, -14.25), row, filler: filler)
        file.add(HandmadeShapefile.point(109, 14), Self.rows[0])
        let path = try file.write(to: folder, as: "odd")
        let count = try #require(try Self.plainCount(path))
        #expect(count >= 1)
        try Self.expectTheSame(path)
    }

    @Test func shapesOfEveryKindAreReadAlikeAmongPlainOnes() throws {
        let folder = try TemporaryFolder()
        let square: [(Double, Double)] = [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)]
        let hole: [(Double, Double)] = [(1, 1), (2, 1), (2, 2), (1, 2), (1, 1)]
        let far = square.map { ($0.0 + 100, $0.1) }
        // More than the window holds.
        let long = (0...20_000).map { (Double($0), Double($0 % 7)) } + [(0, 50), (0, 0)]
        for shapes: [[UInt8]] in [
            [
                [square], [square, hole], [square, far], [long], [Array(square.dropLast())], [[(0, 0), (1, 1)]], [],
                [[]],
            ]
            .map { HandmadeShapefile.parts(5, $0) },
            [[square], [square, far], [long], [[(0, 0), (1, 1)]], [[(3, 3)]], []]
                .map { HandmadeShapefile.parts(3, $0) },
            [HandmadeShapefile.point(1, 2), HandmadeShapefile.point(.nan, 2), HandmadeShapefile.point(.infinity, 2)],
        ] {
            let type = shapes[0][0]
            var file = HandmadeShapefile(type: Int32(type), columns: Self.columns)
            for (index, shape) in (shapes + [HandmadeShapefile.null]).enumerated() {
                file.add(shape, Self.rows[0], isDeleted: index == 1)
                file.add(shapes[0], Self.rows[index % Self.rows.count])
            }
            let path = try file.write(to: folder, as: "shapes\(type)")
            let count = try #require(try Self.plainCount(path))
            #expect(count >= 1)
            try Self.expectTheSame(path)
        }
    }

    @Test func recordsMayStandInAnyOrder() throws {
        let folder = try TemporaryFolder()
        var file = HandmadeShapefile(type: 1, columns: [.init(name: "ID", type: "N", width: 6)])
        for number in 0..<50_000 { file.add(HandmadeShapefile.point(Double(number), 1), [String(number)]) }
        file.order = (0..<50_000).map { ($0 * 7919) % 50_000 }
        let path = try file.write(to: folder, as: "mixed")
        #expect(try Self.plainCount(path) == 50_000)
        try Self.expectTheSame(path)
    }

    @Test func aSelectionOrAFileWithoutRowsIsLeftToGDAL() throws {
        let folder = try TemporaryFolder()
        var file = HandmadeShapefile(type: 1, columns: Self.columns)
        let empty = try file.write(to: folder, as: "empty")
        #expect(try Self.plainCount(empty) == 0)
        try Self.expectTheSame(empty)
        for row in Self.rows { file.add(HandmadeShapefile.point(1, 1), row) }
        let path = try file.write(to: folder, as: "rows")
        var options = VectorSource.Options()
        options.filter = "WHOLE = 12"
        let source = try VectorSource(path: path, options: options)
        #expect(try TestData.features(source, source.layer()).map(\.sourceID) == [0, 4])
        // A .dbf that breaks off, and one more row than shapes.
        let table = folder.url.appending(path: "rows.dbf")
        let bytes = try Data(contentsOf: table)
        try bytes.dropLast(40).write(to: table)
        #expect(try Self.plainCount(path) == nil)
    }

    @Test func columnsMayBeFewerAndInAnotherOrder() throws {
        let folder = try TemporaryFolder()
        var file = HandmadeShapefile(type: 1, columns: Self.columns)
        file.add(HandmadeShapefile.point(1, 1), Self.rows[0])
        var options = VectorSource.Options()
        options.fields = ["TEXT", "WHOLE"]
        let source = try VectorSource(path: try file.write(to: folder, as: "few"), options: options)
        #expect(try TestData.features(source, source.layer()).map(\.values) == [[.text("Xã Ia"), .integer(12)]])
    }

    @Test func readingGoesOnFromAnyRecord() throws {
        let folder = try TemporaryFolder()
        var file = HandmadeShapefile(type: 1, columns: Self.columns)
        for index in 0..<20 {
            file.add(
                index == 7 ? HandmadeShapefile.null : HandmadeShapefile.point(1, 1), Self.rows[0], isDeleted: index == 9
            )
        }
        let source = try VectorSource(path: try file.write(to: folder, as: "seek"))
        let reader = try source.reader(for: source.layer())
        for (position, expected): (Int, [Int64]) in [(12, [12, 13]), (6, [6, 7, 8, 10, 11]), (19, [19])] {
            #expect(reader.seek(toFeature: position))
            for number in expected { #expect(try reader.next()?.sourceID == number) }
        }
        #expect(try reader.next() == nil)
    }

    @Test func numbersAreTheNearestThereAre() {
        var state: UInt64 = 42
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        for _ in 0..<20_000 {
            let digits = (0...random(22)).map { _ in String(random(10)) }.joined()
            let point = Int(random(UInt64(digits.count) + 1))
            let text = "\(random(2) == 0 ? "-" : "")\(digits.prefix(point)).\(digits.dropFirst(point))"
            let read = Array(text.utf8).withUnsafeBytes { DBFText.real($0) }
            #expect(read?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
        }
    }
}
