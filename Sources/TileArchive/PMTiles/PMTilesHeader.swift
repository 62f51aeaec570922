/// The first 127 bytes of a PMTiles archive (PMTiles 3, section 3), little endian.
struct PMTilesHeader: Hashable, Sendable {
    struct Section: Hashable, Sendable {
        var offset: UInt64 = 0
        var length: UInt64 = 0

        /// Nil when the sum overflows.
        var end: UInt64? {
            let (end, overflows) = offset.addingReportingOverflow(length)
            return overflows ? nil : end
        }
    }

    static let byteCount = 127
    /// The root directory ends here: clients fetch this much at first.
    static let headByteCount = 16_384
    static let magic = Array("PMTiles".utf8)
    static let version: UInt8 = 3

    var root = Section()
    var metadata = Section()
    var leaves = Section()
    var tiles = Section()
    /// 0 when not known.
    var addressedTiles: UInt64 = 0
    var entries: UInt64 = 0
    var contents: UInt64 = 0
    var isClustered = false
    /// 0 unknown, 1 none, 2 gzip, 3 brotli, 4 zstd.
    var internalCompression: UInt8 = 2
    var tileCompression: UInt8 = 2
    /// 0 unknown, 1 vector, 2 PNG, 3 JPEG, 4 WebP, 5 AVIF.
    var tileType: UInt8 = 1
    var minimumZoom: UInt8 = 0
    var maximumZoom: UInt8 = 0
    /// Degrees times 10^7: west, south, east, north.
    var bounds: [Int32] = [0, 0, 0, 0]
    var centreZoom: UInt8 = 0
    var centre: [Int32] = [0, 0]

    var bytes: [UInt8] {
        var bytes = Self.magic + [Self.version]
        for section in [root, metadata, leaves, tiles] {
            bytes.appendLittleEndian(section.offset)
            bytes.appendLittleEndian(section.length)
        }
        for count in [addressedTiles, entries, contents] { bytes.appendLittleEndian(count) }
        bytes += [isClustered ? 1 : 0, internalCompression, tileCompression, tileType, minimumZoom, maximumZoom]
        for side in bounds { bytes.appendLittleEndian(UInt32(bitPattern: side)) }
        bytes.append(centreZoom)
        for side in centre { bytes.appendLittleEndian(UInt32(bitPattern: side)) }
        return bytes
    }

    init() {}

    /// - Parameter bytes: 127 of them, which begin with the magic and version 3.
    init(_ bytes: [UInt8]) {
        var offset = Self.magic.count + 1
        func word() -> UInt64 {
            defer { offset += 8 }
            return bytes.littleEndian(at: offset, as: UInt64.self)
        }
        func byte() -> UInt8 {
            defer { offset += 1 }
            return bytes[offset]
        }
        func degrees() -> Int32 {
            defer { offset += 4 }
            return Int32(bitPattern: bytes.littleEndian(at: offset, as: UInt32.self))
        }
        root = Section(offset: word(), length: word())
        metadata = Section(offset: word(), length: word())
        leaves = Section(offset: word(), length: word())
        tiles = Section(offset: word(), length: word())
        addressedTiles = word()
        entries = word()
        contents = word()
        isClustered = byte() == 1
        internalCompression = byte()
        tileCompression = byte()
        tileType = byte()
        minimumZoom = byte()
        maximumZoom = byte()
        bounds = (0..<4).map { _ in degrees() }
        centreZoom = byte()
        centre = (0..<2).map { _ in degrees() }
    }
}

extension [UInt8] {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// - Precondition: the bytes are there.
    func littleEndian<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
        precondition(offset >= 0 && offset + MemoryLayout<Value>.size <= count, "beyond the end of the bytes")
        return withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }

    /// LEB128, as protocol buffers write it.
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
