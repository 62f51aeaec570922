/// Why a request is not answered as asked. Values only; `Problem+Mapping` makes the sentences.
enum RequestError: Error, Hashable, Sendable {
    case notFound(path: String)
    case methodNotAllowed(method: String, allowed: [String] = ["GET", "HEAD"])
    case notAcceptable(offered: [MediaType])
    case featureNotFound(collection: String, id: String)
    case styleNotFound(String, known: [String])
    case tileMatrixSetNotFound(String)
    case archiveNotFound(String, known: [String])
    /// A range behind the end of a file of so many bytes.
    case rangeNotSatisfiable(length: UInt64)
    /// The reason is for the log.
    case storeUnavailable(reason: String)
    /// The reason is for the log.
    case accountsUnavailable(reason: String)
    /// Going on would repeat features or miss some; `start` is the first page.
    case orderChanged(start: String)
}

/// What is wrong with a parameter.
struct ParameterError: Error, Hashable, Sendable {
    let parameter: String
    let value: String
    /// What would have been accepted.
    let expected: String
    /// Names close to one that is not known.
    var suggestions: [String] = []
}
