public import SimpleFeatures

/// Why edits are refused, all of them: nothing was changed.
public struct EditRefusal: Error, Hashable, Sendable {
    public let collection: CollectionID
    /// In the order of the edits; the first hundred.
    public let faults: [EditFault]

    /// Faults that are told at a time.
    static let mostFaults = 100
}

/// What is wrong with one edit.
public struct EditFault: Hashable, Sendable {
    public enum Reason: Error, Hashable, Sendable {
        case featureNotFound
        /// The feature is not what the edit was made for.
        /// - Parameter tag: of the feature as it is.
        case stale(tag: String)
        /// The same feature is in an edit before.
        case repeated
        case tooMany(edits: Int, most: Int)

        // Properties
        case unknownProperty(known: [String])
        /// - Parameter found: the JSON value, shortened.
        case wrongType(expected: FeatureSchema.PropertyType, found: String)
        /// A text with U+0000, at which SQLite ends it.
        case textWithNull
        case valueTooLong(bytes: Int, most: Int)
        /// The value that tells features apart is missing.
        case keyMissing
        case keyTaken(by: FeatureID)

        // Geometry
        case wrongGeometry(found: GeometryType, expected: GeometryType)
        case wrongDimension(expectsHeights: Bool)
        case tooManyPositions(Int, most: Int)
        case positions(PositionFault)
        /// GEOS's reason.
        case invalidGeometry(reason: String)
        /// No place in the CRS, or none on earth.
        case outsideDomain(CRS)
    }

    /// The edit's place among those that were given, from 0.
    public let edit: Int
    /// Nil for a feature that is new.
    public let feature: FeatureID?
    /// The property at fault; `geometry` for the geometry, nil for the feature as a whole.
    public let property: String?
    public let reason: Reason
}
