import Accounts
import GeoStore

/// Who asks, and what came with it.
struct Caller: Sendable {
    /// Whose eyes the answer is for.
    var principal: Principal
    /// The id of the key that a system showed; empty for all others.
    var keyID = ""
    /// What a system said that it needs data for.
    var purpose = ""
    /// What the browser shall show from now on: rights have changed since it got what it shows.
    var renewed: SessionToken?
    /// The administrator who looks through the principal's eyes; nil when they are their own.
    var viewer: Principal?

    static let anonymous = Caller(principal: .anonymous)

    /// Whoever it is that really asks.
    var person: Principal { viewer ?? principal }
    var isAdministrator: Bool { person.isAdministrator }
}
