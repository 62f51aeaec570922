/// Distances to a shape's edge as bytes, as MapLibre reads them in glyphs and `sdf` icons: 191 at the edge, more inside.
enum DistanceField {
    /// Pixels from the edge to the byte's end.
    static let radius: Float = 8
    /// The part of the bytes that is for the inside.
    static let cutoff: Float = 0.25
    /// Pixels around the shape that the field still has.
    static let border = 3

    static func byte(distance: Float) -> UInt8 {
        let value = 255 - 255 * (distance / radius + cutoff)
        return UInt8(min(max(value, 0), 255).rounded())
    }

    /// The field of a shape that was drawn `fineness` times as large.
    /// - Parameters:
    ///   - coverage: 0...1, row by row, `border` pixels of the field around the shape included.
    ///   - width, height: of the field.
    static func bytes(_ coverage: [Float], width: Int, height: Int, fineness: Int) -> [UInt8] {
        let fineWidth = width * fineness
        let distances = DistanceTransform.signedDistances(coverage, width: fineWidth, height: height * fineness)
        if fineness == 1 { return distances.map(byte) }
        // The middle of a pixel of the field lies between four fine ones, or in the middle of one.
        let (low, high) = ((fineness - 1) / 2, fineness / 2)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height)
        for row in 0..<height {
            let (above, below) = ((row * fineness + low) * fineWidth, (row * fineness + high) * fineWidth)
            for column in 0..<width {
                let (left, right) = (column * fineness + low, column * fineness + high)
                let sum =
                    distances[above + left] + distances[above + right] + distances[below + left]
                    + distances[below + right]
                bytes.append(byte(distance: sum / 4 / Float(fineness)))
            }
        }
        return bytes
    }
}
