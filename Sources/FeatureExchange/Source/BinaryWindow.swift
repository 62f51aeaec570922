/// A piece of a file in memory that moves on with what is asked for.
///
/// Copied, not mapped: a mapped file that somebody cuts short ends the process.
final class BinaryWindow {
    private let file: BinaryFile
    private let buffer: UnsafeMutableRawBufferPointer
    /// Where in the file the buffer begins, and how much of it is filled.
    private var start: Int64 = 0
    private var filled = 0

    /// - Parameter capacity: bytes, and the most that can be asked for at once.
    init(_ file: BinaryFile, capacity: Int) {
        self.file = file
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The bytes at a place, valid until the next call; nil when the file does not have them all, cannot be read, or
    /// they are more than the window holds.
    func bytes(_ count: Int, at offset: Int64) -> UnsafeRawBufferPointer? {
        guard count <= buffer.count, offset >= 0 else { return nil }
        if offset < start || offset + Int64(count) > start + Int64(filled) {
            start = offset
            filled = file.read(into: buffer, at: offset)
            guard count <= filled else { return nil }
        }
        let from = Int(offset - start)
        return UnsafeRawBufferPointer(rebasing: buffer[from..<from + count])
    }
}
