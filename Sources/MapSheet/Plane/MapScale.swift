internal import Foundation

/// How much smaller a map is than what it shows: 1:25 000.
public struct MapScale: Hashable, Sendable {
    /// From plans of rooms to a picture of the country.
    public static let denominators = 100.0...20_000_000

    public let denominator: Double

    /// - Returns: nil for what is outside `denominators`, or no number.
    public init?(denominator: Double) {
        guard Self.denominators.contains(denominator) else { return nil }
        self.denominator = denominator
    }

    /// The largest usual scale at which so much fits: 1:1 000, 1:1 500, 1:2 000, 1:2 500, 1:3 000, 1:4 000, 1:5 000,
    /// 1:7 500, 1:10 000 and so on.
    /// - Returns: nil for what fits at none of `denominators`.
    public init?(holding denominator: Double) {
        guard denominator.isFinite, denominator <= Self.denominators.upperBound else { return nil }
        let least = max(denominator, Self.denominators.lowerBound)
        let power = pow(10, log10(least).rounded(.down))
        // A part in a million more than fits is a rounding of the box, not a reason for the next scale.
        let step = Self.steps.first { $0 * power * 1.000_001 >= least } ?? 10
        self.init(denominator: min(step * power, Self.denominators.upperBound))
    }

    private static let steps = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5]

    /// `1:25 000`.
    public var text: String { "1:" + GroupedNumber.text(denominator.rounded()) }
}

/// Whole numbers in groups of three, a space between: read alike in Vietnamese and English.
enum GroupedNumber {
    static func text(_ value: Double) -> String {
        let digits = Array(String(Int(value.magnitude)))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(" ") }
            text.append(digit)
        }
        return text
    }
}
