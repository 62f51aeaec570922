extension AccountStore {
    /// Signs with the newest key; the first time makes one.
    /// - Returns: a JSON Web Signature in its compact form, which has the content in it.
    /// - Throws: `AccountError`.
    public func sign(_ content: [UInt8]) async throws(AccountError) -> String {
        let known = try await file.read("reading the signing keys") { try SigningKey.all(in: $0).first }
        if let known { return try Self.signature(of: content, known) }
        let now = now
        let made = try await file.write("making a signing key") { database in
            try SigningKey.all(in: database).first ?? SigningKey.add(to: database, now: now)
        }
        return try Self.signature(of: content, made)
    }

    /// What others verify with, former keys among them.
    /// - Throws: `AccountError`.
    public func signatureKeys() async throws(AccountError) -> SignatureKeys {
        SignatureKeys(try await file.read("reading the signing keys") { try SigningKey.all(in: $0) })
    }

    /// Signs with another key from now on. What the former ones signed stays good: they are still told.
    /// - Throws: `AccountError`.
    public func renewSigningKey(by actor: AuditActor) async throws(AccountError) {
        let now = now
        try await file.audited("making a signing key") { database, events in
            let key = try SigningKey.add(to: database, now: now)
            events.append(AuditEvent(.signingKey, by: actor, target: "signing-key:\(key.id)"))
        }
    }

    private static func signature(of content: [UInt8], _ key: SigningKey) throws(AccountError) -> String {
        do { return try key.signature(of: content) } catch {
            throw AccountError.sqlite(attempted: "signing", code: 0, message: "\(error)")
        }
    }
}
