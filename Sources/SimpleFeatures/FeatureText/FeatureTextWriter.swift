/// Writes a file of features as text, one feature after the other, so that the file never stands in memory whole.
///
/// `begin`, `append` for each feature, `end`; what is written meanwhile is taken with `take` as often as one likes.
public protocol FeatureTextWriter: Sendable {
    /// Bytes written since the last take.
    var count: Int { get }
    mutating func begin()
    /// - Parameters:
    ///   - feature: its geometry in the CRS of the layer, x east and y north.
    ///   - geographic: the geometry in CRS84, for a format that holds it beside the other; others look past it.
    mutating func append(_ feature: Feature, geographic: Geometry?)
    mutating func end()
    /// Hands over what is written so far and goes on with an empty buffer.
    mutating func take() -> [UInt8]
}

/// What a file of features says of itself.
public struct FeatureTextLayer: Hashable, Sendable {
    /// The collection's id: lower case ASCII, a name in XML.
    public var name: String
    /// What people call it.
    public var title: String
    public var schema: FeatureSchema
    /// Of the coordinates that are handed to the writer.
    public var crs: CRS
    /// Whether the authority puts north before east: what is told by the CRS's URI is written in that order.
    public var isNorthFirst: Bool
    /// Whether units are degrees.
    public var isGeographic: Bool

    public init(
        name: String, title: String, schema: FeatureSchema, crs: CRS = .crs84, isNorthFirst: Bool = false,
        isGeographic: Bool = true
    ) {
        self.name = name
        self.title = title
        self.schema = schema
        self.crs = crs
        self.isNorthFirst = isNorthFirst
        self.isGeographic = isGeographic
    }

    /// Decimals of a coordinate that keep a tenth of a millimetre.
    public var decimals: Int { isGeographic ? 9 : 4 }

    /// A name for a column of ours that none of the properties has, whatever the case.
    func free(_ name: String) -> String {
        let taken = Set(schema.properties.map { $0.name.lowercased() })
        var candidate = name
        while taken.contains(candidate.lowercased()) { candidate = "gs_\(candidate)" }
        return candidate
    }

    /// The property that names a feature for people: the first text called a name, else the first text at all.
    var nameIndex: Int? {
        let texts = schema.properties.indices.filter { schema.properties[$0].type == .text }
        return texts.first { index in
            let name = schema.properties[index].name.lowercased()
            return ["ten", "name", "ho_ten", "hoten"].contains { name == $0 || name.hasPrefix("\($0)_") }
        } ?? texts.first
    }
}

extension Geometry {
    /// With x and y exchanged: the order of an authority that puts north first.
    public var axesSwapped: Geometry {
        mapSequences { sequence in
            var swapped = sequence
            for start in Swift.stride(from: 0, to: sequence.values.count, by: sequence.stride) {
                swapped.values.swapAt(start, start + 1)
            }
            return swapped
        }
    }
}
