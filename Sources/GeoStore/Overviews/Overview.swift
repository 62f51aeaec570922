public import VectorTile

/// An overview file that was opened, mapped and found whole.
///
/// `reader` and its parts keep the mapping alive; it goes with the last of them.
public final class Overview: Sendable {
    public let path: String
    public let reader: OverviewReader
    /// Length of the file.
    public let byteCount: Int
    private let file: MappedFile

    /// Reads the file once from end to end and compares it with its checksums: 6 ms CPU for the 42 MB
    /// of 300,000 parcels.
    /// - Throws: `OverviewError` for a file that is cut off, foreign, of another release, or damaged anywhere.
    public convenience init(path: String) throws(OverviewError) {
        try self.init(MappedFile(path: path), path: path)
    }

    /// The same from a copy without a name: whatever becomes of the file, what was found whole stays so. Where no folder
    /// can take a copy, the file itself is mapped.
    /// - Parameter folders: where the copy may be kept, the best one first.
    convenience init(copyOf path: String, in folders: [OverviewFolder]) throws(OverviewError) {
        var copy: MappedFile?
        for folder in folders where copy == nil {
            // Why there is no copy does not matter: a file that cannot be read is met again below.
            copy = try? MappedFile(copyOf: path, in: folder)
        }
        if let copy { try self.init(copy, path: path) } else { try self.init(path: path) }
    }

    private init(_ file: MappedFile, path: String) throws(OverviewError) {
        let reader = try OverviewReader(bytes: file.bytes, owner: file)
        try reader.verify { MappedFile.release($0) }
        self.path = path
        self.reader = reader
        self.file = file
        byteCount = file.bytes.count
    }

    /// Lets go of the memory that reading took. The system still keeps what it likes of the file: to read it again costs
    /// about 1 µs for each 64 kB.
    public func releaseMemory() { MappedFile.release(file.bytes) }

    public var header: OverviewHeader { reader.header }
}
