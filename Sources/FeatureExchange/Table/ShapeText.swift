import CGDAL
import SimpleFeatures

/// A geometry in a text value.
enum ShapeText {
    enum Form: String, Hashable, Sendable {
        case wkt = "WKT"
        case ewkt = "EWKT"
        case wkbHex = "WKB"
    }

    private static let words = [
        "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
        "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "TIN", "POLYHEDRALSURFACE",
        "TRIANGLE",
    ]

    /// Nil when `bytes` are no geometry.
    static func form(of bytes: [UInt8]) -> Form? {
        let start = bytes.drop { $0 <= 0x20 }
        guard start.count >= 7 else { return nil }
        // The byte order, then a type below 20 in that order: 01 03000000… or 00 00000003…
        if start.count >= 18, start.starts(with: Array("01".utf8)) || start.starts(with: Array("00".utf8)),
            start.prefix(2000).allSatisfy(isHex)
        {
            return .wkbHex
        }
        let text = String(decoding: start.prefix(60), as: UTF8.self).uppercased()
        if text.hasPrefix("SRID=") { return .ewkt }
        let isWord = words.contains { word in
            guard text.hasPrefix(word) else { return false }
            let rest = text.dropFirst(word.count).drop { $0 == " " }
            return rest.hasPrefix("(") || rest.hasPrefix("Z") || rest.hasPrefix("M") || rest.hasPrefix("EMPTY")
        }
        return isWord ? .wkt : nil
    }

    /// The code in `SRID=4326;…`, and in hexadecimal WKB of PostGIS.
    static func srid(of bytes: [UInt8]) -> Int? {
        switch form(of: bytes) {
        case .ewkt:
            let text = String(decoding: bytes.prefix(40), as: UTF8.self)
            guard let equals = text.firstIndex(of: "=") else { return nil }
            return Int(text[text.index(after: equals)...].prefix { $0.isNumber })
        case .wkbHex:
            guard let head = binary(bytes.prefix(18)), head.count == 9 else { return nil }
            let isLittle = head[0] == 1
            let code = isLittle ? head.littleEndianUInt32(at: 1) : UInt32(bitPattern: head.bigEndianInt32(at: 1))
            guard code & 0x2000_0000 != 0 else { return nil }
            return Int(isLittle ? head.littleEndianInt32(at: 5) : head.bigEndianInt32(at: 5))
        case .wkt, nil: return nil
        }
    }

    /// A geometry of ours from the text; nil when it is none.
    static func geometry(_ bytes: UnsafeRawBufferPointer) -> OGRGeometry? {
        let trimmed = [UInt8](bytes).drop { $0 <= 0x20 }
        guard let first = trimmed.first else { return nil }
        if first == UInt8(ascii: "0"), let wkb = binary(trimmed) {
            // Our own reader bounds counts and nesting before GDAL sees the bytes.
            guard (try? WKBReader.read(wkb)) != nil else { return nil }
            return try? OGRGeometry(wkb: withoutSRID(wkb))
        }
        var text = Array(trimmed.map { CChar(bitPattern: $0) }) + [0]
        if first == UInt8(ascii: "S") || first == UInt8(ascii: "s"),
            let semicolon = text.firstIndex(of: CChar(UInt8(ascii: ";")))
        {
            text.removeFirst(semicolon + 1)
        }
        return text.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            var made: OGRGeometryH?
            // OGR_G_CreateFromWkt: OGRERR_NONE and a geometry of ours; moves `start` behind what it read.
            guard OGR_G_CreateFromWkt(&start, nil, &made) == OGRERR_NONE, let made else { return nil }
            return OGRGeometry(owning: made)
        }
    }

    /// PostGIS puts the code between type and body; GDAL wants it gone.
    private static func withoutSRID(_ wkb: [UInt8]) -> [UInt8] {
        let flagged = wkb[0] == 1 ? 4 : 1
        guard wkb.count >= 9, wkb[flagged] & 0x20 != 0 else { return wkb }
        var plain = wkb
        plain[flagged] &= ~0x20
        plain.removeSubrange(5..<9)
        return plain
    }

    private static func isHex(_ byte: UInt8) -> Bool { value(byte) != nil || byte == UInt8(ascii: " ") }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func binary(_ hex: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hex.count / 2)
        var high: UInt8?
        for digit in hex {
            guard let number = value(digit) else {
                if digit <= 0x20 { continue }
                return nil
            }
            if let first = high {
                bytes.append(first << 4 | number)
                high = nil
            } else {
                high = number
            }
        }
        return high == nil ? bytes : nil
    }
}
