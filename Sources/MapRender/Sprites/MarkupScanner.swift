/// Walks over the tags of an XML document that may have neither entities nor a document type: what an icon is looked
/// through with before anything draws it. Not a parser: librsvg is.
struct MarkupScanner {
    struct Tag {
        /// Without its namespace prefix, in lower case.
        let name: String
        /// Names with their prefixes, in lower case.
        let attributes: [(name: String, value: String)]
    }

    enum Token {
        case tag(Tag)
        /// What stands between tags, as in a `style` element.
        case text(String)
        /// `<!DOCTYPE`, `<!ENTITY` and their like; `<![CDATA[` too, which would hide text from us.
        case declaration
    }

    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func next() -> Token? {
        while let first = rest.first {
            guard first == "<" else { return .text(take(until: "<", keepsEnd: true)) }
            if rest.hasPrefix("<!--") {
                drop(through: "-->")
            } else if rest.hasPrefix("<!") {
                return .declaration
            } else if rest.hasPrefix("<?") {
                drop(through: "?>")
            } else if rest.hasPrefix("</") {
                drop(through: ">")
            } else {
                return .tag(tag())
            }
        }
        return nil
    }

    private mutating func tag() -> Tag {
        rest.removeFirst()
        let name = word()
        var attributes: [(name: String, value: String)] = []
        while true {
            skipSpace()
            guard let first = rest.first, first != ">" else { break }
            if first == "/" || first == "=" || first == "\"" || first == "'" {
                rest.removeFirst()
                continue
            }
            attributes.append((word().lowercased(), value()))
        }
        rest = rest.dropFirst()
        return Tag(name: String(name.split(separator: ":").last ?? "").lowercased(), attributes: attributes)
    }

    private mutating func word() -> Substring {
        let word = rest.prefix { !$0.isWhitespace && !"=/><\"'".contains($0) }
        // Always moves on, whatever stands there.
        rest = rest.dropFirst(max(word.count, 1))
        return word
    }

    private mutating func value() -> String {
        skipSpace()
        guard rest.first == "=" else { return "" }
        rest.removeFirst()
        skipSpace()
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return String(word()) }
        rest.removeFirst()
        return take(until: quote, keepsEnd: false)
    }

    private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

    private mutating func take(until end: Character, keepsEnd: Bool) -> String {
        let taken = rest.prefix { $0 != end }
        rest = rest[taken.endIndex...].dropFirst(keepsEnd ? 0 : 1)
        return String(taken)
    }

    private mutating func drop(through end: String) {
        rest = rest.firstRange(of: end).map { rest[$0.upperBound...] } ?? ""
    }
}
