import Foundation

/// How many rejected features are too many: a number or a share of those read.
enum RejectLimit: Hashable, Sendable {
    case count(Int)
    case percent(Double)

    /// Half a layer is no layer; a few broken rows are a department's everyday.
    static let standard = RejectLimit.percent(10)

    /// Reads `20` or `5%`.
    init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
            self = .percent(share)
        } else {
            guard let count = Int(text), count >= 0 else { return nil }
            self = .count(count)
        }
    }

    func isExceeded(rejected: Int, read: Int) -> Bool {
        switch self {
        case .count(let count): rejected > count
        case .percent(let share): Double(rejected) > Double(read) * share / 100
        }
    }

    var text: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let share): "\(share.formatted()) %"
        }
    }
}
