/// How far each pixel is from an edge, exactly (Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled
/// Functions").
enum DistanceTransform {
    /// Farther than any pixel is from any other.
    private static let far: Float = 1e12

    /// Signed distances to the edge of what is covered, in pixels: positive outside. Pixels that are covered in part lie
    /// at the distance that their coverage says, as in Mapbox's TinySDF.
    /// - Parameter coverage: 0...1 for each pixel, row by row.
    static func signedDistances(_ coverage: [Float], width: Int, height: Int) -> [Float] {
        var outside = [Float](repeating: far, count: coverage.count)
        var inside = [Float](repeating: 0, count: coverage.count)
        for (index, covered) in coverage.enumerated() where covered > 0 {
            if covered >= 1 {
                outside[index] = 0
                inside[index] = far
            } else {
                let distance = 0.5 - covered
                outside[index] = distance > 0 ? distance * distance : 0
                inside[index] = distance < 0 ? distance * distance : 0
            }
        }
        transform(&outside, width: width, height: height)
        transform(&inside, width: width, height: height)
        for index in outside.indices { outside[index] = outside[index].squareRoot() - inside[index].squareRoot() }
        return outside
    }

    /// Squared distances to the nearest pixel plus what that pixel had: columns, then rows.
    static func transform(_ squares: inout [Float], width: Int, height: Int) {
        let envelope = Envelope(count: max(width, height))
        squares.withUnsafeMutableBufferPointer { squares in
            guard let start = squares.baseAddress else { return }
            for column in 0..<width { envelope.transform(start + column, width, height) }
            for row in 0..<height { envelope.transform(start + row * width, 1, width) }
        }
    }

    /// The lower envelope of parabolas over one row or column; used again for the next.
    private struct Envelope: ~Copyable {
        private let values: UnsafeMutablePointer<Float>
        /// Where the parabolas of the envelope stand.
        private let feet: UnsafeMutablePointer<Int32>
        /// Where one parabola goes below the one before.
        private let borders: UnsafeMutablePointer<Float>

        init(count: Int) {
            values = .allocate(capacity: count + 1)
            feet = .allocate(capacity: count + 1)
            borders = .allocate(capacity: count + 2)
        }

        deinit {
            values.deallocate()
            feet.deallocate()
            borders.deallocate()
        }

        func transform(_ squares: UnsafeMutablePointer<Float>, _ step: Int, _ count: Int) {
            for index in 0..<count { values[index] = squares[index * step] }
            var last = 0
            feet[0] = 0
            borders[0] = -.infinity
            borders[1] = .infinity
            for foot in 1..<Int32(max(count, 1)) {
                var border = crossing(foot, feet[last])
                while border <= borders[last] {
                    last -= 1
                    border = crossing(foot, feet[last])
                }
                last += 1
                feet[last] = foot
                borders[last] = border
                borders[last + 1] = .infinity
            }
            last = 0
            for index in 0..<count {
                while borders[last + 1] < Float(index) { last += 1 }
                let away = Float(Int32(truncatingIfNeeded: index) - feet[last])
                squares[index * step] = away * away + values[Int(feet[last])]
            }
        }

        /// Where the parabola over `foot` meets the one over `other`, which stands before it.
        @inline(__always)
        private func crossing(_ foot: Int32, _ other: Int32) -> Float {
            let heights = values[Int(foot)] - values[Int(other)]
            return (heights + Float(foot * foot - other * other)) / Float(2 * (foot - other))
        }
    }
}
