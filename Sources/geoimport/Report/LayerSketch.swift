import SimpleFeatures

/// The shape of a layer in a few hundred dots: its extent, and the middles of some features, evenly taken from however
/// many there are. Memory does not grow.
struct LayerSketch: Hashable, Sendable {
    private static let capacity = 1500

    private(set) var places: [Coordinate] = []
    private(set) var minX = Double.infinity
    private(set) var minY = Double.infinity
    private(set) var maxX = -Double.infinity
    private(set) var maxY = -Double.infinity
    private var seen = 0
    /// Every so many features one is kept; doubled each time the list is full.
    private var step = 1

    var isEmpty: Bool { minX > maxX }

    /// - Parameter geometry: finite; in the CRS of the layer.
    mutating func add(_ geometry: Geometry) {
        var box = EnvelopeAccumulator()
        for sequence in geometry.sequences { box.add(sequence) }
        guard let box = box.envelope(in: .crs84) else { return }
        minX = min(minX, box.minX)
        minY = min(minY, box.minY)
        maxX = max(maxX, box.maxX)
        maxY = max(maxY, box.maxY)
        defer { seen += 1 }
        guard seen.isMultiple(of: step) else { return }
        places.append(box.centre)
        guard places.count == Self.capacity else { return }
        places = places.indices.filter { $0.isMultiple(of: 2) }.map { places[$0] }
        step *= 2
    }
}
