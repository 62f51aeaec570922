import GeoStore
import SimpleFeatures

/// Why a request to edit is not done as asked; what is wrong with features themselves is an `EditRefusal`.
enum EditingError: Error, Hashable, Sendable {
    case notAllowed(collection: String, needs: EditRight)
    /// A page of another site asked a browser to.
    case otherSite
    case tagMissing(method: String)
    case malformedTag(String)
    case unsupportedType(found: String, accepted: [MediaType], isPatch: Bool)
    case unknownCRS(String, offered: [CRS])
    case tooLarge(most: Int)
    case notJSON(reason: String, byte: Int)
    /// Not what the body must be, with a pointer (RFC 6901) to what is wrong.
    case malformed(reason: String, pointer: String)
    /// Not the id of a draft.
    case draftNotFound(collection: String, id: String)
}
