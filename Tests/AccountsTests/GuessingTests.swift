import Foundation
import Testing

@testable import Accounts

@Suite struct GuessingTests {
    private func guess(_ fixture: AccountFixture, _ login: String = "lan", from address: String) async -> AccountError?
    {
        await fault { _ = try await fixture.signIn(login, "không phải mật khẩu", from: address) }
    }

    @Test("after five failures there is a pause, which the right password does not shorten, and which ends")
    func pause() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        for _ in 0..<5 { #expect(await guess(fixture, from: "10.0.0.1") == .signInRefused) }
        #expect(await guess(fixture, from: "10.0.0.2") == .tooManyAttempts(retryAfterSeconds: 1))
        #expect(
            await fault { _ = try await fixture.signIn(from: "10.0.0.3") } == .tooManyAttempts(retryAfterSeconds: 1))
        fixture.clock.advance(seconds: 1)
        _ = try await fixture.signIn(from: "10.0.0.3")
        // A success begins anew.
        #expect(await guess(fixture, from: "10.0.0.4") == .signInRefused)
    }

    @Test("a login that nobody has pauses in the same way")
    func unknownLogin() async throws {
        let fixture = try AccountFixture()
        for _ in 0..<5 { #expect(await guess(fixture, "nobody", from: "10.0.0.1") == .signInRefused) }
        #expect(await guess(fixture, "nobody", from: "10.0.0.1") == .tooManyAttempts(retryAfterSeconds: 1))
    }

    @Test("pauses outlive a restart")
    func restart() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        for _ in 0..<5 { _ = await guess(fixture, from: "10.0.0.1") }
        try await fixture.store.close()
        let next = try fixture.another()
        #expect(
            await fault { _ = try await next.signIn(login: "lan", password: "x", from: ClientAddress("10.0.0.1")) }
                == .tooManyAttempts(retryAfterSeconds: 1))
        try await next.close()
    }

    @Test("many guesses at once get no further than one after the other")
    func parallel() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask { await self.guess(fixture, from: "10.0.1.\(number)") == .signInRefused }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused <= 5)
    }

    @Test("an address that tries many logins is stopped, and a department's failures are not")
    func byAddress() async throws {
        let fixture = try AccountFixture()
        for number in 0..<20 { #expect(await guess(fixture, "user\(number)", from: "10.0.0.1") == .signInRefused) }
        #expect(await guess(fixture, "user99", from: "10.0.0.1") == .tooManyAttempts(retryAfterSeconds: 1))
        #expect(await guess(fixture, "user99", from: "10.0.0.2") == .signInRefused)
        // Another address of the same subscriber of IPv6 is the same address.
        for number in 0..<20 { _ = await guess(fixture, "user\(number)b", from: "2001:db8::\(number + 1)") }
        #expect(await guess(fixture, "user99", from: "2001:db8::ffff") == .tooManyAttempts(retryAfterSeconds: 1))
    }

    @Test("guesses from elsewhere do not keep somebody out of a place known before")
    func knownPlace() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        _ = try await fixture.signIn(from: "10.0.0.1")
        for number in 0..<8 {
            _ = await guess(fixture, from: "10.0.9.\(number)")
            fixture.clock.advance(seconds: 1)
        }
        #expect(await fault { _ = try await fixture.signIn(from: "10.0.0.2") } != nil)
        _ = try await fixture.signIn(from: "10.0.0.1")
    }

    @Test("failures are forgotten after a day")
    func forgotten() async throws {
        let fixture = try AccountFixture()
        for _ in 0..<5 { _ = await guess(fixture, from: "10.0.0.1") }
        fixture.clock.advance(seconds: 86_401)
        for _ in 0..<5 { #expect(await guess(fixture, from: "10.0.0.1") == .signInRefused) }
    }

    @Test("an attempt that nobody had time to look at is not counted")
    func crowded() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let gate = DispatchSemaphore(value: 0)
        let store = fixture.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Two that are computed and eight behind each.
            for _ in 0..<18 { group.addTask { try await store.passwordWork.run { gate.wait() } } }
            for _ in 0..<1200 where store.passwordWork.hasRoom { try await Task.sleep(for: .milliseconds(100)) }
            for _ in 0..<10 { #expect(await fault { _ = try await fixture.signIn() } == .busy) }
            for _ in 0..<18 { gate.signal() }
            try await group.waitForAll()
        }
        _ = try await fixture.signIn()
    }
}
