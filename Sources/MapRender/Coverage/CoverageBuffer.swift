/// How much of each pixel areas cover: the exact area, not samples.
///
/// Every edge notes in the cells it passes by how much the coverage changes there; the sum of a row from its left end up to
/// a cell is that cell's coverage. Edges that two neighbours share cancel out, so areas of one colour have no seams, and a
/// cell that no edge passes costs nothing but its colour (Raph Levien, "Inside the fastest font renderer in the world").
/// ```
///   edge       cells of a row      summed up
///    ╲         0  .5  .5  0  0     0  .5  1  1  1
/// ```
final class CoverageBuffer {
    let width: Int
    let height: Int
    /// `stride` numbers for each row: changes at a column and, for the last one, behind it.
    private let cells: UnsafeMutablePointer<Float>
    private let stride: Int
    /// A bit for each cell that an edge passed.
    private let passed: UnsafeMutablePointer<UInt64>
    private let words: Int
    /// What edges passed since the last sweep.
    private var rows: Range<Int>?
    /// Of `passed`: shapes are small.
    private var firstWord = Int.max
    private var lastWord = 0

    /// - Precondition: `width` and `height` are positive.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = width + 2
        words = (stride + 63) / 64
        cells = .allocate(capacity: stride * height)
        cells.initialize(repeating: 0, count: stride * height)
        passed = .allocate(capacity: words * height)
        passed.initialize(repeating: 0, count: words * height)
    }

    deinit {
        cells.deallocate()
        passed.deallocate()
    }

    // MARK: Edges

    /// Adds an edge of a ring, in pixels of the buffer. What lies outside is cut off; what lies left of it covers all the same.
    /// - Parameter bottom: rows from there on do not count.
    func addEdge(_ startX: Double, _ startY: Double, _ endX: Double, _ endY: Double, bottom rowLimit: Int) {
        guard startY != endY else { return }
        let isDown = startY < endY
        var (topX, topY, footX, footY) =
            isDown ? (startX, startY, endX, endY) : (endX, endY, startX, startY)
        let (right, bottom) = (Double(width), Double(rowLimit))
        guard footY > 0, topY < bottom else { return }
        let slope = (footX - topX) / (footY - topY)
        if topY < 0 {
            topX -= topY * slope
            topY = 0
        }
        if footY > bottom {
            footX = topX + (bottom - topY) * slope
            footY = bottom
        }
        guard topX < right || footX < right else { return }
        let sign: Float = isDown ? 1 : -1
        // Left of the buffer an edge counts as its rim; right of it, nothing does.
        if topX < 0 || footX < 0 {
            let isInside = topX > 0 || footX > 0
            let rim = isInside ? topY - topX / slope : footY
            if topX < 0 {
                addInside(0, topY, 0, min(rim, footY), sign)
                (topX, topY) = (0, rim)
            } else {
                addInside(0, max(rim, topY), 0, footY, sign)
                (footX, footY) = (0, rim)
            }
            guard isInside else { return }
        }
        if topX > right || footX > right {
            let rim = topY + (right - topX) / slope
            if topX > right { (topX, topY) = (right, rim) } else { (footX, footY) = (right, rim) }
        }
        addInside(topX, topY, footX, footY, sign)
    }

    private func addInside(_ topX: Double, _ topY: Double, _ footX: Double, _ footY: Double, _ sign: Float) {
        guard topY < footY else { return }
        let slope = (footX - topX) / (footY - topY)
        let first = min(Int(topY), height - 1)
        let last = max(first, Int(footY.rounded(.up)) - 1)
        rows = rows.map { min($0.lowerBound, first)..<max($0.upperBound, last + 1) } ?? first..<(last + 1)
        let limit = Double(width)
        var x = topX
        for row in first...last {
            let from = max(topY, Double(row))
            let to = min(footY, Double(row + 1))
            let next = min(max(topX + (to - topY) * slope, 0), limit)
            addStep(row, Float(x), Float(next), Float(to - from) * sign)
            x = next
        }
    }

    /// The piece of an edge that lies in one row: from column `x` to `next`, of a height with a sign.
    @inline(__always)
    private func addStep(_ row: Int, _ x: Float, _ next: Float, _ height: Float) {
        guard height != 0 else { return }
        let (left, right) = x < next ? (x, next) : (next, x)
        let first = Int(left)
        let last = max(first, Int(right.rounded(.up)) - 1)
        let row = (cells: cells + row * stride, passed: passed + row * words)
        row.passed[first >> 6] |= 1 << UInt64(first & 63)
        firstWord = min(firstWord, first >> 6)
        lastWord = max(lastWord, (last + 1) >> 6)
        if first == last {
            // The part right of the edge, of a trapezium.
            let part = height * ((left + right) / 2 - Float(first))
            row.cells[first] += height - part
            row.cells[first + 1] += part
        } else {
            // Each cell is covered by what lies right of the edge in it: a triangle, trapeziums, and all but a triangle.
            let perColumn = height / (right - left)
            let start = Float(first + 1) - left
            var covered = perColumn * start * start / 2
            row.cells[first] += covered
            for column in (first + 1)..<last {
                let now = perColumn * (Float(column) + 0.5 - left)
                row.cells[column] += now - covered
                row.passed[column >> 6] |= 1 << UInt64(column & 63)
                covered = now
            }
            let end = right - Float(last)
            let now = height - perColumn * end * end / 2
            row.cells[last] += now - covered
            row.passed[last >> 6] |= 1 << UInt64(last & 63)
            row.cells[last + 1] += height - now
        }
        row.passed[(last + 1) >> 6] |= 1 << UInt64((last + 1) & 63)
    }

    // MARK: Colours

    /// Lays a colour over pixels as far as they are covered, and begins anew. Where several areas overlap they count as one.
    /// - Parameters:
    ///   - pixels: of the buffer's first row; `stride` of them from one row to the next.
    ///   - span: the columns of a row that may be drawn on.
    func sweep(
        _ ink: PixelInk, onto pixels: UnsafeMutablePointer<UInt32>, stride pixelStride: Int, span: (Int) -> Range<Int>
    ) {
        guard let rows, firstWord <= lastWord else { return }
        for row in rows {
            let span = span(row)
            @inline(__always) func cover(
                _ first: Int, _ last: Int, _ pixels: UnsafeMutablePointer<UInt32>, by sum: Float
            ) {
                let (first, last) = (max(first, span.lowerBound), min(last, span.upperBound))
                if first < last { ink.cover(pixels + first, last - first, by: abs(sum)) }
            }
            let cells = cells + row * stride
            let passed = passed + row * words
            let pixels = pixels + row * pixelStride
            var sum: Float = 0
            var column = 0
            for word in firstWord...lastWord {
                var bits = passed[word]
                guard bits != 0 else { continue }
                passed[word] = 0
                while bits != 0 {
                    let next = word << 6 + bits.trailingZeroBitCount
                    bits &= bits - 1
                    cover(column, next, pixels, by: sum)
                    sum += cells[next]
                    cells[next] = 0
                    if span.contains(next) { ink.cover(pixels + next, by: abs(sum)) }
                    column = next + 1
                }
            }
            cover(column, width, pixels, by: sum)
        }
        self.rows = nil
        (firstWord, lastWord) = (Int.max, 0)
    }
}
