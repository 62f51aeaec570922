/// The versions of WMS that are spoken.
enum WMSVersion: String, Hashable, Sendable, CaseIterable {
    /// OGC 01-068r3.
    case v111 = "1.1.1"
    /// OGC 06-042, which is ISO 19128 and TCVN 12266.
    case v130 = "1.3.0"

    /// The parameter that names the CRS.
    var crsParameter: String {
        switch self {
        case .v111: "SRS"
        case .v130: "CRS"
        }
    }

    /// The parameters with the column and the row of a point in a picture.
    var pointParameters: (column: String, row: String) {
        switch self {
        case .v111: ("X", "Y")
        case .v130: ("I", "J")
        }
    }

    var invalidCRS: ServiceFault.Code {
        switch self {
        case .v111: .invalidSRS
        case .v130: .invalidCRS
        }
    }

    /// The version that an operation is asked in: `VERSION`, else the one that has the other parameters.
    static func read(_ parameters: ServiceParameters) throws(ServiceFault) -> WMSVersion {
        guard let text = try parameters.value("VERSION") else {
            return try parameters.value(v111.crsParameter) == nil ? .v130 : .v111
        }
        // 1.1.0 asks for maps with the same words.
        guard let version = WMSVersion(rawValue: text == "1.1.0" ? v111.rawValue : text) else {
            throw ServiceFault(
                .invalidParameterValue, "VERSION", text, expected: allCases.map(\.rawValue).joined(separator: " or "))
        }
        return version
    }

    /// The version in which a fault is told, of whatever is wrong.
    static func ofFault(_ parameters: ServiceParameters) -> WMSVersion {
        do { return try read(parameters) } catch { return .v130 }
    }

    /// The version of capabilities for a client that can do without: the highest that is not above the one asked for
    /// (OGC 06-042, 6.2.4).
    static func negotiated(_ parameters: ServiceParameters) throws(ServiceFault) -> WMSVersion {
        guard let text = try parameters.value("VERSION") else { return .v130 }
        let numbers = text.split(separator: ".").map { Int($0) ?? 0 }
        return numbers.lexicographicallyPrecedes([1, 3]) ? .v111 : .v130
    }
}
