internal import Glibc

/// Reads the distance to the edge between the pixels of a distance field image.
///
/// The fields of MapLibre's icons and glyphs: byte 191 at the edge, 255 / 8 per pixel, more inside.
struct DistanceFieldSampler {
    /// Pixels from the edge to where the byte is 0 or would be 255 · (0.75 + 0.25).
    static let radius = 8.0
    static let edge = 0.75

    let image: PixelImage

    /// Pixels of the image, positive inside; the pixel's centre is at one half.
    func distance(x: Double, y: Double) -> Double {
        let (left, top) = (floor(x - 0.5), floor(y - 0.5))
        let (partX, partY) = (x - 0.5 - left, y - 0.5 - top)
        let (column, row) = (Int(left), Int(top))
        let above = opacity(column, row) * (1 - partX) + opacity(column + 1, row) * partX
        let below = opacity(column, row + 1) * (1 - partX) + opacity(column + 1, row + 1) * partX
        return (above * (1 - partY) + below * partY - Self.edge) * Self.radius
    }

    private func opacity(_ column: Int, _ row: Int) -> Double {
        guard column >= 0, row >= 0, column < image.width, row < image.height else { return 0 }
        return Double(image[column, row] >> 24) / 255
    }
}

extension CoverageMask {
    /// What of an image turned about `centre` lies inside its edge moved outwards.
    /// - Parameters:
    ///   - centre: in pixels of the surface.
    ///   - scale: pixels of the surface per pixel of the image.
    ///   - outwards, fade: pixels of the surface.
    init(
        _ field: DistanceFieldSampler, centre: CanvasPoint, scale: Double, radians: Double, outwards: Double = 0,
        fade: Double = 0
    ) {
        let (halfWidth, halfHeight) = (Double(field.image.width) / 2, Double(field.image.height) / 2)
        let box = CanvasBox(minX: -halfWidth, minY: -halfHeight, maxX: halfWidth, maxY: halfHeight)
            .rotated(radians: radians)
        let left = (centre.x + box.minX * scale).rounded(.down)
        let top = (centre.y + box.minY * scale).rounded(.down)
        self.init(
            column: Int(left), row: Int(top), width: Int((box.width * scale).rounded(.up)) + 1,
            height: Int((box.height * scale).rounded(.up)) + 1)
        for row in 0..<height {
            for column in 0..<width {
                let place = CanvasPoint(x: left + Double(column) + 0.5, y: top + Double(row) + 0.5) - centre
                let inImage = place.rotated(radians: -radians) * (1 / scale)
                let distance = field.distance(x: inImage.x + halfWidth, y: inImage.y + halfHeight) * scale + outwards
                let covered = min(max(distance / (1 + fade) + 0.5, 0), 1)
                bytes[row * stride + column] = UInt8(covered * 255 + 0.5)
            }
        }
    }
}
