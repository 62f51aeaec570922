import Foundation

/// The target of a request as the log has it: who sends a secret in a URL, where it does not belong, does not find it in
/// the log.
enum LoggedTarget {
    private static let secrets: Set<String> = [
        "key", "apikey", "api_key", "api-key", "x-api-key", "token", "access_token", "id_token", "refresh_token",
        "auth",
        "authorization", "password", "passwd", "pwd", "secret", "code", "session",
    ]
    static let redacted = "[redacted]"

    static func text(_ target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return withoutKeys(target) }
        let pairs = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map {
            pair in
            guard let equals = pair.firstIndex(of: "=") else { return withoutKeys(String(pair)) }
            let name = pair[..<equals]
            let known = (name.removingPercentEncoding ?? String(name)).lowercased()
            return secrets.contains(known) ? "\(name)=\(redacted)" : withoutKeys(String(pair))
        }
        return withoutKeys(String(target[...mark])) + pairs.joined(separator: "&")
    }

    /// What looks like a system's key or a bearer token, wherever it stands.
    private static func withoutKeys(_ text: String) -> String {
        guard text.contains("gsk_") || text.contains("eyJ") else { return text }
        return text.replacing(/gsk_[A-Za-z0-9_\-]+/, with: redacted)
            .replacing(/eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-.]*/, with: redacted)
    }
}
