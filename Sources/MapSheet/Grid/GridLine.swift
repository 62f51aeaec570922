internal import MapRender

/// A line of equal coordinates, as far as the map shows it.
public struct GridLine: Hashable, Sendable {
    public enum Axis: Hashable, Sendable {
        /// Runs north, at one easting or longitude.
        case east
        /// Runs east, at one northing or latitude.
        case north
    }

    /// Where a line meets the map's edge.
    public struct Crossing: Hashable, Sendable {
        public let edge: SheetEdge
        public let place: PaperPoint
    }

    public let axis: Axis
    /// Metres or degrees, of the grid's own CRS.
    public let value: Double
    /// Of the parts inside the map, one after the other.
    public let parts: [[PaperPoint]]
    public let crossings: [Crossing]

    /// Cuts a line to a box.
    init(axis: Axis, value: Double, points: [PaperPoint], in box: PaperBox) {
        self.axis = axis
        self.value = value
        var parts: [[PaperPoint]] = []
        var crossings: [Crossing] = []
        var part: [PaperPoint] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let cut = SegmentCut(start, end, box) else { continue }
            if part.last != cut.start {
                if part.count > 1 { parts.append(part) }
                part = [cut.start]
            }
            part.append(cut.end)
            crossings += [cut.entry.map { ($0, cut.start) }, cut.exit.map { ($0, cut.end) }].compactMap { crossing in
                crossing.map { Crossing(edge: $0.0, place: $0.1) }
            }
        }
        if part.count > 1 { parts.append(part) }
        self.parts = parts
        self.crossings = crossings
    }

    var path: CanvasPath {
        var path = CanvasPath()
        for part in parts { path.addLine(part.map(\.canvas)) }
        return path
    }
}

/// What of a straight piece lies inside a box (Liang and Barsky 1984).
private struct SegmentCut {
    let start: PaperPoint
    let end: PaperPoint
    /// The edges through which it comes in and leaves; nil where it begins or ends inside.
    let entry: SheetEdge?
    let exit: SheetEdge?

    init?(_ from: PaperPoint, _ to: PaperPoint, _ box: PaperBox) {
        var (first, last) = (0.0, 1.0)
        var (entry, exit): (SheetEdge?, SheetEdge?)
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let sides: [(edge: SheetEdge, towards: Double, room: Double)] = [
            (.left, -dx, from.x - box.minX), (.right, dx, box.maxX - from.x),
            (.top, -dy, from.y - box.minY), (.bottom, dy, box.maxY - from.y),
        ]
        for side in sides {
            guard side.towards != 0 else {
                if side.room < 0 { return nil }
                continue
            }
            let part = side.room / side.towards
            if side.towards < 0, part > first {
                (first, entry) = (part, side.edge)
            } else if side.towards > 0, part < last {
                (last, exit) = (part, side.edge)
            }
        }
        guard first < last else { return nil }
        start = from.towards(to, first)
        end = from.towards(to, last)
        self.entry = entry
        self.exit = exit
    }
}
