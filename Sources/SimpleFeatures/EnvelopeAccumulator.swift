/// Collects positions into the smallest box around them; nil until the first finite position.
public struct EnvelopeAccumulator: Sendable {
    private var minX = Double.infinity
    private var minY = Double.infinity
    private var maxX = -Double.infinity
    private var maxY = -Double.infinity

    public init() {}

    public mutating func add(x: Double, y: Double) {
        if x < minX { minX = x }
        if x > maxX { maxX = x }
        if y < minY { minY = y }
        if y > maxY { maxY = y }
    }

    public mutating func add(_ sequence: CoordinateSequence) {
        let stride = sequence.stride
        sequence.values.withUnsafeBufferPointer { values in
            var offset = 0
            while offset < values.count {
                add(x: values[offset], y: values[offset + 1])
                offset += stride
            }
        }
    }

    public mutating func add(_ envelope: Envelope) {
        add(x: envelope.minX, y: envelope.minY)
        add(x: envelope.maxX, y: envelope.maxY)
    }

    public func envelope(in crs: CRS) -> Envelope? {
        guard minX <= maxX, minY <= maxY else { return nil }
        return Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY, crs: crs)
    }
}
