/// One thing that went wrong or was changed while a feature was read. `code` is stable: reports count by it.
///
/// `field` is an index into `SourceLayer.fields`.
public enum SourceIssue: Hashable, Sendable {
    /// The geometry could not be read; the feature's values could.
    case geometryUnreadable(reason: String)
    /// Text where a geometry must be, and none in it; the beginning of it.
    case noGeometry(in: String)
    /// A position with text, null or nothing where a number must be; the beginning of it.
    case coordinateNotNumber(text: String)
    /// A position with NaN or infinity that reading would have lost; the beginning of it.
    case coordinateNotFinite(text: String)
    /// Arcs and splines became lines with a vertex at least every 4 degrees of arc.
    case curvesLinearised
    /// A TIN, a multipatch or another surface became polygons, one for each face; its type in the source.
    case surfaceConverted(from: String)
    case measuresDropped
    /// Text with bytes that its decoder does not know; U+FFFD stands in their place.
    case textUndecodable(field: Int, bytes: [UInt8])
    /// The value is not in its column's encoding; the encoding it is in, and the text read so.
    case textOtherEncoding(field: Int, encoding: String, text: String)
    /// Letters that a former conversion had confused were brought back.
    case textMisreadRepaired(field: Int, bytes: [UInt8], text: String)
    /// Ð (Icelandic) and its like became Đ.
    case letterFolded(field: Int, text: String)
    /// Decomposed Unicode was composed.
    case textComposed(field: Int)
    /// Capitals that TCVN3 cannot hold were brought back.
    case capitalsRestored(field: Int, text: String)
    /// Letters were replaced by `?` or U+FFFD before the text came here; nothing brings them back.
    case textLettersLost(field: Int, text: String)
    /// NaN or infinity became null.
    case numberNotFinite(field: Int)
    /// A number with a decimal comma, read as it is written; as found.
    case numberComma(field: Int, found: String)
    /// Something in a column of numbers that is none became null.
    case numberUnreadable(field: Int, found: String)
    /// A date or time that no calendar has became null; its numbers as found.
    case dateInvalid(field: Int, found: String)
    /// A dBASE truth value other than T, F, Y, N became null.
    case logicalInvalid(field: Int, found: String)
    /// Whatever else GDAL said about this feature.
    case libraryMessage(GDALMessage)

    public var code: String {
        switch self {
        case .geometryUnreadable, .noGeometry: "geometry-unreadable"
        case .coordinateNotNumber: "coordinate-not-number"
        case .coordinateNotFinite: "coordinate-not-finite"
        case .curvesLinearised: "curves-linearised"
        case .surfaceConverted: "surface-converted"
        case .measuresDropped: "measures-dropped"
        case .textUndecodable: "text-undecodable"
        case .textOtherEncoding: "text-other-encoding"
        case .textMisreadRepaired: "text-misread-repaired"
        case .letterFolded: "letter-folded"
        case .textComposed: "text-composed"
        case .capitalsRestored: "capitals-restored"
        case .textLettersLost: "text-letters-lost"
        case .numberNotFinite: "number-not-finite"
        case .numberComma: "number-comma"
        case .numberUnreadable: "number-unreadable"
        case .dateInvalid: "date-invalid"
        case .logicalInvalid: "logical-invalid"
        case .libraryMessage: "library-message"
        }
    }
}
