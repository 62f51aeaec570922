import GeoStore
import SimpleFeatures
import TileEngine
import Tiling
import VectorTile

/// What open maps are told of a change, in one line.
struct TileChangeDocument {
    let change: TileChange

    /// Rectangles of tiles for each zoom: beyond, one that holds them all.
    private static let mostRanges = 16

    /// The document as it is sent.
    var text: String { String(decoding: document.serialized, as: UTF8.self) }

    var document: JSONValue {
        var byZoom: [(key: String, value: [JSONValue])] = []
        for range in change.tiles(most: Self.mostRanges) {
            let corners = [
                range.columns.lowerBound, range.rows.lowerBound, range.columns.upperBound, range.rows.upperBound,
            ]
            if byZoom.last?.key != "\(range.matrix)" { byZoom.append(("\(range.matrix)", [])) }
            byZoom[byZoom.count - 1].value.append(.array(corners.map { JSONValue($0) }))
        }
        return [
            "collection": .string(change.collection.name),
            "former": JSONValue(change.former?.state.description),
            "version": JSONValue(change.present?.state.description),
            "formerFeatures": change.former.map { JSONValue($0.featureCount) } ?? .null,
            "features": change.present.map { JSONValue($0.featureCount) } ?? .null,
            "everything": .boolean(change.isWhole),
            "bbox": bbox,
            // Of each zoom: west, north, east and south, columns and rows, all included.
            "tiles": .object(JSONObject(byZoom.map { (key: $0.key, value: .array($0.value)) })),
        ]
    }

    /// West, south, east, north in degrees; null when no tile shows a difference.
    private var bbox: JSONValue {
        guard let box = change.bounds?.envelope else { return .null }
        return .array([box.minX, box.minY, box.maxX, box.maxY].map { .real(($0 * 1e7).rounded() / 1e7) })
    }
}
