/// A glyph's mask, drawn finer than the surface, as it lies there turned about its pen.
///
/// Outlines that are filled and widened for every angle would cost ten times as much: 100 names of streets 158 ms.
struct TurnedMask {
    /// Pixels of the mask per pixel of the surface: reading between four of them then is the mean over one pixel.
    static let fineness = 2.0

    let mask: CoverageMask
    let pen: CanvasPoint
    let radians: Double
    /// On the surface.
    let box: CanvasBox

    /// - Parameter pen: in pixels of the surface.
    init(_ mask: CoverageMask, pen: CanvasPoint, radians: Double) {
        self.mask = mask
        self.pen = pen
        self.radians = radians
        let (left, top) = (Double(mask.column), Double(mask.row))
        box = CanvasBox(
            minX: left / Self.fineness, minY: top / Self.fineness, maxX: (left + Double(mask.width)) / Self.fineness,
            maxY: (top + Double(mask.height)) / Self.fineness
        ).rotated(radians: radians).moved(by: pen).grown(by: 1)
    }

    func isVisible(width: Double, height: Double) -> Bool {
        mask.width > 0 && box.overlaps(CanvasBox(minX: 0, minY: 0, maxX: width, maxY: height))
    }
}

extension CoverageMask {
    /// Takes over what a turned mask covers more.
    mutating func unite(with turned: TurnedMask) {
        let firstRow = max(0, Int(turned.box.minY.rounded(.down)) - row)
        let lastRow = min(height, Int(turned.box.maxY.rounded(.up)) - row)
        let firstColumn = max(0, Int(turned.box.minX.rounded(.down)) - column)
        let lastColumn = min(width, Int(turned.box.maxX.rounded(.up)) - column)
        guard firstRow < lastRow, firstColumn < lastColumn else { return }
        let stride = stride
        let step = CanvasPoint(x: TurnedMask.fineness, y: 0).rotated(radians: -turned.radians)
        turned.mask.bytes.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { target in
                for row in firstRow..<lastRow {
                    // The first pixel's middle, in pixels of the turned mask, whose own middles are at one half.
                    let middle = CanvasPoint(
                        x: Double(self.column + firstColumn) + 0.5, y: Double(self.row + row) + 0.5)
                    var place =
                        (middle - turned.pen).rotated(radians: -turned.radians) * TurnedMask.fineness
                        - CanvasPoint(x: Double(turned.mask.column) + 0.5, y: Double(turned.mask.row) + 0.5)
                    for column in firstColumn..<lastColumn {
                        let covered = turned.mask.coverage(at: place, source)
                        let index = row * stride + column
                        if covered > target[index] { target[index] = covered }
                        place.x += step.x
                        place.y += step.y
                    }
                }
            }
        }
    }

    /// Between the middles of four pixels; nothing is covered outside.
    @inline(__always)
    private func coverage(at place: CanvasPoint, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        guard place.x > -1, place.y > -1, place.x < Double(width), place.y < Double(height) else { return 0 }
        // Above -1 the whole part of one more is the number rounded down, plus one.
        let (column, row) = (Int(place.x + 1) - 1, Int(place.y + 1) - 1)
        let partX = Int((place.x - Double(column)) * 256)
        let partY = Int((place.y - Double(row)) * 256)
        func byte(_ column: Int, _ row: Int) -> Int {
            column < 0 || row < 0 || column >= width || row >= height ? 0 : Int(bytes[row * stride + column])
        }
        let above = byte(column, row) * (256 - partX) + byte(column + 1, row) * partX
        let below = byte(column, row + 1) * (256 - partX) + byte(column + 1, row + 1) * partX
        return UInt8(truncatingIfNeeded: (above * (256 - partY) + below * partY + 32_768) >> 16)
    }
}
