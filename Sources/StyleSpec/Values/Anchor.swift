/// The part of a box that stands at its place.
public enum Anchor: String, Hashable, Sendable, CaseIterable {
    case center, left, right, top, bottom
    case topLeft = "top-left"
    case topRight = "top-right"
    case bottomLeft = "bottom-left"
    case bottomRight = "bottom-right"
}
