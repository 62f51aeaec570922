/// What a symbol lies in; `auto` goes by the placement.
public enum Alignment: String, StyleEnumeration {
    case map, viewport, auto
}

/// Whether discs far away in a tilted map are smaller.
public enum CircleScale: String, StyleEnumeration {
    case map, viewport
}

/// What directions are measured by.
public enum Frame: String, StyleEnumeration {
    case map, viewport
}

/// What letters stand upright in.
public enum GlyphAlignment: String, StyleEnumeration {
    case map, viewport, auto
    case viewportGlyph = "viewport-glyph"
}

/// Whether the icon is stretched around the text.
public enum IconFit: String, StyleEnumeration {
    case none, width, height, both
}

/// How lines end.
public enum LineCap: String, StyleEnumeration {
    case butt, round, square
}

/// How lines turn.
public enum LineJoin: String, StyleEnumeration {
    case bevel, round, miter
}

/// What symbols do that others are in the way of.
public enum Overlap: String, StyleEnumeration {
    case never, always, cooperative
}

/// Which of two symbols lies over the other.
public enum SymbolOrder: String, StyleEnumeration {
    case auto, source
    case viewportY = "viewport-y"
}

/// Where labels of a line or area stand.
public enum SymbolPlacement: String, StyleEnumeration {
    case point, line
    case lineCenter = "line-center"
}

/// Where lines of a text begin; `auto` goes by the anchor.
public enum TextJustification: String, StyleEnumeration {
    case auto, left, center, right
}

/// Whether letters are made capitals or small.
public enum TextTransform: String, StyleEnumeration {
    case none, uppercase, lowercase
}

/// Which way letters follow one another.
public enum WritingMode: String, StyleEnumeration {
    case horizontal, vertical
}
