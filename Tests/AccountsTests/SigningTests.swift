import Foundation
import SimpleFeatures
import Testing

@testable import Accounts

@Suite struct SigningTests {
    private static let content = Array(#"{"tệp":"thửa đất.gpkg"}"#.utf8)

    @Test("what is signed is told from everything else, by any copy of the public keys")
    func signature() async throws {
        let fixture = try AccountFixture()
        #expect(try await fixture.store.signatureKeys().json["keys"]?.array?.isEmpty == true)
        let signature = try await fixture.store.sign(Self.content)
        // Another process signs with the same key.
        #expect(
            try await fixture.another().sign(Self.content).split(separator: ".")[0]
                == signature.split(separator: ".")[0])
        let published = try await fixture.store.signatureKeys().json
        let keys = try #require(SignatureKeys(json: JSONReader.read(published.serialized)))
        #expect(try keys.content(of: signature) == Self.content)
        #expect(!String(decoding: published.serialized, as: UTF8.self).contains("\"d\""))
    }

    @Test("a signature that was touched, or that another made, is refused")
    func forgery() async throws {
        let fixture = try AccountFixture()
        let parts = try await fixture.store.sign(Self.content).split(separator: ".").map(String.init)
        let keys = try await fixture.store.signatureKeys()
        let other = Secrets.base64URL(Array(#"{"tệp":"khác.gpkg"}"#.utf8))
        #expect(throws: SignatureFault.changed) { try keys.content(of: "\(parts[0]).\(other).\(parts[2])") }
        let stranger = try AccountFixture()
        let foreign = try await stranger.store.sign(Self.content)
        #expect {
            try keys.content(of: foreign)
        } throws: { fault in
            if case SignatureFault.unknownKey = fault { true } else { false }
        }
        let unsigned = Secrets.base64URL(Array(#"{"alg":"none"}"#.utf8))
        for text in [
            "", "a.b", "\(parts[0]).\(parts[1]).", "\(unsigned).\(parts[1]).", "\(unsigned).\(parts[1]).\(parts[2])",
        ] {
            #expect(throws: SignatureFault.self, "\(text)") { try keys.content(of: text) }
        }
    }

    @Test("a renewed key signs from then on, and the former one still verifies")
    func renewal() async throws {
        let fixture = try AccountFixture()
        let former = try await fixture.store.sign(Self.content)
        try await fixture.store.renewSigningKey(by: AccountFixture.officer)
        let present = try await fixture.store.sign(Self.content)
        let keys = try await fixture.store.signatureKeys()
        #expect(former != present && keys.json["keys"]?.array?.count == 2)
        #expect(try keys.content(of: former) == Self.content)
        #expect(try keys.content(of: present) == Self.content)
        let entry = try #require(try await fixture.store.audit.entries(AuditQuery(action: .signingKey)).first)
        #expect(entry.target.hasPrefix("signing-key:"))
    }

    @Test("the key set of RFC 8037 verifies its own example")
    func example() throws {
        // RFC 8037, appendix A: the key of A.2 and the signature of A.4; its header has no key id.
        let key = try SigningKey(
            seed: #require(Secrets.bytes(base64URL: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")))
        #expect(Secrets.base64URL(key.publicBytes) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        #expect(key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }
}
