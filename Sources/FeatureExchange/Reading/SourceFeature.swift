public import SimpleFeatures

/// One feature as the source has it: coordinates in the layer's CRS, east before north, nothing rounded.
public struct SourceFeature: Sendable {
    /// The feature's number in its source: a row or record number, from 0 or 1 by format. Not a `FeatureID`.
    public let sourceID: Int64
    /// Nil for a null shape, and where `issues` say it could not be read.
    public let geometry: Geometry?
    /// In the order of `SourceLayer.fields`.
    public let values: [PropertyValue]
    /// Empty for nearly every feature.
    public let issues: [SourceIssue]
    /// Nil unless the reader was asked to check; points are not checked.
    public let validity: GeometryValidity?
    /// What repair makes of an invalid geometry, when the reader was asked to; `geometry` is still the original.
    public let repair: GeometryRepair?
}
