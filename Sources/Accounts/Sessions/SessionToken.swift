/// What a browser keeps of a session: 32 random bytes. The file has their SHA-256 only.
public struct SessionToken: Hashable, Sendable, CustomStringConvertible {
    private static let count = 32

    private let bytes: [UInt8]

    init() { bytes = Secrets.random(Self.count) }

    /// Nil for a text of another form.
    public init?(_ text: String) {
        guard text.utf8.count < 64, let bytes = Secrets.bytes(base64URL: text), bytes.count == Self.count else {
            return nil
        }
        self.bytes = bytes
    }

    /// For the cookie: 43 characters of base 64 for URLs.
    public var text: String { Secrets.base64URL(bytes) }

    /// Nothing that could be used, so that no log has it.
    public var description: String { "SessionToken(…)" }

    var digest: [UInt8] { Secrets.sha256(bytes) }
}
