/// A colour that is laid over pixels: 0xAARRGGBB, premultiplied, as Cairo keeps them.
struct PixelInk {
    /// Premultiplied, 0...255.
    private let alpha: Float
    private let red: Float
    private let green: Float
    private let blue: Float

    init(_ colour: Colour) {
        let strength = colour.opacity * 255
        alpha = Float(strength)
        red = Float(colour.red * strength)
        green = Float(colour.green * strength)
        blue = Float(colour.blue * strength)
    }

    /// Of coverage.
    private static let steps: Float = 32
    private static let leastCoverage = 0.5 / steps

    /// One pixel.
    @inline(__always)
    func cover(_ pixel: UnsafeMutablePointer<UInt32>, by coverage: Float) {
        guard coverage > Self.leastCoverage else { return }
        let source = source(coverage)
        pixel.pointee = Self.over(source, pixel.pointee, 255 - source >> 24)
    }

    /// A run of pixels.
    @inline(__always)
    func cover(_ pixels: UnsafeMutablePointer<UInt32>, _ count: Int, by coverage: Float) {
        guard coverage > Self.leastCoverage else { return }
        let source = source(coverage)
        let rest = 255 - source >> 24
        guard rest > 0 else { return pixels.update(repeating: source, count: count) }
        for place in 0..<count { pixels[place] = Self.over(source, pixels[place], rest) }
    }

    @inline(__always)
    private func source(_ coverage: Float) -> UInt32 {
        // Steps that nobody sees: fewer colours for PNGEncoder to tell apart.
        let part = Float(Int32(min(coverage, 1) * Self.steps + 0.5)) / Self.steps
        @inline(__always) func byte(_ value: Float) -> UInt32 { UInt32(bitPattern: Int32(value * part + 0.5)) }
        return byte(alpha) << 24 | byte(red) << 16 | byte(green) << 8 | byte(blue)
    }

    /// `source + target · rest / 255`, rounded, two parts of a pixel at a time.
    @inline(__always)
    private static func over(_ source: UInt32, _ target: UInt32, _ rest: UInt32) -> UInt32 {
        var even = (target & 0x00FF_00FF) * rest + 0x0080_0080
        even = (even + (even >> 8 & 0x00FF_00FF)) >> 8 & 0x00FF_00FF
        var odd = (target >> 8 & 0x00FF_00FF) * rest + 0x0080_0080
        odd = (odd + (odd >> 8 & 0x00FF_00FF)) & 0xFF00_FF00
        return source &+ (even | odd)
    }
}
