/// The curve along which an overview is ordered: neighbours on it are neighbours on the ground, and the positions of
/// each tile of each zoom follow each other without a gap.
public enum HilbertCurve {
    /// Bits of one coordinate.
    static let order = 31

    /// 0…2^62 − 1, from 31 bits each way.
    public static func position(x: UInt32, y: UInt32) -> UInt64 {
        // 32 bits are eight steps of four. A turn before the first bit that counts makes up for the one too many: on a
        // zero in both coordinates the curve only changes its direction.
        position(x: x, y: y, steps: 8, turn: table.firstTurn)
    }

    /// The position of a cell of 2^exponent units, the front of that of all positions in it.
    /// - Parameter x: column of the cell.
    public static func position(x: UInt32, y: UInt32, exponent: Int) -> UInt64 {
        position(x: x << UInt32(exponent), y: y << UInt32(exponent)) >> UInt64(2 * exponent)
    }

    @inline(__always)
    private static func position(x: UInt32, y: UInt32, steps: UInt32, turn first: UInt64) -> UInt64 {
        let cells = table.cells
        var position: UInt64 = 0
        var turn = first
        var shift = steps &* 4
        while shift > 0 {
            shift &-= 4
            let cell = UInt64((x >> shift) & 15) << 4 | UInt64((y >> shift) & 15)
            let found = UInt64(cells[Int(truncatingIfNeeded: turn << 8 | cell)])
            position = position << 8 | found & 0xFF
            turn = found >> 8
        }
        return position
    }

    private static let table = Table()

    /// Four bits of each coordinate at a time: 12 ns instead of 60 for one bit after the other.
    private struct Table: @unchecked Sendable {
        /// By turn, x and y: the next turn and eight bits of the position.
        let cells: UnsafeMutablePointer<UInt16>
        /// The turn that becomes 0 by a zero in both coordinates.
        let firstTurn: UInt64

        init() {
            // Made once and kept.
            cells = .allocate(capacity: 4 << 8)
            for turn in 0..<4 {
                for cell in 0..<256 {
                    let (position, next) = Self.walk(UInt32(cell >> 4), UInt32(cell & 15), turn: UInt32(turn))
                    cells[turn << 8 | cell] = UInt16(next << 8 | position)
                }
            }
            firstTurn = (0..<4).first { Self.step(0, 0, turn: $0).next == 0 }.map(UInt64.init) ?? 0
        }

        private static func walk(_ x: UInt32, _ y: UInt32, turn first: UInt32) -> (position: UInt32, next: UInt32) {
            var position: UInt32 = 0
            var turn = first
            for bit in (0..<UInt32(4)).reversed() {
                let (digit, next) = step((x >> bit) & 1, (y >> bit) & 1, turn: turn)
                position = position << 2 | digit
                turn = next
            }
            return (position, turn)
        }

        /// https://en.wikipedia.org/wiki/Hilbert_curve, `xy2d`, with the turns kept as two bits (swapped, flipped)
        /// instead of being applied to the coordinates.
        private static func step(_ x: UInt32, _ y: UInt32, turn: UInt32) -> (digit: UInt32, next: UInt32) {
            let swapped = turn & 1
            let flipped = turn >> 1
            var right = x ^ flipped
            var lower = y ^ flipped
            if swapped == 1 { (right, lower) = (lower, right) }
            let exchange = lower ^ 1
            return ((3 * right) ^ lower, swapped ^ exchange | (flipped ^ (exchange & right)) << 1)
        }
    }
}
