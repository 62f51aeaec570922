import Foundation
import Testing

@testable import Accounts

@Suite struct KeyTests {
    @Test("a key is shown once and finds its system, narrowed by its scopes")
    func issue() async throws {
        let fixture = try AccountFixture()
        let issued = try await fixture.key(scopes: ["parcels", "roads:edit"])
        #expect(issued.text.wholeMatch(of: /gsk_[a-z2-9]{10}_[A-Za-z0-9_\-]{43}/) != nil)
        let account = try #require(try await fixture.store.account(key: issued.text))
        #expect(account.kind == .system && account.name == "lgsp" && account.roles.isEmpty)
        #expect(account.departments == ["health"] && account.keyID == issued.key.id)
        #expect(account.purpose == "hồ sơ đất đai")
        let scopes = try #require(account.scopes)
        #expect(scopes.texts == ["parcels:read", "roads:edit"])
        #expect(scopes.allow(.read, on: "parcels") && !scopes.allow(.edit, on: "parcels"))
        #expect(scopes.allow(.edit, on: "roads") && scopes.allow(.read, on: "roads"))
        #expect(!scopes.allow(.read, on: "schools"))
        #expect(try KeyScopes(["*:read", "roads:edit"]).allow(.read, on: "schools"))
        #expect(try KeyScopes(["*:edit"]).allow(.edit, on: "schools"))
    }

    @Test("a key that differs in one character is none")
    func wrongKeys() async throws {
        let fixture = try AccountFixture()
        let text = try await fixture.key().text
        #expect(try await fixture.store.account(key: text) != nil)
        for place in [0, 4, 15, 20, text.count - 2] {
            var letters = Array(text)
            letters[place] = letters[place] == "b" ? "c" : "b"
            #expect(try await fixture.store.account(key: String(letters)) == nil)
        }
        for wrong in ["", "gsk", "gsk__", text + "A", " " + text, String(text.dropLast()), text + "="] {
            #expect(try await fixture.store.account(key: wrong) == nil)
        }
    }

    @Test("a key ends on its day, and at once when it is revoked")
    func ends() async throws {
        let fixture = try AccountFixture()
        let short = try await fixture.key(days: 1)
        let long = try await fixture.key()
        #expect(try await fixture.store.account(key: short.text) != nil)
        #expect(try await fixture.store.account(key: long.text) != nil)
        fixture.clock.advance(seconds: 86_400)
        #expect(try await fixture.store.account(key: short.text) == nil)
        try await fixture.store.revokeKey(long.key.id, by: AccountFixture.officer)
        try await fixture.store.revokeKey(long.key.id, by: AccountFixture.officer)
        #expect(try await fixture.store.account(key: long.text) == nil)
        #expect(try await fixture.store.keys().filter { $0.isGood(at: fixture.clock.now) }.isEmpty)
        #expect(
            await fault { try await fixture.store.revokeKey("x", by: AccountFixture.officer) }
                == .keyNotFound("x", known: []))
    }

    @Test("two keys of one system work side by side, so that one can replace the other")
    func rotation() async throws {
        let fixture = try AccountFixture()
        let keys = [try await fixture.key(), try await fixture.key()]
        try await fixture.store.revokeKey(keys[0].key.id, by: AccountFixture.officer)
        #expect(try await fixture.store.account(key: keys[0].text) == nil)
        #expect(try await fixture.store.account(key: keys[1].text)?.name == "lgsp")
    }

    @Test("what cannot be a key says why")
    func invalid() async throws {
        let fixture = try AccountFixture()
        #expect(await fault { _ = try await fixture.key(system: "Trục") } == .invalidSystem("Trục"))
        #expect(await fault { _ = try await fixture.key(scopes: []) } == .invalidScope(""))
        #expect(await fault { _ = try await fixture.key(scopes: ["a:write"]) } == .invalidScope("a:write"))
        #expect(await fault { _ = try await fixture.key(scopes: ["a b"]) } == .invalidScope("a b"))
        #expect(await fault { _ = try await fixture.key(days: -1) } == .expiryInThePast)
        let draft = SystemKeyDraft(
            system: "lgsp", owner: "x", scopes: try KeyScopes(["*"]), purpose: " \n",
            expiresAt: fixture.clock.now + 60)
        #expect(
            await fault { _ = try await fixture.store.add(draft, by: AccountFixture.officer) } == .purposeMissing)
    }

    @Test("the last use is noted, beside the request")
    func lastUse() async throws {
        let fixture = try AccountFixture()
        let issued = try await fixture.key()
        _ = try await fixture.store.account(key: issued.text)
        for _ in 0..<1200 where try await fixture.store.keys().first?.lastUsedAt == nil {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await fixture.store.keys().first?.lastUsedAt == fixture.clock.now)
    }

    @Test("what another process changes is seen within two seconds, also of what is remembered")
    func otherProcess() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let issued = try await fixture.key()
        let token = try await fixture.signIn().token
        let other = try fixture.another()
        #expect(try await other.account(key: issued.text) != nil)
        #expect(try await other.session(token) != nil)
        try await fixture.store.revokeKey(issued.key.id, by: AccountFixture.officer)
        try await fixture.store.disable("lan", by: AccountFixture.officer)
        try await Task.sleep(for: .seconds(2))
        #expect(try await other.account(key: issued.text) == nil)
        #expect(try await other.session(token) == nil)
        try await other.close()
    }

    @Test("what is remembered is forgotten when it is many")
    func boundedMemory() async throws {
        let fixture = try AccountFixture()
        let memory = fixture.store.memory
        let key = try await fixture.key().key
        for number in 0..<5000 {
            let generation = memory.look([]).generation
            memory.put(.key(key, noted: 0), for: Array("\(number)".utf8), generation: generation)
        }
        #expect(memory.look(Array("0".utf8)).entry == nil)
        #expect(memory.look(Array("4999".utf8)).entry != nil)
        let (_, generation) = memory.look([])
        memory.forget()
        memory.put(.key(key, noted: 0), for: [1], generation: generation)
        #expect(memory.look([1]).entry == nil)
    }
}
