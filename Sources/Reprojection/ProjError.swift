public import SimpleFeatures

/// What PROJ could not do.
public enum ProjError: Error, Hashable, Sendable {
    case unknownCRS(CRS, reason: String)
    case noOperation(from: CRS, to: CRS)
    /// Some position has no answer; `near` is the first of its sequence, in the CRS it came in.
    case outsideDomain(from: CRS, to: CRS, near: Coordinate)
    case contextUnavailable
}
