/// Lines on the tile's integer grid, one after the other in one piece of memory; or the points of a feature, as one.
struct GridLines: ~Copyable, Sendable {
    private var numbers = Scratch<Int32>(capacity: 512)
    private var ends = Scratch<Int>(capacity: 16)
    private(set) var count = 0
    /// Numbers of all lines: two for each position.
    private(set) var length = 0

    /// `x y` interleaved.
    var values: UnsafePointer<Int32> {
        @inline(__always) get { UnsafePointer(numbers.start) }
    }

    /// Where a line lies in `values`.
    subscript(line: Int) -> Range<Int> {
        @inline(__always) get { (line == 0 ? 0 : ends.start[line &- 1])..<ends.start[line] }
    }

    @inline(__always)
    mutating func removeAll() {
        count = 0
        length = 0
    }

    /// Reads a line of an overview's record on to the grid, without repeats and the middles of straight runs. Nothing is
    /// appended where less than two positions are left.
    /// - Precondition: the record has `positions` more positions.
    @inline(__always)
    mutating func append(positions: Int, of record: inout GeometryRecordReader, on grid: TileGrid) {
        var cleaner = cleaner(for: positions)
        let line = numbers.start + length
        _ = record.read(positions, on: grid, to: line)
        for offset in stride(from: 0, to: 2 &* positions, by: 2) {
            cleaner.push(Int(line[offset]), Int(line[offset &+ 1]))
        }
        append(cleaner)
    }

    /// Appends a line that was cut out of another, cleaned likewise: numbers in a range of `values`.
    mutating func append(_ values: UnsafePointer<Double>, _ range: Range<Int>) {
        var cleaner = cleaner(for: range.count / 2)
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            cleaner.push(Int(TileGrid.rounded(values[offset])), Int(TileGrid.rounded(values[offset + 1])))
        }
        append(cleaner)
    }

    /// Adds a point, unless it is the one before.
    @inline(__always)
    mutating func append(pointAt x: Int, _ y: Int) {
        let (x, y) = (Int32(truncatingIfNeeded: x), Int32(truncatingIfNeeded: y))
        if length > 0, values[length &- 2] == x, values[length &- 1] == y { return }
        numbers.reserve(length &+ 2, keeping: length)
        numbers.start[length] = x
        numbers.start[length &+ 1] = y
        length &+= 2
        ends.start[0] = length
        count = 1
    }

    @inline(__always)
    private mutating func cleaner(for positions: Int) -> LineCleaner {
        numbers.reserve(length &+ 2 &* positions, keeping: length)
        return LineCleaner(numbers.start + length)
    }

    @inline(__always)
    private mutating func append(_ line: LineCleaner) {
        guard line.length >= 4 else { return }
        length &+= line.length
        ends.reserve(count &+ 1, keeping: count)
        ends.start[count] = length
        count &+= 1
    }
}
