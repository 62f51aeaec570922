/// What sheets are written as.
enum PrintFormat: String, Hashable, Sendable, CaseIterable {
    case pdf, png, svg

    var title: String { rawValue.uppercased() }

    var mediaType: MediaType {
        switch self {
        case .pdf: MediaType("application/pdf")
        case .png: .png
        case .svg: MediaType("image/svg+xml")
        }
    }

    /// Only PDF has pages.
    var hasPages: Bool { self == .pdf }
}
