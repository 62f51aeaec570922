import Accounts
import Foundation
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// `/admin` and below: for administrators.
struct AdminRoutes: Sendable {
    let services: Services
    let cookie: SessionCookie
    let origin: RequestOrigin

    /// Entries of the audit log on its page.
    private static let mostEntries = 200

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/admin") { request, context in try await overview(request, context) }
        router.read("/admin/audit") { request, context in try await audit(request, context) }
        router.resource("/admin/view-as", [(.post, { request, context in try await viewAs(request, context) })])
        router.resource(
            "/admin/users",
            [
                (.get, { request, context in try await users(visit(request, context)) }),
                (.post, { request, context in try await changeUsers(request, context) }),
            ])
        router.resource(
            "/admin/keys",
            [
                (.get, { request, context in try await keys(visit(request, context)) }),
                (.post, { request, context in try await changeKeys(request, context) }),
            ])
        router.resource(
            "/admin/collections/{collectionId}",
            [
                (.get, { request, context in try await collection(visit(request, context), context) }),
                (.post, { request, context in try await changeCollection(request, context) }),
            ])
    }

    /// An administrator's request.
    private struct Visit {
        let request: Request
        let inquiry: Inquiry
        let accounts: AccountStore
        let actor: AuditActor
    }

    /// - Throws: `AccessError.administratorsOnly`, `.noAccounts`.
    private func visit(_ request: Request, _ context: ServerRequestContext) async throws -> Visit {
        guard let accounts = services.accounts else { throw AccessError.noAccounts }
        guard context.notes.caller.isAdministrator else { throw AccessError.administratorsOnly }
        return Visit(
            request: request, inquiry: try await Inquiry(request, context, services), accounts: accounts,
            actor: origin.actor(of: request, context))
    }

    private func answer(_ page: Page, _ visit: Visit, isRefused: Bool = false) throws -> Response {
        var answer = try page.answer(visit.inquiry, services)
        answer.cacheControl = "no-store"
        if isRefused { answer.status = .unprocessableContent }
        return try answer.response(to: visit.request)
    }

    private func pages(_ visit: Visit, _ outcome: AdminPages.Outcome = .init()) -> AdminPages {
        AdminPages(inquiry: visit.inquiry, services: services, outcome: outcome)
    }

    /// Does what a form asks for. What whoever typed it can mend is said on the page.
    private func attempt(
        _ visit: Visit, _ body: () async throws -> AdminPages.Outcome
    ) async throws -> AdminPages.Outcome {
        let language = visit.inquiry.language
        do { return try await body() } catch let error as AccountError {
            return AdminPages.Outcome(refusal: AccountErrorText.text(error).text(in: language))
        } catch let error as UnknownDepartment {
            return AdminPages.Outcome(refusal: AccountErrorText.text(error).text(in: language))
        } catch let fault as PolicyFault {
            return AdminPages.Outcome(refusal: "\(fault.place): expected \(fault.expected)")
        } catch let fault as PolicyFile.Fault {
            return AdminPages.Outcome(refusal: "\(fault.path): \(fault.reason)")
        }
    }

    // MARK: The server

    private func overview(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        try visit.inquiry.query.allow([])
        let status = AdminStatus(services)
        guard try visit.inquiry.prefersHTML() else {
            var answer = Answer(status.document)
            answer.cacheControl = "no-store"
            return try answer.response(to: request)
        }
        return try answer(pages(visit).overview(status), visit)
    }

    private func audit(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        try visit.inquiry.query.allow([])
        let entries = try await visit.accounts.audit.entries(AuditQuery(limit: Self.mostEntries))
        let verification = try await visit.accounts.audit.verify()
        return try answer(pages(visit).audit(entries, verification: verification), visit)
    }

    /// Sets or ends through whose eyes an administrator looks.
    private func viewAs(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        let fields = try await FormBody.read(request, ["who"])
        let view = ViewAs(cookie: cookie)
        var setting = view.clearing
        if let who = fields["who"], !who.isEmpty {
            guard let principal = Principal(standingFor: who) else {
                throw ParameterError(
                    parameter: "who", value: who, expected: "one of \(Grantee.forms.joined(separator: ", "))")
            }
            setting = view.setting(principal)
        }
        let language = visit.inquiry.language.rawValue
        return Response(
            status: .seeOther,
            headers: [
                .location: visit.inquiry.links.url("/?lang=\(language)"), .setCookie: setting,
                .cacheControl: "no-store",
            ])
    }

    // MARK: People

    private func users(_ visit: Visit, _ outcome: AdminPages.Outcome = .init()) async throws -> Response {
        let users = try await visit.accounts.users()
        return try answer(pages(visit, outcome).users(users), visit, isRefused: outcome.refusal != nil)
    }

    private func changeUsers(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        let fields = try await FormBody.read(request, ["do", "login", "name", "departments", "roles"])
        let login = fields["login"] ?? ""
        let (accounts, actor, page) = (visit.accounts, visit.actor, pages(visit))
        let outcome = try await attempt(visit) {
            switch fields["do"] {
            case "disable":
                try await accounts.disable(login, by: actor)
                return .init(notice: page.word("Đã khóa \(login).", "\(login) is disabled."))
            case "enable":
                try await accounts.enable(login, by: actor)
                return .init(notice: page.word("Đã mở khóa \(login).", "\(login) is enabled."))
            case "password":
                let password = GeneratedPassword.make()
                try await accounts.setPassword(of: login, to: password, mustChange: true, by: actor)
                return .init(
                    notice: page.word(
                        "Mật khẩu mới của \(login), chỉ hiện một lần:", "The new password of \(login), shown once:"),
                    secret: password)
            case "save": return try await save(fields, visit, page)
            case let other: throw Self.unknown(other, of: ["save", "disable", "enable", "password"])
            }
        }
        return try await users(visit, outcome)
    }

    private func save(
        _ fields: [String: String], _ visit: Visit, _ page: AdminPages
    ) async throws -> AdminPages.Outcome {
        let login = fields["login"] ?? ""
        let roles = try Set(Self.list(fields["roles"]).map(Self.role))
        let departments = try departments(fields["departments"])
        let name = fields["name"] ?? login
        if try await visit.accounts.users().contains(where: { $0.login == login }) {
            _ = try await visit.accounts.update(
                login, UserChange(displayName: name, departments: departments, roles: roles), by: visit.actor)
            return .init(notice: page.word("Đã sửa \(login).", "\(login) is changed."))
        }
        let password = GeneratedPassword.make()
        let user = try await visit.accounts.add(
            UserDraft(login: login, displayName: name, departments: departments, roles: roles), password: password,
            mustChange: true, by: visit.actor)
        return .init(
            notice: page.word(
                "Đã thêm \(user.login); mật khẩu, chỉ hiện một lần:",
                "\(user.login) is added; the password, shown once:"),
            secret: password)
    }

    // MARK: Systems

    private func keys(_ visit: Visit, _ outcome: AdminPages.Outcome = .init()) async throws -> Response {
        let keys = try await visit.accounts.keys()
        return try answer(pages(visit, outcome).keys(keys), visit, isRefused: outcome.refusal != nil)
    }

    private func changeKeys(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        let fields = try await FormBody.read(
            request, ["do", "key", "system", "owner", "purpose", "scopes", "departments", "expires"])
        let page = pages(visit)
        let outcome = try await attempt(visit) {
            switch fields["do"] {
            case "revoke":
                let key = fields["key"] ?? ""
                try await visit.accounts.revokeKey(key, by: visit.actor)
                return .init(notice: page.word("Đã thu hồi khóa \(key).", "The key \(key) is revoked."))
            case "add":
                let draft = SystemKeyDraft(
                    system: fields["system"] ?? "", owner: fields["owner"] ?? "",
                    departments: try departments(fields["departments"]),
                    scopes: try KeyScopes(Self.list(fields["scopes"])), purpose: fields["purpose"] ?? "",
                    expiresAt: try Self.end(fields["expires"]))
                let issued = try await visit.accounts.add(draft, by: visit.actor)
                return .init(
                    notice: page.word(
                        "Khóa của \(issued.key.system), chỉ hiện một lần:",
                        "The key of \(issued.key.system), shown once:"),
                    secret: issued.text)
            case let other: throw Self.unknown(other, of: ["add", "revoke"])
            }
        }
        return try await keys(visit, outcome)
    }

    // MARK: A collection

    private func collection(
        _ visit: Visit, _ context: ServerRequestContext, typed: String? = nil, _ outcome: AdminPages.Outcome = .init()
    ) async throws -> Response {
        let everything = services.audiences.everything
        let collection = try everything.collection(context.path("collectionId"))
        let store = services.store
        let versions = try await services.executor.run { try store.versions(of: collection.id) }
        let own = everything.ownPolicy(of: .collection(collection.id)).map(PolicyFile.text) ?? ""
        let page = pages(visit, outcome).collection(
            collection, versions: versions.sorted { $0.number > $1.number }, policy: typed ?? own)
        return try answer(page, visit, isRefused: outcome.refusal != nil)
    }

    private func changeCollection(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let visit = try await visit(request, context)
        let id = try services.audiences.everything.collection(context.path("collectionId")).id
        let fields = try await FormBody.read(request, ["do", "version", "policy", "comment"])
        let page = pages(visit)
        let outcome = try await attempt(visit) {
            switch fields["do"] {
            case "rollback":
                guard let number = fields["version"].flatMap({ Int($0) }) else {
                    throw ParameterError(
                        parameter: "version", value: fields["version"] ?? "", expected: "the number of a version")
                }
                _ = try await write { try $0.rollBack(id, to: number) }
                try await services.catalogs.refresh()
                context.notes.note(.rollback, in: id, ["to": JSONValue(number)])
                return .init(
                    notice: page.word("Đã khôi phục phiên bản \(number).", "Version \(number) is in force again."))
            case "policy":
                let text = fields["policy"] ?? ""
                let policy =
                    text.allSatisfy(\.isWhitespace)
                    ? nil : try PolicyFile.policy(of: text.replacing("\r\n", with: "\n"), from: "policy")
                let (name, comment) = (visit.actor.name, fields["comment"])
                let version = try await write {
                    if let policy { try $0.check(policy, of: .collection(id)) }
                    return try $0.setPolicy(policy, of: .collection(id), author: name, comment: comment)
                }
                try await services.catalogs.refresh()
                context.notes.note(.policyChange, in: id, version.auditDetail)
                return .init(
                    notice: page.word(
                        "Chính sách số \(version.number) đã có hiệu lực.", "Policy \(version.number) is in force."))
            case let other: throw Self.unknown(other, of: ["rollback", "policy"])
            }
        }
        return try await collection(
            visit, context, typed: outcome.refusal == nil ? nil : fields["policy"], outcome)
    }

    /// Opens the store for as long as it takes: the server itself only reads it.
    private func write<Result: Sendable>(_ body: @escaping @Sendable (Store) throws -> Result) async throws -> Result {
        let path = services.store.path
        return try await services.queries.run {
            let store = try Store(path: path, access: .readWrite, readers: 1)
            let result = Swift.Result { try body(store) }
            try store.close()
            return try result.get()
        }
    }

    // MARK: Fields

    private static func unknown(_ action: String?, of known: [String]) -> ParameterError {
        ParameterError(
            parameter: "do", value: action ?? "", expected: "one of \(known.joined(separator: ", "))")
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: { ",; ".contains($0) }).map(String.init)
    }

    private static func role(_ text: String) throws(AccountError) -> Role {
        guard let role = Role(rawValue: text) else { throw .unknownRole(text) }
        return role
    }

    private func departments(_ text: String?) throws(UnknownDepartment) -> Set<String> {
        let departments = Set(Self.list(text))
        try UnknownDepartment.check(departments, known: services.audiences.everything.sectors.map(\.id))
        return departments
    }

    /// The end of a day in Viet Nam.
    private static func end(_ text: String?) throws -> Date? {
        guard let text, !text.isEmpty else { return nil }
        guard let day = DayArgument(argument: text) else {
            throw ParameterError(parameter: "expires", value: text, expected: "a day like 2027-06-30")
        }
        return day.end
    }
}
