/// The entries of one band on their way into the file: they wait in the spool until all are known, since each section
/// of a band is one piece.
struct BandStream {
    /// What comes before the geometry record of an entry.
    private struct Head {
        var box: WorldBox
        var label: WorldPoint
        var row: UInt32
        var weight: UInt32
        var length: UInt32
        /// As in the file, without `isFirst`; and `isOfMany`.
        var flags: UInt32
        var id: Int64

        static let isOfMany: UInt32 = 1 << 8
    }

    /// Out of the order in which tiles come: what reaches so far out of its tile that its middle is in another.
    private struct Stray {
        var key: UInt64
        var id: Int64
        var bytes: [UInt8]
    }

    private static let chunkLength = 1 << 17

    private var pending: [UInt8] = []
    private var chunks: [(offset: Int, length: Int)] = []
    private var strays: [Stray] = []
    private var count = 0
    private var geometryLength = 0
    private var sum: UInt64 = 0

    /// Takes a tile's entries.
    /// - Parameters:
    ///   - tile: its number along the curve, which is that of its positions less so many bits.
    mutating func append(
        _ entries: inout BandEntries, tile: UInt64, bits: UInt64, to spool: inout SpoolEnd
    ) throws(OverviewError) {
        try entries.forEachEntry { entry, geometry throws(OverviewError) in
            var flags = UInt32(entry.kind.rawValue)
            if entry.label != nil { flags |= UInt32(OverviewLayout.Flag.hasLabel) }
            if entry.isOfMany { flags |= Head.isOfMany }
            let head = Head(
                box: entry.box, label: entry.label ?? WorldPoint(x: 0, y: 0), row: entry.row, weight: entry.weight,
                length: UInt32(truncatingIfNeeded: geometry.count), flags: flags, id: entry.id)
            count += 1
            geometryLength += geometry.count
            if entry.key >> bits == tile {
                Self.append(head, geometry, to: &pending)
                if pending.count >= Self.chunkLength { try flush(to: &spool) }
            } else {
                var bytes: [UInt8] = []
                Self.append(head, geometry, to: &bytes)
                strays.append(Stray(key: entry.key, id: entry.id, bytes: bytes))
            }
        }
    }

    @inline(__always)
    private static func append(_ head: Head, _ geometry: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: head) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: geometry)
    }

    private mutating func flush(to spool: inout SpoolEnd) throws(OverviewError) {
        guard !pending.isEmpty else { return }
        sum = sum &* 0x9e37_79b9_7f4a_7c15 ^ pending.withUnsafeBytes { OverviewChecksum.of($0) }
        chunks.append((spool.length, pending.count))
        try spool.append(pending)
        pending.removeAll(keepingCapacity: true)
    }

    /// Called when all tiles are there.
    mutating func finish(to spool: inout SpoolEnd) throws(OverviewError) {
        try flush(to: &spool)
        pending = []
        strays.sort { ($0.key, $0.id) < ($1.key, $1.id) }
    }

    /// Whether both are surely the same; not when it would be hard to tell.
    func isSame(as other: BandStream) -> Bool {
        strays.isEmpty && other.strays.isEmpty && count == other.count && geometryLength == other.geometryLength
            && sum == other.sum
    }

    var size: OverviewBandWriter.Size { OverviewBandWriter.Size(entries: count, geometryLength: geometryLength) }

    /// Writes the entries in their order.
    func write(to band: inout OverviewBandWriter, from spool: any FeatureSpool) throws(OverviewError) {
        var seen: Set<UInt32> = []
        var nextStray = 0
        var bytes: [UInt8] = []
        for chunk in chunks {
            if bytes.count < chunk.length { bytes = [UInt8](repeating: 0, count: chunk.length) }
            try Self.read(&bytes, chunk.length, from: spool, at: chunk.offset)
            var start = 0
            while start < chunk.length {
                let head = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Head.self) }
                if nextStray < strays.count {
                    let place = (head.box.curvePosition, head.id)
                    while nextStray < strays.count, (strays[nextStray].key, strays[nextStray].id) < place {
                        _ = try Self.write(strays[nextStray].bytes, at: 0, &seen, &band)
                        nextStray += 1
                    }
                }
                start = try Self.write(bytes, at: start, &seen, &band)
            }
        }
        for stray in strays[nextStray...] { _ = try Self.write(stray.bytes, at: 0, &seen, &band) }
    }

    private static func read(
        _ bytes: inout [UInt8], _ length: Int, from spool: any FeatureSpool, at offset: Int
    ) throws(OverviewError) {
        var failure: OverviewError?
        bytes.withUnsafeMutableBytes { bytes in
            do throws(OverviewError) {
                try spool.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<length]), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// - Returns: where the next entry is.
    private static func write(
        _ bytes: [UInt8], at start: Int, _ seen: inout Set<UInt32>, _ band: inout OverviewBandWriter
    ) throws(OverviewError) -> Int {
        var failure: OverviewError?
        let end = bytes.withUnsafeBytes { bytes in
            let head = bytes.loadUnaligned(fromByteOffset: start, as: Head.self)
            let geometryStart = start + MemoryLayout<Head>.size
            let end = geometryStart + Int(head.length)
            let flags = UInt8(truncatingIfNeeded: head.flags)
            // Of the entries of one feature the first has its id.
            let isFirst = head.flags & Head.isOfMany == 0 || seen.insert(head.row).inserted
            do throws(OverviewError) {
                try band.add(
                    row: Int(head.row), isFirst: isFirst,
                    kind: GeometryKind(rawValue: flags & OverviewLayout.Flag.kindMask) ?? .points, box: head.box,
                    geometry: UnsafeRawBufferPointer(rebasing: bytes[geometryStart..<end]), weight: head.weight,
                    label: flags & OverviewLayout.Flag.hasLabel == 0 ? nil : head.label)
            } catch {
                failure = error
            }
            return end
        }
        if let failure { throw failure }
        return end
    }
}

/// The end of a spool, where more is added.
struct SpoolEnd {
    let spool: any FeatureSpool
    private(set) var length: Int

    init(_ spool: any FeatureSpool, length: Int) {
        self.spool = spool
        self.length = length
    }

    mutating func append(_ bytes: [UInt8]) throws(OverviewError) {
        var failure: OverviewError?
        bytes.withUnsafeBytes { bytes in
            do throws(OverviewError) { try spool.append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        length += bytes.count
    }
}
