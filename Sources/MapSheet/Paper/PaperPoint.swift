public import MapRender

/// A place on paper: millimetres, `x` to the right and `y` **down**, from the top left corner.
public struct PaperPoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// The same in pixels of a canvas.
    public var canvas: CanvasPoint {
        CanvasPoint(x: x * Paper.pixelsPerMillimetre, y: y * Paper.pixelsPerMillimetre)
    }

    /// The place `part` of the way to another one.
    func towards(_ other: Self, _ part: Double) -> Self {
        Self(x: x + (other.x - x) * part, y: y + (other.y - y) * part)
    }
}
