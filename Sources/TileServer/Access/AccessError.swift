import Accounts

/// Why somebody is not let in. Values only; `Problem+Access` makes the sentences.
enum AccessError: Error, Hashable, Sendable {
    /// A key or token that nobody has, or that is no longer good.
    case invalidCredentials
    /// Wrong login or password, or a closed account: which, is not said.
    case signInRefused
    case tooManyAttempts(retryAfterSeconds: Int)
    /// A request that a page of another site has made with this site's cookie.
    case foreignOrigin
    /// Nothing but choosing a password is answered.
    case mustChangePassword
    case weakPassword(PasswordFault)
    /// It is given to those who see all of a collection.
    case seenInPart(collection: String)
    /// Something for administrators.
    case administratorsOnly
    /// Nothing is changed while an administrator looks through another's eyes.
    case viewing
    /// Accounts cannot be asked: nobody is let in then.
    case unavailable
    /// The server keeps no accounts.
    case noAccounts
}
