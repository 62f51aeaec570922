import Testing

@testable import MapRender

@Suite struct DistanceTransformTests {
    @Test("the transform is what trying every pixel says", arguments: [(1, 1), (7, 1), (1, 9), (13, 11), (32, 5)])
    func bruteForce(width: Int, height: Int) {
        var numbers = RepeatableNumbers(seed: 11)
        let sources = (0..<width * height).map { _ -> Float in
            Float.random(in: 0...1, using: &numbers) < 0.15 ? Float.random(in: 0...2, using: &numbers) : 1e12
        }
        var squares = sources
        DistanceTransform.transform(&squares, width: width, height: height)
        for index in squares.indices {
            let nearest = sources.indices.map { other -> Float in
                let (x, y) = (Float(index % width - other % width), Float(index / width - other / width))
                return x * x + y * y + sources[other]
            }.min()!
            #expect(abs(squares[index] - nearest) <= nearest * 1e-5)
        }
    }

    @Test("a half plane that covers pixels in part has distances that are exact")
    func halfPlane() {
        // The edge is at 4.3: pixel 4 is covered by 0.3.
        let row: [Float] = [1, 1, 1, 1, 0.3, 0, 0, 0, 0]
        let distances = DistanceTransform.signedDistances(
            [Float](Array(repeating: row, count: 5).joined()), width: 9, height: 5)
        for (column, distance) in distances[18..<27].enumerated() {
            #expect(abs(distance - (Float(column) + 0.5 - 4.3)) < 0.36)
        }
        #expect(abs(distances[22] - 0.2) < 0.001)
    }

    @Test("bytes stop at their ends")
    func bytes() {
        #expect(DistanceField.byte(distance: 0) == 191)
        #expect(DistanceField.byte(distance: 100) == 0)
        #expect(DistanceField.byte(distance: -100) == 255)
        #expect(DistanceField.byte(distance: 8 * 0.75) == 0)
    }
}
