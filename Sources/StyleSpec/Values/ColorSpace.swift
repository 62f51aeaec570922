/// Where colours are mixed.
enum ColorSpace: String, Hashable, Sendable {
    case rgb, hcl, lab
}
