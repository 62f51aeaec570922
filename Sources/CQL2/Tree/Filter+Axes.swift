internal import SimpleFeatures

extension Filter {
    /// The filter with the two numbers of every position exchanged: for one whose CRS has north first, since
    /// coordinates are x, y inside GeoSector.
    public var withAxesSwapped: Filter {
        mapLiterals { value in
            switch value {
            case .geometry(let geometry): .geometry(geometry.mapSequences(\.withAxesSwapped))
            case .box(let box):
                .box(FilterBox(minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX, heights: box.heights))
            default: value
            }
        }
    }

    /// Whether geometries are written in it, so that its CRS matters.
    public var hasGeometries: Bool {
        var found = false
        _ = mapLiterals { value in
            switch value {
            case .geometry, .box: found = true
            default: break
            }
            return value
        }
        return found
    }

    /// The filter with every value that holds no other replaced.
    func mapLiterals(_ transform: (ValueExpression) -> ValueExpression) -> Filter {
        func map(_ value: ValueExpression) -> ValueExpression { value.mapLiterals(transform) }
        func map(_ filter: Filter) -> Filter { filter.mapLiterals(transform) }
        return switch self {
        case .literal: self
        case .and(let terms): .and(terms.map(map))
        case .or(let terms): .or(terms.map(map))
        case .not(let inner): .not(map(inner))
        case .comparison(let comparison, let left, let right): .comparison(comparison, map(left), map(right))
        case .like(let value, let pattern): .like(map(value), pattern: map(pattern))
        case .between(let value, let lower, let upper): .between(map(value), lower: map(lower), upper: map(upper))
        case .isIn(let value, let list): .isIn(map(value), list.map(map))
        case .isNull(let value): .isNull(map(value))
        case .spatial(let operation, let left, let right): .spatial(operation, map(left), map(right))
        case .temporal(let operation, let left, let right): .temporal(operation, map(left), map(right))
        case .array(let operation, let left, let right): .array(operation, map(left), map(right))
        case .function(let call): .function(call.mapLiterals(transform))
        }
    }
}

extension FunctionCall {
    fileprivate func mapLiterals(_ transform: (ValueExpression) -> ValueExpression) -> FunctionCall {
        FunctionCall(name: name, arguments: arguments.map { $0.mapLiterals(transform) })
    }
}

extension ValueExpression {
    fileprivate func mapLiterals(_ transform: (ValueExpression) -> ValueExpression) -> ValueExpression {
        func map(_ value: ValueExpression) -> ValueExpression { value.mapLiterals(transform) }
        return switch self {
        case .property, .text, .integer, .real, .geometry, .box, .date, .timestamp: transform(self)
        case .interval(let start, let end):
            .interval(start: start.mapLiterals(transform), end: end.mapLiterals(transform))
        case .array(let members): .array(members.map(map))
        case .arithmetic(let operation, let left, let right): .arithmetic(operation, map(left), map(right))
        case .caseInsensitive(let inner): .caseInsensitive(map(inner))
        case .accentInsensitive(let inner): .accentInsensitive(map(inner))
        case .function(let call): .function(call.mapLiterals(transform))
        case .filter(let filter): .filter(filter.mapLiterals(transform))
        }
    }
}

extension IntervalBound {
    fileprivate func mapLiterals(_ transform: (ValueExpression) -> ValueExpression) -> IntervalBound {
        switch self {
        case .open: self
        case .value(let value): .value(value.mapLiterals(transform))
        }
    }
}

extension CoordinateSequence {
    fileprivate var withAxesSwapped: CoordinateSequence {
        var swapped = self
        for start in Swift.stride(from: 0, to: values.count, by: stride) { swapped.values.swapAt(start, start + 1) }
        return swapped
    }
}
