/// Looks through the text of an icon for what has no business in one.
enum IconInspection {
    /// Elements that run, load or embed something, and the noise that takes as long as its attributes say.
    private static let refusedElements: Set<String> = [
        "script", "foreignobject", "image", "feimage", "iframe", "audio", "video", "a", "include", "feturbulence",
    ]

    /// - Returns: the attributes of the outermost element.
    /// - Throws: `IconFault`.
    static func root(of text: String) throws(IconFault) -> [(name: String, value: String)] {
        var scanner = MarkupScanner(text)
        var root: [(name: String, value: String)]?
        while let token = scanner.next() {
            switch token {
            case .declaration: throw .documentType
            case .text(let text): try checkStyle(text)
            case .tag(let tag):
                guard !refusedElements.contains(tag.name) else { throw .element(tag.name) }
                for (name, value) in tag.attributes { try check(name, value) }
                root = root ?? tag.attributes
            }
        }
        return root ?? []
    }

    private static func check(_ name: String, _ value: String) throws(IconFault) {
        let isLink = name == "href" || name.hasSuffix(":href") || name == "src"
        if isLink, !value.trimmingPrefix(while: \.isWhitespace).hasPrefix("#") { throw .externalLink(value) }
        try checkStyle(value)
    }

    /// Style sheets and attributes reach outside with `url(…)` and `@import`. Escapes could hide either.
    private static func checkStyle(_ text: String) throws(IconFault) {
        let lowered = text.lowercased()
        guard !lowered.contains("@import") else { throw .externalLink("@import") }
        guard lowered.contains("url") || lowered.contains("\\") else { return }
        guard !lowered.contains("\\") else { throw .externalLink(text) }
        for link in lowered.ranges(of: "url(") {
            let target = lowered[link.upperBound...].drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
            guard target.hasPrefix("#") else { throw .externalLink(String(target.prefix { $0 != ")" })) }
        }
    }
}
