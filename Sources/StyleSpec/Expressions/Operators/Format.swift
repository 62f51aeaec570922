import SimpleFeatures

/// `format`: text in sections with their looks.
struct Format: ExpressionNode {
    struct Section: Sendable {
        let content: any ExpressionNode
        var scale: (any ExpressionNode)?
        var font: (any ExpressionNode)?
        var color: (any ExpressionNode)?
        var verticalAlign: (any ExpressionNode)?
    }

    let type = ExpressionType.formatted
    let sections: [Section]
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 2 else {
            context.fail("Expected at least one argument.")
            return nil
        }
        if parts[1].object != nil || parts[1] == .null {
            context.fail("First argument must be an image or text section.")
            return nil
        }
        var sections: [Section] = []
        var mayHaveLooks = false
        for part in parts.dropFirst() {
            if mayHaveLooks, let looks = part.object {
                mayHaveLooks = false
                guard read(looks, into: &sections[sections.count - 1], context) else { return nil }
                continue
            }
            // MapLibre gives the contents of all sections the path of the first one.
            guard let content = context.parse(part, at: 1, expecting: .value) else { return nil }
            guard [.string, .value, .null, .resolvedImage].contains(content.type) else {
                context.fail("Formatted text type must be 'string', 'value', 'image' or 'null'.")
                return nil
            }
            mayHaveLooks = true
            sections.append(Section(content: content))
        }
        return Format(sections: sections, path: context.path)
    }

    /// - Returns: false when a look is wrong; the context then has the error.
    private static func read(_ looks: JSONObject, into section: inout Section, _ context: ParsingContext) -> Bool {
        func parse(_ name: String, _ type: ExpressionType, _ read: inout (any ExpressionNode)?) -> Bool {
            guard let json = looks[name], json.isGiven else { return true }
            read = context.parse(json, at: 1, expecting: type)
            return read != nil
        }
        guard parse("font-scale", .number, &section.scale),
            parse("text-font", .array(.string, count: nil), &section.font),
            parse("text-color", .color, &section.color)
        else { return false }
        if let align = looks["vertical-align"]?.string, !align.isEmpty,
            Formatted.VerticalAlign(rawValue: align) == nil
        {
            context.fail("'vertical-align' must be one of: 'bottom', 'center', 'top' but found '\(align)' instead.")
            return false
        }
        return parse("vertical-align", .string, &section.verticalAlign)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var evaluated: [Formatted.Section] = []
        for section in sections { evaluated.append(try evaluate(section, context)) }
        return .formatted(Formatted(sections: evaluated))
    }

    private func evaluate(
        _ section: Section, _ context: EvaluationContext
    ) throws(EvaluationError) -> Formatted.Section {
        let content = try section.content.evaluate(context)
        let align = try section.verticalAlign?.evaluate(context).string.flatMap(Formatted.VerticalAlign.init(rawValue:))
        if case .image(let image) = content {
            var result = Formatted.Section(text: "")
            result.image = image
            result.verticalAlign = align
            return result
        }
        var result = Formatted.Section(text: try TextLimit.checked(content, path))
        result.verticalAlign = align
        result.scale = try section.scale?.number(context)
        result.fontStack = try section.font?.evaluate(context).array?.map(\.text).joined(separator: ",")
        if case .color(let color)? = try section.color?.evaluate(context) { result.color = color }
        return result
    }

    var children: [any ExpressionNode] {
        sections.flatMap { section in
            [section.content, section.scale, section.font, section.color, section.verticalAlign].compactMap(\.self)
        }
    }
}
