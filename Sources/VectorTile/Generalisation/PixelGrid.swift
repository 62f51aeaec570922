/// The pixels of the 512-pixel tiles of one zoom, over the whole world: what generalisation measures with.
///
/// Pixels, cells of 2^n pixels and tiles are nested squares, each one stretch of `HilbertCurve`.
@frozen public struct PixelGrid: Hashable, Sendable {
    /// Pixels along a tile, as a power of two.
    @usableFromInline static let tileExponent = 9
    /// The last zoom at which a pixel is at least a world unit.
    public static let lastZoom = World.sizeExponent - tileExponent

    public let zoom: Int
    /// World units along a pixel, as a power of two.
    @usableFromInline let pixelExponent: Int

    /// - Precondition: `zoom` in 0…22.
    public init(zoom: Int) {
        precondition((0...Self.lastZoom).contains(zoom), "zoom is outside 0…22")
        self.zoom = zoom
        pixelExponent = Self.lastZoom - zoom
    }

    /// World units along a pixel.
    @inlinable public var pixelSide: Int32 { 1 << Int32(pixelExponent) }

    /// How far simplifying may move an edge: half a pixel, in world units; 0 at the last zoom.
    @inlinable public var tolerance: Int32 { pixelSide / 2 }

    /// Twice the area of a pixel, in square world units.
    @inlinable public var doubledPixelArea: UInt64 { 2 << UInt64(2 * pixelExponent) }

    /// Twice the area of half a pixel: smaller polygons are pooled, smaller holes are filled.
    @inlinable public var doubledHalfPixelArea: UInt64 { doubledPixelArea / 2 }

    /// Where a pixel lies along the curve, from the position of any point in it.
    @inlinable @inline(__always)
    func pixelPosition(_ curvePosition: UInt64) -> UInt64 { curvePosition >> UInt64(2 * pixelExponent) }

    /// The tile that a point belongs to, as a number along the curve: equal for equal tiles.
    /// - Parameter curvePosition: of the point; of a feature, `WorldBox.curvePosition`.
    @inlinable
    public func tilePosition(_ curvePosition: UInt64) -> UInt64 {
        curvePosition >> UInt64(2 * (pixelExponent + Self.tileExponent))
    }
}
