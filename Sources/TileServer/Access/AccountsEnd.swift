import Accounts
import ServiceLifecycle

/// Closes the accounts when the server ends: what was counted is written.
struct AccountsEnd: Service {
    let accounts: AccountStore?

    func run() async throws {
        try? await gracefulShutdown()
        try await accounts?.close()
    }
}
