import Foundation
import Testing

@testable import Accounts

@Suite struct SessionTests {
    @Test("a sign-in gives a token that finds the account and is in no text")
    func signIn() async throws {
        let fixture = try AccountFixture()
        try await fixture.add(roles: [.editor])
        let signedIn = try await fixture.signIn("LAN")
        let token = try #require(SessionToken(signedIn.token.text))
        let session = try #require(try await fixture.store.session(token))
        #expect(session == signedIn.session)
        #expect(session.account.name == "lan" && session.account.roles == [.editor])
        #expect(session.expiresAt.timeIntervalSince(session.startedAt) == 1800)
        #expect("\(token)".contains("…") && !"\(token)".contains(token.text))
        #expect(try await fixture.store.user("lan").signedInAt == fixture.clock.now)
    }

    @Test("wrong, unknown and disabled are one and the same answer")
    func refused() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        try await fixture.add("nam")
        try await fixture.store.disable("nam", by: AccountFixture.officer)
        #expect(await fault { _ = try await fixture.signIn("lan", "bốn con voi đi tắn") } == .signInRefused)
        #expect(await fault { _ = try await fixture.signIn("lan", "") } == .signInRefused)
        #expect(
            await fault { _ = try await fixture.signIn("lan", String(repeating: "a", count: 1 << 20)) }
                == .signInRefused)
        #expect(await fault { _ = try await fixture.signIn("nobody", from: "10.1.2.4") } == .signInRefused)
        #expect(await fault { _ = try await fixture.signIn("nam", from: "10.1.2.4") } == .signInRefused)
        #expect(await fault { _ = try await fixture.signIn("'; DROP", from: "10.1.2.4") } == .signInRefused)
    }

    @Test("texts that are no tokens find nothing", arguments: ["", "x", String(repeating: "A", count: 42), "é"])
    func malformed(text: String) {
        #expect(SessionToken(text) == nil)
    }

    @Test("a token nobody was given finds nothing")
    func unknownToken() async throws {
        let fixture = try AccountFixture()
        #expect(try await fixture.store.session(SessionToken()) == nil)
    }

    @Test("a session ends when it is quiet for half an hour, and after twelve hours in any case")
    func limits() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let token = try await fixture.signIn().token
        for _ in 0..<25 {
            fixture.clock.advance(seconds: 1700)
            #expect(try await fixture.store.session(token) != nil)
        }
        fixture.clock.advance(seconds: 800)
        #expect(try await fixture.store.session(token) == nil)

        let second = try await fixture.signIn().token
        fixture.clock.advance(seconds: 1801)
        #expect(try await fixture.store.session(second) == nil)
    }

    @Test("a session that is in use lasts, also for a server that has just started")
    func useIsKept() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let token = try await fixture.signIn().token
        fixture.clock.advance(seconds: 1700)
        #expect(try await fixture.store.session(token) != nil)
        fixture.clock.advance(seconds: 1000)
        let other = try fixture.another()
        // The use is noted beside the request.
        for _ in 0..<1200 where try await other.session(token) == nil { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try await other.session(token) != nil)
        try await other.close()
    }

    @Test("a clock set back far ends sessions rather than making them longer")
    func clockSetBack() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let token = try await fixture.signIn().token
        fixture.clock.advance(seconds: -60)
        #expect(try await fixture.store.session(token) != nil)
        fixture.clock.advance(seconds: -86_400)
        #expect(try await fixture.store.session(token) == nil)
    }

    @Test("the token somebody came with is good for nothing after a sign-in")
    func fixation() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let first = try await fixture.signIn().token
        let second = try await fixture.signIn(replacing: first).token
        #expect(first != second)
        #expect(try await fixture.store.session(first) == nil)
        #expect(try await fixture.store.session(second) != nil)
    }

    @Test("a sign-out ends one session, a disabled account all of them")
    func ends() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let tokens = [try await fixture.signIn().token, try await fixture.signIn().token]
        try await fixture.store.signOut(tokens[0], from: nil)
        #expect(try await fixture.store.session(tokens[0]) == nil)
        #expect(try await fixture.store.session(tokens[1]) != nil)
        try await fixture.store.disable("lan", by: AccountFixture.officer)
        #expect(try await fixture.store.session(tokens[1]) == nil)
        try await fixture.store.enable("lan", by: AccountFixture.officer)
        #expect(try await fixture.store.session(tokens[1]) == nil)
    }

    @Test("another role asks for another token; the old one is good for requests under way")
    func renewal() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let old = try await fixture.signIn().token
        #expect(try await fixture.store.renew(old) == nil)
        try await fixture.store.update("lan", UserChange(roles: [.publisher]), by: AccountFixture.officer)
        let session = try #require(try await fixture.store.session(old))
        #expect(session.renewalIsDue && session.account.roles == [.publisher])
        let renewed = try #require(try await fixture.store.renew(old))
        #expect(!renewed.session.renewalIsDue)
        #expect(try await fixture.store.session(renewed.token)?.renewalIsDue == false)
        #expect(try await fixture.store.session(old)?.renewalIsDue == false)
        #expect(try await fixture.store.renew(old) == nil)
        fixture.clock.advance(seconds: 16)
        // What is remembered of the old token lives for seconds of the real clock.
        let fresh = try fixture.another()
        #expect(try await fresh.session(old) == nil)
        #expect(try await fresh.session(renewed.token) != nil)
        try await fresh.close()
    }

    @Test("a new password ends other sessions and begins one")
    func passwordChange() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        try await fixture.store.setPassword(
            of: "lan", to: "tạm thời cho Lan", mustChange: true, by: AccountFixture.officer)
        let before = try await fixture.signIn("lan", "tạm thời cho Lan")
        #expect(before.session.mustChangePassword)
        let store = fixture.store
        let next = "một mật khẩu khác hẳn"
        #expect(
            await fault { _ = try await store.changePassword(of: "lan", from: "sai rồi", to: next, at: nil) }
                == .signInRefused)
        let after = try await store.changePassword(of: "lan", from: "tạm thời cho Lan", to: next, at: nil)
        #expect(!after.session.mustChangePassword)
        #expect(try await store.session(before.token) == nil)
        #expect(try await store.session(after.token) != nil)
        #expect(await fault { _ = try await fixture.signIn("lan", "tạm thời cho Lan") } == .signInRefused)
        _ = try await fixture.signIn("lan", next)
    }

    @Test("a cheap hash is brought to the present cost by the next sign-in")
    func rehash() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let dearer = try fixture.another { $0.passwordCost = PasswordCost(logN: 11, blockSize: 8, parallelism: 1) }
        for _ in 0..<2 {
            _ = try await dearer.signIn(login: "lan", password: AccountFixture.password, from: nil)
            let stored = try await dearer.file.read("test") { try UserSQL.required("lan", in: $0) }
            #expect(stored.password.hasPrefix("$scrypt$ln=11,"))
        }
        try await dearer.close()
    }

    @Test("the eleventh browser takes the place of the quietest")
    func mostSessions() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        var tokens: [SessionToken] = []
        for _ in 0..<11 {
            tokens.append(try await fixture.signIn().token)
            fixture.clock.advance(seconds: 1)
        }
        #expect(try await fixture.store.session(tokens[0]) == nil)
        #expect(try await fixture.store.session(tokens[1]) != nil)
    }
}
