/// The curve along which an overview is ordered: neighbours on it are neighbours on the ground, and the positions of
/// each tile of each zoom follow each other without a gap.
public enum HilbertCurve {
    /// Bits of one coordinate.
    @usableFromInline static let order = 31

    /// 0…2^62 − 1, from 31 bits each way. https://en.wikipedia.org/wiki/Hilbert_curve, `xy2d`, with the turns kept as
    /// two bits instead of being applied to the coordinates: no branch that could be guessed wrong.
    @inlinable
    public static func position(x: UInt32, y: UInt32) -> UInt64 {
        var position: UInt64 = 0
        var swapped: UInt32 = 0
        var flipped: UInt32 = 0
        var bit = UInt32(order)
        while bit > 0 {
            bit &-= 1
            var right = (x >> bit) & 1 ^ flipped
            var upper = (y >> bit) & 1 ^ flipped
            let exchange = (right ^ upper) & swapped
            right ^= exchange
            upper ^= exchange
            position = position << 2 | UInt64((3 &* right) ^ upper)
            let turn = upper ^ 1
            swapped ^= turn
            flipped ^= turn & right
        }
        return position
    }
}
