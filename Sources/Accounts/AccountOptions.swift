public import Foundation

/// What may be set of how accounts are kept.
public struct AccountOptions: Sendable {
    /// What a new password costs to compute; older ones are brought to it at the next sign-in.
    public var passwordCost = PasswordCost.standard
    /// Seconds without a request after which a session ends.
    public var sessionIdleSeconds = 30 * 60
    /// Seconds after which a session ends in any case.
    public var sessionSeconds = 12 * 3600
    /// How much of an address the audit log keeps.
    public var addressPrecision = AddressPrecision.network
    /// Seconds that counts of delivered tiles may stay in memory.
    public var ledgerSeconds = 5.0
    /// The wall clock.
    public var now: @Sendable () -> Date = { Date() }

    public init() {}
}
