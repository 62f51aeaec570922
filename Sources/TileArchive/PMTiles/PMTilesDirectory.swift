/// A directory of a PMTiles archive (PMTiles 3, section 4): where tiles, or further directories, are.
struct PMTilesDirectory: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        var id: UInt64
        /// From the start of the tile data, or of the leaf directories.
        var offset: UInt64
        var length: UInt32
        /// Tiles with this content, one after the other; 0 for a further directory.
        var runLength: UInt32
    }

    let entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    /// Ids as differences, then run lengths, lengths, and offsets plus one, 0 where one entry follows the other.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 6 + 10)
        bytes.appendVarint(UInt64(entries.count))
        var last: UInt64 = 0
        for entry in entries {
            bytes.appendVarint(entry.id - last)
            last = entry.id
        }
        for entry in entries { bytes.appendVarint(UInt64(entry.runLength)) }
        for entry in entries { bytes.appendVarint(UInt64(entry.length)) }
        var expected: UInt64?
        for entry in entries {
            bytes.appendVarint(entry.offset == expected ? 0 : entry.offset + 1)
            expected = entry.offset + UInt64(entry.length)
        }
        return bytes
    }

    /// Nil for bytes that are no directory: cut off, too many entries for their size, ids that do not rise or
    /// leave the deepest zoom, runs into each other, empty contents, sums that overflow.
    init?(_ bytes: [UInt8]) {
        var reader = VarintReader(bytes: bytes)
        // Four varints for each entry: a count beyond that is a lie, found before anything is set aside for it.
        guard let count = reader.next(), count <= UInt64(bytes.count / 4) else { return nil }
        var entries: [Entry] = []
        entries.reserveCapacity(Int(count))
        var id: UInt64 = 0
        for place in 0..<count {
            guard let step = reader.next(), step > 0 || place == 0 else { return nil }
            let (next, overflows) = id.addingReportingOverflow(step)
            guard !overflows, next < TileID.end else { return nil }
            id = next
            entries.append(Entry(id: id, offset: 0, length: 0, runLength: 0))
        }
        for place in entries.indices {
            guard let run = reader.next(), let runLength = UInt32(exactly: run) else { return nil }
            let limit = place + 1 < entries.count ? entries[place + 1].id : TileID.end
            guard run <= limit - entries[place].id else { return nil }
            entries[place].runLength = runLength
        }
        for place in entries.indices {
            guard let length = reader.next().flatMap({ UInt32(exactly: $0) }), length > 0 else { return nil }
            entries[place].length = length
        }
        for place in entries.indices {
            guard let value = reader.next() else { return nil }
            if value > 0 {
                entries[place].offset = value - 1
            } else {
                guard place > 0 else { return nil }
                entries[place].offset = entries[place - 1].offset + UInt64(entries[place - 1].length)
            }
            guard entries[place].offset <= UInt64.max / 2 else { return nil }
        }
        self.entries = entries
    }

    /// The entry whose run holds the id, or the directory that would.
    func entry(for id: UInt64) -> Entry? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id <= id { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let entry = entries[low - 1]
        guard entry.runLength > 0 else { return entry }
        return id - entry.id < UInt64(entry.runLength) ? entry : nil
    }
}

/// LEB128 numbers out of bytes that may be anything.
struct VarintReader {
    let bytes: [UInt8]
    private var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nil at the end, and for a number beyond 64 bits.
    mutating func next() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            guard shift < 63 || byte <= 1 else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
