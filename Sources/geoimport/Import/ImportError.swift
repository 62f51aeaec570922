import SimpleFeatures

/// Why an import does not start, or does not publish.
enum ImportError: Error, Hashable, Sendable {
    case crsMissing(file: String, layer: String, suggestions: [ReferenceChoice.Suggestion])
    case crsUnidentified(file: String, layer: String, name: String, candidates: [String])
    case crsUnknown(CRS)
    case crsDeprecated(CRS, name: String)
    /// Degrees are claimed, and the coordinates are no degrees.
    case notDegrees(file: String, crs: CRS, suggestions: [ReferenceChoice.Suggestion])
    case encodingUnknown(String)
    case encodingUndecided(file: String, claim: String?, column: String, readings: [EncodingChoice.SampleReading])
    case noGeometry(file: String, layer: String)
    case noFeatures(file: String, layer: String)
    case tooManyRejects(rejected: Int, read: Int, limit: String)
    case invalidLimit(String)
    case collectionNameNeeded(layer: String)
}
