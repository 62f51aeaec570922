public import SimpleFeatures

/// The bytes of a text value that are not the UTF-8 of what was made of them: kept so that the value can be read again
/// in another way when the source is gone.
public struct RawText: Hashable, Sendable {
    /// An index into `SourceLayer.fields`.
    public let field: Int
    public let bytes: [UInt8]
    /// What `SourceText.otherEncoding` says of the value; nil when it is in the encoding of its column.
    public let otherEncoding: String?

    public init(field: Int, bytes: [UInt8], otherEncoding: String? = nil) {
        self.field = field
        self.bytes = bytes
        self.otherEncoding = otherEncoding
    }
}

/// One feature as the source has it: coordinates in the layer's CRS, east before north, nothing rounded.
public struct SourceFeature: Sendable {
    /// The feature's number in its source: a row or record number, from 0 or 1 by format. Not a `FeatureID`.
    public let sourceID: Int64
    /// Nil for a null shape, and where `issues` say it could not be read.
    public let geometry: Geometry?
    /// In the order of `SourceLayer.fields`.
    public let values: [PropertyValue]
    /// Text whose bytes are not the UTF-8 of its value, by field.
    public let rawTexts: [RawText]
    /// Empty for nearly every feature.
    public let issues: [SourceIssue]
}
