internal import Foundation
internal import SimpleFeatures

/// What becomes of a property before a reader sees it, or can ask for it, sort by it or search it.
public enum AttributeTreatment: Hashable, Sendable {
    public enum Period: String, Hashable, Sendable, CaseIterable {
        case year, month
    }

    /// `hide`: there is no such property.
    case hidden
    /// `mask`, `mask:4`: signs in its place, and its last characters.
    case masked(keeping: Int)
    /// `round:100`: a number to the nearest multiple.
    case rounded(to: Double)
    /// `year`, `month`: a date to the first day of it.
    case period(Period)
    /// `start:3`: the first characters of a text.
    case start(length: Int)

    public static let mask = "•••"
    /// For errors.
    public static let forms = ["hide", "mask", "mask:4", "round:100", "year", "month", "start:3"]

    /// As policies write it; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : nil) {
        case ("hide", nil): self = .hidden
        case ("mask", nil): self = .masked(keeping: 0)
        case ("mask", let count?):
            guard let count = Int(count), (1...100).contains(count) else { return nil }
            self = .masked(keeping: count)
        case ("round", let step?):
            guard let step = Double(step), step > 0, step.isFinite else { return nil }
            self = .rounded(to: step)
        case ("start", let length?):
            guard let length = Int(length), (1...1000).contains(length) else { return nil }
            self = .start(length: length)
        case (let period, nil):
            guard let period = Period(rawValue: period) else { return nil }
            self = .period(period)
        default: return nil
        }
    }

    /// Whether values of a type can be treated so.
    func fits(_ type: FeatureSchema.PropertyType) -> Bool {
        switch self {
        case .hidden, .masked: true
        case .rounded: [.integer, .real].contains(type)
        case .period: [.date, .dateTime].contains(type)
        case .start: type == .text
        }
    }

    /// The type of what is left; nil where nothing is.
    func result(of type: FeatureSchema.PropertyType) -> FeatureSchema.PropertyType? {
        switch self {
        case .hidden: nil
        case .masked: .text
        case .rounded, .start: type
        case .period: .date
        }
    }
}

extension AttributeTreatment: CustomStringConvertible {
    /// As `init(_:)` reads it.
    public var description: String {
        switch self {
        case .hidden: "hide"
        case .masked(let count): count == 0 ? "mask" : "mask:\(count)"
        case .rounded(let step): "round:\(step.rounded() == step && step < 1e15 ? "\(Int64(step))" : "\(step)")"
        case .period(let period): period.rawValue
        case .start(let length): "start:\(length)"
        }
    }
}
