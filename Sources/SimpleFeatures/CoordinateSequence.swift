/// The positions of a line or a ring in one flat array, `x y` or `x y z` interleaved.
///
/// Flat because an array of points costs ten times as much per vertex on the way to a tile.
public struct CoordinateSequence: Hashable, Sendable {
    /// Whether each position carries a height. M values are not represented: import drops them with an issue.
    public let hasZ: Bool
    /// `stride` numbers per position.
    public var values: [Double]

    public init(hasZ: Bool = false, values: [Double] = []) {
        precondition(values.count.isMultiple(of: hasZ ? 3 : 2), "a position is cut in the middle")
        self.hasZ = hasZ
        self.values = values
    }

    public init(_ coordinates: [Coordinate]) {
        self.init(values: coordinates.flatMap { [$0.x, $0.y] })
    }

    /// Numbers per position: 2 or 3.
    public var stride: Int { hasZ ? 3 : 2 }
    public var count: Int { values.count / stride }
    public var isEmpty: Bool { values.isEmpty }

    public subscript(index: Int) -> Coordinate {
        Coordinate(x: values[index * stride], y: values[index * stride + 1])
    }

    /// Height at `index`, nil when the sequence is flat.
    public func z(at index: Int) -> Double? {
        hasZ ? values[index * 3 + 2] : nil
    }

    /// Whether first and last position agree in x and y.
    public var isClosed: Bool {
        guard count > 1 else { return false }
        return self[0] == self[count - 1]
    }

    /// Twice the signed area (shoelace); positive is counter-clockwise with y pointing north.
    public var doubledSignedArea: Double {
        values.withUnsafeBufferPointer { Self.doubledSignedArea(of: $0, stride: stride) }
    }

    /// Of positions of `stride` numbers each.
    static func doubledSignedArea(of numbers: UnsafeBufferPointer<Double>, stride: Int) -> Double {
        guard numbers.count > 2 * stride else { return 0 }
        // Sums run about the first vertex, so that metres in the millions do not eat the digits.
        let origin = Coordinate(x: numbers[0], y: numbers[1])
        var sum = 0.0
        var previous = Coordinate(x: 0, y: 0)
        var offset = stride
        while offset < numbers.count {
            let current = Coordinate(x: numbers[offset] - origin.x, y: numbers[offset + 1] - origin.y)
            sum += previous.x * current.y - current.x * previous.y
            previous = current
            offset += stride
        }
        return sum
    }

    /// The same positions from last to first.
    public func reversed() -> CoordinateSequence {
        var reversedValues: [Double] = []
        reversedValues.reserveCapacity(values.count)
        for index in Swift.stride(from: values.count - stride, through: 0, by: -stride) {
            reversedValues.append(contentsOf: values[index..<index + stride])
        }
        return CoordinateSequence(hasZ: hasZ, values: reversedValues)
    }
}
