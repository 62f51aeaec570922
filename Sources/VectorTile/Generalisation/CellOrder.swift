/// The order in which the curve visits the pixels of a cell, for each of the four ways it can lie in one.
///
/// A cell is 16 × 16 pixels; a pixel of it is named by `y << 4 | x`.
struct CellOrder: Sendable {
    /// Pixels along a cell, as a power of two.
    static let exponent = 4
    static let side: Int32 = 1 << Int32(exponent)
    static let pixelCount = 1 << (2 * exponent)

    /// Four times 256: for each way, what pixel is visited when.
    private let pixels: [UInt8]

    init() {
        var pixels = [UInt8](repeating: 0, count: 4 * Self.pixelCount)
        for turn in 0..<4 {
            for pixel in 0..<Self.pixelCount {
                var walk = Walk(turn: turn)
                let (x, y) = (UInt32(pixel) & 15, UInt32(pixel) >> 4)
                pixels[turn * Self.pixelCount + walk.descend(x: x, y: y, levels: Self.exponent)] = UInt8(pixel)
            }
        }
        self.pixels = pixels
    }

    /// How the curve lies in a cell, as an offset for `pixel`.
    /// - Parameters:
    ///   - x: column of the cell in the world.
    ///   - levels: powers of two of the cells along the world.
    func start(x: Int32, y: Int32, levels: Int) -> Int {
        var walk = Walk(turn: 0)
        _ = walk.descend(x: UInt32(x), y: UInt32(y), levels: levels)
        return walk.turn * Self.pixelCount
    }

    @inline(__always)
    func pixel(_ start: Int, _ position: Int) -> Int { Int(pixels[start + position]) }

    /// `HilbertCurve.position`, level by level from a given turn.
    private struct Walk {
        private var swapped: UInt32
        private var flipped: UInt32

        init(turn: Int) {
            swapped = UInt32(turn & 1)
            flipped = UInt32(turn >> 1)
        }

        var turn: Int { Int(swapped | flipped << 1) }

        mutating func descend(x: UInt32, y: UInt32, levels: Int) -> Int {
            var position = 0
            for bit in (0..<UInt32(levels)).reversed() {
                var right = (x >> bit) & 1 ^ flipped
                var lower = (y >> bit) & 1 ^ flipped
                let exchange = (right ^ lower) & swapped
                right ^= exchange
                lower ^= exchange
                position = position << 2 | Int((3 &* right) ^ lower)
                let turn = lower ^ 1
                swapped ^= turn
                flipped ^= turn & right
            }
            return position
        }
    }
}
