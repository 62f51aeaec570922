import SimpleFeatures

/// Places that a label may take, each with how far it is moved there: `variableAnchorOffsetCollection` of the
/// specification.
public struct AnchorOffsets: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        public let anchor: Anchor
        /// In ems.
        public let x: Double
        public let y: Double
    }

    public let places: [Place]

    /// `["top", [0, 4], "left", [3, 0]]`
    public init?(style value: StyleValue) {
        if case .anchorOffsets(let offsets) = value {
            self = offsets
            return
        }
        guard let values = value.array, !values.isEmpty, values.count.isMultiple(of: 2) else { return nil }
        var places: [Place] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            guard let anchor = values[index].string.flatMap(Anchor.init(rawValue:)),
                let offset = values[index + 1].array, offset.count == 2, let x = offset[0].number,
                let y = offset[1].number
            else { return nil }
            places.append(Place(anchor: anchor, x: x, y: y))
        }
        self.places = places
    }

    private init(places: [Place]) { self.places = places }

    /// - Throws: when the places are not the same ones.
    func mixed(
        with other: AnchorOffsets, at fraction: Double, path: [Int]
    ) throws(EvaluationError) -> AnchorOffsets {
        guard places.count == other.places.count else {
            throw EvaluationError(
                .notMixable(
                    "Cannot interpolate values of different length. from: \(json.compactText), to: \(other.json.compactText)"
                ),
                path: path)
        }
        var mixed: [Place] = []
        for (index, (from, to)) in zip(places, other.places).enumerated() {
            guard from.anchor == to.anchor else {
                throw EvaluationError(
                    .notMixable(
                        "Cannot interpolate values containing mismatched anchors. from[\(2 * index)]: "
                            + "\(from.anchor.rawValue), to[\(2 * index)]: \(to.anchor.rawValue)"),
                    path: path)
            }
            mixed.append(Place(anchor: from.anchor, x: mix(from.x, to.x, fraction), y: mix(from.y, to.y, fraction)))
        }
        return AnchorOffsets(places: mixed)
    }

    var json: JSONValue {
        .array(places.flatMap { [.string($0.anchor.rawValue), [.real($0.x), .real($0.y)]] })
    }
}
