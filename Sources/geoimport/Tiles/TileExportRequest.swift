import GeoStore
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
    /// Nil for what the collections' settings say.
    var minZoom: Int?
    var maxZoom: Int?
    var threads: Int
    var overwrites = false

    /// Where a collection's settings have the standard's deepest zoom: two more are sixteen times the tiles.
    static let maxZoomUnlessSet = 14

    /// Which zooms are exported of collections with these settings.
    func zooms(of settings: [TileSettings]) -> ClosedRange<Int> {
        let standard = TileSettings.standard
        let shallow = settings.map(\.minZoom).min() ?? standard.minZoom
        let deepest =
            settings.map { $0.maxZoom == standard.maxZoom ? Self.maxZoomUnlessSet : $0.maxZoom }.max()
            ?? Self.maxZoomUnlessSet
        // What is asked for wins; two settings of different collections may cross.
        let first = minZoom ?? min(shallow, maxZoom ?? max(shallow, deepest))
        return first...max(first, maxZoom ?? deepest)
    }
}

/// Why tiles were not exported, before the first was made.
enum TileExportError: Error, Hashable, Sendable {
    case styleNotFound(String, known: [String])
    /// The style of the whole map is no file: the server makes it of the others.
    case styleComposed(String, known: [String])
    case styleUnreadable(path: String, reason: String)
    /// The store has none of the collections that the style draws.
    case styleWithoutCollections(String, named: [String])
}
