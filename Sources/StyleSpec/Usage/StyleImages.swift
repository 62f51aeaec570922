public import SimpleFeatures

/// The images of a sprite that a layer of a style names.
public struct StyleImages: Hashable, Sendable {
    /// Where each stands, as in `layout.icon-image`, and its name; names that are put together are not known.
    public let names: [Place]
    /// Whether it draws images at all.
    public let isUsed: Bool

    public struct Place: Hashable, Sendable {
        public let key: String
        public let name: String
    }

    /// - Parameter layer: of a style document.
    public init(ofLayer layer: JSONValue) {
        var seen: Set<Place> = []
        var names: [Place] = []
        var isUsed = false
        for (kind, properties) in Self.properties {
            for property in properties {
                guard let value = layer[kind]?[property] else { continue }
                isUsed = true
                for name in Self.outputs(of: value) {
                    let place = Place(key: "\(kind).\(property)", name: name)
                    if seen.insert(place).inserted { names.append(place) }
                }
            }
        }
        self.names = names
        self.isUsed = isUsed
    }

    private static let properties = [
        ("layout", ["icon-image"]), ("paint", ["fill-pattern", "line-pattern", "background-pattern"]),
    ]

    /// The texts that a value may be, as far as they stand in it.
    private static func outputs(of value: JSONValue) -> [String] {
        switch value {
        case .string(let text): text.isEmpty || text.contains("{") ? [] : [text]
        case .array(let parts): outputs(ofExpression: parts)
        case .object(let function): (function["stops"]?.array ?? []).flatMap { outputs(of: $0[1] ?? .null) }
        case .null, .boolean, .integer, .real: []
        }
    }

    private static func outputs(ofExpression parts: [JSONValue]) -> [String] {
        guard let name = parts.first?.string else { return [] }
        let places: [Int]
        switch name {
        case "match": places = Array(stride(from: 3, to: parts.count - 1, by: 2)) + [parts.count - 1]
        case "case": places = Array(stride(from: 2, to: parts.count - 1, by: 2)) + [parts.count - 1]
        case "step": places = Array(stride(from: 2, to: parts.count, by: 2))
        case "coalesce": places = Array(parts.indices.dropFirst())
        case "image", "literal", "let": places = [parts.count - 1]
        default: places = []
        }
        return places.flatMap { outputs(of: parts[$0]) }
    }
}
