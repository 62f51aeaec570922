import Foundation
import MapRender

/// Shapes that several tests draw.
enum Drawings {
    static let red = Colour(red: 1, green: 0, blue: 0)
    static let blue = Colour(red: 0, green: 0, blue: 1)

    static func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> CanvasPath {
        var path = CanvasPath()
        path.addBox(CanvasBox(minX: minX, minY: minY, maxX: maxX, maxY: maxY))
        return path
    }

    static func line(_ numbers: Double...) -> CanvasPath {
        var path = CanvasPath()
        for index in stride(from: 0, to: numbers.count, by: 2) { path.add(x: numbers[index], y: numbers[index + 1]) }
        path.endLine()
        return path
    }

    static func image(
        _ width: Int = 64, _ height: Int = 64, scale: Double = 1, _ draw: (Canvas) throws -> Void
    ) throws -> PixelImage {
        let canvas = try Canvas(width: width, height: height, scale: scale)
        try draw(canvas)
        return try canvas.image()
    }
}

extension PixelImage {
    func opacity(_ x: Int, _ y: Int) -> Int { Int(self[x, y] >> 24) }

    /// How many pixels are covered, parts added up.
    var coveredPixels: Double { pixels.reduce(0) { $0 + Double($1 >> 24) } / 255 }

    /// Of columns and rows, the part that lies there.
    func part(columns: Range<Int>, rows: Range<Int>) throws -> PixelImage {
        try PixelImage(
            width: columns.count, height: rows.count, pixels: rows.flatMap { row in columns.map { self[$0, row] } })
    }

    /// The largest difference of any part of any pixel.
    func difference(from other: PixelImage) -> Int {
        zip(pixels, other.pixels).reduce(0) { largest, pair in
            [24, 16, 8, 0].reduce(largest) { max($0, abs(Int(pair.0 >> $1 & 0xFF) - Int(pair.1 >> $1 & 0xFF))) }
        }
    }
}

/// Numbers that are the same in each run (Marsaglia's xorshift).
struct RepeatableNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
