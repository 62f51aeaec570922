public import SimpleFeatures

/// One entry of a band, as a tile is made from it: valid inside the closure that it is handed to.
@frozen public struct OverviewFeature {
    /// Nil on all but the first entry of a geometry collection, which becomes up to three.
    public let id: FeatureID?
    /// Where its attributes are: `OverviewAttributes`.
    public let row: Int
    public let kind: GeometryKind
    /// Around all positions of the feature; entries of one geometry collection have the same.
    public let box: WorldBox
    /// The record, to be read with `GeometryRecordReader`.
    public let geometry: UnsafeRawBufferPointer
    /// How many features it stands for; 1 for itself.
    public let weight: UInt32
    /// Where its name is written; nil when it has no place for one.
    public let label: WorldPoint?
    /// From this zoom on the feature is shown.
    public let minZoom: UInt8

    @inlinable
    public init(
        id: FeatureID?, row: Int, kind: GeometryKind, box: WorldBox, geometry: UnsafeRawBufferPointer, weight: UInt32,
        label: WorldPoint?, minZoom: UInt8
    ) {
        self.id = id
        self.row = row
        self.kind = kind
        self.box = box
        self.geometry = geometry
        self.weight = weight
        self.label = label
        self.minZoom = minZoom
    }
}
