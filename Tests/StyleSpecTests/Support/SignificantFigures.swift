import Foundation
import SimpleFeatures

extension JSONValue {
    /// Whether both are the same when numbers are cut to six significant figures, as the tests of the specification
    /// compare; the order of members does not count.
    func matches(_ other: JSONValue) -> Bool {
        if let left = number, let right = other.number { return Self.stripped(left) == Self.stripped(right) }
        switch (self, other) {
        // NaN, which JSON does not have, is written as null.
        case (.real(let number), .null): return number.isNaN
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
        case (.object(let left), .object(let right)):
            return left.members.count == right.members.count
                && left.members.allSatisfy { member in right[member.key].map(member.value.matches) ?? false }
        default: return self == other
        }
    }

    private static func stripped(_ number: Double) -> Double {
        guard number != 0, number.isFinite else { return number }
        let multiplier = pow(10, max(0, 6 - log10(abs(number)).rounded(.up)))
        let once = (number * multiplier).rounded(.down) / multiplier
        return (once * multiplier).rounded(.down) / multiplier
    }
}
