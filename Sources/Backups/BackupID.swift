internal import Crypto
public import Foundation

/// The name of a backup: its moment, and the beginning of the SHA-256 of its manifest, so that a manifest that was cut
/// off or changed is known by its name.
public struct BackupID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Digits of the hash.
    private static let hashLength = 16

    /// `20261121T013000Z-3fa9c1d2e4b5a697`.
    public let text: String
    /// When it was made, to the second.
    public let moment: Date

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == Self.hashLength,
            let moment = try? Date(String(parts[0]), strategy: Self.style)
        else { return nil }
        self.text = text
        self.moment = moment
    }

    init(of manifest: [UInt8], at moment: Date) {
        self.moment = moment
        text = "\(moment.formatted(Self.style))-\(Self.hash(manifest))"
    }

    public var description: String { text }

    public static func < (left: BackupID, right: BackupID) -> Bool { left.text < right.text }

    func matches(_ manifest: [UInt8]) -> Bool { text.hasSuffix("-" + Self.hash(manifest)) }

    private static func hash(_ bytes: [UInt8]) -> String {
        String(ChunkID.hex(SHA256.hash(data: bytes)).prefix(hashLength))
    }

    /// In UTC and of one width: names sort by time.
    private static let style = Date.ISO8601FormatStyle(
        dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted)
}
