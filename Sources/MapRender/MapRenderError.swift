/// Why something cannot be drawn.
public enum MapRenderError: Error, Hashable, Sendable {
    /// A canvas has a side in 1...`sideLimit` and at most `pixelLimit` pixels.
    case canvasSize(width: Double, height: Double, sideLimit: Int, pixelLimit: Int)
    /// A number that must be finite, or within what Cairo's fixed-point numbers hold, is not.
    case coordinate(of: String, limit: Double)
    /// A size, width, opacity or scale outside what is allowed.
    case number(of: String, value: Double, allowed: ClosedRange<Double>)
    /// Cairo refused; `reason` is what it says itself.
    case cairo(function: String, reason: String)
    /// The canvas has no pixels (PDF, SVG), or its document has been finished.
    case notOnThisCanvas(String)
    /// A codec refused; `reason` is what it says itself.
    case encoding(format: String, reason: String)
    /// Pixels that do not fill their width and height.
    case pixelCount(Int, width: Int, height: Int)
    case textTooLong(characters: Int, limit: Int)
    /// Nothing in the stack is installed, and nothing else may stand in.
    case noFont(stack: [String])
    /// A font was there, and its file is gone or broken.
    case unreadableFont(String)
    /// An icon that is not drawn, and why.
    case icon(name: String, IconFault)
    case noFolder(String)
    /// A range of glyphs is 256 code points from a multiple of 256 on, up to 65535.
    case glyphRange(first: Int)
}

/// What is wrong with an icon.
public enum IconFault: Error, Hashable, Sendable {
    case tooManyBytes(Int, limit: Int)
    case notUTF8
    /// An entity or document type declaration: the way to other files and to a billion laughs.
    case documentType
    /// An element that has no business in an icon, for example `script`.
    case element(String)
    /// A link to anything outside the document.
    case externalLink(String)
    case size(width: Double, height: Double, limit: Int)
    case noSize
    case notDrawable(String)
    /// The words of an attribute such as `data-stretch-x` are not what they should be.
    case attribute(String, value: String)
}
