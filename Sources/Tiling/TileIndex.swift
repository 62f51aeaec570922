/// Which tile: `matrix` is the zoom of a quad, `row` counts from the north, `column` from the west.
///
/// ```
///            column →
///        ┌──────┬──────┐
///   row  │ 0, 0 │ 0, 1 │      XYZ templates name them z = matrix, x = column, y = row;
///    ↓   ├──────┼──────┤      OGC API Tiles puts row before column.
///        │ 1, 0 │ 1, 1 │
///        └──────┴──────┘
/// ```
public struct TileIndex: Hashable, Sendable {
    public let matrix: Int
    public let row: Int
    public let column: Int

    /// An index that `tileMatrixSet` has.
    /// - Throws: `TilingError.outsideMatrix`.
    public init(matrix: Int, row: Int, column: Int, in tileMatrixSet: TileMatrixSet) throws(TilingError) {
        guard tileMatrixSet.matrices.indices.contains(matrix) else {
            throw TilingError.outsideMatrix(
                "tile matrix \(matrix)", allowed: 0...(tileMatrixSet.matrices.count - 1))
        }
        let size = tileMatrixSet.matrices[matrix]
        guard (0..<size.height).contains(row) else {
            throw TilingError.outsideMatrix("row \(row) of tile matrix \(matrix)", allowed: 0...(size.height - 1))
        }
        guard (0..<size.width).contains(column) else {
            throw TilingError.outsideMatrix("column \(column) of tile matrix \(matrix)", allowed: 0...(size.width - 1))
        }
        self.matrix = matrix
        self.row = row
        self.column = column
    }
}

extension TileIndex: CustomStringConvertible {
    public var description: String { "\(matrix)/\(column)/\(row)" }
}

/// Why there is no such tile.
public enum TilingError: Error, Hashable, Sendable {
    case outsideMatrix(String, allowed: ClosedRange<Int>)
}
