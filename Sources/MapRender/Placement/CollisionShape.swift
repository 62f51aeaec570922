/// A disc that keeps other labels away.
public struct CollisionCircle: Hashable, Sendable {
    public var centre: CanvasPoint
    public var radius: Double

    public init(centre: CanvasPoint, radius: Double) {
        self.centre = centre
        self.radius = radius
    }

    public var box: CanvasBox {
        CanvasBox(
            minX: centre.x - radius, minY: centre.y - radius, maxX: centre.x + radius, maxY: centre.y + radius)
    }

    func overlaps(_ other: Self) -> Bool {
        let between = centre - other.centre
        let reach = radius + other.radius
        return between.x * between.x + between.y * between.y < reach * reach
    }

    func overlaps(_ box: CanvasBox) -> Bool {
        let x = centre.x - min(max(centre.x, box.minX), box.maxX)
        let y = centre.y - min(max(centre.y, box.minY), box.maxY)
        return x * x + y * y < radius * radius
    }
}

/// What a label takes up.
public enum CollisionShape: Hashable, Sendable {
    case box(CanvasBox)
    case circle(CollisionCircle)

    public var box: CanvasBox {
        switch self {
        case .box(let box): box
        case .circle(let circle): circle.box
        }
    }

    /// Shapes that only touch do not overlap.
    public func overlaps(_ other: Self) -> Bool {
        switch (self, other) {
        case (.box(let one), .box(let another)): one.overlaps(another)
        case (.circle(let circle), .box(let box)), (.box(let box), .circle(let circle)): circle.overlaps(box)
        case (.circle(let one), .circle(let another)): one.overlaps(another)
        }
    }
}
