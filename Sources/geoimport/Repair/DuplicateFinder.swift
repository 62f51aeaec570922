import SimpleFeatures

/// Finds features that equal an earlier one in geometry and values, by a 64-bit hash of both: twelve bytes a place in
/// a table that is at most three quarters full, up to a limit; 50 MB for 3 million features. With 4 million features the chance that two different ones share a
/// hash is under one in a million; a duplicate is only ever reported, never left out.
struct DuplicateFinder {
    private var hashes: [UInt64]
    private var rows: [UInt32]
    private var count = 0
    private let limit: Int
    /// Whether features came after the table was full; those are compared with the remembered ones only.
    private(set) var isFull = false

    init(limit: Int) {
        self.limit = limit
        hashes = Array(repeating: 0, count: 1 << 10)
        rows = Array(repeating: 0, count: 1 << 10)
    }

    /// The row of the first feature that equals this one; nil when there is none.
    mutating func firstRow(equalTo geometry: Geometry?, _ values: [PropertyValue], row: Int64) -> Int64? {
        var digest = Digest()
        if let geometry { digest.add(geometry) }
        for value in values { digest.add(value) }
        // 0 marks an empty place.
        let hash = max(digest.finished, 1)
        var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
        while hashes[place] != 0 {
            if hashes[place] == hash { return Int64(rows[place]) }
            place = (place + 1) & (hashes.count - 1)
        }
        // A row number beyond 32 bits is not remembered: no file that people deliver has one.
        guard count < limit, let remembered = UInt32(exactly: row) else {
            isFull = true
            return nil
        }
        hashes[place] = hash
        rows[place] = remembered
        count += 1
        if count * 4 > hashes.count * 3 { grow() }
        return nil
    }

    private mutating func grow() {
        let (oldHashes, oldRows) = (hashes, rows)
        hashes = Array(repeating: 0, count: oldHashes.count * 2)
        rows = Array(repeating: 0, count: oldHashes.count * 2)
        for index in oldHashes.indices where oldHashes[index] != 0 {
            var place = Int(truncatingIfNeeded: oldHashes[index]) & (hashes.count - 1)
            while hashes[place] != 0 { place = (place + 1) & (hashes.count - 1) }
            hashes[place] = oldHashes[index]
            rows[place] = oldRows[index]
        }
    }

    /// Multiply and fold, as in wyhash: about a nanosecond for eight bytes. Not for hostile input, and need not be.
    private struct Digest {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

        var finished: UInt64 { state ^ (state >> 29) }

        @inline(__always)
        private mutating func mix(_ word: UInt64) {
            let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            state = product.high ^ product.low &+ 0xA076_1D64_78BD_642F
        }

        mutating func add(_ geometry: Geometry) {
            mix(UInt64(geometry.type.wkbCode))
            switch geometry {
            case .point(let sequence), .lineString(let sequence): add(sequence)
            case .polygon(let polygon): add(polygon.rings)
            case .multiPoint(let sequences), .multiLineString(let sequences): add(sequences)
            case .multiPolygon(let polygons): for polygon in polygons { add(polygon.rings) }
            case .geometryCollection(let members): for member in members { add(member) }
            }
        }

        private mutating func add(_ sequences: [CoordinateSequence]) {
            mix(UInt64(sequences.count))
            for sequence in sequences { add(sequence) }
        }

        private mutating func add(_ sequence: CoordinateSequence) {
            mix(UInt64(sequence.values.count))
            sequence.values.withUnsafeBufferPointer { for number in $0 { mix(number.bitPattern) } }
        }

        mutating func add(_ value: PropertyValue) {
            switch value {
            case .null: mix(0)
            case .boolean(let flag): mix(flag ? 2 : 1)
            case .integer(let number): mix(UInt64(bitPattern: number) &+ 3)
            case .real(let number): mix(number.bitPattern ^ 4)
            case .text(let text):
                var text = text
                text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
            case .binary(let bytes): bytes.withUnsafeBytes { add($0) }
            }
        }

        private mutating func add(_ bytes: UnsafeRawBufferPointer) {
            mix(UInt64(bytes.count) &+ 5)
            var offset = 0
            while offset + 8 <= bytes.count {
                mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
            var rest: UInt64 = 0
            for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
            mix(rest)
        }
    }
}
