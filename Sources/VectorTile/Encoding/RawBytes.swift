/// Bytes that are written through a pointer, after one look at the capacity for a whole feature.
struct RawBytes: Sendable {
    private var storage: [UInt8]
    private(set) var count = 0

    init(capacity: Int) {
        storage = Array(unsafeUninitializedCapacity: max(capacity, 16)) { buffer, count in
            count = buffer.count
            buffer.initialize(repeating: 0)
        }
    }

    mutating func removeAll() { count = 0 }

    /// The bytes written so far.
    var written: ArraySlice<UInt8> { storage[..<count] }

    /// Lets `body` write at most `room` bytes behind the last one; it moves the pointer along.
    @inline(__always)
    mutating func write(upTo room: Int, _ body: (inout UnsafeMutablePointer<UInt8>) -> Void) {
        if _slowPath(storage.count &- count < room) { grow(room) }
        count = storage.withUnsafeMutableBufferPointer { buffer in
            let base = buffer.baseAddress.unsafelyUnwrapped
            var next = base + count
            body(&next)
            return next - base
        }
    }

    /// Lets `body` read what was written.
    @inline(__always)
    func read<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        storage.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    @inline(never)
    private mutating func grow(_ room: Int) {
        let missing = max(storage.count, room)
        storage.append(contentsOf: repeatElement(0, count: missing))
    }
}
