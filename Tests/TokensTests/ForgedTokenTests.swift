import CryptoExtras
import Foundation
import SimpleFeatures
import Synchronization
import Testing

@testable import Tokens

@Suite struct ForgedTokenTests {
    private func refused(
        _ expected: TokenError, key: SigningKey = .es256(),
        _ token: @Sendable (LocalIssuer, SigningKey) throws -> String
    ) async throws {
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier()
            _ = try await verifier.identity(of: key.token(issuer.claims()))
            #expect(await fault(verifier, try token(issuer, key)) == expected)
        }
    }

    @Test("a token without a signature is refused, however it is written", arguments: ["none", "None", "NONE", ""])
    func none(name: String) async throws {
        try await refused(.algorithmNotAllowed(name)) { issuer, key in
            let header: JSONValue = ["alg": .string(name), "kid": "es"]
            return SigningKey.text(header.serialized) + "." + SigningKey.text(issuer.claims().serialized) + "."
        }
    }

    @Test("a signature that was left out is wrong")
    func signatureLeftOut() async throws {
        try await refused(.wrongSignature) { issuer, key in
            let token = try key.token(issuer.claims())
            return token[...token.lastIndex(of: ".")!].description
        }
    }

    @Test("nobody signs with the public key as a secret")
    func keyConfusion() async throws {
        let rsa = try SigningKey.rsa("RS256")
        let pem = try SigningKey.rsaKey.get().publicKey.pemRepresentation
        for secret in [Array(pem.utf8), Array((pem + "\n").utf8), rsa.jwk.serialized] {
            try await refused(.algorithmNotAllowed("HS256"), key: rsa) { issuer, _ in
                try SigningKey.hmac(secret, id: "rsa").token(issuer.claims())
            }
            // And names another algorithm than the one used.
            try await refused(.wrongSignature, key: rsa) { issuer, _ in
                try SigningKey.hmac(secret, id: "rsa").token(issuer.claims(), header: ["alg": "RS256"])
            }
        }
    }

    @Test("a key is good for its own kind of algorithm only")
    func otherAlgorithm() async throws {
        try await refused(.unknownKey) { issuer, key in try key.token(issuer.claims(), header: ["alg": "RS256"]) }
        try await refused(.unknownKey) { issuer, key in try key.token(issuer.claims(), header: ["alg": "ES384"]) }
    }

    @Test("a key bound to one algorithm is good for no other")
    func boundAlgorithm() async throws {
        let key = try SigningKey.rsa("PS256")
        try await LocalIssuer.run { issuer in
            var jwk = key.jwk.object ?? [:]
            jwk["alg"] = "RS256"
            let bound = JSONValue.object(jwk)
            issuer.state.withLock { $0.keys = [bound] }
            let token = try key.token(issuer.claims())
            #expect(await fault(issuer.verifier(), token) == .unknownKey)
        }
    }

    @Test("the first token does not decide the algorithm for those after it")
    func firstTokenDecidesNothing() async throws {
        let (plain, padded) = (try SigningKey.rsa("RS256"), try SigningKey.rsa("PS256"))
        try await LocalIssuer.run { issuer in
            issuer.set(plain)
            let verifier = issuer.verifier()
            _ = try await verifier.identity(of: padded.token(issuer.claims()))
            _ = try await verifier.identity(of: plain.token(issuer.claims()))
            let mixed = SigningKey(id: "rsa", algorithm: "RS256", jwk: [:], sign: padded.sign)
            #expect(await fault(verifier, try mixed.token(issuer.claims())) == .wrongSignature)
        }
    }

    @Test("another's key under the same name is refused")
    func stranger() async throws {
        try await refused(.wrongSignature) { issuer, _ in try SigningKey.es256().token(issuer.claims()) }
    }

    @Test("a key that the token brings along is not looked at")
    func embeddedKey() async throws {
        let mine = SigningKey.es256("mine")
        try await refused(.unknownKey) { issuer, _ in
            try mine.token(issuer.claims(), header: ["jwk": mine.jwk, "jku": "http://127.0.0.1:1/keys"])
        }
    }

    @Test("a changed claim makes the signature wrong")
    func changedClaim() async throws {
        try await refused(.wrongSignature) { issuer, key in
            var parts = try key.token(issuer.claims()).split(separator: ".").map(String.init)
            parts[1] = SigningKey.text(issuer.claims(["groups": ["geosector-role-administrator"]]).serialized)
            return parts.joined(separator: ".")
        }
    }

    @Test("times are held, with a minute for clocks that differ")
    func times() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier()
            _ = try await verifier.identity(of: key.token(issuer.claims()))
            let now = Int64(Date().timeIntervalSince1970)
            func outcome(_ changes: JSONObject) async throws -> TokenError? {
                await fault(verifier, try key.token(issuer.claims(changes)))
            }
            #expect(try await outcome(["exp": .integer(now - 30)]) == nil)
            #expect(try await outcome(["exp": .integer(now - 90)]) == .expired)
            #expect(try await outcome(["nbf": .integer(now + 30)]) == nil)
            #expect(try await outcome(["nbf": .integer(now + 300)]) == .notYetValid)
            #expect(try await outcome(["iat": .integer(now + 300)]) == .notYetValid)
            #expect(try await outcome(["exp": "soon"]) == .claimMissing("exp"))
            #expect(try await outcome(["nbf": "soon"]) == .claimMissing("nbf"))
            #expect(
                await fault(verifier, try key.token(issuer.claims(without: "exp"))) == .claimMissing("exp"))
        }
    }

    @Test("a token for somebody else, or of somebody else, is refused")
    func others() async throws {
        try await refused(.wrongAudience) { try $1.token($0.claims(["aud": "portal"])) }
        try await refused(.wrongAudience) { try $1.token($0.claims(["aud": ["portal", "geosector2"]])) }
        try await refused(.wrongAudience) { try $1.token($0.claims(without: "aud")) }
        try await refused(.wrongIssuer) { try $1.token($0.claims(["iss": "https://evil.example"])) }
        try await refused(.wrongIssuer) { try $1.token($0.claims(["iss": .string($0.name + "/")])) }
        try await refused(.wrongIssuer) { try $1.token($0.claims(without: "iss")) }
    }

    @Test("headers that ask for more than is understood are refused", arguments: ["crit", "b64", "zip"])
    func critical(name: String) async throws {
        try await refused(.criticalHeader) { issuer, key in
            try key.token(issuer.claims(), header: JSONObject([(key: name, value: ["exp"])]))
        }
    }

    @Test(
        "what is no token is refused before anybody is asked",
        arguments: [
            "", ".", "..", "a.b.c", "e30.e30.e30", "e30.e30", "eyJhbGciOiJFUzI1NiJ9.W10.AAAA",
            "eyJhbGciOiJFUzI1NiJ9.e30.e30.e30.e30", "eyJhbGciOjF9.e30.AAAA", String(repeating: "a", count: 100_000),
            "gsk_abc", "é.é.é",
        ])
    func malformed(text: String) async throws {
        try await LocalIssuer.run { issuer in
            #expect(await fault(issuer.verifier(), text) == .malformed)
            #expect(issuer.fetches == 0)
        }
    }

    @Test("a document that names another issuer, or leads elsewhere, brings no keys")
    func otherDocument() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let token = try key.token(issuer.claims())
            issuer.state.withLock { $0.pretended = "https://evil.example" }
            guard case .issuerAway? = await fault(issuer.verifier(), token) else {
                Issue.record("another's document was taken")
                return
            }
            issuer.state.withLock {
                $0.pretended = nil
                $0.redirects = true
            }
            guard case .issuerAway? = await fault(issuer.verifier(), token) else {
                Issue.record("a redirect was followed")
                return
            }
        }
    }

    @Test("a short RSA key is not taken")
    func shortKey() {
        let modulus = SigningKey.text([UInt8](repeating: 0xFF, count: 128))
        let key = IssuerKey(["kty": "RSA", "n": .string(modulus), "e": "AQAB", "kid": "k"])
        #expect(key?.fits(.rs256) == false)
    }
}
