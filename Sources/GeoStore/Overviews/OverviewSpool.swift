internal import Glibc
internal import VectorTile

/// Features on their way into an overview: in memory while they are few, in a file without a name when they are many.
final class OverviewSpool: FeatureSpool {
    private let path: String
    private let memoryLimit: Int
    private let chunkLength: Int
    private var file: FileOverviewStorage?
    /// What is not in the file, in pieces of one length: everything, or the one that comes after its end.
    private var chunks: [UnsafeMutableRawBufferPointer] = []
    /// Bytes in the last of them.
    private var filled: Int
    private var fileLength = 0

    /// - Parameters:
    ///   - path: where a file may be made; it loses its name at once, so that nothing is left after a crash.
    ///   - memoryLimit: bytes kept in memory: some 300,000 parcels never touch the disk.
    ///   - chunkLength: bytes collected before they are added to the file.
    init(path: String, memoryLimit: Int = 48 << 20, chunkLength: Int = 1 << 20) {
        self.path = path
        self.memoryLimit = memoryLimit
        self.chunkLength = chunkLength
        filled = chunkLength
    }

    /// Whether the next chunk would still be one in memory.
    var isInMemory: Bool { file == nil && chunks.count * chunkLength < memoryLimit }

    deinit { for chunk in chunks { chunk.deallocate() } }

    func append(_ bytes: UnsafeRawBufferPointer) throws(OverviewError) {
        var rest = bytes
        while !rest.isEmpty {
            if filled == chunkLength { try addChunk() }
            let count = min(rest.count, chunkLength - filled)
            UnsafeMutableRawBufferPointer(rebasing: chunks[chunks.count - 1][filled..<filled + count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Goes on to an empty chunk: a new one, or one whose bytes are in the file now.
    private func addChunk() throws(OverviewError) {
        if file == nil, chunks.count * chunkLength >= memoryLimit { file = try makeFile() }
        if let file, !chunks.isEmpty {
            for chunk in chunks {
                try file.write(UnsafeRawBufferPointer(chunk), at: fileLength)
                fileLength += chunkLength
            }
            for chunk in chunks.dropFirst() { chunk.deallocate() }
            chunks.removeLast(chunks.count - 1)
        } else {
            chunks.append(.allocate(byteCount: chunkLength, alignment: 16))
        }
        filled = 0
    }

    private func makeFile() throws(OverviewError) -> FileOverviewStorage {
        let file = try FileOverviewStorage(path: path)
        unlink(path)
        return file
    }

    func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(OverviewError) {
        var done = max(0, min(bytes.count, fileLength - offset))
        if done > 0, let file {
            try file.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<done]), at: offset)
        }
        while done < bytes.count {
            let (chunk, start) = (offset + done - fileLength).quotientAndRemainder(dividingBy: chunkLength)
            let count = min(bytes.count - done, chunkLength - start)
            UnsafeMutableRawBufferPointer(rebasing: bytes[done..<done + count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: chunks[chunk][start..<start + count]))
            done += count
        }
    }
}
