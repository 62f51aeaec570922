import Foundation
public import SimpleFeatures

/// One column of a dBASE table, chosen from what the values need.
public struct ShapefileField: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case integer
        case real
        case date
        /// Bytes of UTF-8, at most `ShapefileLayout.longestText`.
        case text(width: Int)
    }

    /// At most ten bytes, ASCII.
    public let name: String
    /// The column's own name.
    public let original: String
    public let kind: Kind

    public init(name: String, original: String, kind: Kind) {
        self.name = name
        self.original = original
        self.kind = kind
    }
}

/// What a shapefile can hold (ESRI Shapefile Technical Description, dBASE III).
public enum ShapefileLayout {
    /// Bytes of a text; a longer one is cut.
    public static let longestText = 254
    /// Bytes of a `.shp` and of a `.dbf`: many programs read lengths as signed 32-bit numbers.
    public static let largestFile = (1 << 31) - 1
    public static let mostFields = 255
    private static let longestName = 10

    /// Names of at most ten bytes, ASCII letters, digits and `_`, no two alike whatever the case; in the order given.
    ///
    /// Tone marks go, `đ` becomes `d`; what is too long is cut, and numbered where that makes two the same.
    public static func fieldNames(for names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let folded = name.replacing("đ", with: "d").replacing("Đ", with: "D")
                .folding(options: .diacriticInsensitive, locale: Locale(identifier: "en"))
            var safe = String(
                folded.unicodeScalars.map {
                    $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0) ? Character($0) : "_"
                })
            if safe.isEmpty || safe.first?.isNumber == true { safe = "f_" + safe }
            var candidate = String(safe.prefix(longestName))
            var number = 1
            while !taken.insert(candidate.lowercased()).inserted {
                let ending = "_\(number)"
                candidate = safe.prefix(longestName - ending.count) + ending
                number += 1
            }
            return candidate
        }
    }

    /// The text as far as a field holds it, cut between characters.
    public static func fitting(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        var kept = ""
        var bytes = 0
        for character in text {
            bytes += String(character).utf8.count
            guard bytes <= longestText else { break }
            kept.append(character)
        }
        return kept
    }

    /// Bytes that a row takes in the `.dbf`.
    public static func rowSize(_ fields: [ShapefileField]) -> Int {
        fields.reduce(1) { sum, field in
            switch field.kind {
            case .integer: sum + 18
            case .real: sum + 24
            case .date: sum + 8
            case .text(let width): sum + width
            }
        }
    }

    /// Bytes that a geometry takes in the `.shp`, its record header included.
    public static func size(of geometry: Geometry?) -> Int {
        guard let geometry else { return 12 }
        // Shape type, box, counts; then parts of 4 bytes and positions of 16, or 24 with a height and its range.
        let isFlat = !geometry.hasZ
        return 52 + 4 * geometry.sequences.count + geometry.positionCount * (isFlat ? 16 : 24) + (isFlat ? 0 : 16)
    }
}
