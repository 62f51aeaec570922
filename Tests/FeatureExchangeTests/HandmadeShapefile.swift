import Foundation

/// A shapefile made byte by byte, for what no program would write.
struct HandmadeShapefile {
    struct Column {
        let name: String
        let type: Character
        let width: Int
        var decimals = 0
    }

    let type: Int32
    let columns: [Column]
    private var shapes: [[UInt8]] = []
    private var rows: [UInt8] = []
    /// The records of the .shp in this order, where it is not that of their numbers.
    var order: [Int]?

    init(type: Int32, columns: [Column]) {
        self.type = type
        self.columns = columns
    }

    /// - Parameters:
    ///   - fields: their bytes as they stand; filled with `filler`.
    ///   - isDeleted: whether the row is marked.
    mutating func add(
        _ shape: [UInt8], _ fields: [String], filler: UInt8 = UInt8(ascii: " "), isDeleted: Bool = false
    ) {
        shapes.append(shape)
        rows.append(UInt8(ascii: isDeleted ? "*" : " "))
        for (column, field) in zip(columns, fields) {
            let bytes = Array(field.utf8.prefix(column.width))
            rows += bytes + Array(repeating: filler, count: column.width - bytes.count)
        }
    }

    static func point(_ x: Double, _ y: Double) -> [UInt8] {
        little(1 as Int32) + little(x.bitPattern) + little(y.bitPattern)
    }

    /// Lines (3) or polygons (5).
    static func parts(_ type: Int32, _ parts: [[(Double, Double)]]) -> [UInt8] {
        let points = parts.flatMap { $0 }
        let (xs, ys): ([Double], [Double]) = (points.map { $0.0 }, points.map { $0.1 })
        let box: [Double] = [xs.min() ?? 0, ys.min() ?? 0, xs.max() ?? 0, ys.max() ?? 0]
        var bytes: [UInt8] = little(type)
        for number in box { bytes += little(number.bitPattern) }
        bytes += little(Int32(parts.count))
        bytes += little(Int32(points.count))
        var start: Int32 = 0
        for part in parts {
            bytes += little(start)
            start += Int32(part.count)
        }
        for (x, y) in points { bytes += little(x.bitPattern) + little(y.bitPattern) }
        return bytes
    }

    static let null: [UInt8] = little(0 as Int32)

    /// Writes `name.shp`, `.shx` and `.dbf`.
    /// - Returns: the path of the .shp.
    func write(to folder: TemporaryFolder, as name: String) throws -> String {
        var records: [UInt8] = []
        var index = [[UInt8]](repeating: [], count: shapes.count)
        for number in order ?? Array(shapes.indices) {
            let words = Int32(shapes[number].count / 2)
            index[number] = Self.big(Int32((100 + records.count) / 2)) + Self.big(words)
            records += Self.big(Int32(number + 1)) + Self.big(words) + shapes[number]
        }
        let entries = index.flatMap { $0 }
        try write(header(records.count) + records, folder, "\(name).shp")
        try write(header(entries.count) + entries, folder, "\(name).shx")
        let length = 1 + columns.reduce(0) { $0 + $1.width }
        var table: [UInt8] = [3, 126, 1, 1]
        table += Self.little(Int32(shapes.count))
        table += Self.little(UInt16(33 + 32 * columns.count))
        table += Self.little(UInt16(length))
        table += [UInt8](repeating: 0, count: 20)
        for column in columns {
            let title = [UInt8](column.name.utf8)
            table += title
            table += [UInt8](repeating: 0, count: 11 - title.count)
            table += [column.type.asciiValue ?? 0, 0, 0, 0, 0, UInt8(column.width), UInt8(column.decimals)]
            table += [UInt8](repeating: 0, count: 14)
        }
        try write(table + [0x0D] + rows + [0x1A], folder, "\(name).dbf")
        return folder.path("\(name).shp")
    }

    private func write(_ bytes: [UInt8], _ folder: TemporaryFolder, _ name: String) throws {
        try Data(bytes).write(to: folder.url.appending(path: name))
    }

    private func header(_ length: Int) -> [UInt8] {
        var bytes: [UInt8] = Self.big(9994 as Int32)
        bytes += [UInt8](repeating: 0, count: 20)
        bytes += Self.big(Int32((100 + length) / 2))
        bytes += Self.little(1000 as Int32)
        bytes += Self.little(type)
        bytes += [UInt8](repeating: 0, count: 64)
        return bytes
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
