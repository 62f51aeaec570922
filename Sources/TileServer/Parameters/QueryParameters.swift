/// The query of a URL, decoded once (WHATWG URL, application/x-www-form-urlencoded).
struct QueryParameters: Sendable {
    private let pairs: [(name: String, value: String)]
    /// The first parameter that is no text, as far as it can be read.
    private let malformed: (name: String, value: String)?

    /// Every resource takes these: format, language, and what scripts append to get around a cache.
    static let common: Set<String> = ["f", "lang", "_"]

    init(_ query: String?) {
        var pairs: [(name: String, value: String)] = []
        var malformed: (name: String, value: String)?
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decode(parts[0])
            let value = parts.count > 1 ? Self.decode(parts[1]) : (text: "", isText: true)
            pairs.append((name.text, value.text))
            if !name.isText || !value.isText { malformed = malformed ?? (name.text, value.text) }
        }
        self.pairs = pairs
        self.malformed = malformed
    }

    private init(pairs: [(name: String, value: String)], malformed: (name: String, value: String)?) {
        self.pairs = pairs
        self.malformed = malformed
    }

    var names: [String] { pairs.map(\.name) }

    /// With names in small letters, for services whose clients write them as they like. What is said twice alike is
    /// said once.
    var foldingNames: QueryParameters {
        var folded: [(name: String, value: String)] = []
        for pair in pairs.map({ (name: $0.name.lowercased(), value: $0.value) })
        where !folded.contains(where: { $0 == pair }) {
            folded.append(pair)
        }
        return QueryParameters(pairs: folded, malformed: malformed.map { ($0.name.lowercased(), $0.value) })
    }

    /// - Throws: `ParameterError` when the parameter stands there twice, or is no text.
    func value(_ name: String) throws(ParameterError) -> String? {
        let values = pairs.filter { $0.name == name }.map(\.value)
        guard let first = values.first else { return nil }
        if let malformed, malformed.name == name { throw Self.noText(malformed) }
        if values.count > 1 {
            throw ParameterError(parameter: name, value: values[1], expected: "one value, but '\(first)' is given too")
        }
        return first
    }

    /// Refuses what the resource does not know (OGC 17-069r4, /req/core/query-param-unknown), and what is no text.
    /// - Throws: `ParameterError` naming the first unknown parameter and all that are allowed.
    func allow(_ allowed: Set<String>) throws(ParameterError) {
        if let malformed { throw Self.noText(malformed) }
        let known = allowed.union(Self.common)
        guard let stranger = pairs.first(where: { !known.contains($0.name) }) else { return }
        let near = NearMatches.of(stranger.name, among: allowed.sorted())
        throw ParameterError(
            parameter: stranger.name, value: stranger.value,
            expected: "one of the parameters \(known.subtracting(["_"]).sorted().joined(separator: ", "))",
            suggestions: near)
    }

    private static func noText(_ pair: (name: String, value: String)) -> ParameterError {
        ParameterError(parameter: pair.name, value: pair.value, expected: "UTF-8")
    }

    /// Refuses U+0000, at which SQLite ends a text that is compared.
    /// - Throws: `ParameterError`.
    func requireWholeTexts() throws(ParameterError) {
        guard let pair = pairs.first(where: { $0.value.utf8.contains(0) }) else { return }
        throw ParameterError(parameter: pair.name, value: pair.value, expected: "a text without U+0000")
    }

    /// The query with some parameters set (nil removes), in their old places.
    func setting(_ changes: [(name: String, value: String?)]) -> String {
        var pairs = pairs
        for change in changes {
            let place = pairs.firstIndex { $0.name == change.name }
            pairs.removeAll { $0.name == change.name }
            guard let value = change.value else { continue }
            pairs.insert((name: change.name, value: value), at: min(place ?? pairs.count, pairs.count))
        }
        return pairs.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
    }

    /// What narrows a collection down: the query without what pages and representations are asked for with.
    var narrowing: String {
        let others = ItemsParameters.ofPages.union(Self.common).union(ExportParameters.own)
        return setting(others.map { (name: $0, value: nil) })
    }

    private static func decode(_ text: Substring) -> (text: String, isText: Bool) {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
        return (String(decoding: bytes, as: UTF8.self), false)
    }

    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:/".utf8)

    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if unreserved.contains(byte) {
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
