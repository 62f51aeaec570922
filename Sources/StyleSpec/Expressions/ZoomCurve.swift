/// The `step` or `interpolate` over the zoom that an expression has at its top, maybe inside `let` or `coalesce`. Nowhere
/// else may the zoom stand: between two stops a map need not evaluate an expression anew.
struct ZoomCurve {
    enum Search {
        case nothing
        case found(ZoomCurve)
        case wrong(String)
    }

    let labels: [Double]
    let isInterpolated: Bool

    static let misplaced =
        "\"zoom\" expression may only be used as input to a top-level \"step\" or \"interpolate\" expression."
    private static let repeated =
        "Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in an expression."

    private init?(_ node: any ExpressionNode) {
        switch node {
        case let step as Step where step.input.isZoom:
            labels = step.stops.labels
            isInterpolated = false
        case let interpolate as Interpolate where interpolate.input.isZoom:
            labels = interpolate.stops.labels
            isInterpolated = true
        default: return nil
        }
    }

    static func search(_ node: any ExpressionNode) -> Search {
        let found = node.children.map(search)
        // The child whose curve is that of the whole.
        var source: Int?
        var result = Search.nothing
        if node is Let {
            source = found.count - 1
        } else if node is Coalesce {
            source = found.firstIndex { !$0.isNothing }
        } else if let curve = ZoomCurve(node) {
            result = .found(curve)
        }
        if let source { result = found[source] }
        if case .wrong = result { return result }
        for (index, child) in found.enumerated() where index != source {
            switch (child, result) {
            case (.wrong, _): result = child
            case (.found, .nothing): result = .wrong(misplaced)
            case (.found, .found), (.found, .wrong): result = .wrong(repeated)
            case (.nothing, _): break
            }
        }
        return result
    }
}

extension ZoomCurve.Search {
    fileprivate var isNothing: Bool {
        if case .nothing = self { true } else { false }
    }
}

extension ExpressionNode {
    fileprivate var isZoom: Bool { (self as? Compound)?.name == "zoom" }
}
