/// Shapes that look the same, gathered to be drawn at once: where two of them overlap they are one, and no seam is between
/// neighbours. Those that are to show through each other stay apart.
struct PaintBatches<Paint: Hashable> {
    private(set) var batches: [(paint: Paint, path: CanvasPath)] = []
    private var places: [Paint: Int] = [:]
    /// The last one used: neighbours often look alike, and comparing costs less than hashing.
    private var last = 0
    /// Features that keep their order.
    private var sorted: [(key: Double, paint: Paint, path: CanvasPath, isApart: Bool)] = []

    /// Adds what `draw` draws of one feature.
    /// - Parameters:
    ///   - sortKey: nil joins it to all others of its paint.
    ///   - isApart: whether it is drawn by itself all the same.
    mutating func add(
        _ paint: Paint, sortKey: Double?, isApart: Bool = false, _ draw: (inout CanvasPath) -> Void
    ) {
        if sortKey != nil || isApart {
            var path = CanvasPath()
            draw(&path)
            if !path.isEmpty { sorted.append((sortKey ?? 0, paint, path, isApart)) }
            return
        }
        if batches.isEmpty || batches[last].paint != paint {
            if let place = places[paint] {
                last = place
            } else {
                last = batches.count
                places[paint] = last
                batches.append((paint, CanvasPath()))
            }
        }
        draw(&batches[last].path)
    }

    /// In the order of drawing: neighbours in the order of sort keys that look alike are one.
    var ordered: [(paint: Paint, path: CanvasPath)] {
        var ordered = batches
        // Of equal keys, the first one stays below.
        for entry in sorted.enumerated().sorted(by: { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }) {
            let (_, paint, path, isApart) = entry.element
            if !isApart, ordered.last?.paint == paint {
                ordered[ordered.count - 1].path.append(path)
            } else {
                ordered.append((paint, path))
            }
        }
        return ordered
    }
}
