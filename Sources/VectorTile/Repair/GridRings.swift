/// Rings on the tile's integer grid, one after the other in one flat array, without the closing position.
struct GridRings: ~Copyable, Sendable {
    /// One ring.
    struct Ring: Sendable {
        /// Where it starts and ends in `values`.
        var start: Int
        var end: Int
        /// Twice the signed area: positive is an exterior ring (MVT 2.1, 4.3.4.4).
        var doubledArea: Int
        /// Whether it is a star, and so cannot touch itself: `RingCleaner.Result`.
        var isStar: Bool
    }

    private var numbers = Scratch<Int32>(capacity: 256)
    private var rings = Scratch<Ring>(capacity: 16)
    private(set) var count = 0

    /// `x y` interleaved; every position lies in the clip box, so products of differences fit 64 bits by far.
    /// What is behind the last ring's end is room for the next.
    var values: UnsafePointer<Int32> {
        @inline(__always) get { UnsafePointer(numbers.start) }
    }

    subscript(ring: Int) -> Ring {
        @inline(__always) get { rings.start[ring] }
    }

    /// Numbers of all rings.
    var length: Int { count == 0 ? 0 : self[count &- 1].end }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Takes the last ring away.
    mutating func removeLast() { count -= 1 }

    @inline(__always)
    private mutating func append(_ ring: Ring) {
        rings.reserve(count &+ 1, keeping: count)
        rings.start[count] = ring
        count &+= 1
    }

    /// Whether every position is in a box. A feature's own box says so already; a damaged record may not keep to it.
    func lie(in range: ClosedRange<Int32>) -> Bool {
        UnsafeBufferPointer(start: values, count: length).allSatisfy { range.contains($0) }
    }

    /// A copy of one ring of another set, turned so that its area is positive (an exterior) or negative (a hole).
    mutating func append(ring: Int, of other: borrowing GridRings, asExterior isExterior: Bool) {
        let start = length
        var copy = other[ring]
        let count = copy.end - copy.start
        numbers.reserve(start + count, keeping: start)
        let isForward = (copy.doubledArea > 0) == isExterior
        for offset in stride(from: 0, to: count, by: 2) {
            let source = isForward ? copy.start + offset : copy.end - 2 - offset
            numbers.start[start + offset] = other.values[source]
            numbers.start[start + offset + 1] = other.values[source + 1]
        }
        copy.start = start
        copy.end = start + count
        copy.doubledArea = isExterior ? abs(copy.doubledArea) : -abs(copy.doubledArea)
        append(copy)
    }

    /// Reads a ring of an overview's record on to the grid, without repeats, collinear positions and spikes.
    ///
    /// False, and nothing appended, when no area is left. The reader is behind the ring in any case.
    /// - Precondition: the record has `positions` more positions, and the ring lies in the clip box.
    @inline(__always)
    mutating func append(positions: Int, of record: inout GeometryRecordReader, on grid: TileGrid) -> Bool {
        let start = length
        numbers.reserve(start + positions * 2, keeping: start)
        let sum = record.read(positions, on: grid, to: numbers.start + start)
        return note(RingCleaner.clean(numbers.start + start, positions: positions, sum: sum), start)
    }

    /// Appends a clipped ring: it is in the clip box, though not on the grid.
    mutating func append(_ path: borrowing ClipPath) -> Bool {
        let values = path.values
        return append(path.count / 2) { place in
            (TileGrid.rounded(values[place * 2]), TileGrid.rounded(values[place * 2 + 1]))
        }
    }

    /// Appends positions that are on the grid already, cleaned likewise.
    mutating func append(_ positions: ArraySlice<GridPosition>) -> Bool {
        let first = positions.startIndex
        return append(positions.count) { (positions[first + $0].x, positions[first + $0].y) }
    }

    @inline(__always)
    private mutating func append(_ positions: Int, at position: (Int) -> (Int32, Int32)) -> Bool {
        guard positions > 0 else { return false }
        let start = length
        numbers.reserve(start + positions * 2, keeping: start)
        let ring = numbers.start + start
        var sum = (x: 0, y: 0)
        for place in 0..<positions {
            let (x, y) = position(place)
            ring[2 * place] = x
            ring[2 * place + 1] = y
            sum.x &+= Int(x)
            sum.y &+= Int(y)
        }
        return note(RingCleaner.clean(ring, positions: positions, sum: sum), start)
    }

    @inline(__always)
    private mutating func note(_ ring: RingCleaner.Result, _ start: Int) -> Bool {
        guard ring.doubledArea != 0 else { return false }
        append(Ring(start: start, end: start &+ ring.length, doubledArea: ring.doubledArea, isStar: ring.isStar))
        return true
    }

    /// Positive when a → b → c turns left (y taken upwards), zero when the three are on one line.
    @inline(__always)
    static func turn(_ ax: Int32, _ ay: Int32, _ bx: Int32, _ by: Int32, _ cx: Int32, _ cy: Int32) -> Int {
        let first = (Int(bx) &- Int(ax)) &* (Int(cy) &- Int(ay))
        let second = (Int(by) &- Int(ay)) &* (Int(cx) &- Int(ax))
        return first &- second
    }
}

/// One crossing of the tile's grid.
struct GridPosition: Hashable, Sendable {
    var x: Int32
    var y: Int32
}
