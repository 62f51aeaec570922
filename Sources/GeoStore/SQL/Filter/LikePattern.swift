/// A pattern of LIKE as GLOB understands it. SQLite's own LIKE takes ASCII capitals and small letters for the same;
/// GLOB does not, and looks a pattern's beginning up in an index.
enum LikePattern {
    /// SQLite's own limit, SQLITE_MAX_LIKE_PATTERN_LENGTH.
    static let maximumLength = 50_000

    /// `%` is any text, `_` any character, `\` takes the meaning from the character behind it
    /// (21-065r2, /req/advanced-comparison-operators/like-predicate).
    static func glob(_ pattern: String) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped {
                isEscaped = false
                append(literal: scalar, to: &result)
            } else {
                switch scalar {
                case "\\": isEscaped = true
                case "%": result.append("*")
                case "_": result.append("?")
                default: append(literal: scalar, to: &result)
                }
            }
        }
        if isEscaped { append(literal: "\\", to: &result) }
        return String(result)
    }

    private static func append(literal scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        switch scalar {
        case "*", "?", "[":
            result.append("[")
            result.append(scalar)
            result.append("]")
        default: result.append(scalar)
        }
    }
}
