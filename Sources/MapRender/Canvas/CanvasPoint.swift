internal import Glibc

/// A place on a canvas: pixels at scale 1, `x` to the right and `y` **down**, from the top left corner.
public struct CanvasPoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    static func + (one: Self, other: Self) -> Self { Self(x: one.x + other.x, y: one.y + other.y) }
    static func - (one: Self, other: Self) -> Self { Self(x: one.x - other.x, y: one.y - other.y) }
    static func * (one: Self, factor: Double) -> Self { Self(x: one.x * factor, y: one.y * factor) }

    var length: Double { (x * x + y * y).squareRoot() }
    var isFinite: Bool { x.isFinite && y.isFinite }

    func distance(to other: Self) -> Double { (self - other).length }

    /// Turned about the origin, clockwise as seen on the canvas.
    func rotated(radians: Double) -> Self {
        let (sine, cosine) = (sin(radians), cos(radians))
        return Self(x: x * cosine - y * sine, y: x * sine + y * cosine)
    }
}

/// A box on a canvas, edges included.
public struct CanvasBox: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double

    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    public var width: Double { maxX - minX }
    public var height: Double { maxY - minY }
    var centre: CanvasPoint { CanvasPoint(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
    var isFinite: Bool { minX.isFinite && minY.isFinite && maxX.isFinite && maxY.isFinite }

    /// Touching edges are no overlap: two labels side by side both stand.
    public func overlaps(_ other: Self) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    public func grown(by margin: Double) -> Self {
        Self(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
    }

    public func moved(by offset: CanvasPoint) -> Self {
        Self(minX: minX + offset.x, minY: minY + offset.y, maxX: maxX + offset.x, maxY: maxY + offset.y)
    }

    func joined(with other: Self) -> Self {
        Self(
            minX: min(minX, other.minX), minY: min(minY, other.minY),
            maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
    }

    /// Which part of a line from 0 to 1 lies inside; nil for none (Liang and Barsky 1984).
    func part(from: CanvasPoint, to: CanvasPoint) -> ClosedRange<Double>? {
        var (first, last) = (0.0, 1.0)
        let way = to - from
        for (step, room) in [
            (-way.x, from.x - minX), (way.x, maxX - from.x), (-way.y, from.y - minY), (way.y, maxY - from.y),
        ] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                first = max(first, room / step)
            } else {
                last = min(last, room / step)
            }
        }
        return first <= last ? first...last : nil
    }

    /// The box around this one after a turn about the origin.
    func rotated(radians: Double) -> Self {
        guard radians != 0 else { return self }
        let corners = [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY)].map {
            CanvasPoint(x: $0.0, y: $0.1).rotated(radians: radians)
        }
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        return Self(minX: xs.min() ?? 0, minY: ys.min() ?? 0, maxX: xs.max() ?? 0, maxY: ys.max() ?? 0)
    }
}
