/// A 64-bit checksum against torn and rotten files, not against forgers: four lanes of multiply and fold, after wyhash
/// (Wang Yi, public domain). The lanes do not wait for each other.
enum OverviewChecksum {
    private static let keys: (UInt64, UInt64, UInt64, UInt64) = (
        0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db, 0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3
    )
    private static let blockLength = 64
    /// A multiple of a block.
    private static let pieceLength = 1 << 24

    /// - Parameter release: told of pieces that were read and are not needed again.
    static func of(
        _ bytes: UnsafeRawBufferPointer, release: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) -> UInt64 {
        var lanes = (keys.1, keys.2, keys.3, keys.0)
        var offset = 0
        while bytes.count - offset >= blockLength {
            let start = offset
            let end = min(bytes.count, start + pieceLength)
            while end - offset >= blockLength {
                add(bytes, at: offset, to: &lanes)
                offset += blockLength
            }
            release(UnsafeRawBufferPointer(rebasing: bytes[start..<offset]))
        }
        if offset < bytes.count {
            withUnsafeTemporaryAllocation(byteCount: blockLength, alignment: 8) { block in
                block.initializeMemory(as: UInt8.self, repeating: 0)
                block.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
                add(UnsafeRawBufferPointer(block), at: 0, to: &lanes)
            }
        }
        let pairs = fold(lanes.0 ^ lanes.1, lanes.2 ^ keys.0) ^ fold(lanes.1 &+ lanes.3, lanes.0 ^ keys.1)
        return fold(pairs ^ lanes.2 ^ keys.2, UInt64(bytes.count) ^ lanes.3 ^ keys.3)
    }

    @inline(__always)
    private static func add(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, to lanes: inout (UInt64, UInt64, UInt64, UInt64)
    ) {
        func word(_ index: Int) -> UInt64 {
            bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self)
        }
        lanes.0 = fold(word(0) ^ lanes.0, word(1) ^ keys.0)
        lanes.1 = fold(word(2) ^ lanes.1, word(3) ^ keys.1)
        lanes.2 = fold(word(4) ^ lanes.2, word(5) ^ keys.2)
        lanes.3 = fold(word(6) ^ lanes.3, word(7) ^ keys.3)
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
