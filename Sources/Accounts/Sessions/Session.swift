public import Foundation

/// A browser that somebody has signed in with.
public struct Session: Hashable, Sendable {
    public let account: Account
    public let startedAt: Date
    /// When it ends without another request.
    public let expiresAt: Date
    /// The password is only good for choosing another: nothing else shall be answered.
    public let mustChangePassword: Bool
    /// Rights have changed: `renew` gives another token, which the browser must get.
    public let renewalIsDue: Bool
}

/// What a sign-in gives.
public struct SignedIn: Hashable, Sendable {
    public let session: Session
    /// For the cookie; shown once.
    public let token: SessionToken
}
