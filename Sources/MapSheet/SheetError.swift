public import SimpleFeatures

/// Why there is no sheet as asked. Values only; whoever shows them makes the sentences.
public enum SheetError: Error, Hashable, Sendable {
    /// Degrees are no lengths: a sheet has a projected CRS.
    case notProjected(CRS)
    /// A place, in WGS 84 degrees, where nobody uses the CRS.
    case outside(CRS, place: Coordinate, area: Envelope)
    /// What is to be shown fits on the paper at no scale.
    case tooLarge
    /// Grid lines closer than can be told apart; the least interval that would do.
    case gridTooFine(GridUnit, least: Double)
    /// Letters that no font of the server has.
    case uncovered([Unicode.Scalar], of: SheetText)
    /// Texts leave no room for a map.
    case noRoom
}

/// A text of whoever orders a sheet.
public enum SheetText: String, Hashable, Sendable {
    case title, subtitle, attribution
}
