/// What is wrong with a request to a map service, with the code that the standards have for it. Values only;
/// `Problem+Mapping` makes the sentence.
struct ServiceFault: Error, Hashable, Sendable {
    /// Of WMS (OGC 06-042, table E.1; 01-068r3, A.3), WMTS (07-057r7, table 21) and OWS Common (06-121r3, table 27).
    enum Code: String, Sendable {
        case invalidFormat = "InvalidFormat"
        case invalidCRS = "InvalidCRS"
        /// What `invalidCRS` is called in WMS 1.1.1.
        case invalidSRS = "InvalidSRS"
        case layerNotDefined = "LayerNotDefined"
        case styleNotDefined = "StyleNotDefined"
        case layerNotQueryable = "LayerNotQueryable"
        case invalidPoint = "InvalidPoint"
        case operationNotSupported = "OperationNotSupported"
        case missingParameterValue = "MissingParameterValue"
        case invalidParameterValue = "InvalidParameterValue"
        case tileOutOfRange = "TileOutOfRange"
        case pointOutOfRange = "PointIJOutOfRange"
        case noApplicableCode = "NoApplicableCode"
    }

    let code: Code
    /// As the standard writes it.
    let parameter: String
    /// Nil when the parameter is missing.
    let value: String?
    /// What would have been accepted.
    let expected: String

    init(_ code: Code, _ parameter: String, _ value: String, expected: String) {
        self.code = code
        self.parameter = parameter
        self.value = value
        self.expected = expected
    }

    init(missing parameter: String, expected: String) {
        code = .missingParameterValue
        self.parameter = parameter
        value = nil
        self.expected = expected
    }
}
