import GeoStore
import HTTPTypes
import Hummingbird

/// An administrator may look at the service through another's eyes: everything that is read is answered as to them, and
/// nothing can be changed meanwhile. The browser keeps it in a cookie; it gives nobody anything.
struct ViewAs: Sendable {
    let cookie: SessionCookie

    private static let name = "geosector-view"
    private static let reads: Set<HTTPRequest.Method> = [.get, .head, .options]
    /// What an administrator does in their own name all the same.
    private static let own: Set<String> = ["/admin/view-as", "/logout"]

    /// - Throws: `AccessError.viewing` for a change.
    func caller(_ caller: Caller, for request: Request) throws(AccessError) -> Caller {
        guard caller.principal.isAdministrator, caller.principal.kind == .user,
            let text = cookie.value(named: Self.name, in: request.headers),
            let principal = Principal(standingFor: text)
        else { return caller }
        guard !Self.own.contains(request.uri.path) else { return caller }
        guard Self.reads.contains(request.method) else { throw .viewing }
        var seeing = caller
        seeing.viewer = caller.principal
        seeing.principal = principal
        return seeing
    }

    /// For `Set-Cookie`.
    func setting(_ principal: Principal) -> String { cookie.setting(Self.text(principal), as: Self.name) }
    var clearing: String { cookie.clearing(Self.name) }

    /// As `Principal(standingFor:)` reads it.
    static func text(_ principal: Principal) -> String {
        if let department = principal.departments.first { return "department:\(department)" }
        if let role = principal.roles.first { return "role:\(role)" }
        return switch principal.kind {
        case .anonymous: "public"
        case .user: principal.name.isEmpty ? "signed-in" : "user:\(principal.name)"
        case .system: "system:\(principal.name)"
        }
    }
}
