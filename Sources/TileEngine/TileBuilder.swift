internal import Compression
internal import NIOCore
internal import Tiling

/// Builds one tile on the calling thread.
enum TileBuilder {
    /// - Parameter coding: how the bytes are wanted; compressing costs more than the tile itself.
    /// - Throws: what reading the sources throws, `CompressionError`.
    static func build(_ selection: TileSelection, _ tile: TileIndex, _ coding: TileCoding) throws -> EncodedTile {
        var counts: [(name: String, counts: LayerCounts)] = []
        var messages: [[UInt8]] = []
        for layer in selection.layers {
            let encoded = try layer.source.encode(layer, of: tile)
            counts.append((layer.name, encoded.counts))
            if let message = encoded.message { messages.append(message) }
        }
        let text = counts.allSatisfy { $0.counts == LayerCounts() } ? selection.emptyCounts : TileSelection.text(of: counts)
        guard !messages.isEmpty else { return EncodedTile(body: .empty, counts: text) }
        let bytes = join(messages)
        switch coding {
        case .identity: return EncodedTile(body: .identity(bytes), counts: text)
        case .gzip: return EncodedTile(body: .gzip(try compress(bytes, .fast), isBest: false), counts: text)
        }
    }

    /// Layers are fields 3 of a tile (MVT 2.1, 4.1).
    private static func join(_ messages: [[UInt8]]) -> ByteBuffer {
        // A field's tag and the length of what follows: a byte and at most five.
        var bytes = ByteBufferAllocator().buffer(capacity: messages.reduce(0) { $0 + $1.count + 6 })
        for message in messages {
            bytes.writeInteger(UInt8(3 << 3 | 2))
            var length = message.count
            while length >= 0x80 {
                bytes.writeInteger(UInt8(truncatingIfNeeded: length) | 0x80)
                length >>= 7
            }
            bytes.writeInteger(UInt8(length))
            bytes.writeBytes(message)
        }
        return bytes
    }

    static func compress(_ bytes: ByteBuffer, _ level: Gzip.Level) throws -> ByteBuffer {
        ByteBuffer(bytes: try Gzip.compress(Array(bytes.readableBytesView), level: level))
    }

    /// The same tile in another coding.
    /// - Throws: `CompressionError`.
    static func transcode(_ tile: EncodedTile, to coding: TileCoding) throws -> EncodedTile {
        switch (tile.body, coding) {
        case (.identity(let bytes), .gzip):
            return EncodedTile(body: .gzip(try compress(bytes, .fast), isBest: false), counts: tile.counts)
        case (.gzip(let bytes, _), .identity):
            let content = try Gzip.decompress(Array(bytes.readableBytesView))
            return EncodedTile(body: .identity(ByteBuffer(bytes: content)), counts: tile.counts)
        case (.empty, _), (.identity, .identity), (.gzip, .gzip):
            return tile
        }
    }

    /// The tile as small as it gets.
    /// - Throws: `CompressionError`.
    static func compressBest(_ tile: EncodedTile) throws -> EncodedTile {
        switch tile.body {
        case .empty, .gzip(_, isBest: true): return tile
        case .identity(let bytes):
            return EncodedTile(body: .gzip(try compress(bytes, .balanced), isBest: true), counts: tile.counts)
        case .gzip(let bytes, isBest: false):
            let content = try Gzip.decompress(Array(bytes.readableBytesView))
            let smaller = try compress(ByteBuffer(bytes: content), .balanced)
            let best = smaller.readableBytes < bytes.readableBytes ? smaller : bytes
            return EncodedTile(body: .gzip(best, isBest: true), counts: tile.counts)
        }
    }
}
