internal import StyleSpec

/// The text of a symbol: what it says and how it looks, before it has a place.
struct SymbolText {
    let text: FormattedText
    var style: TextStyle
    let paint: TextPaint
    /// Places that it may take, the preferred one first, each with how far it is moved, in ems.
    let anchors: [(anchor: TextStyle.Anchor, offset: CanvasPoint)]
    /// Pixels around it that others keep away.
    let padding: Double
    let radians: Double

    /// From the middle of a text of one line to its baseline, in ems, where anchors at the top or bottom move it.
    private static let baseline = 7.0 / 24

    /// Nil where there is nothing to write.
    init?(_ symbol: SymbolLayer, _ context: EvaluationContext) {
        let formatted = symbol.textField.value(context)
        guard !formatted.isEmpty else { return nil }
        let transform = symbol.textTransform.value(context)
        text = FormattedText(
            formatted.sections.filter { !$0.text.isEmpty }.map { section in
                FormattedText.Section(
                    transform.applied(to: section.text),
                    fonts: section.fontStack.map { FontStack($0.split(separator: ",").map(String.init)) },
                    scale: section.scale ?? 1, colour: section.color.map { Colour($0) })
            })
        let size = symbol.textSize.value(context)
        guard size >= 1, !text.sections.isEmpty else { return nil }
        style = TextStyle(fonts: FontStack(symbol.textFont.value(context)), size: size)
        style.maximumWidth = max(symbol.textMaxWidth.value(context), 0.1)
        style.lineHeight = symbol.textLineHeight.value(context)
        style.letterSpacing = symbol.textLetterSpacing.value(context)
        switch symbol.textJustify.value(context) {
        case .auto: style.justification = .automatic
        case .left: style.justification = .left
        case .center: style.justification = .centre
        case .right: style.justification = .right
        }
        let opacity = min(max(symbol.textOpacity.value(context), 0), 1)
        var paint = TextPaint(colour: Colour(symbol.textColor.value(context)))
        paint.opacity = opacity
        let width = symbol.textHaloWidth.value(context)
        if width > 0 {
            paint.halo = ImageStyle.Halo(
                colour: Colour(symbol.textHaloColor.value(context)), width: min(width, size / 4),
                blur: max(0, symbol.textHaloBlur.value(context)))
        }
        self.paint = paint
        anchors = Self.anchors(symbol, context)
        padding = max(0, symbol.textPadding.value(context))
        radians = symbol.textRotate.value(context) * .pi / 180
    }

    private static func anchors(
        _ symbol: SymbolLayer, _ context: EvaluationContext
    ) -> [(anchor: TextStyle.Anchor, offset: CanvasPoint)] {
        if let offsets = symbol.textVariableAnchorOffset.value(context) {
            return offsets.places.map { place in
                let anchor = TextStyle.Anchor(place.anchor)
                return (anchor, CanvasPoint(x: place.x, y: place.y + shift(anchor)))
            }
        }
        let offset = CanvasPoint(symbol.textOffset.value(context))
        let radius = max(0, symbol.textRadialOffset.value(context))
        if let anchors = symbol.textVariableAnchor.value(context), !anchors.isEmpty {
            return anchors.map { name in
                let anchor = TextStyle.Anchor(name)
                return (anchor, radius > 0 ? radial(anchor, radius) : away(anchor, offset))
            }
        }
        let anchor = TextStyle.Anchor(symbol.textAnchor.value(context))
        return [(anchor, radius > 0 ? radial(anchor, radius) : offset)]
    }

    /// What MapLibre moves texts by that hang from or stand on their place.
    private static func shift(_ anchor: TextStyle.Anchor) -> Double {
        anchor.vertical == 0 ? -baseline : anchor.vertical == 1 ? baseline : 0
    }

    /// Away from the place, so far in each direction.
    private static func away(_ anchor: TextStyle.Anchor, _ offset: CanvasPoint) -> CanvasPoint {
        CanvasPoint(
            x: (1 - 2 * anchor.horizontal) * abs(offset.x),
            y: (1 - 2 * anchor.vertical) * abs(offset.y) + shift(anchor))
    }

    private static func radial(_ anchor: TextStyle.Anchor, _ radius: Double) -> CanvasPoint {
        let isCorner = anchor.horizontal != 0.5 && anchor.vertical != 0.5
        let side = isCorner ? radius / 2.0.squareRoot() : radius
        return away(anchor, CanvasPoint(x: side, y: side))
    }
}

extension TextStyle.Anchor {
    init(_ anchor: StyleSpec.Anchor) {
        switch anchor {
        case .center: self = .centre
        case .left: self = .left
        case .right: self = .right
        case .top: self = .top
        case .bottom: self = .bottom
        case .topLeft: self = .topLeft
        case .topRight: self = .topRight
        case .bottomLeft: self = .bottomLeft
        case .bottomRight: self = .bottomRight
        }
    }
}

extension TextTransform {
    fileprivate func applied(to text: String) -> String {
        switch self {
        case .none: text
        case .uppercase: text.uppercased()
        case .lowercase: text.lowercased()
        }
    }
}
