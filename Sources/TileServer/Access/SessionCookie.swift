import Accounts
import Foundation
import HTTPTypes

/// The cookie that a session is known by: not readable by scripts, not sent by other sites' forms, and over TLS alone
/// where there is TLS (RFC 6265bis).
struct SessionCookie: Sendable {
    let isSecure: Bool
    /// Of the site, behind a proxy that serves it below one.
    let path: String

    /// The prefix keeps other hosts of the province's domain from setting one.
    private var name: String { isSecure && path == "/" ? "__Host-geosector" : "geosector" }

    /// Nil when there is none, or one that no session has had.
    func token(in headers: HTTPFields) -> SessionToken? {
        value(named: name, in: headers).flatMap { SessionToken($0) }
    }

    /// Of any cookie.
    func value(named name: String, in headers: HTTPFields) -> String? {
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].trimmingBlanks == name else { continue }
                return String(parts[1].trimmingBlanks)
            }
        }
        return nil
    }

    /// Ends with the browser's own session: how long it is good for is the server's to say.
    func setting(_ token: SessionToken) -> String { setting(token.text, as: name) }

    var clearing: String { clearing(name) }

    /// Any cookie, with what this one is protected by.
    func setting(_ value: String, as name: String) -> String { "\(name)=\(value)\(attributes)" }
    func clearing(_ name: String) -> String { "\(name)=; Max-Age=0\(attributes)" }

    private var attributes: String { "; Path=\(path); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")" }
}

extension SessionCookie {
    init(_ configuration: ServerConfiguration) {
        let base = configuration.baseURL.flatMap { URL(string: $0) }
        let path = base?.path ?? ""
        self.init(isSecure: base?.scheme == "https", path: path.isEmpty ? "/" : path)
    }
}

extension HTTPField.Name {
    static let setCookie = HTTPField.Name("Set-Cookie")!
}
