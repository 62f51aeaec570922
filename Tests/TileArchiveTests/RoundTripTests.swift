import Foundation
import SimpleFeatures
import TestSupport
import Testing
import Tiling

@testable import TileArchive

@Suite struct RoundTripTests {
    private let fixture: ArchiveFixture

    init() throws { fixture = try ArchiveFixture() }

    @Test("tiles come back as they were written", arguments: ArchiveFormat.allCases, [0, 1, 100, 16_384])
    func roundTrip(format: ArchiveFormat, count: UInt64) throws {
        let path = try fixture.write(format, ids: (0..<count).map { $0 * 3 })
        let reader = try ArchiveFormat.reader(path: path)
        var found = 0
        try reader.forEachTile { index, tile in
            #expect(tile.coding == .gzip)
            let written = try ArchiveFixture.content(TileID(index).value)
            #expect(tile.bytes == written)
            found += 1
        }
        #expect(found == Int(count))
        for value in [0, 3, 30, 16_383 * 3] as [UInt64] where value < count * 3 {
            #expect(try reader.tile(TileID(value: value)!.index)?.bytes == ArchiveFixture.content(value))
        }
        #expect(try reader.tile(TileID(value: 1)!.index) == nil)
        #expect(try reader.tile(TileID(value: count * 3)!.index) == nil)
        #expect(try reader.tile(TileIndex(24, (1 << 24) - 1, 0)) == nil)
    }

    @Test("a hundred thousand tiles without order in their lengths need leaf directories")
    func leafDirectories() throws {
        let path = fixture.path(.pmtiles)
        let writer = try TileArchiveWriter(path: path, format: .pmtiles, state: "test")
        // Lengths and gaps without a pattern, which directories cannot be compressed by.
        var generator = SplitMix(seed: 7)
        var ids: [UInt64] = []
        var next: UInt64 = 0
        for _ in 0..<100_000 {
            next += 1 + generator.next() % 90
            ids.append(next)
            let length = 4 + Int(generator.next() % 900)
            try writer.append(
                TileID(value: next)!,
                withUnsafeBytes(of: next) { Array($0) } + [UInt8](repeating: UInt8(next % 251), count: length))
        }
        try writer.finish(ArchiveFixture.metadata)
        let reader = try PMTilesReader(path: path)
        #expect(reader.header.leaves.length > 0)
        #expect(reader.header.root.offset + reader.header.root.length <= 16_384)
        #expect(reader.header.entries == 100_000 && reader.header.contents == 100_000)
        var place = 0
        try reader.forEachEntry { entry in
            #expect(entry.id == ids[place])
            place += 1
        }
        #expect(place == ids.count)
        for id in [ids[0], ids[50_000], ids[99_999]] {
            let tile = try #require(try reader.tile(TileID(value: id)!.index))
            #expect(tile.bytes.littleEndian(at: 0, as: UInt64.self) == id)
        }
    }

    @Test("equal tiles are written once; those in a row are one entry")
    func duplicates() throws {
        // 0…999 all equal, then every second of two contents.
        let path = try fixture.write(.pmtiles, ids: 0..<2000) { $0 < 1000 ? 0 : 1 + $0 % 2 }
        let reader = try PMTilesReader(path: path)
        #expect(reader.header.addressedTiles == 2000)
        #expect(reader.header.contents == 3)
        #expect(reader.header.entries == 1001)
        #expect(reader.header.isClustered)
        #expect(try ArchiveFixture.tiles(reader).count == 2000)
        #expect(try reader.tile(TileID(value: 999)!.index)?.bytes == ArchiveFixture.content(0))

        let database = try fixture.write(.mbtiles, ids: 0..<2000) { $0 < 1000 ? 0 : 1 + $0 % 2 }
        #expect(try ArchiveFixture.tiles(MBTilesReader(path: database)).count == 2000)
        if let sqlite = Program("sqlite3") {
            #expect(try sqlite.run([database, "SELECT count(*) FROM images"]) == "3\n")
        }
    }

    @Test("a tile of zoom 0 alone, and of zoom 24 alone", arguments: ArchiveFormat.allCases)
    func extremeZooms(format: ArchiveFormat) throws {
        for index in [try TileIndex(0, 0, 0), try TileIndex(24, (1 << 24) - 1, 5)] {
            let id = TileID(index)
            let reader = try ArchiveFormat.reader(path: fixture.write(format, ids: [id.value]))
            #expect(reader.metadata.zooms == index.matrix...index.matrix)
            #expect(try reader.tile(index)?.bytes == ArchiveFixture.content(id.value))
        }
    }

    @Test("what the archive says of itself comes back", arguments: ArchiveFormat.allCases)
    func metadata(format: ArchiveFormat) throws {
        let reader = try ArchiveFormat.reader(path: fixture.write(format, ids: [1, 400]))
        let given = ArchiveFixture.metadata
        let found = reader.metadata
        #expect(found.name == given.name && found.description == given.description)
        #expect(found.attribution == given.attribution && found.version == given.version)
        #expect(found.kind == .vector && found.vectorLayers == given.vectorLayers)
        #expect(found.bounds == given.bounds)
        // The zooms are those of the tiles.
        #expect(found.zooms == 1...5)
        let centre = try #require(found.centre)
        #expect(centre.zoom == 1 && abs(centre.longitude - 108.4) < 1e-6 && abs(centre.latitude - 13.85) < 1e-6)
    }

    @Test("an archive without tiles is whole, and bounds of a point have an area", arguments: ArchiveFormat.allCases)
    func empty(format: ArchiveFormat) throws {
        var metadata = ArchiveFixture.metadata
        metadata.bounds = Envelope(minX: 108, minY: 14, maxX: 108, maxY: 14, crs: .crs84)
        let reader = try ArchiveFormat.reader(path: fixture.write(format, ids: [], metadata: metadata))
        #expect(try ArchiveFixture.tiles(reader).isEmpty)
        #expect(reader.metadata.zooms == 0...14)
        #expect(reader.metadata.bounds.width > 0 && reader.metadata.bounds.height > 0)
    }

    @Test("images lie as they are, with their format", arguments: [TileKind.png, .jpeg, .webp])
    func images(kind: TileKind) throws {
        for format in ArchiveFormat.allCases {
            let path = fixture.path(format, kind.rawValue)
            let writer = try TileArchiveWriter(path: path, format: format, state: "images")
            try writer.append(TileID(value: 0)!, [0x89, 0x50, 0x4E, 0x47])
            try writer.finish(ArchiveMetadata(name: "Ảnh", kind: kind, zooms: 0...0))
            let reader = try ArchiveFormat.reader(path: path)
            #expect(reader.metadata.kind == kind)
            #expect(
                try reader.tile(TileIndex(0, 0, 0)) == ArchivedTile(bytes: [0x89, 0x50, 0x4E, 0x47], coding: .identity))
        }
    }

    @Test("MBTiles counts rows from the south", .enabled(if: Program("sqlite3") != nil, "sqlite3 is not installed"))
    func rowFlip() throws {
        let path = try fixture.write(.mbtiles, ids: [TileID(TileIndex(3, 6, 1)).value])
        let sqlite = try #require(Program("sqlite3"))
        #expect(try sqlite.run([path, "SELECT zoom_level, tile_column, tile_row FROM tiles"]) == "3|6|6\n")
        #expect(try sqlite.run([path, "PRAGMA application_id"]) == "1297105496\n")
        #expect(try sqlite.run([path, "PRAGMA integrity_check; PRAGMA journal_mode"]) == "ok\ndelete\n")
        let json = try sqlite.run([path, "SELECT value FROM metadata WHERE name = 'json'"])
        #expect(json.contains(#""vector_layers":[{"id":"parcels""#))
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(names == ["tiles.mbtiles"])
    }

    @Test("a tile that is not behind the last one is refused")
    func order() throws {
        let writer = try TileArchiveWriter(path: fixture.path(.pmtiles), format: .pmtiles, state: "test")
        try writer.append(TileID(value: 5)!, [1])
        for value in [5, 4] as [UInt64] {
            #expect(throws: TileArchiveError.outOfOrder(TileID(value: value)!, after: TileID(value: 5)!)) {
                try writer.append(TileID(value: value)!, [1])
            }
        }
    }
}
