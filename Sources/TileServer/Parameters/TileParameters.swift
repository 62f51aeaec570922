import Tiling

/// The path of a tile: three numbers to a `TileIndex`.
enum TileParameters {
    /// - Parameters:
    ///   - matrix: `z` of an XYZ template, `{tileMatrix}` of OGC API Tiles.
    ///   - row: `y`, which may end in `.mvt` or `.pbf`.
    /// - Throws: `ParameterError` for what is no number, `TilingError.outsideMatrix` for an index that does not exist.
    static func index(matrix: String, row: String, column: String) throws -> TileIndex {
        let isPlain = shortNumber(row) != nil
        let suffix = isPlain ? nil : [".mvt", ".pbf"].first(where: row.hasSuffix)
        let rowText = suffix.map { String(row.dropLast($0.count)) } ?? row
        let matrices = TileMatrixSet.webMercatorQuad.matrices
        let zoom = try number(matrix, name: "tile matrix", allowed: 0...(matrices.count - 1))
        let size = matrices.indices.contains(zoom) ? matrices[zoom] : nil
        return try TileIndex(
            matrix: zoom, row: number(rowText, name: "tile row", allowed: size.map { 0...($0.height - 1) }),
            column: number(column, name: "tile column", allowed: size.map { 0...($0.width - 1) }),
            in: .webMercatorQuad)
    }

    /// - Parameter allowed: nil when the matrix is wrong already, which is what is said then.
    private static func number(_ text: String, name: String, allowed: ClosedRange<Int>?) throws -> Int {
        if let number = shortNumber(text) { return number }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw ParameterError(parameter: name, value: text, expected: "a whole number")
        }
        if let number = Int(text) { return number }
        // A number beyond 64 bits is still an index, only one that no matrix has.
        guard let allowed else { return Int.max }
        throw TilingError.outsideMatrix("\(name) \(text)", allowed: allowed)
    }

    /// Up to nine digits and nothing else; nil for any other text.
    private static func shortNumber(_ text: String) -> Int? {
        guard (1...9).contains(text.utf8.count) else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
