import SimpleFeatures
import Tiling
import VectorTile

/// A box in the units of a tile.
struct TileSight {
    let minX: Double
    let minY: Double
    let maxX: Double
    let maxY: Double

    /// - Parameters:
    ///   - box: in web mercator.
    ///   - units: of the tile's side.
    init(_ box: Envelope, of index: TileIndex, units: Int) {
        let tile = TileMatrixSet.webMercatorQuad.envelope(of: index)
        let scale = Double(units) / tile.width
        // Places in tiles are rounded to whole units.
        let rounding = 0.5
        minX = (box.minX - tile.minX) * scale - rounding
        maxX = (box.maxX - tile.minX) * scale + rounding
        minY = (tile.maxY - box.maxY) * scale - rounding
        maxY = (tile.maxY - box.minY) * scale + rounding
    }

    /// Whether a geometry has a point in the box.
    func touches(_ geometry: DecodedTile.Geometry) -> Bool {
        switch geometry {
        case .points(let points): points.contains(where: contains)
        case .lines(let lines): lines.contains { isCrossed(by: $0, isRing: false) }
        case .polygons(let rings): rings.contains { isCrossed(by: $0, isRing: true) } || isInside(rings)
        case .unknown: false
        }
    }

    private func contains(_ point: DecodedTile.Position) -> Bool {
        (minX...maxX).contains(Double(point.x)) && (minY...maxY).contains(Double(point.y))
    }

    private func isCrossed(by line: [DecodedTile.Position], isRing: Bool) -> Bool {
        guard var last = isRing ? line.last : line.first else { return false }
        for point in line {
            if isCrossed(from: last, to: point) { return true }
            last = point
        }
        return false
    }

    /// Liang and Barsky (1984): what of a segment lies between all four edges.
    private func isCrossed(from start: DecodedTile.Position, to end: DecodedTile.Position) -> Bool {
        let (x, y) = (Double(start.x), Double(start.y))
        let (dx, dy) = (Double(end.x) - x, Double(end.y) - y)
        var (enter, leave) = (0.0, 1.0)
        for (step, room) in [(-dx, x - minX), (dx, maxX - x), (-dy, y - minY), (dy, maxY - y)] {
            if step == 0 {
                if room < 0 { return false }
            } else if step < 0 {
                enter = max(enter, room / step)
            } else {
                leave = min(leave, room / step)
            }
        }
        return enter <= leave
    }

    /// Whether the box lies in an area that no edge of crosses it: by its middle, and the parity of edges beside that.
    private func isInside(_ rings: [[DecodedTile.Position]]) -> Bool {
        let (x, y) = ((minX + maxX) / 2, (minY + maxY) / 2)
        var isInside = false
        for ring in rings {
            guard var last = ring.last else { continue }
            for point in ring {
                let (ay, by) = (Double(last.y), Double(point.y))
                if (ay > y) != (by > y) {
                    let crossing = Double(last.x) + (y - ay) / (by - ay) * Double(point.x - last.x)
                    if crossing > x { isInside.toggle() }
                }
                last = point
            }
        }
        return isInside
    }
}
