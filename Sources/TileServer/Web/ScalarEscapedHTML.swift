import Mustache

/// HTML escaping by Unicode scalar. The library's own goes by `Character`: a quote with a combining accent after it is
/// one character, is not found in its table, and closes the attribute it stands in.
struct ScalarEscapedHTML: MustacheContentType {
    /// Replaces the library's type; templates are bound to it when they are parsed.
    static func register() { MustacheContentTypes.register(ScalarEscapedHTML(), named: "HTML") }

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
