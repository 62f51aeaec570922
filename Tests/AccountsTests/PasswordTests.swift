import Foundation
import Testing

@testable import Accounts

@Suite struct PasswordTests {
    @Test("a hash that another program computed is read and matched")
    func vector() throws {
        // RFC 7914, 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1, 64).
        let key =
            "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"
        let hash = try #require(PasswordHash("$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$\(key)"))
        #expect(try hash.matches("pleaseletmein"))
        #expect(try !hash.matches("pleaseletmeim"))
        #expect(hash.text.hasSuffix(key))
    }

    @Test("the standard cost is 128 MiB, and its text is read back")
    func standardCost() throws {
        let hash = try PasswordHash(of: AccountFixture.password, cost: .standard)
        #expect(hash.text.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
        #expect(PasswordHash(hash.text) == hash)
        #expect(try hash.matches(AccountFixture.password))
    }

    @Test("the same password twice has two texts")
    func salted() throws {
        let first = try PasswordHash(of: "một hai ba bốn", cost: AccountFixture.cheap)
        #expect(try first.text != PasswordHash(of: "một hai ba bốn", cost: AccountFixture.cheap).text)
    }

    @Test("composed and decomposed letters are the same password")
    func normalisation() throws {
        let typed = "đường về quê hương"
        let hash = try PasswordHash(of: typed.precomposedStringWithCanonicalMapping, cost: AccountFixture.cheap)
        #expect(try hash.matches(typed.decomposedStringWithCanonicalMapping))
    }

    @Test("an empty password is computed like any other, and is wrong")
    func empty() throws {
        let hash = try PasswordHash(of: "một hai ba bốn", cost: AccountFixture.cheap)
        #expect(try !hash.matches(""))
    }

    @Test(
        "what is no hash, or would take the memory of the machine, is refused",
        arguments: [
            "", "secret", "$scrypt$ln=17,r=8,p=1$c2FsdA", "$argon2id$v=19$m=65536$c2FsdA$aGFzaA",
            "$scrypt$ln=40,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046w",
            "$scrypt$ln=17,r=99,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046w",
            "$scrypt$ln=17,r=8,p=1$$cCO9yzr9c0hGHAbNgf046w", "$scrypt$ln=17,r=8,p=1$U29kaXVtQ2hsb3JpZGU$",
        ])
    func malformed(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test(
        "long and unlikely passwords are taken, of whatever letters",
        arguments: ["bốn con voi đi tắm", "correct horse battery", "xkmf-27hc-9qwe-r4ty", "Trời hôm nay đẹp quá"])
    func taken(password: String) throws {
        try PasswordRules.check(password, login: "lan")
    }

    @Test(
        "what is tried first is refused, with the reason",
        arguments: [
            ("mười một ký", PasswordFault.tooShort(minimum: 12)),
            (String(repeating: "ab1", count: 400), .tooLong(maximumBytes: 1024)),
            ("nguyenvanlan", .isTheLogin), ("NguyenVanLan1", .isTheLogin), ("nguyenvanlannguyenvanlan", .isTheLogin),
            ("123456789012", .common), ("password1234", .common), ("Mật-Khẩu-2026!", .common),
            ("passwordpassword", .common), ("qwertyuiopas", .common), ("210987654321", .common),
            ("aaaaaaaaaaaaaa", .common), ("Admin@123456", .common), ("Gialai@2026!!", .common),
        ])
    func refused(password: String, expected: PasswordFault) {
        #expect(throws: expected) { try PasswordRules.check(password, login: "nguyenvanlan") }
    }

    @Test("a generated password passes the rules, and none comes twice")
    func generated() throws {
        let passwords = (0..<50).map { _ in GeneratedPassword.make() }
        #expect(Set(passwords).count == 50)
        for password in passwords { try PasswordRules.check(password, login: "admin") }
    }

    @Test("pauses begin late, double, and end")
    func pauses() {
        let pause = AttemptPause.login
        #expect(pause.left(failures: 4, last: 100, now: 100) == 0)
        #expect((5...8).map { pause.left(failures: $0, last: 100, now: 100) } == [1, 2, 4, 8])
        #expect(pause.left(failures: 8, last: 100, now: 105) == 3)
        #expect(pause.left(failures: 1_000_000, last: 100, now: 100) == 300)
        #expect(pause.left(failures: 1_000_000, last: 100, now: 400) == 0)
    }

    @Test("a clock that was set back makes no pause longer")
    func clockSetBack() {
        #expect(AttemptPause.login.left(failures: 8, last: 1_000_000, now: 100) == 8)
    }

    @Test("at most two passwords are computed at a time, and a crowd is told to come back")
    func crowd() async throws {
        let work = PasswordWork()
        let meter = Meter()
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    do {
                        try await work.run { meter.pass() }
                        return false
                    } catch AccountError.busy { return true }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(meter.most <= 2)
        #expect(refused > 0 && refused < 60)
        #expect(try await work.run { 1 } == 1)
    }
}
