import GeoStore
import SimpleFeatures

/// Why an import does not start, or does not publish.
enum ImportError: Error, Hashable, Sendable {
    case crsMissing(file: String, layer: String, suggestions: [ReferenceChoice.Suggestion])
    /// What the file says does not go with its data; `better` are the candidates that do, the best first.
    case crsContradicted(
        file: String, claim: ReferenceChoice.Suggestion, claimedName: String, better: [ReferenceChoice.Suggestion],
        why: ReferenceStudy.Contradiction)
    /// WGS 84 in metres is said, and nothing tells it from VN-2000; `readings`: the file's own, then VN-2000, the nearest
    /// first.
    case crsDatumUntested(
        file: String, layer: String, claimedName: String, readings: [ReferenceChoice.Suggestion])
    case crsUnidentified(file: String, layer: String, name: String, suggestions: [ReferenceChoice.Suggestion])
    case crsUnknown(CRS)
    /// `successor`: the code in force for the same system, when it is known.
    case crsDeprecated(CRS, name: String, successor: CRS?)
    /// Degrees are claimed, and the coordinates are no degrees.
    case notDegrees(file: String, crs: CRS, suggestions: [ReferenceChoice.Suggestion])
    /// Metres are claimed, and the coordinates look like degrees.
    case notMetres(file: String, crs: CRS, suggestions: [ReferenceChoice.Suggestion])
    case encodingUnknown(String)
    case encodingUndecided(file: String, claim: String?, column: String, readings: [EncodingPlan.SampleReading])
    /// `--encoding NAME=…` for a column that is not there.
    case encodingColumnUnknown(name: String, columns: [String])
    case noGeometry(file: String, layer: String)
    case noFeatures(file: String, layer: String)
    /// `reasons`: each code with its count and its first detail.
    case tooManyRejects(rejected: Int, read: Int, limit: String, reasons: [LocalizedText])
    case allRejected(read: Int, reasons: [LocalizedText])
    case collectionNameNeeded(layer: String)
    /// `option` names a column that the source does not have.
    case columnUnknown(option: String, name: String, columns: [String])
    /// A name that cannot be a column's; `suggestion` can.
    case renameInvalid(name: String, suggestion: String)
}
