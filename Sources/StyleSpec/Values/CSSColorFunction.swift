/// `rgb(…)` or `hsl(…)`, its arguments not judged yet.
struct CSSColorFunction {
    enum Name { case rgb, hsl }

    struct Component {
        let number: Double
        var isPercentage = false
        var isInDegrees = false
    }

    let name: Name
    /// Three.
    let components: [Component]
    let alpha: Component?

    private enum Separator { case blank, comma, slash, end }

    /// - Parameter text: in lower case, without blanks around it.
    init?(_ text: String) {
        guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")), text.utf8.last == UInt8(ascii: ")") else {
            return nil
        }
        switch text[..<open] {
        case "rgb", "rgba": name = .rgb
        case "hsl", "hsla": name = .hsl
        default: return nil
        }
        var rest = Array(text.utf8[text.utf8.index(after: open)...].dropLast())[...]
        Self.skipBlanks(&rest)
        var components: [Component] = []
        var separators: [Separator] = []
        while let component = Self.component(&rest) {
            components.append(component)
            separators.append(Self.separator(&rest))
            if separators.last == .end { break }
        }
        guard rest.isEmpty, separators.last == .end else { return nil }
        switch separators {
        // Commas everywhere, or blanks with a slash before alpha.
        case [.comma, .comma, .end], [.blank, .blank, .end]: alpha = nil
        case [.comma, .comma, .comma, .end], [.blank, .blank, .slash, .end]:
            guard let last = components.popLast(), !last.isInDegrees else { return nil }
            alpha = last
        default: return nil
        }
        guard components.dropFirst().allSatisfy({ !$0.isInDegrees }) else { return nil }
        self.components = components
    }

    private static func skipBlanks(_ rest: inout ArraySlice<UInt8>) {
        rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    private static func component(_ rest: inout ArraySlice<UInt8>) -> Component? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "e.+-".utf8.contains($0) }
        // Swift reads no "5." and no ".5", CSS and JavaScript do.
        var text = String(decoding: digits, as: UTF8.self)
        if text.hasSuffix(".") { text += "0" }
        guard let number = Double(text), number.isFinite else { return nil }
        rest = rest.dropFirst(digits.count)
        var component = Component(number: number)
        if rest.first == UInt8(ascii: "%") {
            component.isPercentage = true
            rest = rest.dropFirst()
        } else if rest.starts(with: "deg".utf8) {
            component.isInDegrees = true
            rest = rest.dropFirst(3)
        }
        return component
    }

    private static func separator(_ rest: inout ArraySlice<UInt8>) -> Separator {
        let count = rest.count
        skipBlanks(&rest)
        switch rest.first {
        case nil: return .end
        case UInt8(ascii: ","), UInt8(ascii: "/"):
            let separator: Separator = rest.first == UInt8(ascii: ",") ? .comma : .slash
            rest = rest.dropFirst()
            skipBlanks(&rest)
            return separator
        default: return rest.count < count ? .blank : .end
        }
    }
}
