/// Collects what belongs to one section. Where the section lies is known beforehand, or only when it is complete.
final class OverviewSectionWriter {
    private static let chunkLength = 1 << 18

    /// Bytes appended so far.
    private(set) var length = 0
    private let start: Int?
    private var buffer: UnsafeMutableRawBufferPointer
    private var filled = 0

    /// - Parameters:
    ///   - start: where the section lies; it is then written in chunks, otherwise kept in memory.
    init(at start: Int? = nil) {
        self.start = start
        buffer = .allocate(byteCount: start == nil ? 1 << 12 : Self.chunkLength, alignment: 16)
    }

    deinit { buffer.deallocate() }

    @inline(__always)
    func append<Value: BitwiseCopyable>(_ value: Value, to storage: any OverviewStorage) throws(OverviewError) {
        let size = MemoryLayout<Value>.size
        if buffer.count - filled < size { try makeRoom(size, storage) }
        buffer.storeBytes(of: value, toByteOffset: filled, as: Value.self)
        filled += size
        length += size
    }

    func append(_ bytes: UnsafeRawBufferPointer, to storage: any OverviewStorage) throws(OverviewError) {
        if buffer.count - filled < bytes.count { try makeRoom(bytes.count, storage) }
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + bytes.count]).copyMemory(from: bytes)
        filled += bytes.count
        length += bytes.count
    }

    /// What is still in memory: everything, where the place is not known beforehand.
    var pending: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<filled]) }

    /// Writes what is left, at the place given now or at the start.
    func finish(at place: Int, _ storage: any OverviewStorage) throws(OverviewError) {
        try storage.write(pending, at: (start ?? place) + length - filled)
        filled = 0
    }

    private func makeRoom(_ count: Int, _ storage: any OverviewStorage) throws(OverviewError) {
        if let start {
            try storage.write(pending, at: start + length - filled)
            filled = 0
            guard count > buffer.count else { return }
        }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(buffer.count * 2, filled + count), alignment: 16)
        larger.copyMemory(from: pending)
        buffer.deallocate()
        buffer = larger
    }
}
