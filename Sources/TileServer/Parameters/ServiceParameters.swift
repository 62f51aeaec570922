/// Parameters of WMS and WMTS (OGC 06-042, 6.8; 06-121r3, 11.5.2): names in any case, and those that nobody knows are
/// passed over.
struct ServiceParameters: Sendable {
    private let query: QueryParameters

    init(_ query: String?) { self.query = QueryParameters(query).foldingNames }

    /// - Returns: nil when it is absent or empty.
    func value(_ name: String) throws(ServiceFault) -> String? {
        do throws(ParameterError) {
            let text = try query.value(name.lowercased())
            return text?.isEmpty ?? true ? nil : text
        } catch {
            throw ServiceFault(.invalidParameterValue, name, error.value, expected: error.expected)
        }
    }

    func required(_ name: String, expected: String) throws(ServiceFault) -> String {
        guard let text = try value(name) else { throw ServiceFault(missing: name, expected: expected) }
        return text
    }

    /// What stands between commas; nil when the parameter is absent or empty.
    func list(_ name: String) throws(ServiceFault) -> [String]? {
        try value(name)?.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmingBlanks) }
    }

    /// - Returns: nil when it is absent.
    func number(
        _ name: String, in range: ClosedRange<Int>, _ code: ServiceFault.Code = .invalidParameterValue
    ) throws(ServiceFault) -> Int? {
        guard let text = try value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ServiceFault(code, name, text, expected: Self.expected(range))
        }
        return number
    }

    func required(
        _ name: String, in range: ClosedRange<Int>, _ code: ServiceFault.Code = .invalidParameterValue
    ) throws(ServiceFault) -> Int {
        guard let number = try number(name, in: range, code) else {
            throw ServiceFault(missing: name, expected: Self.expected(range))
        }
        return number
    }

    private static func expected(_ range: ClosedRange<Int>) -> String {
        "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    /// - Returns: false when it is absent.
    func flag(_ name: String) throws(ServiceFault) -> Bool {
        guard let text = try value(name) else { return false }
        switch text.uppercased() {
        case "TRUE": return true
        case "FALSE": return false
        default: throw ServiceFault(.invalidParameterValue, name, text, expected: "TRUE or FALSE")
        }
    }

    /// Refuses what would make another map than the one that is asked for, if it were passed over.
    func refuse(_ names: [String]) throws(ServiceFault) {
        for name in names {
            guard let text = try value(name) else { continue }
            throw ServiceFault(
                .operationNotSupported, name, String(text.prefix(80)),
                expected: "the parameter to be absent: maps are drawn with the styles that capabilities name")
        }
    }

    /// The request is for this service, or says nothing of it.
    func requireService(_ service: String) throws(ServiceFault) {
        guard let text = try value("SERVICE"), text.uppercased() != service else { return }
        throw ServiceFault(.invalidParameterValue, "SERVICE", text, expected: service)
    }
}
