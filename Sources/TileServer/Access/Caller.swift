import Accounts
import GeoStore

/// Who asks, and what came with it.
struct Caller: Sendable {
    var principal: Principal
    /// The id of the key that a system showed; empty for all others.
    var keyID = ""
    /// What a system said that it needs data for.
    var purpose = ""
    /// What the browser shall show from now on: rights have changed since it got what it shows.
    var renewed: SessionToken?

    static let anonymous = Caller(principal: .anonymous)
}
