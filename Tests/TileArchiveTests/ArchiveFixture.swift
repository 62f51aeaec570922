import Compression
import Foundation
import SimpleFeatures
import TestSupport
import TileArchive
import Tiling

/// Archives made for a test.
struct ArchiveFixture {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let metadata: ArchiveMetadata = {
        var metadata = ArchiveMetadata(
            name: "Thửa đất", kind: .vector, zooms: 0...14,
            bounds: Envelope(minX: 107.4, minY: 12.95, maxX: 109.4, maxY: 14.75, crs: .crs84),
            vectorLayers: [["id": "parcels", "fields": ["dien_tich": "Number"]]])
        metadata.attribution = "Sở Nông nghiệp và Môi trường"
        metadata.description = "Đất \"ở\" & vườn"
        metadata.version = "3"
        return metadata
    }()

    /// Different for each number, equal for equal ones.
    static func content(_ number: UInt64) throws -> [UInt8] { try Gzip.compress(Array("tile \(number)".utf8)) }

    func path(_ format: ArchiveFormat, _ name: String = "tiles") -> String {
        folder.path("\(name).\(format.rawValue)")
    }

    /// - Parameter content: number of each tile's content.
    @discardableResult
    func write(
        _ format: ArchiveFormat, ids: some Sequence<UInt64>, metadata: ArchiveMetadata = metadata,
        content: (UInt64) -> UInt64 = { $0 }
    ) throws -> String {
        let path = path(format)
        let writer = try TileArchiveWriter(path: path, format: format, state: "test", overwrites: true)
        for value in ids { try writer.append(TileID(value: value)!, Self.content(content(value))) }
        try writer.finish(metadata)
        return path
    }

    /// The tiles of an archive by id.
    static func tiles(_ reader: some ArchiveReader) throws -> [TileID: [UInt8]] {
        var tiles: [TileID: [UInt8]] = [:]
        try reader.forEachTile { tiles[TileID($0)] = $1.bytes }
        return tiles
    }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
}

extension TileIndex {
    init(_ zoom: Int, _ column: Int, _ row: Int) throws {
        try self.init(matrix: zoom, row: row, column: column, in: .webMercatorQuad)
    }
}
