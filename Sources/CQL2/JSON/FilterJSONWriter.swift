public import SimpleFeatures

extension Filter {
    /// The filter as a JSON value (cql2-json); read again, it gives the same tree.
    public var json: JSONValue {
        switch self {
        case .literal(let flag): .boolean(flag)
        case .and(let terms): operation("and", terms.map(\.json))
        case .or(let terms): operation("or", terms.map(\.json))
        case .not(let inner): operation("not", [inner.json])
        case .comparison(let comparison, let left, let right): operation(comparison.rawValue, [left.json, right.json])
        case .like(let value, let pattern): operation("like", [value.json, pattern.json])
        case .between(let value, let lower, let upper): operation("between", [value.json, lower.json, upper.json])
        case .isIn(let value, let list): operation("in", [value.json, .array(list.map(\.json))])
        case .isNull(let value): operation("isNull", [value.json])
        case .spatial(let relation, let left, let right): operation(relation.rawValue, [left.json, right.json])
        case .temporal(let relation, let left, let right): operation(relation.rawValue, [left.json, right.json])
        case .array(let relation, let left, let right): operation(relation.rawValue, [left.json, right.json])
        case .function(let call): call.json
        }
    }
}

private func operation(_ name: String, _ arguments: [JSONValue]) -> JSONValue {
    ["op": .string(name), "args": .array(arguments)]
}

extension FunctionCall {
    var json: JSONValue { operation(name, arguments.map(\.json)) }
}

extension ValueExpression {
    public var json: JSONValue {
        switch self {
        case .property(let name): ["property": .string(name)]
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .geometry(let geometry): geometry.json
        case .box(let box): ["bbox": .array(box.numbers.map(JSONValue.real))]
        case .date(let date): ["date": .string(date.description)]
        case .timestamp(let timestamp): ["timestamp": .string(timestamp.description)]
        case .interval(let start, let end): ["interval": [start.json, end.json]]
        case .array(let members): .array(members.map(\.json))
        case .arithmetic(let arithmetic, let left, let right): operation(arithmetic.rawValue, [left.json, right.json])
        case .caseInsensitive(let inner): operation("casei", [inner.json])
        case .accentInsensitive(let inner): operation("accenti", [inner.json])
        case .function(let call): call.json
        case .filter(let filter): filter.json
        }
    }
}

extension IntervalBound {
    fileprivate var json: JSONValue {
        switch self {
        case .open: ".."
        case .value(.date(let date)): .string(date.description)
        case .value(.timestamp(let timestamp)): .string(timestamp.description)
        case .value(let value): value.json
        }
    }
}

extension Geometry {
    /// A GeoJSON geometry with every digit and every position as it is; features are written by `GeoJSONWriter`.
    fileprivate var json: JSONValue {
        let content: (key: String, value: JSONValue) =
            switch self {
            case .point(let sequence): ("coordinates", sequence.positions.first ?? .array([]))
            case .lineString(let sequence): ("coordinates", .array(sequence.positions))
            case .polygon(let polygon): ("coordinates", polygon.json)
            case .multiPoint(let sequences): ("coordinates", .array(sequences.flatMap(\.positions)))
            case .multiLineString(let sequences): ("coordinates", .array(sequences.map { .array($0.positions) }))
            case .multiPolygon(let polygons): ("coordinates", .array(polygons.map(\.json)))
            case .geometryCollection(let members): ("geometries", .array(members.map(\.json)))
            }
        return .object(JSONObject([(key: "type", value: .string(type.rawValue)), content]))
    }
}

extension Geometry.Polygon {
    fileprivate var json: JSONValue { .array(rings.map { .array($0.positions) }) }
}

extension CoordinateSequence {
    fileprivate var positions: [JSONValue] {
        Swift.stride(from: 0, to: values.count, by: stride).map { start in
            .array(values[start..<start + stride].map(JSONValue.real))
        }
    }
}
