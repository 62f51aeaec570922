/// One line or ring that may cross the clip box, in tile units, flat `x y`: the scratch that clipping works in.
///
/// Whole numbers first, fractions after clipping. Reused from ring to ring.
struct ClipPath: ~Copyable, Sendable {
    /// Beyond which sides of the clip box something lies.
    struct Sides: OptionSet, Sendable {
        let rawValue: Int
        static let west = Sides(rawValue: 1)
        static let east = Sides(rawValue: 2)
        static let north = Sides(rawValue: 4)
        static let south = Sides(rawValue: 8)

        @inline(__always)
        init(rawValue: Int) { self.rawValue = rawValue }

        /// Those that a position lies beyond.
        @inline(__always)
        init(x: Int, y: Int, _ grid: TileGrid) {
            rawValue =
                (x < grid.low ? 1 : 0) | (x > grid.high ? 2 : 0) | (y < grid.low ? 4 : 0) | (y > grid.high ? 8 : 0)
        }
    }

    private var memory = Scratch<Double>(capacity: 512)
    /// Numbers in `values`.
    private(set) var count = 0
    /// Sides that some position lies beyond.
    private(set) var crossed: Sides = []
    /// Sides that every position lies beyond: with one of them, nothing is in the clip box.
    private(set) var missed: Sides = []

    var values: UnsafePointer<Double> {
        @inline(__always) get { UnsafePointer(memory.start) }
    }

    /// Reads one ring or line of a record.
    ///
    /// A position is left out when it and its neighbours lie beyond the same side: what is inside the clip box stays
    /// as it is, and of a province with 400,000 positions a tile sees only those near it.
    mutating func load(positions: Int, of record: inout GeometryRecordReader, on grid: TileGrid) {
        memory.reserve(positions * 2, keeping: 0)
        let values = memory.start
        // Copies of its own stay in registers.
        var reader = record
        var count = 0
        var crossed = 0
        var missed = -1
        var last = 0
        var beforeLast = 0
        for _ in 0..<positions {
            let position = reader.readPosition()
            let x = grid.x(position.x)
            let y = grid.y(position.y)
            let sides = Sides(x: x, y: y, grid).rawValue
            crossed |= sides
            missed &= sides
            if sides & last & beforeLast != 0 {
                // In place of the last.
                count &-= 2
            } else {
                beforeLast = last
            }
            values[count] = Double(x)
            values[count &+ 1] = Double(y)
            count &+= 2
            last = sides
        }
        record = reader
        self.count = count
        self.crossed = Sides(rawValue: crossed)
        self.missed = Sides(rawValue: missed)
    }

    /// Takes the numbers of another memory, the first `count`, and gives its own for it.
    mutating func swapValues(with other: inout Scratch<Double>, count: Int) {
        swap(&memory, &other)
        self.count = count
    }

    mutating func removeAll() { count = 0 }
}
