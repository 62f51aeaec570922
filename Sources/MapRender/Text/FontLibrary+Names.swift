internal import CPangoCairo

extension FontLibrary {
    /// The outline fonts as `text-font` names them, "Noto Sans Bold", each once, in the order of their letters.
    public var names: [String] {
        var names: Set<String> = []
        forEachFont { family, style in names.insert(style.isEmpty ? family : "\(family) \(style)") }
        return names.sorted()
    }

    /// The fonts of a stack whose families are here, whatever their weights.
    public func known(_ stack: FontStack) -> FontStack {
        var families: Set<String> = []
        forEachFont { family, _ in families.insert(family.lowercased()) }
        return FontStack(zip(stack.names, stack.faces).filter { families.contains($1.family.lowercased()) }.map(\.0))
    }

    private func forEachFont(_ body: (_ family: String, _ style: String) -> Void) {
        for kind in [FcSetApplication, FcSetSystem] {
            // The configuration's own; NULL when there are none.
            guard let set = FcConfigGetFonts(configuration, kind) else { continue }
            for place in 0..<Int(set.pointee.nfont) {
                guard let font = set.pointee.fonts[place], let family = Self.text(font, FC_FAMILY) else { continue }
                var isScalable: FcBool = 0
                // 0, as it was, where the font does not say.
                FcPatternGetBool(font, FC_SCALABLE, 0, &isScalable)
                if isScalable != 0 { body(family, Self.text(font, FC_STYLE) ?? "") }
            }
        }
    }

    private static func text(_ font: OpaquePointer, _ name: String) -> String? {
        var text: UnsafeMutablePointer<FcChar8>?
        // The pattern keeps the text.
        guard FcPatternGetString(font, name, 0, &text) == FcResultMatch, let text else { return nil }
        return String(cString: text)
    }
}
