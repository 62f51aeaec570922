import GeoStore

/// Text on its way into a page.
enum HTMLText {
    /// By scalar: a combining mark behind `<` makes one character of the two, which no comparison of characters finds.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "<br>"
            // No other control character is allowed in HTML; it is shown, not sent.
            case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// For the value of an attribute.
    static func attribute(_ text: String) -> String { escaped(text).replacing("<br>", with: " ") }

    /// Both languages; the style sheet shows the chosen one.
    static func both(_ text: LocalizedText) -> String { both(text.vi, text.en) }

    static func both(_ vi: String, _ en: String) -> String {
        vi == en ? escaped(vi) : "<span lang=\"vi\">\(escaped(vi))</span><span lang=\"en\">\(escaped(en))</span>"
    }
}
