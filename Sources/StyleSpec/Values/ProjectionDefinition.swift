import SimpleFeatures

/// A projection of the map, or the way from one to another.
public struct ProjectionDefinition: Hashable, Sendable {
    public let from: String
    public let to: String
    /// 0 is `from`, 1 is `to`.
    public let transition: Double

    public init(from: String, to: String, transition: Double) {
        self.from = from
        self.to = to
        self.transition = transition
    }

    /// `"mercator"`, or `["vertical-perspective", "mercator", 0.5]`.
    init?(_ value: StyleValue) {
        switch value {
        case .projection(let projection): self = projection
        case .string(let name): self.init(from: name, to: name, transition: 1)
        case .array(let parts):
            guard parts.count == 3, let from = parts[0].string, let to = parts[1].string,
                let transition = parts[2].number
            else { return nil }
            self.init(from: from, to: to, transition: transition)
        default: return nil
        }
    }

    var text: String { from == to && transition == 1 ? from : json.compactText }

    var json: JSONValue { [.string(from), .string(to), .real(transition)] }
}
