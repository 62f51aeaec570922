/// What the accounts could not do. Values only: sentences are made where they are shown.
public enum AccountError: Error, Hashable, Sendable {
    // The file
    case notFound(path: String)
    case alreadyInitialised(path: String)
    case notAccounts(path: String, reason: String)
    case newerSchema(path: String, found: Int, supported: Int)
    case readOnly(path: String)
    /// Another program holds the lock, or too many passwords wait to be checked: try again.
    case busy
    /// The disk is full; nothing was changed.
    case diskFull(path: String)
    /// Nobody waits for the answer any more; nothing was changed.
    case cancelled
    /// SQLite's own word, wrapped once.
    case sqlite(attempted: String, code: Int32, message: String)
    case file(path: String, reason: String)

    // People
    case invalidLogin(String)
    case userExists(String)
    case userNotFound(String, known: [String])
    case unknownRole(String)
    /// Ids are those of sectors: lower case, digits, `-` and `_`.
    case invalidDepartment(String)
    case weakPassword(PasswordFault)
    /// Without an administrator nobody could make one.
    case lastAdministrator(String)

    // Signing in
    /// Wrong login or password, or a disabled account: which, is not said.
    case signInRefused
    case tooManyAttempts(retryAfterSeconds: Int)

    // Keys
    case invalidSystem(String)
    case invalidScope(String)
    case keyNotFound(String, known: [String])
    case expiryInThePast
    case purposeMissing

    // Audit
    /// Nothing is old enough to be sealed.
    case nothingToSeal
    /// The log does not verify: what is wrong is not hidden by putting it away.
    case auditDamaged(AuditFault)
}

/// Why a password is not taken.
public enum PasswordFault: Error, Hashable, Sendable {
    /// Counted in characters.
    case tooShort(minimum: Int)
    case tooLong(maximumBytes: Int)
    /// The login, with or without something around it.
    case isTheLogin
    /// Among those that everybody tries first.
    case common
}
