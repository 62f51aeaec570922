public import GeoStore
internal import Tiling
public import VectorTile

/// A collection's tiles are made from other data, or shown in another way, than before.
public struct TileChange: Sendable {
    public let collection: CollectionID
    /// The fingerprint of the view whose tiles these are; nil for those of the whole collection.
    public var view: String? { (present ?? former)?.view?.fingerprint }
    /// Nil when nothing was served before.
    public let former: PublishedCollection?
    /// Nil when the collection is gone.
    public let present: PublishedCollection?
    /// Where tiles differ, by zoom; the last entry is for all zooms beyond, too.
    public let boxes: [[WorldBox]]
    /// Whether `boxes` is only where something lies: tiles may differ anywhere in it.
    public let isWhole: Bool

    /// - Parameters:
    ///   - boxes: nil when it is not known where tiles differ.
    ///   - sources: what was served and what is served now.
    init(
        _ collection: CollectionID, from former: PublishedCollection?, to present: PublishedCollection?,
        boxes: [[WorldBox]]?, sources: [(any TileSource)?]
    ) {
        self.collection = collection
        self.former = former
        self.present = present
        isWhole = boxes == nil
        let bounds = sources.compactMap { $0?.bounds }
        self.boxes = boxes ?? [bounds.first.map { [bounds.dropFirst().reduce($0) { $0.union($1) }] } ?? []]
    }

    /// Nothing that a tile shows: an overview that was only made again.
    public var isEmpty: Bool { boxes.allSatisfy(\.isEmpty) && former?.state == present?.state }

    /// Around the features that differ; nil when none does. Tiles of low zooms may differ further away, where others
    /// make room or take it.
    public var bounds: WorldBox? {
        guard let all = boxes.last, let first = all.first else { return nil }
        return all.dropFirst().reduce(first) { $0.union($1) }
    }

    /// Tiles that differ, by zoom from 0 to the deepest one offered.
    /// - Parameter most: rectangles for one zoom.
    public func tiles(most: Int) -> [TileRange] {
        let settings = [former, present].compactMap { $0?.tileSettings }
        let buffer = settings.map(\.buffer).max() ?? 0
        let deepest = settings.map(\.maxZoom).max() ?? 0
        return (0...deepest).flatMap { zoom in
            TileRange.touching(boxes[min(zoom, boxes.count - 1)], matrix: zoom, buffer: buffer, most: most)
        }
    }
}
