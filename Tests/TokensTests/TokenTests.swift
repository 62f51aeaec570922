import Foundation
import SimpleFeatures
import Synchronization
import Testing

@testable import Tokens

@Suite struct TokenTests {
    @Test(
        "a token of each algorithm that is taken says who asks",
        arguments: ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"])
    func algorithms(name: String) async throws {
        let key: SigningKey =
            switch name {
            case "ES256": .es256()
            case "ES384": .es384()
            case "EdDSA": .edDSA()
            default: try .rsa(name)
            }
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let identity = try await issuer.verifier().identity(of: key.token(issuer.claims()))
            #expect(identity.kind == .user && identity.name == "sso:lan" && identity.displayName == "Nguyễn Thị Lan")
            #expect(identity.departments == ["health"] && identity.roles == ["publisher"])
            #expect(identity.expiresAt > Date())
        }
    }

    @Test("keys are fetched once, and other tokens need no more")
    func caching() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier()
            let token = try key.token(issuer.claims())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try await verifier.identity(of: token) } }
                try await group.waitForAll()
            }
            #expect(issuer.fetches == 1)
        }
    }

    @Test("a key that has come since is found; one that is gone is no good after the next look")
    func rotation() async throws {
        let (old, new) = (SigningKey.es256("2025"), SigningKey.edDSA("2026"))
        try await LocalIssuer.run { issuer in
            issuer.set(old)
            let verifier = issuer.verifier { $0.refreshPause = 0 }
            let (first, second) = (try old.token(issuer.claims()), try new.token(issuer.claims()))
            _ = try await verifier.identity(of: first)
            issuer.set(old, new)
            _ = try await verifier.identity(of: second)
            _ = try await verifier.identity(of: first)
            #expect(issuer.fetches == 2)
            issuer.set(new)
            #expect(await fault(verifier, try SigningKey.es256("2027").token(issuer.claims())) == .unknownKey)
            #expect(await fault(verifier, first) == .unknownKey)
            _ = try await verifier.identity(of: second)
        }
    }

    @Test("unknown keys do not make us ask the issuer again and again")
    func refreshPause() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier()
            _ = try await verifier.identity(of: key.token(issuer.claims()))
            for number in 0..<20 {
                let stranger = SigningKey.es256("unknown-\(number)")
                #expect(await fault(verifier, try stranger.token(issuer.claims())) == .unknownKey)
            }
            #expect(issuer.fetches == 1)
        }
    }

    @Test("an issuer that is away leaves the keys that are known; without any, the token cannot be judged")
    func away() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier {
                $0.refreshPause = 0
                $0.keyLifetime = 0
            }
            let token = try key.token(issuer.claims())
            _ = try await verifier.identity(of: token)
            issuer.state.withLock { $0.isAway = true }
            for _ in 0..<5 { _ = try await verifier.identity(of: token) }
            #expect(await fault(verifier, try SigningKey.es256("x").token(issuer.claims())) == .unknownKey)
            _ = try await verifier.identity(of: token)
            guard case .issuerAway? = await fault(issuer.verifier(), token) else {
                Issue.record("a token was judged without keys")
                return
            }
        }
    }

    @Test("old keys are looked for again beside the requests")
    func keyLifetime() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier {
                $0.refreshPause = 0
                $0.keyLifetime = 0
            }
            let token = try key.token(issuer.claims())
            _ = try await verifier.identity(of: token)
            _ = try await verifier.identity(of: token)
            for _ in 0..<1200 where issuer.fetches < 2 { try await Task.sleep(for: .milliseconds(100)) }
            #expect(issuer.fetches >= 2)
        }
    }

    @Test("a token without a key's id is taken when one key fits, and not when two do")
    func withoutKeyID() async throws {
        let key = SigningKey.es256(nil)
        try await LocalIssuer.run { issuer in
            issuer.set(key, .edDSA())
            let token = try key.token(issuer.claims())
            _ = try await issuer.verifier().identity(of: token)
            issuer.set(key, .es256("other"))
            #expect(await fault(issuer.verifier(), token) == .unknownKey)
        }
    }

    @Test("what the set has beside keys for signatures is passed over")
    func strangeKeys() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.state.withLock {
                $0.keys = [
                    "x", ["kty": "oct", "k": "c2VjcmV0", "kid": "es"], ["kty": "AKP", "kid": "es", "pub": "AA"],
                    ["kty": "EC", "use": "enc", "kid": "es"], key.jwk,
                ]
            }
            _ = try await issuer.verifier().identity(of: key.token(issuer.claims()))
        }
    }

    @Test("claims are mapped as the settings say")
    func claims() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier {
                $0.rolesClaim = "realm_access.roles"
                $0.rolePrefix = "gs:"
                $0.departmentsClaim = "scope"
                $0.departmentPrefix = "dept:"
                $0.nameClaim = "email"
                $0.namePrefix = ""
            }
            let identity = try await verifier.identity(
                of: key.token(
                    issuer.claims([
                        "realm_access": ["roles": ["gs:editor", "editor", "gs:"]],
                        "scope": "openid dept:land dept:health",
                        "email": "lan@gialai.gov.vn", "aud": ["account", "geosector"],
                    ])))
            #expect(identity.name == "lan@gialai.gov.vn" && identity.roles == ["editor"])
            #expect(identity.departments == ["land", "health"])
        }
    }

    @Test("a token that a system got for itself is a system's")
    func systems() async throws {
        let key = SigningKey.es256()
        try await LocalIssuer.run { issuer in
            issuer.set(key)
            let verifier = issuer.verifier()
            let keycloak = try await verifier.identity(
                of: key.token(issuer.claims(["preferred_username": "service-account-lgsp"])))
            #expect(keycloak.kind == .system && keycloak.name == "sso:lgsp")
            let client = try await verifier.identity(
                of: key.token(issuer.claims(["client_id": "cadastre"], without: "preferred_username", "name")))
            #expect(client.kind == .system && client.name == "sso:cadastre" && client.displayName == "cadastre")
            #expect(
                await fault(verifier, try key.token(issuer.claims(without: "preferred_username")))
                    == .claimMissing("preferred_username"))
        }
    }

    @Test("an issuer must be named by https, or be on this machine")
    func issuers() {
        func fault(_ issuer: String) -> String? { TokenSettings(issuer: issuer, audience: "x").fault }
        #expect(fault("https://sso.gialai.gov.vn/realms/tinh") == nil && fault("http://127.0.0.1:8080") == nil)
        #expect(fault("http://sso.gialai.gov.vn") != nil && fault("sso") != nil && fault("https://a.vn/?x=1") != nil)
    }
}
