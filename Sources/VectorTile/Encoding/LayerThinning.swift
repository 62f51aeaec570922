import SimpleFeatures
import Tiling

/// Decides what a layer that is too large shows instead of its small features, cell by cell of a fixed grid.
///
/// ```
///   ┌────┬────┐         ┌────┬────┐      Small polygons of a cell become one square of their area, which takes id
///   │▪▪▖▗│▗▖  │         │ ▆▆ │ ▗▖ │      and values of the weightiest. Of small lines, and of points, the
///   │▪▝▪▘│    │   ──►   │ ▀▀ │    │      weightiest stays. Weight, then the lower id: the order of features
///   └────┴────┘         └────┴────┘      does not matter, and what is far away does not either.
/// ```
struct LayerThinning {
    /// What becomes of one feature.
    enum Part {
        case itself
        /// A square about a position, in tile units.
        case square(x: Int, y: Int, side: Int)
        /// Its area is in the square of another.
        case area
        case nothing
    }

    private struct CellKey: Hashable {
        var kind: GeometryKind
        var x: Int
        var y: Int
    }

    private struct Cell {
        var winner: Int
        var weight: UInt32
        var id: Int64
        /// Of all small polygons, square tile units.
        var area: Double
    }

    private let grid: TileGrid
    private let content: EncodedTileLayer.Content
    /// A cell's side is 2^cellBits tile units: from a pixel (8 at 512 px) upwards.
    private let cellBits: Int
    private var side: Int { 1 << cellBits }
    private var cells: [CellKey: Cell] = [:]

    init(tile: TileIndex, options: TileOptions, content: EncodedTileLayer.Content, level: Int) {
        grid = TileGrid(tile: tile, options: options)
        self.content = content
        cellBits = level + max(0, options.tileUnits.trailingZeroBitCount - 10)
    }

    /// Takes a feature into account. To be done for all before the first is asked for.
    mutating func note(_ feature: OverviewFeature) {
        guard let key = key(of: feature) else { return }
        let area = key.kind == .polygons ? grid.area(of: feature) : 0
        let id = feature.id?.value ?? .max
        guard var cell = cells[key] else {
            cells[key] = Cell(winner: feature.row, weight: feature.weight, id: id, area: area)
            return
        }
        if (feature.weight, cell.id) > (cell.weight, id) {
            (cell.winner, cell.weight, cell.id) = (feature.row, feature.weight, id)
        }
        cell.area += area
        cells[key] = cell
    }

    func part(of feature: OverviewFeature) -> Part {
        guard let key = key(of: feature), let cell = cells[key] else { return .itself }
        let isWinner = cell.winner == feature.row
        guard key.kind == .polygons else { return isWinner ? .itself : .nothing }
        guard isWinner else { return .area }
        let width = min(side, max(1, Int(cell.area.squareRoot().rounded())))
        return .square(x: key.x << cellBits + side / 2, y: key.y << cellBits + side / 2, side: width)
    }

    func keepsLabel(of feature: OverviewFeature) -> Bool {
        guard let key = key(of: feature), let cell = cells[key] else { return true }
        return cell.winner == feature.row
    }

    /// The cell that a small feature is in; nil for one that is large, or not in the tile at all.
    private func key(of feature: OverviewFeature) -> CellKey? {
        if content == .labels {
            guard let label = feature.label, grid.holdsWithoutBuffer(label) else { return nil }
            return CellKey(kind: .points, x: grid.x(label.x) >> cellBits, y: grid.y(label.y) >> cellBits)
        }
        let (west, east) = (grid.x(feature.box.minX), grid.x(feature.box.maxX))
        let (north, south) = (grid.y(feature.box.minY), grid.y(feature.box.maxY))
        guard west <= grid.high, east >= grid.low, north <= grid.high, south >= grid.low else { return nil }
        guard isSmall(feature, width: east - west, height: south - north) else { return nil }
        // The middle of a feature at the rim may be beyond it.
        let x = min(max((west + east) >> 1, grid.low), grid.high)
        let y = min(max((north + south) >> 1, grid.low), grid.high)
        return CellKey(kind: feature.kind, x: x >> cellBits, y: y >> cellBits)
    }

    private func isSmall(_ feature: OverviewFeature, width: Int, height: Int) -> Bool {
        switch feature.kind {
        case .points, .lines: max(width, height) < side
        case .polygons: max(width, height) < 4 * side && 2 * grid.area(of: feature) < Double(side * side)
        }
    }
}

extension TileGrid {
    /// Area of a feature's polygons in square tile units, not rounded to the grid.
    func area(of feature: OverviewFeature) -> Double {
        guard !feature.geometry.isEmpty else { return 0 }
        var record = GeometryRecordReader(feature)
        var doubled = 0.0
        for _ in 0..<record.readNumber() {
            let count = record.readNumber() >> 1
            guard count > 0, count <= record.mostPositions else { break }
            let first = record.readPosition()
            var (x, y) = (0.0, 0.0)
            for _ in 1..<count {
                let position = record.readPosition()
                let (nextX, nextY) = (
                    Double(Int(position.x) - Int(first.x)), Double(Int(position.y) - Int(first.y))
                )
                doubled += x * nextY - nextX * y
                (x, y) = (nextX, nextY)
            }
        }
        // A ring that crosses itself may come to less than its holes.
        return max(0, doubled / 2 / (unitsPerTileUnit * unitsPerTileUnit))
    }
}
