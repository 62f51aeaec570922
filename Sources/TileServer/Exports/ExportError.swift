/// Why there is no file. Values only; `Problem+Mapping` makes the sentences.
enum ExportError: Error, Hashable, Sendable, Codable {
    /// The format cannot hold what was asked for.
    case formatLimit(ExportFormat, FormatLimit)
    /// As many exports wait as the server lets wait.
    case queueFull
    /// The room that exports may take on the disk is taken.
    case diskFull
    case outOfMemory
    case outOfTime(seconds: Int)
    case cancelled
    case jobNotFound(id: String)
    /// There is a job and no file yet.
    case notReady(id: String)
    /// The reason is for the log.
    case failed(reason: String)
}

/// What a format cannot hold.
enum FormatLimit: Hashable, Sendable, Codable {
    case features(found: Int, most: Int)
    case bytes(found: Int, most: Int)
    case columns(found: Int, most: Int)
    /// A cell with more characters than a sheet's cell takes.
    case cell(column: String, found: Int, most: Int)
    case withoutGeometry(found: Int)
    /// Geometries that are collections of several kinds.
    case mixedGeometries(found: Int)
}
