/// Icons and texts, at points or along lines.
public final class SymbolLayer: Sendable {
    public let placement: StyleProperty<SymbolPlacement>
    /// In pixels.
    public let spacing: StyleProperty<Double>
    public let avoidEdges: StyleProperty<Bool>
    public let sortKey: StyleProperty<Double?>
    public let zOrder: StyleProperty<SymbolOrder>
    public let iconAllowOverlap: StyleProperty<Bool>
    public let iconOverlap: StyleProperty<Overlap?>
    public let iconIgnorePlacement: StyleProperty<Bool>
    public let iconOptional: StyleProperty<Bool>
    public let iconRotationAlignment: StyleProperty<Alignment>
    /// Of the image's own size.
    public let iconSize: StyleProperty<Double>
    public let iconTextFit: StyleProperty<IconFit>
    /// In pixels.
    public let iconTextFitPadding: StyleProperty<Padding>
    public let iconImage: StyleProperty<ResolvedImage?>
    /// In degrees.
    public let iconRotate: StyleProperty<Double>
    public let iconPadding: StyleProperty<Padding>
    public let iconKeepUpright: StyleProperty<Bool>
    /// In pixels, before `size`.
    public let iconOffset: StyleProperty<Offset>
    public let iconAnchor: StyleProperty<Anchor>
    public let iconPitchAlignment: StyleProperty<Alignment>
    public let textPitchAlignment: StyleProperty<Alignment>
    public let textRotationAlignment: StyleProperty<GlyphAlignment>
    public let textField: StyleProperty<Formatted>
    public let textFont: StyleProperty<[String]>
    /// In pixels.
    public let textSize: StyleProperty<Double>
    /// In ems.
    public let textMaxWidth: StyleProperty<Double>
    /// In ems.
    public let textLineHeight: StyleProperty<Double>
    /// In ems.
    public let textLetterSpacing: StyleProperty<Double>
    public let textJustify: StyleProperty<TextJustification>
    /// In ems.
    public let textRadialOffset: StyleProperty<Double>
    public let textVariableAnchor: StyleProperty<[Anchor]?>
    public let textVariableAnchorOffset: StyleProperty<AnchorOffsets?>
    public let textAnchor: StyleProperty<Anchor>
    /// In degrees.
    public let textMaxAngle: StyleProperty<Double>
    public let textWritingMode: StyleProperty<[WritingMode]?>
    /// In degrees.
    public let textRotate: StyleProperty<Double>
    /// In pixels.
    public let textPadding: StyleProperty<Double>
    public let textKeepUpright: StyleProperty<Bool>
    public let textTransform: StyleProperty<TextTransform>
    /// In ems.
    public let textOffset: StyleProperty<Offset>
    public let textAllowOverlap: StyleProperty<Bool>
    public let textOverlap: StyleProperty<Overlap?>
    public let textIgnorePlacement: StyleProperty<Bool>
    public let textOptional: StyleProperty<Bool>
    public let iconOpacity: StyleProperty<Double>
    public let iconColor: StyleProperty<Color>
    public let iconHaloColor: StyleProperty<Color>
    public let iconHaloWidth: StyleProperty<Double>
    public let iconHaloBlur: StyleProperty<Double>
    public let iconTranslate: StyleProperty<Offset>
    public let iconTranslateAnchor: StyleProperty<Frame>
    public let textOpacity: StyleProperty<Double>
    public let textColor: StyleProperty<Color>
    public let textHaloColor: StyleProperty<Color>
    public let textHaloWidth: StyleProperty<Double>
    public let textHaloBlur: StyleProperty<Double>
    public let textTranslate: StyleProperty<Offset>
    public let textTranslateAnchor: StyleProperty<Frame>

    init(_ property: inout LayerPropertyReader) throws(ExpressionErrors) {
        placement = try property("symbol-placement")
        spacing = try property("symbol-spacing")
        avoidEdges = try property("symbol-avoid-edges")
        sortKey = try property("symbol-sort-key")
        zOrder = try property("symbol-z-order")
        iconAllowOverlap = try property("icon-allow-overlap")
        iconOverlap = try property("icon-overlap")
        iconIgnorePlacement = try property("icon-ignore-placement")
        iconOptional = try property("icon-optional")
        iconRotationAlignment = try property("icon-rotation-alignment")
        iconSize = try property("icon-size")
        iconTextFit = try property("icon-text-fit")
        iconTextFitPadding = try property("icon-text-fit-padding")
        iconImage = try property("icon-image")
        iconRotate = try property("icon-rotate")
        iconPadding = try property("icon-padding")
        iconKeepUpright = try property("icon-keep-upright")
        iconOffset = try property("icon-offset")
        iconAnchor = try property("icon-anchor")
        iconPitchAlignment = try property("icon-pitch-alignment")
        textPitchAlignment = try property("text-pitch-alignment")
        textRotationAlignment = try property("text-rotation-alignment")
        textField = try property("text-field")
        textFont = try property("text-font")
        textSize = try property("text-size")
        textMaxWidth = try property("text-max-width")
        textLineHeight = try property("text-line-height")
        textLetterSpacing = try property("text-letter-spacing")
        textJustify = try property("text-justify")
        textRadialOffset = try property("text-radial-offset")
        textVariableAnchor = try property("text-variable-anchor")
        textVariableAnchorOffset = try property("text-variable-anchor-offset")
        textAnchor = try property("text-anchor")
        textMaxAngle = try property("text-max-angle")
        textWritingMode = try property("text-writing-mode")
        textRotate = try property("text-rotate")
        textPadding = try property("text-padding")
        textKeepUpright = try property("text-keep-upright")
        textTransform = try property("text-transform")
        textOffset = try property("text-offset")
        textAllowOverlap = try property("text-allow-overlap")
        textOverlap = try property("text-overlap")
        textIgnorePlacement = try property("text-ignore-placement")
        textOptional = try property("text-optional")
        iconOpacity = try property("icon-opacity")
        iconColor = try property("icon-color")
        iconHaloColor = try property("icon-halo-color")
        iconHaloWidth = try property("icon-halo-width")
        iconHaloBlur = try property("icon-halo-blur")
        iconTranslate = try property("icon-translate")
        iconTranslateAnchor = try property("icon-translate-anchor")
        textOpacity = try property("text-opacity")
        textColor = try property("text-color")
        textHaloColor = try property("text-halo-color")
        textHaloWidth = try property("text-halo-width")
        textHaloBlur = try property("text-halo-blur")
        textTranslate = try property("text-translate")
        textTranslateAnchor = try property("text-translate-anchor")
    }
}
