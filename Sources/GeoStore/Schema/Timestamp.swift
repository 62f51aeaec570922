internal import Foundation

/// Moments as the store writes them: ISO 8601 in UTC, to the second.
enum Timestamp {
    static var now: String { Date().formatted(.iso8601) }
}
