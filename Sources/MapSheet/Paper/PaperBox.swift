public import MapRender

/// A box on paper, in millimetres, `y` down.
public struct PaperBox: Hashable, Sendable {
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
    public var centre: PaperPoint { PaperPoint(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

    /// The same in pixels of a canvas.
    public var canvas: CanvasBox {
        let scale = Paper.pixelsPerMillimetre
        return CanvasBox(minX: minX * scale, minY: minY * scale, maxX: maxX * scale, maxY: maxY * scale)
    }

    /// Smaller by as much on each side.
    func inset(by margin: Double) -> Self {
        Self(minX: minX + margin, minY: minY + margin, maxX: maxX - margin, maxY: maxY - margin)
    }

    func overlaps(_ other: Self) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    public func contains(_ other: Self) -> Bool {
        minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
    }

    /// Takes a strip off an edge, and leaves `gap` between it and what remains.
    mutating func cut(_ edge: SheetEdge, _ length: Double, gap: Double = 0) -> Self {
        var strip = self
        switch edge {
        case .top:
            strip.maxY = minY + length
            minY = strip.maxY + gap
        case .bottom:
            strip.minY = maxY - length
            maxY = strip.minY - gap
        case .left:
            strip.maxX = minX + length
            minX = strip.maxX + gap
        case .right:
            strip.minX = maxX - length
            maxX = strip.minX - gap
        }
        return strip
    }
}

/// A side of a sheet or of its map.
public enum SheetEdge: Hashable, Sendable, CaseIterable {
    case top, bottom, left, right
}
