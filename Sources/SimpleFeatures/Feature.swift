/// A stored feature: id, geometry in the CRS of its collection, and values in the order of the schema.
public struct Feature: Hashable, Sendable {
    public var id: FeatureID
    public var geometry: Geometry?
    /// One value for each `FeatureSchema.properties`, in that order.
    public var values: [PropertyValue]

    public init(id: FeatureID, geometry: Geometry?, values: [PropertyValue]) {
        self.id = id
        self.geometry = geometry
        self.values = values
    }
}

/// The id of a feature: the same in the store, in items, tiles and exports, and never reused.
public struct FeatureID: Hashable, Comparable, Sendable {
    /// 2^53 − 1, the largest integer a JSON reader in a browser keeps exactly.
    public static let maximum: Int64 = 9_007_199_254_740_991

    public let value: Int64

    /// Nil outside 1…2^53−1.
    public init?(_ value: Int64) {
        guard (1...Self.maximum).contains(value) else { return nil }
        self.value = value
    }

    /// Reads decimal digits without sign, zeros in front or blanks; nil for any other text.
    public init?(_ text: some StringProtocol) {
        guard let first = text.utf8.first, first != UInt8(ascii: "0"),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int64(text)
        else { return nil }
        self.init(value)
    }

    public static func < (left: FeatureID, right: FeatureID) -> Bool { left.value < right.value }
}

extension FeatureID: CustomStringConvertible {
    public var description: String { String(value) }
}
