import Foundation

/// How `interpolate` goes from one stop to the next.
enum Interpolation: Hashable, Sendable {
    /// Base 1 is linear.
    case exponential(base: Double)
    case cubicBezier(UnitBezier)

    /// How far an input is between two stops, from 0 to 1.
    func fraction(_ input: Double, from lower: Double, to upper: Double) -> Double {
        switch self {
        case .exponential(let base): Self.exponential(input, base, lower, upper)
        case .cubicBezier(let curve): curve.y(x: Self.exponential(input, 1, lower, upper))
        }
    }

    /// `(base^(x - x0) - 1) / (base^(x1 - x0) - 1)`, where two stops define a scaled and shifted exponential function.
    private static func exponential(_ x: Double, _ base: Double, _ x0: Double, _ x1: Double) -> Double {
        let difference = x1 - x0
        let progress = x - x0
        if difference == 0 { return 0 }
        if base == 1 { return progress / difference }
        return (pow(base, progress) - 1) / (pow(base, difference) - 1)
    }
}
