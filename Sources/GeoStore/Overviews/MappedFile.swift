internal import Glibc
internal import VectorTile

/// A file mapped into memory for reading, and unmapped with its owner. The file must not be cut short meanwhile:
/// overviews are only ever replaced by other files, and what is read for long is a copy.
final class MappedFile: @unchecked Sendable {
    /// Starts on a page.
    let bytes: UnsafeRawBufferPointer

    init(path: String) throws(OverviewError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OverviewError.inputOutput(attempted: "open", code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw OverviewError.inputOutput(attempted: "fstat", code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { throw OverviewError.notAnOverview }
        bytes = try Self.map(descriptor, length: Int(status.st_size))
    }

    /// Maps what a file holds so far; the descriptor stays the caller's.
    init(descriptor: Int32, length: Int) throws(OverviewError) {
        bytes = try Self.map(descriptor, length: length)
    }

    /// Maps a copy that has no name, which nobody else can change or cut short; it goes with the mapping.
    /// - Parameter folder: where the copy is kept.
    convenience init(copyOf path: String, in folder: OverviewFolder) throws(OverviewError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw OverviewError.inputOutput(attempted: "open", code: errno) }
        defer { close(source) }
        let draft: OverviewDraft
        do { draft = try OverviewDraft(in: folder) } catch {
            throw OverviewError.inputOutput(attempted: error.attempted, code: error.code)
        }
        // Its name goes with the draft.
        defer { withExtendedLifetime(draft) {} }
        let copy = try FileOverviewStorage(path: draft.filePath)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { chunk.deallocate() }
        var length = 0
        while true {
            let count = read(source, chunk.baseAddress, chunk.count)
            if count == 0 { break }
            if count > 0 {
                try copy.write(UnsafeRawBufferPointer(rebasing: chunk[..<count]), at: length)
                length += count
            } else if errno != EINTR {
                throw OverviewError.inputOutput(attempted: "read", code: errno)
            }
        }
        guard length > 0 else { throw OverviewError.notAnOverview }
        try self.init(descriptor: copy.descriptor, length: length)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    /// Lets go of the pages that lie inside; they are read again when they are needed again.
    static func release(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        let page = Int(getpagesize())
        let start = (Int(bitPattern: base) + page - 1) / page * page
        let end = (Int(bitPattern: base) + bytes.count) / page * page
        guard start < end, let address = UnsafeMutableRawPointer(bitPattern: start) else { return }
        // Only advice: when it is not taken, memory is all that it costs.
        madvise(address, end - start, MADV_DONTNEED)
    }

    private static func map(_ descriptor: Int32, length: Int) throws(OverviewError) -> UnsafeRawBufferPointer {
        // MAP_FAILED is −1 as a pointer, which Swift's importer leaves out.
        let address = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0)
        guard let address, address != UnsafeMutableRawPointer(bitPattern: -1) else {
            throw OverviewError.inputOutput(attempted: "mmap", code: errno)
        }
        return UnsafeRawBufferPointer(start: address, count: length)
    }
}
