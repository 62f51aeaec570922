public import Foundation

/// What systems got in a year of Viet Nam's time, for the report on data sharing.
public struct LedgerReport: Hashable, Sendable {
    /// All deliveries of one kind, of one collection, to one system, for one purpose.
    public struct Line: Hashable, Sendable {
        public let system: String
        /// Of the system, as its newest key has it; empty when it has none any more.
        public let displayName: String
        public let owner: String
        public let collection: String
        public let kind: Delivery.Kind
        public let purpose: String
        public let requests: Int
        public let features: Int
        public let bytes: Int
        public let firstVersion: Int
        public let lastVersion: Int
        public let first: Date
        public let last: Date
    }

    public let year: Int
    public let madeAt: Date
    /// By system, collection, kind, purpose.
    public let lines: [Line]

    /// UTC+7, without summer time.
    public static let secondsFromUTC: Int64 = 7 * 3600

    /// Seconds since 1970 at which a year begins in Viet Nam.
    static func start(of year: Int) -> Int64 {
        // Days since 1970-01-01 of 1 January, proleptic Gregorian.
        let before = year - 1
        let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
        return Int64(days) * 86_400 - secondsFromUTC
    }

    /// The year of a moment in Viet Nam.
    public static func year(of moment: Date) -> Int {
        let seconds = Int64(moment.timeIntervalSince1970)
        // An estimate that is right or one too early or late.
        let guess = 1970 + Int(Double(seconds) / 31_556_952)
        return (guess - 1...guess + 1).last { start(of: $0) <= seconds } ?? guess
    }
}
