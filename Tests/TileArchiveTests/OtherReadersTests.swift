import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileArchive

/// Readers that do not share our code.
@Suite struct OtherReadersTests {
    private static let python: Program? = {
        guard let python = Program("python3"), (try? python.run(["-c", "import pmtiles"])) != nil else { return nil }
        return python
    }()

    @Test(
        "the reader of the format's authors finds every tile where we put it",
        .enabled(if: python != nil, "python3 with the package pmtiles is not installed"),
        arguments: [0, 1, 16_000, 100_000] as [UInt64])
    func pmtiles(count: UInt64) throws {
        let fixture = try ArchiveFixture()
        var generator = SplitMix(seed: 3)
        var next: UInt64 = 0
        let ids = (0..<count).map { _ in
            next += 1 + generator.next() % 60
            return next
        }
        let path = try fixture.write(.pmtiles, ids: ids) { $0 % 5 == 0 ? 0 : $0 }
        let script = """
            import gzip, json, sys
            from pmtiles.reader import Reader, MmapSource, all_tiles
            from pmtiles.tile import zxy_to_tileid
            reader = Reader(MmapSource(open(sys.argv[1], "rb")))
            header = reader.header()
            count = 0
            last = -1
            for (z, x, y), data in all_tiles(reader.get_bytes):
                number = zxy_to_tileid(z, x, y)
                assert number > last
                last = number
                expected = 0 if number % 5 == 0 else number
                assert gzip.decompress(data) == b"tile %d" % expected, number
                assert count % 50 or reader.get(z, x, y) == data
                count += 1
            assert count == header["addressed_tiles_count"]
            assert header["clustered"] and header["root_offset"] + header["root_length"] <= 16384
            metadata = reader.metadata()
            print(count, metadata["name"], metadata["vector_layers"][0]["id"], header["min_lon_e7"])
            """
        let said = try #require(Self.python).run(["-c", script, path])
        #expect(said == "\(count) Thửa đất parcels 1074000000\n")
    }

    @Test("our reader reads what the format's authors write", .enabled(if: python != nil, "no python3 with pmtiles"))
    func writtenByOthers() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("theirs.pmtiles")
        let script = """
            import sys
            from pmtiles.writer import Writer
            from pmtiles.tile import zxy_to_tileid, TileType, Compression
            with open(sys.argv[1], "wb") as file:
                writer = Writer(file)
                for number in range(30000):
                    writer.write_tile(number, b"tile %d" % (number // 2))
                writer.finalize({"tile_type": TileType.PNG, "tile_compression": Compression.NONE,
                    "min_lon_e7": -10000000, "min_lat_e7": -10000000, "max_lon_e7": 10000000, "max_lat_e7": 10000000,
                    "center_zoom": 2, "center_lon_e7": 0, "center_lat_e7": 0}, {"name": "theirs"})
            """
        try #require(Self.python).run(["-c", script, path])
        let reader = try PMTilesReader(path: path)
        #expect(reader.metadata.name == "theirs" && reader.metadata.kind == .png)
        var next: UInt64 = 0
        try reader.forEachTile { index, tile in
            #expect(TileID(index).value == next && tile.coding == .identity)
            #expect(tile.bytes == Array("tile \(next / 2)".utf8))
            next += 1
        }
        #expect(next == 30_000)
    }

    @Test("GDAL opens both", .enabled(if: Program("gdalinfo") != nil, "gdalinfo is not installed"))
    func gdal() throws {
        let fixture = try ArchiveFixture()
        let path = fixture.path(.mbtiles)
        let writer = try TileArchiveWriter(path: path, format: .mbtiles, state: "images")
        // One blue pixel.
        let png = try #require(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="))
        try writer.append(TileID(value: 0)!, [UInt8](png))
        try writer.finish(ArchiveMetadata(name: "Ảnh", kind: .png, zooms: 0...0))
        let said = try #require(Program("gdalinfo")).run([path])
        #expect(said.contains("Driver: MBTiles") && said.contains("Ảnh"))
    }
}
