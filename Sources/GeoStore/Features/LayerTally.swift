internal import SimpleFeatures

/// What is counted of the rows of a layer while they are written.
struct LayerTally {
    private(set) var count = 0
    private(set) var nullCount = 0
    private var box = EnvelopeAccumulator()

    /// - Parameter box: of a geometry that has positions.
    mutating func add(_ box: BlobBox?, isNull: Bool) {
        count += 1
        if isNull { nullCount += 1 }
        guard let box else { return }
        self.box.add(x: box.minX, y: box.minY)
        self.box.add(x: box.maxX, y: box.maxY)
    }

    /// Around all of them, exact; nil when none has a position.
    func envelope(in crs: CRS) -> Envelope? { box.envelope(in: crs) }
}
