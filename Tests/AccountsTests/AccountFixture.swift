import Foundation
import Logging
import Synchronization
import TestSupport

@testable import Accounts

/// Accounts of one test's own, with a clock that the test moves and passwords that are cheap to compute.
final class AccountFixture: Sendable {
    static let password = "bốn con voi đi tắm"
    static let officer = AuditActor(kind: .program, name: "root")
    static let cheap = PasswordCost(logN: 10, blockSize: 8, parallelism: 1)

    let folder: TemporaryFolder
    let path: String
    let clock: TestClock
    let store: AccountStore

    init(_ configure: (inout AccountOptions) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        path = AccountStore.path(besideStore: folder.path("gialai.sqlite"))
        clock = TestClock()
        store = try Self.open(path, clock, creating: true, configure)
    }

    /// The same file as another process opens it.
    func another(_ configure: (inout AccountOptions) -> Void = { _ in }) throws -> AccountStore {
        try Self.open(path, clock, creating: false, configure)
    }

    private static func open(
        _ path: String, _ clock: TestClock, creating: Bool, _ configure: (inout AccountOptions) -> Void
    ) throws -> AccountStore {
        var options = AccountOptions()
        options.passwordCost = cheap
        options.now = { clock.now }
        configure(&options)
        return try AccountStore(path: path, creating: creating, options: options, logger: Logger(label: "test"))
    }

    @discardableResult
    func add(
        _ login: String = "lan", departments: Set<String> = ["health"], roles: Set<Role> = []
    ) async throws -> User {
        try await store.add(
            UserDraft(login: login, displayName: "Nguyễn Thị Lan", departments: departments, roles: roles),
            password: Self.password, by: Self.officer)
    }

    func signIn(
        _ login: String = "lan", _ password: String = AccountFixture.password, from address: String = "10.1.2.3",
        replacing former: SessionToken? = nil
    ) async throws -> SignedIn {
        try await store.signIn(
            login: login, password: password, from: ClientAddress(address), request: "r1", replacing: former)
    }

    func key(
        system: String = "lgsp", scopes: [String] = ["*:read"], days: Double = 30
    ) async throws -> IssuedKey {
        try await store.add(
            SystemKeyDraft(
                system: system, displayName: "Trục LGSP", owner: "Sở KH&CN", departments: ["health"],
                scopes: KeyScopes(scopes), purpose: "hồ sơ đất đai", expiresAt: clock.now + days * 86_400),
            by: Self.officer)
    }
}

/// A wall clock that stands still until it is moved.
final class TestClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_790_000_000))

    var now: Date { moment.withLock { $0 } }

    func advance(seconds: Double) { moment.withLock { $0 += seconds } }
    func set(_ date: Date) { moment.withLock { $0 = date } }
}

/// What a call throws; nil when it does not.
func fault(_ body: () async throws -> Void) async -> AccountError? {
    do {
        try await body()
        return nil
    } catch { return error as? AccountError }
}
