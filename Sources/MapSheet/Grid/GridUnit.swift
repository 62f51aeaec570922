internal import Foundation

/// What the lines of a grid count.
public enum GridUnit: Hashable, Sendable {
    case metres, degrees

    /// Roughly: lines are put as far apart as eyes like, not measured.
    private static let metresPerDegree = 110_600.0

    /// Lines on paper are so far apart where nobody says how far, in millimetres: from 5 to 10 cm, in the middle of which
    /// steps of 1, 2 and 5 come closest.
    private static let wantedSpacing = (50.0 * 100).squareRoot()

    /// Closer lines cannot be told apart, in millimetres.
    static let leastSpacing = 5.0

    private static let metreSteps = (0...6).flatMap { power -> [Double] in
        let ten = pow(10, Double(power))
        return [ten, 2 * ten, 5 * ten]
    }

    /// Seconds, minutes, degrees.
    private static let degreeSteps = [1.0 / 3600, 1.0 / 60, 1].flatMap { part -> [Double] in
        let counts: [Double] = part == 1 ? [1, 2, 5, 10] : [1, 2, 5, 10, 15, 30]
        return counts.map { $0 * part }
    }

    private var steps: [Double] { self == .metres ? Self.metreSteps : Self.degreeSteps }

    private var inMetres: Double { self == .metres ? 1 : Self.metresPerDegree }

    /// The interval that a sheet has where nobody says which.
    func interval(metresPerMillimetre: Double) -> Double {
        func ratio(_ step: Double) -> Double {
            abs(log(step * inMetres / metresPerMillimetre / Self.wantedSpacing))
        }
        return steps.min { ratio($0) < ratio($1) } ?? 1
    }

    /// - Throws: `SheetError.gridTooFine`.
    func check(_ interval: Double, metresPerMillimetre: Double) throws(SheetError) {
        let least = Self.leastSpacing * metresPerMillimetre / inMetres
        guard interval >= least else {
            throw .gridTooFine(self, least: steps.first { $0 >= least } ?? least)
        }
    }

    /// What stands at a line on the frame; `107°52′30″`, `452 500`, or kilometres with their hundreds apart: 4 and `52`.
    func label(_ value: Double, interval: Double) -> (small: String, large: String) {
        switch self {
        case .degrees: return ("", Self.degrees(value, interval: interval))
        case .metres:
            guard interval >= 1000 else { return ("", GroupedNumber.text(value.rounded())) }
            let kilometres = Int((value / 1000).rounded())
            let sign = kilometres < 0 ? "−" : ""
            let (hundreds, rest) = kilometres.magnitude.quotientAndRemainder(dividingBy: 100)
            let large = (rest < 10 ? "0" : "") + "\(rest)"
            return (sign + (hundreds > 0 ? "\(hundreds)" : ""), large)
        }
    }

    /// With as many parts as the interval has.
    static func degrees(_ value: Double, interval: Double) -> String {
        let seconds = Int((value.magnitude * 3600).rounded())
        var text = "\(seconds / 3600)°"
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        let isWhole = Int((interval * 3600).rounded()).isMultiple(of: 3600)
        if !isWhole { text += "\(padded(seconds / 60 % 60))′" }
        if !Int((interval * 3600).rounded()).isMultiple(of: 60) { text += "\(padded(seconds % 60))″" }
        return (value < 0 ? "−" : "") + text
    }
}
