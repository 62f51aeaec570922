internal import Foundation

/// A session as it was read, and when it ends.
struct ResolvedSession: Sendable {
    /// A clock set back by more than this ends sessions: they would last longer than they may.
    private static let clockSlack: Int64 = 300

    let id: Int64
    let account: Account
    let mustChangePassword: Bool
    let renewalIsDue: Bool
    let createdAt: Int64
    var seenAt: Int64

    init(_ stored: SessionSQL.Stored) {
        id = stored.id
        account = stored.user.account
        mustChangePassword = stored.user.mustChangePassword
        renewalIsDue = stored.renewalIsDue
        createdAt = stored.createdAt
        seenAt = stored.seenAt
    }

    func isOpen(at now: Int64, _ options: AccountOptions) -> Bool {
        now < end(options) && now > createdAt - Self.clockSlack
    }

    func session(_ options: AccountOptions) -> Session {
        Session(
            account: account, startedAt: Date(timeIntervalSince1970: Double(createdAt)),
            expiresAt: Date(timeIntervalSince1970: Double(end(options))), mustChangePassword: mustChangePassword,
            renewalIsDue: renewalIsDue)
    }

    private func end(_ options: AccountOptions) -> Int64 {
        min(seenAt + Int64(options.sessionIdleSeconds), createdAt + Int64(options.sessionSeconds))
    }
}
