/// Pixels as a value: rows from the top, each 0xAARRGGBB with colours multiplied by opacity, as Cairo holds them.
public struct PixelImage: Hashable, Sendable {
    public let width: Int
    public let height: Int
    public let pixels: [UInt32]

    /// - Throws: `MapRenderError.pixelCount`, `.canvasSize`.
    public init(width: Int, height: Int, pixels: [UInt32]) throws(MapRenderError) {
        let sides = 1...Canvas.sideLimit
        guard sides.contains(width), sides.contains(height), width * height <= Canvas.pixelLimit else {
            throw .canvasSize(
                width: Double(width), height: Double(height), sideLimit: Canvas.sideLimit,
                pixelLimit: Canvas.pixelLimit)
        }
        guard pixels.count == width * height else { throw .pixelCount(pixels.count, width: width, height: height) }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    public subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

    /// Whether every pixel hides what is below.
    public var isOpaque: Bool { pixels.allSatisfy { $0 >= 0xFF00_0000 } }

    /// Red, green, blue, opacity of a premultiplied pixel, not multiplied any more.
    @inline(__always)
    static func straight(_ pixel: UInt32) -> UInt32 {
        let alpha = pixel >> 24
        if alpha == 255 || alpha == 0 { return pixel }
        func part(_ shift: UInt32) -> UInt32 {
            min(((pixel >> shift & 0xFF) * 255 + alpha / 2) / alpha, 255) << shift
        }
        return alpha << 24 | part(16) | part(8) | part(0)
    }

    /// Four bytes a pixel: red, green, blue, opacity, not premultiplied.
    func straightBytes() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: pixels.count * 4) { buffer, count in
            for (index, pixel) in pixels.enumerated() {
                let straight = Self.straight(pixel)
                buffer[4 * index] = UInt8(truncatingIfNeeded: straight >> 16)
                buffer[4 * index + 1] = UInt8(truncatingIfNeeded: straight >> 8)
                buffer[4 * index + 2] = UInt8(truncatingIfNeeded: straight)
                buffer[4 * index + 3] = UInt8(truncatingIfNeeded: straight >> 24)
            }
            count = pixels.count * 4
        }
    }
}
