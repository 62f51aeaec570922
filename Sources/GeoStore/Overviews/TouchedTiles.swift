internal import VectorTile

/// Which tiles a new version has made different.
public enum TouchedTiles: Hashable, Sendable {
    /// There is no former version to compare with.
    case all
    case count(Int, ofZooms: ClosedRange<Int>)
}

/// Counts the tiles of a zoom that boxes touch, each once, buffers included.
struct TileCounter {
    /// Tile units.
    let buffer: Int

    private static let tileUnits = 4096
    /// Tiles of a zoom that are marked one by one: Viet Nam at zoom 16 has half of it.
    private static let cellLimit = 1 << 23
    /// Rows whose intervals are held at a time.
    private static let rowsAtATime = 1 << 10

    /// Columns and rows of tiles, both ends included.
    private struct TileSpan {
        let columns: ClosedRange<Int>
        let rows: ClosedRange<Int>

        func union(_ other: TileSpan) -> TileSpan {
            TileSpan(columns: Self.union(columns, other.columns), rows: Self.union(rows, other.rows))
        }

        private static func union(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>) -> ClosedRange<Int> {
            min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
        }
    }

    func count(_ boxes: [WorldBox], zoom: Int) -> Int {
        guard !boxes.isEmpty else { return 0 }
        let spans = boxes.map { span(of: $0, zoom: zoom) }
        let whole = spans.dropFirst().reduce(spans[0]) { $0.union($1) }
        let isSmall = whole.columns.count * whole.rows.count <= Self.cellLimit
        return isSmall ? Self.mark(spans, in: whole) : Self.merge(spans, in: whole)
    }

    /// The tiles whose `WorldBox(tile:buffer:)` a box touches.
    private func span(of box: WorldBox, zoom: Int) -> TileSpan {
        let size = 1 << (World.sizeExponent - zoom)
        let margin = (size * (2 * buffer + 1) + 2 * Self.tileUnits - 1) / (2 * Self.tileUnits)
        let last = (1 << zoom) - 1
        func tiles(_ low: Int32, _ high: Int32) -> ClosedRange<Int> {
            // A shift rounds towards minus infinity.
            let first = (Int(low) - margin - 1) >> (World.sizeExponent - zoom)
            let end = (Int(high) + margin) >> (World.sizeExponent - zoom)
            return max(0, min(first, last))...max(0, min(end, last))
        }
        return TileSpan(columns: tiles(box.minX, box.maxX), rows: tiles(box.minY, box.maxY))
    }

    /// Each span adds 1 from its first corner on and takes it away behind its ends: summed up along rows and columns,
    /// what is above 0 is touched. As much work for a large span as for a small one.
    private static func mark(_ spans: [TileSpan], in whole: TileSpan) -> Int {
        let width = whole.columns.count + 1
        let height = whole.rows.count + 1
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: width * height) { steps in
            steps.initialize(repeating: 0)
            for span in spans {
                let left = span.columns.lowerBound - whole.columns.lowerBound
                let right = span.columns.upperBound - whole.columns.lowerBound + 1
                let top = (span.rows.lowerBound - whole.rows.lowerBound) * width
                let bottom = (span.rows.upperBound - whole.rows.lowerBound + 1) * width
                steps[top + left] += 1
                steps[top + right] -= 1
                steps[bottom + left] -= 1
                steps[bottom + right] += 1
            }
            var count = 0
            for row in 0..<(height - 1) {
                let start = row * width
                var depth: Int32 = 0
                for column in 0..<width {
                    // `steps` of the row above holds sums already.
                    depth += steps[start + column]
                    let above = row == 0 ? 0 : steps[start - width + column]
                    steps[start + column] = depth + above
                    if depth + above > 0 { count += 1 }
                }
            }
            return count
        }
    }

    /// For changes all over the world: intervals of columns, row by row.
    private static func merge(_ spans: [TileSpan], in whole: TileSpan) -> Int {
        var count = 0
        var start = whole.rows.lowerBound
        while start <= whole.rows.upperBound {
            let rows = start...min(start + rowsAtATime - 1, whole.rows.upperBound)
            var intervals: [(row: Int, columns: ClosedRange<Int>)] = []
            for span in spans where span.rows.overlaps(rows) {
                for row in span.rows.clamped(to: rows) { intervals.append((row, span.columns)) }
            }
            intervals.sort { ($0.row, $0.columns.lowerBound) < ($1.row, $1.columns.lowerBound) }
            var covered = (row: -1, end: -1)
            for interval in intervals {
                if interval.row != covered.row { covered = (interval.row, -1) }
                let first = max(interval.columns.lowerBound, covered.end + 1)
                count += max(0, interval.columns.upperBound - first + 1)
                covered.end = max(covered.end, interval.columns.upperBound)
            }
            start = rows.upperBound + 1
        }
        return count
    }
}
