internal import CPangoCairo

/// Texts to glyphs, through Pango and HarfBuzz, and what of it is worth remembering.
///
/// Belongs to one thread: each that draws has its own, over one `FontLibrary`.
public final class TextShaper {
    static let sizes = 1.0...512.0
    /// Texts; a tile shows some hundred.
    private static let rememberedTexts = 4096

    let library: FontLibrary
    private let map: OpaquePointer
    private let context: OpaquePointer
    private var fonts: [UnsafeMutablePointer<PangoFont>: ShapedFont] = [:]
    private var texts = GenerationCache<Key, ShapedText>(capacity: rememberedTexts)
    var masks = GlyphMasks()

    private struct Key: Hashable {
        let sections: [Section]

        struct Section: Hashable {
            let text: String
            let fonts: FontStack
            let size: Double
        }
    }

    /// - Throws: `MapRenderError.noFont`.
    public init(_ library: FontLibrary) throws(MapRenderError) {
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else { throw .noFont(stack: []) }
        self.library = library
        self.map = OpaquePointer(map)
        pango_fc_font_map_set_config(OpaquePointer(map), library.configuration)
        context = pango_font_map_create_context(map)
        pango_context_set_round_glyph_positions(context, 0)
        // Not the machine's language: shapes must not depend on who started the program.
        pango_context_set_language(context, pango_language_from_string("vi"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
    }

    deinit {
        fonts = [:]
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    /// Characters of a text for which neither the stack nor any other font has a glyph, each once.
    /// - Throws: `MapRenderError.textTooLong`, `.number`, `.unreadableFont`.
    public func uncoveredCharacters(of text: String, fonts: FontStack) throws(MapRenderError) -> [Unicode.Scalar] {
        try shape(FormattedText(text), fonts: fonts, size: 16).uncovered
    }

    /// - Parameter size: pixels per em.
    func shape(_ text: FormattedText, fonts: FontStack, size: Double) throws(MapRenderError) -> ShapedText {
        var count = 0
        for section in text.sections {
            // Counting bytes first: a text of a megabyte is not walked through.
            count += section.text.utf8.count
            guard count <= 4 * FormattedText.characterLimit else {
                throw .textTooLong(characters: count, limit: FormattedText.characterLimit)
            }
            guard Self.sizes.contains(size * section.scale) else {
                throw .number(of: "text size", value: size * section.scale, allowed: Self.sizes)
            }
        }
        let key = Key(
            sections: text.sections.map {
                Key.Section(text: $0.text, fonts: $0.fonts ?? fonts, size: size * $0.scale)
            })
        return try texts.value(for: key) { () throws(MapRenderError) in try shape(key) }
    }

    private func shape(_ key: Key) throws(MapRenderError) -> ShapedText {
        let characters = ShapableCharacters(key.sections.map(\.text))
        guard characters.scalars.count <= FormattedText.characterLimit else {
            throw .textTooLong(characters: characters.scalars.count, limit: FormattedText.characterLimit)
        }
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        for (section, bytes) in zip(key.sections, characters.sectionBytes) {
            let description = section.fonts.description(sizeInPixels: section.size)
            defer { pango_font_description_free(description) }
            // The list takes the attribute over; the attribute copies the description.
            guard let attribute = pango_attr_font_desc_new(description) else { continue }
            attribute.pointee.start_index = UInt32(bytes.lowerBound)
            attribute.pointee.end_index = UInt32(bytes.upperBound)
            pango_attr_list_insert(attributes, attribute)
        }
        var collector = GlyphCollector(characters)
        var failure: MapRenderError?
        characters.utf8.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                // The caller owns the list and its items.
                let items = pango_itemize(context, text.baseAddress, 0, Int32(text.count), attributes, nil)
                defer { g_list_free_full(items) { pango_item_free($0?.assumingMemoryBound(to: PangoItem.self)) } }
                var next = items
                while let link = next, failure == nil {
                    do throws(MapRenderError) {
                        try add(link.pointee.data.assumingMemoryBound(to: PangoItem.self), of: text, to: &collector)
                    } catch {
                        failure = error
                    }
                    next = link.pointee.next
                }
            }
        }
        if let failure { throw failure }
        return collector.text(ascent: ascent(key.sections.first))
    }

    private func add(
        _ item: UnsafeMutablePointer<PangoItem>, of text: UnsafeBufferPointer<CChar>, to collector: inout GlyphCollector
    ) throws(MapRenderError) {
        guard let font = item.pointee.analysis.font, let start = text.baseAddress else { return }
        let shaped = try self.font(font)
        let glyphs = pango_glyph_string_new()
        defer { pango_glyph_string_free(glyphs) }
        pango_shape_full(
            start + Int(item.pointee.offset), item.pointee.length, start, Int32(text.count),
            &item.pointee.analysis, glyphs)
        if let glyphs { collector.add(glyphs.pointee, from: Int(item.pointee.offset), shaped) }
    }

    private func font(_ font: UnsafeMutablePointer<PangoFont>) throws(MapRenderError) -> ShapedFont {
        if let known = fonts[font] { return known }
        let shaped = try ShapedFont(font, number: fonts.count)
        fonts[font] = shaped
        return shaped
    }

    private func ascent(_ section: Key.Section?) -> Double {
        guard let section else { return 0 }
        let description = section.fonts.description(sizeInPixels: section.size)
        defer { pango_font_description_free(description) }
        let metrics = pango_context_get_metrics(context, description, nil)
        defer { pango_font_metrics_unref(metrics) }
        return Double(pango_font_metrics_get_ascent(metrics)) / Double(PANGO_SCALE)
    }
}
