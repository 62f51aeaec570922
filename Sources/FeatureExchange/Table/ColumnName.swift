import Foundation

/// What a column's name says about a position, in Vietnamese with and without marks, in English, in surveyors' letters.
enum ColumnName {
    enum Axis: Hashable, Sendable {
        /// Longitude, easting: beyond doubt.
        case east
        /// Latitude, northing: beyond doubt.
        case north
        /// The letters, which surveyors and mathematicians use the other way round.
        case x, y
        case height
    }

    /// `Tọa độ X (m)`, `KINH ĐỘ`, `toa_do_x`, `X_VN2000`, `lon`, `E`…; nil for all other names.
    static func axis(_ name: String) -> Axis? {
        let outside = folded(withoutParentheses(name))
        return axis(folded: outside) ?? axis(folded: folded(name))
    }

    static func isShape(_ name: String) -> Bool {
        [
            "wkt", "geom", "geometry", "thegeom", "wkbgeometry", "ewkt", "wkb", "ewkb", "shape", "geomwkt", "wktgeom",
            "geo", "hinhhoc", "hinhdang", "st_astext", "geowkt", "wktgeometry",
        ].contains(folded(name))
    }

    /// Words that may stand around the axis.
    private static let around =
        "(?:toado|toa|do|td|coordinates|coordinate|coord|point|pt|diem|diem|tam|he|truc|gps|google|vn2000|vn|wgs84|wgs|utm|tm3|2000|84|met|meter|metre|mm|m|deg|degree|dd|decimal|cot)"

    private static let words: [(axis: Axis, pattern: String)] = [
        (.east, "(?:kinhdo|kinh|longitude|long|lon|lng|easting|east|dong|xeast|e|xlon|xlong)"),
        (.north, "(?:vido|vi|latitude|lat|northing|north|bac|ynorth|n|ylat)"),
        (.x, "x"), (.y, "y"),
        (.height, "(?:z|h|caodo|docao|elevation|height|altitude|ele)"),
    ]

    private static func axis(folded name: String) -> Axis? {
        guard !name.isEmpty, name.count < 40 else { return nil }
        let range = NSRange(location: 0, length: name.utf16.count)
        return expressions.first { $0.expression.firstMatch(in: name, range: range) != nil }?.axis
    }

    /// Compiled once: a table can have ten thousand columns. The surveyor's own explanation wins: `X (Bắc)`, `Y Đông`.
    private static let expressions: [(axis: Axis, expression: NSRegularExpression)] = {
        let explained: [(axis: Axis, pattern: String)] = [
            (.north, "xbac"), (.east, "ydong"), (.east, "xdong"), (.north, "ybac"),
        ]
        // Patterns are constants of this file; a fault in one shows in every test.
        return (explained + words).compactMap { word in
            (try? NSRegularExpression(pattern: "^\(around)*\(word.pattern)\(around)*$")).map { (word.axis, $0) }
        }
    }()

    private static func withoutParentheses(_ name: String) -> String {
        var depth = 0
        return name.filter { character in
            if character == "(" || character == "[" { depth += 1 }
            defer { if character == ")" || character == "]" { depth = max(0, depth - 1) } }
            return depth == 0
        }
    }

    /// Lower case, without marks, letters and digits only.
    static func folded(_ name: String) -> String {
        var result = ""
        for scalar in name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
            case "đ", "ð": result += "d"
            default: continue
            }
        }
        return result
    }

    /// Every text that the bytes of a name could be: the layer's own reading, TCVN3 and code page 1258.
    static func readings(of field: SourceField) -> [String] {
        guard field.rawName.contains(where: { $0 >= 0x80 }) else { return [field.name] }
        return [field.name] + ["TCVN5712-1", "CP1258"].compactMap { LegacyText.decoded(field.rawName, $0)?.text }
    }

    /// The name for a sentence: where the layer's own reading has letters that nobody can read, one of the others, best
    /// the one that names an axis.
    static func legible(_ field: SourceField) -> String {
        guard field.name.contains("\u{FFFD}") else { return field.name }
        let whole = readings(of: field).filter { !$0.contains("\u{FFFD}") }
        return whole.first { axis($0) != nil } ?? whole.first ?? field.name
    }
}
