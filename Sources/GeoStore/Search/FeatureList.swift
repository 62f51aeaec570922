/// Ids of features as the search index keeps them: ascending, each as its distance to the one before, seven bits a byte
/// (LEB128).
enum FeatureList {
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    static func encode(_ ids: some Sequence<Int64>) -> [UInt8] {
        var bytes: [UInt8] = []
        var last: Int64 = 0
        for id in ids {
            append(UInt64(bitPattern: id &- last), to: &bytes)
            last = id
        }
        return bytes
    }

    /// - Parameter maximum: how many are wanted; nil for all.
    static func decode(_ bytes: UnsafeRawBufferPointer, maximum: Int? = nil) -> [Int64] {
        var reader = NumberReader(bytes)
        var ids: [Int64] = []
        var last: Int64 = 0
        while let step = reader.next(), ids.count < maximum ?? .max {
            last &+= Int64(bitPattern: step)
            ids.append(last)
        }
        return ids
    }
}

/// Numbers written by `FeatureList.append`, one after the other.
struct NumberReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Nil at the end, and where a number is cut off.
    mutating func next() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count, shift < 64 {
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
