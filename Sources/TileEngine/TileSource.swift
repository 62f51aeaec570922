public import GeoStore
public import Tiling
public import VectorTile

/// What the tiles of one collection are made of, at one state of its data. Never changes.
public protocol TileSource: AnyObject, Sendable {
    /// Names of its properties, in the order of masks.
    var properties: [String] { get }
    /// Around everything that tiles show; nil when there is nothing.
    var bounds: WorldBox? { get }
    /// The number of its state: higher than that of every former state.
    var stamp: Int { get }
    /// The stamp of what tiles of a zoom show: lower than `stamp` where they are behind.
    func stamp(atZoom zoom: Int) -> Int
    /// How many features are shown as an overlay of a former state, which tiles of low zooms still show; nil when all
    /// zooms show the same state.
    var overlaidCount: Int? { get }
    /// The stamp of the last change that touches a box in tiles of a zoom. Equal answers of two states mean equal tiles.
    func lastChange(touching box: WorldBox, zoom: Int) -> Int
    /// Where tiles of a zoom differ from the state that had a stamp; nil when that is not known.
    func changes(since stamp: Int, zoom: Int) -> [WorldBox]?
    /// How many features the tiles of a zoom are made of.
    func featureCount(atZoom zoom: Int) -> Int
    /// Whether anything lies in a box, shown at some zoom or not.
    func hasFeatures(touching box: WorldBox) -> Bool
    /// One layer of a tile, on the calling thread.
    /// - Throws: what reading throws.
    func encode(_ layer: TileSelection.Layer, of tile: TileIndex) throws -> EncodedLayer
    /// Characters beyond ASCII that its texts have. Of an overlay those of the former state: it is made whole soon.
    var characters: Set<Unicode.Scalar> { get }
    /// Lets go of memory that can be had again at little cost, while it is read or not.
    func releaseMemory()
}

extension TileSource {
    public func releaseMemory() {}

    public var characters: Set<Unicode.Scalar> { [] }

    public func stamp(atZoom zoom: Int) -> Int { stamp }

    public var overlaidCount: Int? { nil }

    public func hasFeatures(touching box: WorldBox) -> Bool { bounds?.intersects(box) ?? false }
}

/// One layer message of a tile (MVT 2.1, 4.1).
public struct EncodedLayer: Sendable {
    /// Nil when nothing of the layer is in the tile.
    public let message: [UInt8]?
    public let counts: LayerCounts

    public init(message: [UInt8]?, counts: LayerCounts) {
        self.message = message
        self.counts = counts
    }
}

/// What became of the features of one layer in one tile.
public struct LayerCounts: Hashable, Sendable {
    /// Features that touch the tile.
    public var matched = 0
    /// Features that are in the tile.
    public var kept = 0
    /// Features that others stand for.
    public var merged = 0
    /// Features that have no place on the map: only another program can put one there. Of the whole collection.
    public var unplaced = 0
    /// The rest: rules, thinning, nothing left after rounding.
    public var dropped: Int { max(0, matched - kept - merged) }

    public init() {}
}

/// Opens and builds sources. The seam between the engine and the store.
public protocol TileSourceProvider: Sendable {
    /// The source of a collection's present state, whole and checked; nil when it has to be built.
    /// - Throws: `GeoStoreError`.
    func open(_ collection: PublishedCollection) throws -> (any TileSource)?
    /// Builds it from one snapshot of the store; takes seconds where there is much.
    /// - Parameter former: what is served now: tiles that do not differ from it keep their entity tags.
    /// - Returns: the source, with the collection as it was in the snapshot.
    /// - Throws: `GeoStoreError`.
    func build(
        _ collection: PublishedCollection, former: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource)
    /// Puts what was edited over a source of a former state, in a fraction of the time that a new source takes.
    /// - Parameters:
    ///   - former: what is served now.
    ///   - base: what to put it over instead of what `former` is made from.
    /// - Returns: nil when the source has to be built; else with the collection as it was when it was read, in its
    ///   present state or a later one.
    /// - Throws: `GeoStoreError`.
    func overlay(
        _ collection: PublishedCollection, former: (any TileSource)?, base: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource)?
    /// Whether a source's file is still there and the same.
    func isIntact(_ source: any TileSource) -> Bool
}

extension TileSourceProvider {
    public func overlay(
        _ collection: PublishedCollection, former: (any TileSource)?, base: (any TileSource)?
    ) throws -> (collection: PublishedCollection, source: any TileSource)? { nil }
}
