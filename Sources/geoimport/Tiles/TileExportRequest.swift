import SimpleFeatures
import TileArchive

/// What is to be exported, and where to.
struct TileExportRequest: Hashable, Sendable {
    /// Ids; empty when a style names them.
    var collections: [String] = []
    var style: String?
    var output: String
    var format: ArchiveFormat
    /// In CRS84.
    var bounds: Envelope?
    var zooms: ClosedRange<Int>
    var threads: Int
    var overwrites = false
}

/// Why tiles were not exported, before the first was made.
enum TileExportError: Error, Hashable, Sendable {
    case styleNotFound(String, known: [String])
    case styleUnreadable(path: String, reason: String)
    /// The store has none of the collections that the style draws.
    case styleWithoutCollections(String, named: [String])
}
