/// Names of columns as a KML has them: LIBKML makes `M___x__` of `Mã xã`.
struct KMLColumnNames: Hashable, Sendable {
    private var names: [String: String] = [:]

    init(_ columns: Set<String>) {
        // Two names that become one are one column to GDAL: whose it is cannot be told.
        for (flat, known) in Dictionary(grouping: columns, by: Self.flat) where known.count == 1 {
            names[flat] = known[0]
        }
    }

    /// The name in the file; nil for what is no column of the file's own.
    subscript(name: String) -> String? { names[name] }

    /// Every byte that is neither an ASCII letter nor a digit becomes `_`.
    private static func flat(_ name: String) -> String {
        String(
            decoding: name.utf8.map { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: byte
                default: UInt8(ascii: "_")
                }
            }, as: UTF8.self)
    }
}
