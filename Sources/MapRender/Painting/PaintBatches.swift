/// Shapes that look the same, gathered to be drawn at once: where two of them overlap they are one, as are the halves of a
/// shape that two tiles hold, and no seam is between neighbours.
struct PaintBatches<Paint: Hashable> {
    private(set) var batches: [(paint: Paint, path: CanvasPath)] = []
    private var places: [Paint: Int] = [:]
    /// The last one used: neighbours often look alike, and comparing costs less than hashing.
    private var last = 0
    /// Features with a sort key, which keep their order.
    private var sorted: [(key: Double, paint: Paint, path: CanvasPath)] = []

    /// Adds what `draw` draws of one feature.
    /// - Parameter sortKey: nil joins it to all others of its paint.
    mutating func add(_ paint: Paint, sortKey: Double?, _ draw: (inout CanvasPath) -> Void) {
        if let sortKey {
            var path = CanvasPath()
            draw(&path)
            if !path.isEmpty { sorted.append((sortKey, paint, path)) }
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
            let (_, paint, path) = entry.element
            if ordered.last?.paint == paint {
                ordered[ordered.count - 1].path.append(path)
            } else {
                ordered.append((paint, path))
            }
        }
        return ordered
    }
}
