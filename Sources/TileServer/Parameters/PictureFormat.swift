/// The formats of pictures by what clients call them.
extension MapOrder.Format: CaseIterable {
    static let allCases: [MapOrder.Format] = [.png, .jpeg, .webp]

    var type: MediaType {
        switch self {
        case .png: .png
        case .jpeg: .jpeg
        case .webp: .webp
        }
    }

    /// Behind the point of a tile's name.
    var suffix: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpg"
        case .webp: "webp"
        }
    }

    /// Reads `png`, `jpg`, `jpeg`, `webp`.
    init?(name: String) {
        switch name {
        case "png": self = .png
        case "jpg", "jpeg": self = .jpeg
        case "webp": self = .webp
        default: return nil
        }
    }

    /// Reads `FORMAT` of a map service: a media type whose parameters (`image/png; mode=8bit`) say nothing here, with the
    /// names that are not registered and that clients send.
    init?(mediaType text: String) {
        let essence = text.prefix { $0 != ";" }.trimmingBlanks.lowercased()
        guard essence.hasPrefix("image/") else { return nil }
        switch essence.dropFirst("image/".count) {
        case "png", "png8", "png24", "png32", "x-png": self = .png
        case "jpeg", "jpg": self = .jpeg
        case "webp": self = .webp
        default: return nil
        }
    }

    /// - Parameter name: of the parameter.
    static func read(_ name: String, _ text: String) throws(ServiceFault) -> MapOrder.Format {
        guard let format = MapOrder.Format(mediaType: text) else {
            throw ServiceFault(
                .invalidFormat, name, text, expected: "one of \(allCases.map(\.type.essence).joined(separator: ", "))")
        }
        return format
    }
}
