/// What a library would read into memory as one piece: a text of an XML, a line of a list of features.
enum LongRun {
    /// As the longest row of a table: a polygon of a million vertices as text has 40 MB.
    static let limit = Int64(DelimitedText.maximumRecordBytes)
    private static let pieceBytes = 1 << 20

    /// Refuses a file with a longer run before it is read. Smaller files cannot have one.
    /// - Parameter end: the byte that ends a run.
    /// - Throws: `.valueTooLong`.
    static func refuse(in path: String, endingIn end: UInt8) throws(FeatureExchangeError) {
        let file = try BinaryFile(path: path)
        guard file.size > limit else { return }
        var offset: Int64 = 0
        var start: Int64 = 0
        while offset < file.size {
            let piece = try file.read(pieceBytes, at: offset)
            guard !piece.isEmpty else { return }
            // Every megabyte of such a file has an end in it, unless it is one of the long ones.
            if let last = piece.lastIndex(of: end) { start = offset + Int64(last) }
            offset += Int64(piece.count)
            guard offset - start <= limit else { throw .valueTooLong(path: path, limit: limit) }
        }
    }
}
