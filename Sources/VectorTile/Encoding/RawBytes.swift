/// Bytes that are written through a pointer, after one look at the room for a whole feature.
struct RawBytes: ~Copyable, Sendable {
    private var memory: Scratch<UInt8>
    private(set) var count = 0

    init(capacity: Int) { memory = Scratch(capacity: capacity) }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// The bytes written so far. Valid until more are written.
    @inline(__always)
    var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.start, count: count) }

    /// Lets `body` write at most `room` bytes behind the last one; it moves the pointer along.
    @inline(__always)
    mutating func write(upTo room: Int, _ body: (inout UnsafeMutablePointer<UInt8>) -> Void) {
        memory.reserve(count &+ room, keeping: count)
        var next = memory.start + count
        body(&next)
        count = next - memory.start
    }
}
