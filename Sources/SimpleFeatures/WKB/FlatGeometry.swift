/// A geometry as a few flat arrays that the next one takes over: reading a thousand asks for memory a few times.
struct FlatGeometry: Sendable {
    private(set) var type = GeometryType.point
    private(set) var hasZ = false
    /// Of all positions, `x y` or `x y z`.
    var numbers: [Double] = []
    private(set) var parts: [Part] = []

    /// A point, a line or a ring.
    struct Part: Sendable {
        /// Within `numbers`.
        let range: Range<Int>
        let beginsMember: Bool
    }

    var stride: Int { hasZ ? 3 : 2 }

    /// - Returns: false for a blob that `SpatiaLiteBlob.read` must look at: what is left here is then not to be used.
    mutating func read(_ blob: UnsafeRawBufferPointer) -> Bool {
        numbers.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        var areFinite = true
        let shape = SpatiaLiteBlob.forEachPart(of: blob) { _, part in
            let start = numbers.count
            let count = part.bytes.count / 8
            numbers.append(addingCapacity: count) { span in
                for index in 0..<count {
                    let number = part.number(index)
                    areFinite = areFinite && number.isFinite
                    span.append(number)
                }
            }
            parts.append(Part(range: start..<start + count, beginsMember: part.beginsMember))
            return false
        }
        guard let shape, areFinite else { return false }
        (type, hasZ) = (shape.type, shape.hasZ)
        return true
    }
}
