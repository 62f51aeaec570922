internal import Glibc
internal import VectorTile

/// Features on their way into an overview: in memory while they are few, in a file without a name when they are many.
final class OverviewSpool: FeatureSpool {
    private let path: String
    private let memoryLimit: Int
    private let chunkLength: Int
    private var file: FileOverviewStorage?
    /// What is not in the file: everything, or what comes after its end.
    private var pending: [UInt8] = []
    private var fileLength = 0

    /// - Parameters:
    ///   - path: where a file may be made; it loses its name at once, so that nothing is left after a crash.
    ///   - memoryLimit: bytes kept in memory: some 300,000 parcels never touch the disk.
    ///   - chunkLength: bytes collected before they are added to the file.
    init(path: String, memoryLimit: Int = 48 << 20, chunkLength: Int = 1 << 20) {
        self.path = path
        self.memoryLimit = memoryLimit
        self.chunkLength = chunkLength
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(OverviewError) {
        pending.append(contentsOf: bytes)
        guard pending.count >= (file == nil ? memoryLimit : chunkLength) else { return }
        if file == nil { file = try makeFile() }
        guard let file else { return }
        var failure: OverviewError?
        pending.withUnsafeBytes { bytes in
            do throws(OverviewError) { try file.write(bytes, at: fileLength) } catch { failure = error }
        }
        if let failure { throw failure }
        fileLength += pending.count
        pending.removeAll(keepingCapacity: pending.count <= 2 * chunkLength)
    }

    private func makeFile() throws(OverviewError) -> FileOverviewStorage {
        let file = try FileOverviewStorage(path: path)
        unlink(path)
        return file
    }

    func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(OverviewError) {
        let inFile = max(0, min(bytes.count, fileLength - offset))
        if inFile > 0, let file {
            try file.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<inFile]), at: offset)
        }
        guard inFile < bytes.count else { return }
        let start = offset + inFile - fileLength
        pending.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(rebasing: bytes[inFile...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + bytes.count - inFile]))
        }
    }
}
