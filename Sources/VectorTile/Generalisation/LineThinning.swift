/// Leaves out lines that would be drawn over others, and joins lines where there are too many.
///
/// In each cell of 64 × 64 pixels the lines that go first (importance, then length) are drawn onto a raster; a short
/// line stays when it adds something to what is seen: so a main road in many short pieces is never dotted, and a lane
/// on top of it is dropped. Long lines always stay. Where a tile has more short lines than the limit, those of one
/// class and importance in a block of its crowded cells become one feature with many lines.
///
/// Local: a line belongs to the cell its box has its middle in, and nothing outside decides whether it stays; only
/// joining looks at a whole tile. The order in which lines are added does not matter.
public struct LineThinning {
    /// Lines of so many pixels always stay.
    public static let longLength = 16.0
    /// A short line stays when at least this share of its pixels is not drawn yet.
    private static let newShare = 4
    /// Pixels along a cell, as a power of two.
    static let cellExponent = 6
    /// Steps of the raster along a cell, as a power of two: half a pixel each, so that no gap is seen.
    private static let rasterExponent = cellExponent + 1

    private let grid: PixelGrid
    private let featureLimit: Int
    private var entries: [LineEntry] = []
    /// Steps of the raster that lines take, `y << 7 | x` in their cell.
    private var pixels: [UInt16] = []
    /// Where those of the line being added start.
    private var entryStart = 0
    private var isCovered = [Bool](repeating: false, count: 1 << (2 * rasterExponent))
    private var joiner: LineJoiner

    /// - Parameter featureLimit: how many short lines a tile may hold before some are joined.
    public init(grid: PixelGrid, featureLimit: Int = 2500) {
        self.grid = grid
        self.featureLimit = featureLimit
        joiner = LineJoiner(cellLimit: max(1, featureLimit >> (2 * (PixelGrid.tileExponent - Self.cellExponent))))
    }

    /// - Parameters:
    ///   - index: the caller's own number for the line.
    ///   - classID: lines of different classes are never joined; the value id that the map is coloured by, or 0.
    ///   - box: of the feature; `rank.curvePosition` is its.
    ///   - parts: of lines.
    public mutating func add(
        index: Int32, classID: UInt32 = 0, rank: FeatureRank, box: WorldBox,
        points: UnsafeBufferPointer<WorldPoint>, parts: UnsafeBufferPointer<WorldGeometry.Part>
    ) {
        let side = Int64(grid.pixelSide)
        let middleX = (Int64(box.minX) + Int64(box.maxX)) / 2 / side
        let middleY = (Int64(box.minY) + Int64(box.maxY)) / 2 / side
        entryStart = pixels.count
        var length = 0.0
        for part in parts {
            let line = UnsafeBufferPointer(rebasing: points[part.start..<(part.start + part.count)])
            length += addPixels(
                of: line, cellX: middleX >> Int64(Self.cellExponent), middleY >> Int64(Self.cellExponent))
        }
        entries.append(
            LineEntry(
                cell: grid.pixelPosition(rank.curvePosition) >> UInt64(2 * Self.cellExponent), rank: rank,
                length: length / Double(side), classID: classID, index: index,
                firstPixel: Int32(truncatingIfNeeded: entryStart),
                pixelCount: Int32(truncatingIfNeeded: pixels.count - entryStart),
                middle: UInt16(truncatingIfNeeded: (middleY & 63) << 6 | (middleX & 63))))
    }

    /// Hands over the lines that stay, cell by cell along the curve, and forgets everything.
    /// - Returns: how many were left out.
    @discardableResult
    public mutating func drain(_ body: (ThinnedLine) throws -> Void) rethrows -> Int {
        defer {
            entries.removeAll(keepingCapacity: true)
            pixels.removeAll(keepingCapacity: true)
        }
        entries.sort { $0.goesFirst(before: $1) }
        var droppedCount = 0
        let tileShift = UInt64(2 * (PixelGrid.tileExponent - Self.cellExponent))
        var start = 0
        while start < entries.count {
            let tile = entries[start].cell >> tileShift
            var end = start
            var shortCount = 0
            while end < entries.count, entries[end].cell >> tileShift == tile {
                let cellStart = end
                while end < entries.count, entries[end].cell == entries[cellStart].cell { end += 1 }
                shortCount += thin(cellStart..<end)
            }
            droppedCount += try joiner.handOver(entries[start..<end], isCrowded: shortCount > featureLimit, body)
            start = end
        }
        return droppedCount
    }

    // MARK: One cell

    /// Marks the lines of a cell that stay.
    /// - Returns: how many of them are short.
    private mutating func thin(_ range: Range<Int>) -> Int {
        for pixel in isCovered.indices { isCovered[pixel] = false }
        var shortCount = 0
        for index in range {
            let first = Int(entries[index].firstPixel)
            let count = Int(entries[index].pixelCount)
            var newCount = 0
            for pixel in pixels[first..<(first + count)] where !isCovered[Int(pixel)] { newCount += 1 }
            let isLong = entries[index].length >= Self.longLength
            // A line that bends out of its cell has nothing there to be judged by.
            guard isLong || count == 0 || (newCount > 0 && newCount * Self.newShare >= count) else { continue }
            entries[index].isKept = true
            if !isLong { shortCount += 1 }
            for pixel in pixels[first..<(first + count)] { isCovered[Int(pixel)] = true }
        }
        return shortCount
    }

    // MARK: The raster

    /// Adds the pixels of a line inside its cell.
    /// - Returns: the length of the line in world units.
    private mutating func addPixels(
        of line: UnsafeBufferPointer<WorldPoint>, cellX: Int64, _ cellY: Int64
    ) -> Double {
        guard var last = line.first else { return 0 }
        var length = 0.0
        let scale = 2 / Double(grid.pixelSide)
        for point in line.dropFirst() {
            let dx = Double(point.x) - Double(last.x)
            let dy = Double(point.y) - Double(last.y)
            length += (dx * dx + dy * dy).squareRoot()
            // One step along the longer way for each step of the raster, taken in its middle, so that lines that
            // meet do not cover each other's ends. More steps than a tile has do not matter: such a line is long.
            let count = min(max(abs(dx), abs(dy)) * scale, Double(2 << PixelGrid.tileExponent)).rounded(.up)
            var step = 0.5
            while step < count {
                let x = (Double(last.x) + dx * step / count) * scale
                let y = (Double(last.y) + dy * step / count) * scale
                addPixel(Int64(x), Int64(y), cellX, cellY)
                step += 1
            }
            last = point
        }
        return length
    }

    @inline(__always)
    private mutating func addPixel(_ x: Int64, _ y: Int64, _ cellX: Int64, _ cellY: Int64) {
        let exponent = Int64(Self.rasterExponent)
        guard x >> exponent == cellX, y >> exponent == cellY else { return }
        let pixel = UInt16(truncatingIfNeeded: (y & 127) << 7 | (x & 127))
        if pixels.count == entryStart || pixels[pixels.count - 1] != pixel { pixels.append(pixel) }
    }
}
