/// One line or ring that may cross the clip box, in tile units, flat `x y`: the scratch that clipping works in.
///
/// Whole numbers first, fractions after clipping. Reused from ring to ring: the array keeps its capacity.
struct ClipPath: Sendable {
    /// Beyond which sides of the clip box something lies.
    struct Sides: OptionSet, Sendable {
        let rawValue: Int
        static let west = Sides(rawValue: 1)
        static let east = Sides(rawValue: 2)
        static let north = Sides(rawValue: 4)
        static let south = Sides(rawValue: 8)
    }

    var values: [Double] = []
    /// Sides that some position lies beyond.
    private(set) var crossed: Sides = []
    /// Sides that every position lies beyond: with one of them, nothing is in the clip box.
    private(set) var missed: Sides = []

    /// Reads one ring or line of a record.
    ///
    /// A position is left out when it and its neighbours lie beyond the same side: what is inside the clip box stays
    /// as it is, and of a province with 400,000 positions a tile sees only those near it.
    mutating func load(positions: Int, of record: inout GeometryRecordReader, on grid: TileGrid) {
        values.removeAll(keepingCapacity: true)
        crossed = []
        missed = [.west, .east, .north, .south]
        var last: Sides = []
        var beforeLast: Sides = []
        for _ in 0..<positions {
            let position = record.readPosition()
            let x = grid.x(position.x)
            let y = grid.y(position.y)
            var sides: Sides = []
            if x < grid.low { sides.insert(.west) } else if x > grid.high { sides.insert(.east) }
            if y < grid.low { sides.insert(.north) } else if y > grid.high { sides.insert(.south) }
            crossed.formUnion(sides)
            missed.formIntersection(sides)
            let count = values.count
            if count >= 4, !beforeLast.intersection(last).isDisjoint(with: sides) {
                values[count - 2] = Double(x)
                values[count - 1] = Double(y)
            } else {
                values.append(Double(x))
                values.append(Double(y))
                beforeLast = last
            }
            last = sides
        }
    }
}
