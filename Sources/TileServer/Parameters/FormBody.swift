import Hummingbird

/// What a form of this site sends (application/x-www-form-urlencoded).
enum FormBody {
    /// A policy is the longest.
    private static let most = 256 << 10

    /// - Throws: `ParameterError` for a field that is not known, or stands there twice.
    static func read(_ request: Request, _ names: Set<String>) async throws -> [String: String] {
        let body = try await request.body.collect(upTo: most)
        let form = QueryParameters(String(buffer: body))
        try form.allow(names)
        var fields: [String: String] = [:]
        for name in names { fields[name] = try form.value(name) }
        return fields
    }
}
