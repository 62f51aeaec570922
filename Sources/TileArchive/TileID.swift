public import Tiling

/// The place of a tile in a PMTiles archive: all tiles of zoom 0, then of zoom 1…, each zoom along a Hilbert curve
/// (PMTiles 3, section 4).
///
/// ```
///   zoom 1:   1 │ 4        ids 1, 2, 3, 4 at (column, row) 0/0, 0/1, 1/1, 1/0;
///             ──┼──        the four tiles below the tile at position p of its zoom
///             2 │ 3        are at positions 4p … 4p + 3 of the next
/// ```
public struct TileID: Hashable, Comparable, Sendable {
    public let value: UInt64

    /// 4^25 − 1 over 3: the first id beyond the deepest matrix, zoom 24.
    static let end: UInt64 = firstValue(ofZoom: 25)

    /// - Returns: nil for an id deeper than the deepest matrix.
    public init?(value: UInt64) {
        guard value < Self.end else { return nil }
        self.value = value
    }

    public init(_ index: TileIndex) {
        var position: UInt64 = 0
        var x = index.column
        var y = index.row
        for bit in stride(from: index.matrix - 1, through: 0, by: -1) {
            let side = 1 << bit
            let rx = side & x
            let ry = side & y
            position &+= UInt64(truncatingIfNeeded: ((3 &* rx) ^ ry) << bit)
            Self.rotate(side: side, &x, &y, rx: rx, ry: ry)
        }
        value = Self.firstValue(ofZoom: index.matrix) + position
    }

    /// - Precondition: `position` is below 4^zoom, and `zoom` not beyond 24.
    init(zoom: Int, position: UInt64) {
        precondition(zoom <= 24 && position < 1 << (2 * zoom), "no such tile")
        value = Self.firstValue(ofZoom: zoom) + position
    }

    public static func < (left: TileID, right: TileID) -> Bool { left.value < right.value }

    public var zoom: Int { (Int.bitWidth - 1 - (3 * value + 1).leadingZeroBitCount) / 2 }

    /// Along the curve of its zoom.
    var position: UInt64 { value - Self.firstValue(ofZoom: zoom) }

    public var index: TileIndex {
        let zoom = zoom
        var rest = Int(position)
        var x = 0
        var y = 0
        for bit in 0..<zoom {
            let side = 1 << bit
            let rx = (rest >> 1) & 1
            let ry = (rest ^ rx) & 1
            Self.rotate(side: side, &x, &y, rx: rx, ry: ry)
            x += side * rx
            y += side * ry
            rest >>= 2
        }
        guard let index = try? TileIndex(matrix: zoom, row: y, column: x, in: .webMercatorQuad) else {
            preconditionFailure("the curve of zoom \(zoom) left its matrix")
        }
        return index
    }

    /// 1 + 4 + 16 + … tiles lie before a zoom.
    static func firstValue(ofZoom zoom: Int) -> UInt64 { ((1 << (2 * UInt64(zoom))) - 1) / 3 }

    private static func rotate(side: Int, _ x: inout Int, _ y: inout Int, rx: Int, ry: Int) {
        guard ry == 0 else { return }
        if rx != 0 {
            x = side &- 1 &- x
            y = side &- 1 &- y
        }
        swap(&x, &y)
    }
}

extension TileID: CustomStringConvertible {
    public var description: String { index.description }
}
