/// The box around points.
struct PlaneBox {
    private(set) var minX = Double.infinity
    private(set) var minY = Double.infinity
    private(set) var maxX = -Double.infinity
    private(set) var maxY = -Double.infinity

    init() {}

    init(_ points: some Sequence<TilePoint>) {
        for point in points { insert(point) }
    }

    mutating func insert(_ point: TilePoint) {
        minX = min(minX, point.x)
        minY = min(minY, point.y)
        maxX = max(maxX, point.x)
        maxY = max(maxY, point.y)
    }

    var isEmpty: Bool { minX > maxX }

    /// Whether it lies inside another one without touching it.
    func isInside(_ other: PlaneBox) -> Bool {
        minX > other.minX && maxX < other.maxX && minY > other.minY && maxY < other.maxY
    }
}
