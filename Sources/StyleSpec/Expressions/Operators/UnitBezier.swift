/// A cubic Bézier curve from (0, 0) to (1, 1), as CSS uses them for timing.
struct UnitBezier: Hashable, Sendable {
    private let x: Polynomial
    private let y: Polynomial

    init(x1: Double, y1: Double, x2: Double, y2: Double) {
        x = Polynomial(x1, x2)
        y = Polynomial(y1, y2)
    }

    /// `at³ + bt² + ct`, of the two control points' coordinates.
    private struct Polynomial: Hashable, Sendable {
        let a: Double
        let b: Double
        let c: Double

        init(_ p1: Double, _ p2: Double) {
            c = 3 * p1
            b = 3 * (p2 - p1) - c
            a = 1 - c - b
        }

        func value(_ t: Double) -> Double { ((a * t + b) * t + c) * t }
        func slope(_ t: Double) -> Double { (3 * a * t + 2 * b) * t + c }
    }

    /// Newton's method, then bisection where the curve is too flat for it.
    func y(x input: Double) -> Double {
        if input < 0 { return 0 }
        if input > 1 { return 1 }
        let tolerance = 1e-6
        var t = input
        for _ in 0..<8 {
            let error = x.value(t) - input
            if abs(error) < tolerance { return y.value(t) }
            let slope = x.slope(t)
            if abs(slope) < tolerance { break }
            t -= error / slope
        }
        var (low, high) = (0.0, 1.0)
        t = input
        for _ in 0..<20 {
            let found = x.value(t)
            if abs(found - input) < tolerance { break }
            if input > found { low = t } else { high = t }
            t = (high - low) / 2 + low
        }
        return y.value(t)
    }
}
