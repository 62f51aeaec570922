import Foundation
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import GeoStore

@Suite struct OverviewFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func description(version: Int = 1) -> OverviewDescription {
        OverviewDescription(
            storeID: "store", collection: "parcels", version: version, token: "t\(version)", buildFingerprint: "f",
            properties: [OverviewDescription.Property(name: "ten", kind: "text")])
    }

    private func geometry(_ index: Int) -> Geometry {
        let x = 108 + Double(index % 50) * 0.001
        let y = 14 + Double(index / 50) * 0.001
        let ring = [x, y, x + 0.0009, y, x + 0.0009, y + 0.0009, x, y + 0.0009, x, y]
        return .polygon(Geometry.Polygon(rings: [CoordinateSequence(values: ring)]))
    }

    @discardableResult
    private func build(
        _ count: Int, version: Int = 1, name: String = "a", without removed: Int = -1, former: Overview? = nil
    ) throws -> String {
        let path = folder.path(name + ".overview")
        let builder = try OverviewBuilder(description(version: version), path: path + ".part")
        for index in 0..<count where index != removed {
            try builder.add(
                id: #require(FeatureID(Int64(index + 1))), geometry: geometry(index), in: .degrees,
                values: [.text("thửa \(index)")])
        }
        try builder.finish(former: former)
        try builder.publish(as: path)
        return path
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }

    @Test("a published file is opened, and nothing else stays in its folder", arguments: [0, 1, 700])
    func publishAndOpen(count: Int) throws {
        let overview = try Overview(path: build(count))
        #expect(overview.header.featureCount == count)
        #expect(overview.reader.matchedCount(touching: .world) == count)
        #expect(try names() == ["a.overview"])
        #expect(overview.byteCount == (try Data(contentsOf: folder.url.appending(path: "a.overview")).count))
    }

    @Test("a file built on disk and one built in memory are the same bytes")
    func sameBytes() throws {
        let path = try build(300)
        let writer = OverviewWriter(description())
        for index in 0..<300 {
            try writer.add(
                id: #require(FeatureID(Int64(index + 1))), geometry: geometry(index), in: .degrees,
                values: [.text("thửa \(index)")])
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(writer.bytes()))
    }

    @Test("a copy stays whole when its file is overwritten or cut short in place")
    func copiesStay() throws {
        let path = try build(700)
        let overview = try Overview(copyOf: path, in: [OverviewFolder(path: folder.url.path)])
        #expect(try names() == ["a.overview"])
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try overview.reader.verify()
        try file.truncate(atOffset: 0)
        try file.close()
        try overview.reader.verify()
        #expect(overview.reader.matchedCount(touching: .world) == 700)
        #expect(throws: OverviewError.self) { try Overview(copyOf: path, in: [OverviewFolder(path: folder.url.path)]) }
    }

    @Test("where no copy can be kept the file itself is read, and a missing one is said to be missing")
    func noRoomForCopies() throws {
        let path = try build(3)
        let nowhere = OverviewFolder(path: path + "/no folder")
        #expect(try Overview(copyOf: path, in: [nowhere]).reader.matchedCount(touching: .world) == 3)
        #expect(throws: OverviewError.inputOutput(attempted: "open", code: ENOENT)) {
            try Overview(copyOf: folder.path("none"), in: [nowhere, OverviewFolder(path: folder.url.path)])
        }
        #expect(try names() == ["a.overview"])
    }

    @Test("a builder that is given up takes its file with it")
    func givenUp() throws {
        do {
            let builder = try OverviewBuilder(description(), path: folder.path("b.part"))
            #expect(try names() == ["b.part"])
            try builder.finish()
        }
        #expect(try names() == [])
    }

    @Test("the change index follows from file to file")
    func changesFollow() throws {
        let first = try Overview(path: build(300))
        let second = try Overview(path: build(300, version: 2, name: "b", without: 123, former: first))
        #expect(try #require(second.reader.changes(since: 1)).count == 1)
        let third = try Overview(path: build(301, version: 3, name: "c", without: 123, former: second))
        #expect(try #require(third.reader.changes(since: 1)).count == 2)
        #expect(try #require(third.reader.changes(since: 2)).count == 1)
    }

    @Test("what is cut off, damaged, foreign, empty or no file is refused with its reason")
    func refused() throws {
        let path = try build(300)
        let bytes = try Data(contentsOf: URL(filePath: path))
        let other = folder.path("other")
        func open(_ content: Data) throws {
            try content.write(to: URL(filePath: other))
            _ = try Overview(path: other)
        }
        for length in stride(from: 1_000, to: bytes.count, by: 4_000) {
            #expect(throws: OverviewError.self, "cut after \(length) bytes") { try open(bytes.prefix(length)) }
        }
        #expect(throws: OverviewError.wrongLength(found: bytes.count - 1, expected: bytes.count)) {
            try open(bytes.dropLast())
        }
        var damaged = bytes
        damaged[bytes.count / 2] ^= 1
        #expect(throws: OverviewError.self) { try open(damaged) }
        #expect(throws: OverviewError.notAnOverview) { try open(Data()) }
        #expect(throws: OverviewError.notAnOverview) { try open(Data("SQLite format 3".utf8)) }
        #expect(throws: OverviewError.notAnOverview) { try Overview(path: folder.url.path) }
        #expect(throws: OverviewError.inputOutput(attempted: "open", code: ENOENT)) {
            try Overview(path: folder.path("missing"))
        }
        try open(bytes)
    }

    @Test("a part of a reader keeps the file mapped after its owner is gone and the name removed")
    func partsKeepTheMapping() throws {
        let band = try Overview(path: build(300)).reader.band(zoom: 12)
        try FileManager.default.removeItem(atPath: folder.path("a.overview"))
        var count = 0
        band.forEachFeature(touching: .world) { count += $0.geometry.count > 0 ? 1 : 0 }
        #expect(count == 300)
    }

    @Test("a spool gives back what lies in memory, in its file and across both")
    func spoolReadsBack() throws {
        let spool = OverviewSpool(path: folder.path("spool"), memoryLimit: 1_000, chunkLength: 300)
        var expected: [UInt8] = []
        for index in 0..<400 {
            let piece = [UInt8](repeating: UInt8(index % 251), count: 7 + index % 5)
            try piece.withUnsafeBytes { try spool.append($0) }
            expected += piece
        }
        #expect(try names() == [])
        for start in stride(from: 0, to: expected.count - 64, by: 37) {
            var found = [UInt8](repeating: 0, count: 64)
            try found.withUnsafeMutableBytes { try spool.read($0, at: start) }
            #expect(found == Array(expected[start..<start + 64]))
        }
    }
}
