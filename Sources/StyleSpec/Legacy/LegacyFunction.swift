import SimpleFeatures

/// A function of before expressions, of the zoom, of a property, or of both:
/// `{"type": "exponential", "property": "width", "stops": [[1, 2], [5, 10]]}`.
struct LegacyFunction {
    private enum Kind: String {
        case identity, exponential, interval, categorical
    }

    private let members: JSONObject
    private let specification: PropertySpecification
    private let property: JSONValue?
    private let kind: Kind?
    private let base: Double
    private let fallback: JSONValue?

    /// - Parameter json: an object.
    init(_ json: JSONValue, for specification: PropertySpecification) throws(ExpressionErrors) {
        members = json.object ?? JSONObject()
        self.specification = specification
        property = members["property"]
        base = members["base"]?.number ?? 1
        fallback = members["default"].map(Self.literal)
        guard let name = members["type"] else {
            kind = nil
            return
        }
        guard let kind = name.string.flatMap(Kind.init(rawValue:)) else {
            throw ExpressionErrors("Unknown function type \(name.compactText)")
        }
        self.kind = kind
    }

    /// A stop: what it stands at, and the output there as an expression.
    private struct Stop {
        let input: JSONValue
        let output: JSONValue
    }

    /// The same as an expression.
    func expression() throws(ExpressionErrors) -> JSONValue {
        guard let listed = members["stops"], listed != .null else { return try identity() }
        guard let list = listed.array, !list.isEmpty else {
            throw ExpressionErrors("A function needs a list of \"stops\"; there is \(listed.compactText).")
        }
        let isOfBoth = list[0][0]?.object != nil
        let isOfZoom = isOfBoth || property == nil
        var stops: [Stop] = []
        for (index, json) in list.enumerated() {
            guard let pair = json.array, pair.count == 2 else {
                throw ExpressionErrors("Stop \(index) is no pair of an input and an output.")
            }
            let hasTokens = isOfZoom && !isOfBoth && specification.hasTokens
            let output = hasTokens ? pair[1].string.map(LegacyTokens.expression) : nil
            stops.append(Stop(input: pair[0], output: output ?? Self.literal(pair[1])))
        }
        if isOfBoth { return try ofZoomAndProperty(stops) }
        return isOfZoom ? try ofZoom(stops) : try ofProperty(stops, kind)
    }

    private static func literal(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array, .object, .null: ["literal", value]
        case .boolean, .integer, .real, .string: value
        }
    }

    private var get: JSONValue { ["get", property ?? .null] }

    private func identity() throws(ExpressionErrors) -> JSONValue {
        guard property != nil else { throw ExpressionErrors("A function needs \"stops\" or a \"property\".") }
        guard let fallback, let given = members["default"] else {
            // Expressions of texts take any value; functions took texts only.
            return specification.type == .string ? ["string", get] : get
        }
        switch specification.type {
        case .enumeration: return ["match", get, .array(specification.values.map(JSONValue.string)), get, given]
        case .color: return ["to-color", get, fallback]
        case .array:
            let item = JSONValue(specification.itemType?.rawValue)
            return ["array", item, specification.count.map(JSONValue.init) ?? .null, get, fallback]
        default: return [.string(specification.type?.rawValue ?? "literal"), get, fallback]
        }
    }

    private func kind(or given: Kind?) -> Kind { given ?? (specification.isInterpolated ? .exponential : .interval) }

    private var interpolateOperator: JSONValue {
        switch members["colorSpace"]?.string {
        case "hcl": "interpolate-hcl"
        case "lab": "interpolate-lab"
        default: "interpolate"
        }
    }

    private var interpolation: JSONValue { base == 1 ? ["linear"] : ["exponential", .real(base)] }

    private func ofZoom(_ stops: [Stop]) throws(ExpressionErrors) -> JSONValue {
        switch kind(or: kind) {
        case .interval: return Self.step(["zoom"], stops)
        case .exponential: return Self.curve([interpolateOperator, interpolation, ["zoom"]], stops)
        case .identity, .categorical:
            throw ExpressionErrors("Unknown zoom function type \"\(kind?.rawValue ?? "")\"")
        }
    }

    /// A function of the property at each zoom that has stops, and between them.
    private func ofZoomAndProperty(_ stops: [Stop]) throws(ExpressionErrors) -> JSONValue {
        var zooms: [JSONValue] = []
        var groups: [JSONValue: [Stop]] = [:]
        for stop in stops {
            guard let zoom = stop.input["zoom"], let value = stop.input["value"] else {
                throw ExpressionErrors("A stop of zoom and property needs \"zoom\" and \"value\".")
            }
            if groups[zoom] == nil { zooms.append(zoom) }
            groups[zoom, default: []].append(Stop(input: value, output: stop.output))
        }
        var outer: [Stop] = []
        for zoom in zooms { outer.append(Stop(input: zoom, output: try ofProperty(groups[zoom] ?? [], kind))) }
        // Over the zoom, only the property's own nature counts.
        return specification.isInterpolated
            ? Self.curve([interpolateOperator, ["linear"], ["zoom"]], outer) : Self.step(["zoom"], outer)
    }

    private func ofProperty(_ stops: [Stop], _ given: Kind?) throws(ExpressionErrors) -> JSONValue {
        switch kind(or: given) {
        case .categorical:
            if case .boolean? = stops.first?.input {
                let branches = stops.flatMap { [["==", get, $0.input], $0.output] as [JSONValue] }
                return .array(["case"] + branches + [otherwise])
            }
            return .array((Self.curve(["match", get], stops).array ?? []) + [otherwise])
        case .interval: return guarded(Self.step(["number", get], stops))
        case .exponential:
            return guarded(Self.curve([interpolateOperator, interpolation, ["number", get]], stops))
        case .identity: throw ExpressionErrors("identity function may not have a \"stops\" property")
        }
    }

    /// What features get whose value is no number.
    private func guarded(_ expression: JSONValue) -> JSONValue {
        fallback.map { ["case", ["==", ["typeof", get], "number"], expression, $0] } ?? expression
    }

    /// What features get whose value no stop has. Without a default that is none, and said when it happens.
    private var otherwise: JSONValue {
        if let fallback = fallback ?? specification.defaultValue.map(Self.literal) { return fallback }
        return specification.type == .resolvedImage ? "" : ["error", "no stop has the value, and there is no default"]
    }

    /// Stops after what begins an expression. One that stands at the same input as the one before it was allowed once,
    /// and never counted.
    private static func curve(_ start: JSONValue, _ stops: [Stop]) -> JSONValue {
        var parts = start.array ?? []
        var last: JSONValue?
        for stop in stops where stop.input != last {
            parts += [stop.input, stop.output]
            last = stop.input
        }
        return .array(parts)
    }

    private static func step(_ input: JSONValue, _ stops: [Stop]) -> JSONValue {
        // The first output is for everything below the second input.
        var parts = curve(["step", input], stops).array ?? []
        parts.remove(at: 2)
        if parts.count == 3 { parts += [0, parts[2]] }
        return .array(parts)
    }
}
