import Compression
import Foundation
import TestSupport
import Testing
import Tiling

@testable import TileArchive

/// Files that lie, are cut, or are something else: each is refused with what is wrong, none stops the process.
@Suite struct HostileFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("hostile.pmtiles")
    }

    private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }

    /// Reads everything there is to read.
    private func readAll() throws {
        let reader = try ArchiveFormat.reader(path: path)
        _ = try reader.tile(TileIndex(0, 0, 0))
        _ = try reader.tile(TileIndex(14, 13_000, 7500))
        try reader.forEachTile { _, _ in }
    }

    /// An archive with the given directories and 100 bytes of tiles.
    private func write(
        root: [UInt8], leaves: [UInt8] = [], change: (inout PMTilesHeader) -> Void = { _ in }
    ) throws {
        var header = PMTilesHeader()
        header.root = .init(offset: 127, length: UInt64(root.count))
        header.leaves = .init(offset: header.root.offset + header.root.length, length: UInt64(leaves.count))
        header.tiles = .init(offset: header.leaves.offset + header.leaves.length, length: 100)
        header.internalCompression = 1
        change(&header)
        try write(header.bytes + root + leaves + [UInt8](repeating: 9, count: 100))
    }

    private func directory(_ entries: [(id: UInt64, offset: UInt64, length: UInt32, run: UInt32)]) -> [UInt8] {
        PMTilesDirectory(
            entries.map { .init(id: $0.id, offset: $0.offset, length: $0.length, runLength: $0.run) }
        ).bytes
    }

    private func expectDamage(_ damage: ArchiveDamage) {
        #expect(throws: TileArchiveError.damaged(path: path, damage)) { try readAll() }
    }

    @Test("what is no archive is said to be none")
    func noArchive() throws {
        for bytes in [[], [1, 2, 3], Array("PMTile".utf8), Array("<html>not found</html>".utf8)] as [[UInt8]] {
            try write(bytes)
            #expect(throws: TileArchiveError.notAnArchive(path: path)) { try readAll() }
        }
        #expect(throws: TileArchiveError.notFound(path: folder.path("none"))) {
            try ArchiveFormat.reader(path: folder.path("none"))
        }
        #expect(throws: TileArchiveError.notAnArchive(path: folder.url.path)) {
            try ArchiveFormat.reader(path: folder.url.path)
        }
    }

    @Test("another version of the format is not read")
    func otherVersion() throws {
        try write(Array("PMTiles".utf8) + [2] + [UInt8](repeating: 0, count: 200))
        #expect(throws: TileArchiveError.unsupported(path: path, feature: "PMTiles 2")) { try readAll() }
    }

    @Test("an archive cut anywhere throws, and never more")
    func truncated() throws {
        let fixture = try ArchiveFixture()
        let whole = try ArchiveFixture.bytes(fixture.write(.pmtiles, ids: 0..<50))
        for length in Array(0...200) + Array(stride(from: 201, to: whole.count, by: 97)) {
            try write(Array(whole[..<length]))
            #expect(throws: TileArchiveError.self) { try readAll() }
        }
        let database = try ArchiveFixture.bytes(fixture.write(.mbtiles, ids: 0..<500))
        for length in stride(from: 0, to: database.count, by: 4001) {
            try write(Array(database[..<length]))
            #expect(throws: (any Error).self) { try readAll() }
        }
    }

    @Test("bytes changed at random throw or read, and never trap")
    func randomBytes() throws {
        var generator = SplitMix(seed: 1)
        let fixture = try ArchiveFixture()
        for format in ArchiveFormat.allCases {
            let whole = try ArchiveFixture.bytes(fixture.write(format, ids: 0..<30))
            for round in 0..<150 {
                var bytes = whole
                let reach = round % 2 == 0 ? min(400, bytes.count) : bytes.count
                for _ in 0..<(1 + round % 8) {
                    bytes[8 + Int(generator.next() % UInt64(reach - 8))] = UInt8(truncatingIfNeeded: generator.next())
                }
                try write(bytes)
                do { try readAll() } catch { _ = error }
            }
        }
        for _ in 0..<200 {
            let root = (0..<80).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            try write(root: root)
            do { try readAll() } catch { _ = error }
        }
    }

    @Test("a directory that leads to itself ends")
    func loop() throws {
        // Root → leaf → the same leaf.
        let leaf = directory([(id: 0, offset: 0, length: 5, run: 0)])
        try write(root: directory([(id: 0, offset: 0, length: UInt32(leaf.count), run: 0)]), leaves: leaf)
        expectDamage(.directoriesTooDeep)
        let reader = try PMTilesReader(path: path)
        #expect(throws: TileArchiveError.damaged(path: path, .directoriesTooDeep)) {
            try reader.forEachTile { _, _ in }
        }
    }

    @Test("a leaf with ids outside its place is refused, so that no leaf counts twice")
    func sharedLeaf() throws {
        let leaf = directory((0..<10).map { (id: $0 * 4 + 1, offset: 0, length: 1, run: 1) })
        let length = UInt32(leaf.count)
        try write(
            root: directory([(id: 0, offset: 0, length: length, run: 0), (id: 20, offset: 0, length: length, run: 0)]),
            leaves: leaf)
        expectDamage(.directoryMalformed)
    }

    @Test("places beyond the end are refused")
    func outside() throws {
        try write(root: directory([(id: 0, offset: 90, length: 11, run: 1)]))
        expectDamage(.tileOutsideFile)
        try write(root: directory([(id: 0, offset: UInt64.max / 2 - 1, length: 11, run: 1)]))
        expectDamage(.tileOutsideFile)
        try write(root: directory([(id: 0, offset: 5, length: 11, run: 0)]), leaves: [1, 2, 3])
        expectDamage(.sectionOutsideFile("leaf directory"))
        try write(root: []) { $0.root.length = 1 << 40 }
        expectDamage(.sectionOutsideFile("root directory"))
        try write(root: []) { $0.tiles = .init(offset: .max - 3, length: 100) }
        expectDamage(.sectionOutsideFile("tile data"))
    }

    @Test("a directory that claims more entries than it has bytes is refused before memory is taken")
    func entryCount() throws {
        var root: [UInt8] = []
        root.appendVarint(1 << 60)
        try write(root: root + [1, 1, 1, 1])
        expectDamage(.directoryMalformed)
        try write(root: directory([(id: 3, offset: 0, length: 1, run: 1)]) + [])
        #expect(throws: Never.self) { try PMTilesReader(path: path) }
        // Ids that stand still.
        try write(root: [2, 5, 0, 1, 1, 1, 1, 1, 1])
        expectDamage(.directoryMalformed)
    }

    @Test("a run into the next entry, or off the deepest zoom, is refused")
    func runs() throws {
        try write(
            root: directory([(id: 0, offset: 0, length: 1, run: 3), (id: 2, offset: 1, length: 1, run: 1)]))
        expectDamage(.directoryMalformed)
        try write(root: directory([(id: TileID.end - 1, offset: 0, length: 1, run: 2)]))
        expectDamage(.directoryMalformed)
        try write(root: directory([(id: TileID.end, offset: 0, length: 1, run: 1)]))
        expectDamage(.directoryMalformed)
    }

    @Test("a directory that expands a thousandfold is refused at the limit")
    func bomb() throws {
        let bomb = try Gzip.compress([UInt8](repeating: 0, count: 40 << 20), level: .balanced)
        try write(root: bomb) { $0.internalCompression = 2 }
        expectDamage(.sectionTooLarge("directory", bytes: UInt64(PMTilesReader.directoryLimitInBytes)))
        try write(root: [1, 2, 3, 4, 5]) { $0.internalCompression = 2 }
        expectDamage(.directoryNotExpandable)
    }

    @Test("compression that is not known here is named", arguments: [(3, "brotli"), (4, "zstd"), (9, "compression 9")])
    func compression(code: UInt8, name: String) throws {
        try write(root: [0]) { $0.internalCompression = code }
        #expect(throws: TileArchiveError.unsupported(path: path, feature: name)) { try readAll() }
    }

    @Test("metadata that are no JSON object are refused")
    func metadata() throws {
        try write(root: [0]) { $0.metadata = .init(offset: 0, length: 20) }
        expectDamage(.metadataUnreadable)
    }

    @Test(
        "an SQLite file that is no archive, or holds text for tiles, is refused",
        .enabled(if: Program("sqlite3") != nil, "sqlite3 is not installed"))
    func otherDatabases() throws {
        let sqlite = try #require(Program("sqlite3"))
        try sqlite.run([path, "CREATE TABLE other (a)"])
        expectDamage(.tableMissing("metadata"))
        try sqlite.run([
            path, "CREATE TABLE metadata (name, value); INSERT INTO metadata VALUES ('minzoom', 'x'), (1, 2)",
        ])
        expectDamage(.tableMissing("tiles"))
        try sqlite.run([path, "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)"])
        try sqlite.run([path, "INSERT INTO tiles VALUES (0, 0, 0, 'text')"])
        expectDamage(.tileNotBytes)
        try sqlite.run([path, "UPDATE tiles SET tile_row = -9223372036854775808, zoom_level = 3"])
        #expect(throws: Never.self) { try readAll() }
    }
}
