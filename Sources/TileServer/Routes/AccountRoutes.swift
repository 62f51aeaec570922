import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import SimpleFeatures

/// `/login`, `/logout`, `/account`: for people. Systems send their key with each request.
struct AccountRoutes: Sendable {
    let services: Services
    let cookie: SessionCookie
    let origin: RequestOrigin

    private var accounts: AccountStore? { services.accounts }

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.resource(
            "/login",
            [
                (.get, { request, context in try await form(request, context) }),
                (.post, { request, context in try await signIn(request, context) }),
            ])
        router.resource("/logout", [(.post, { request, context in try await signOut(request, context) })])
        router.read("/account") { request, context in try await account(request, context) }
        router.resource(
            "/account/password", [(.post, { request, context in try await changePassword(request, context) })])
    }

    // MARK: Signing in and out

    private func form(
        _ request: Request, _ context: ServerRequestContext, refusal: AccessError? = nil, next: String? = nil
    ) async throws -> Response {
        guard accounts != nil else { throw AccessError.noAccounts }
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow(["next"])
        try FormatParameter.requireHTML(inquiry.query, accept: request.headers[.accept])
        var page: [String: Any] = [
            "loginURL": inquiry.links.url("/login?lang=\(inquiry.language.rawValue)"),
            "nextPath": try next ?? Self.local(inquiry.query.value("next")),
        ]
        if let refusal { page["refusalText"] = sentence(refusal, inquiry.language) }
        var answer = try Page(
            template: "login", title: services.pages.word("signIn", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), hasJSON: false, context: page
        ).answer(inquiry, services)
        answer.cacheControl = "no-store"
        if let refusal { answer.status = Problem(refusal).status }
        return try answer.response(to: request)
    }

    private func signIn(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard let accounts else { throw AccessError.noAccounts }
        // Signing somebody in unasked is an attack as well (login CSRF).
        guard origin.isOwn(request) else { throw AccessError.foreignOrigin }
        let fields = try await FormBody.read(request, ["login", "password", "next"])
        let next = Self.local(fields["next"])
        let (address, former) = (origin.address(of: request, context), cookie.token(in: request.headers))
        let attempt = await Self.attempt { () async throws(AccountError) -> SignedIn in
            try await accounts.signIn(
                login: fields["login"] ?? "", password: fields["password"] ?? "", from: address, request: context.id,
                replacing: former)
        }
        switch attempt {
        case .success(let signedIn):
            let target = signedIn.session.mustChangePassword ? "/account" : next
            return redirect(to: target, request, setting: cookie.setting(signedIn.token))
        case .failure(let error):
            return try await form(request, context, refusal: Self.refusal(error), next: next)
        }
    }

    private func signOut(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard let accounts else { throw AccessError.noAccounts }
        guard origin.isOwn(request) else { throw AccessError.foreignOrigin }
        if let token = cookie.token(in: request.headers) {
            try await accounts.signOut(token, from: origin.address(of: request, context), request: context.id)
        }
        return redirect(to: "/", request, setting: cookie.clearing)
    }

    // MARK: The account

    /// Who the server takes the client for: also for systems that try their key.
    private func account(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        let principal = inquiry.principal
        guard try inquiry.prefersHTML() else {
            var answer = Answer(Self.document(principal))
            answer.cacheControl = "no-store"
            return try answer.response(to: request)
        }
        return try page(inquiry).response(to: request)
    }

    private func page(_ inquiry: Inquiry, refusal: AccessError? = nil, isDone: Bool = false) throws -> Answer {
        let principal = inquiry.principal
        let language = "lang=\(inquiry.language.rawValue)"
        var page: [String: Any] = [
            "isSignedIn": principal.kind == .user, "isStranger": principal.kind != .user,
            "accountName": principal.name, "departments": principal.departments.sorted().joined(separator: ", "),
            "roles": principal.roles.sorted().joined(separator: ", "), "isDone": isDone,
            "logoutURL": inquiry.links.url("/logout?\(language)"), "loginURL": inquiry.links.url("/login?\(language)"),
            "passwordURL": inquiry.links.url("/account/password?\(language)"),
        ]
        if let refusal { page["refusalText"] = sentence(refusal, inquiry.language) }
        var answer = try Page(
            template: "account", title: services.pages.word("account", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language), context: page
        ).answer(inquiry, services)
        answer.cacheControl = "no-store"
        if let refusal { answer.status = Problem(refusal).status }
        return answer
    }

    private func changePassword(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard let accounts else { throw AccessError.noAccounts }
        let inquiry = try await Inquiry(request, context, services)
        guard inquiry.principal.kind == .user else { throw AccessError.signInRefused }
        let fields = try await FormBody.read(request, ["present", "next"])
        let address = origin.address(of: request, context)
        let attempt = await Self.attempt { () async throws(AccountError) -> SignedIn in
            try await accounts.changePassword(
                of: inquiry.principal.name, from: fields["present"] ?? "", to: fields["next"] ?? "", at: address,
                request: context.id)
        }
        switch attempt {
        case .success(let signedIn):
            var response = try page(inquiry, isDone: true).response(to: request)
            response.headers[.setCookie] = cookie.setting(signedIn.token)
            return response
        case .failure(let error):
            return try page(inquiry, refusal: Self.refusal(error)).response(to: request)
        }
    }

    private static func attempt(
        _ body: () async throws(AccountError) -> SignedIn
    ) async -> Result<SignedIn, AccountError> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    private static func document(_ principal: Principal) -> JSONValue {
        [
            "kind": .string(principal.kind.rawValue), "name": .string(principal.name),
            "departments": .array(principal.departments.sorted().map { .string($0) }),
            "roles": .array(principal.roles.sorted().map { .string($0) }),
        ]
    }

    // MARK: Forms

    /// A path of this site: what a link from elsewhere names as the next page must not lead away.
    private static func local(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
            next.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { return "/" }
        return next
    }

    private func redirect(to path: String, _ request: Request, setting cookie: String) -> Response {
        let links = LinkBuilder(request: request, configured: services.configuration.baseURL)
        return Response(
            status: .seeOther,
            headers: [.location: links.url(path), .setCookie: cookie, .cacheControl: "no-store"])
    }

    /// - Throws: what is no fault of whoever signs in.
    private static func refusal(_ error: AccountError) throws -> AccessError {
        switch error {
        case .signInRefused: .signInRefused
        case .tooManyAttempts(let seconds): .tooManyAttempts(retryAfterSeconds: seconds)
        case .weakPassword(let fault): .weakPassword(fault)
        case .busy: .unavailable
        default: throw error
        }
    }

    private func sentence(_ refusal: AccessError, _ language: Language) -> String {
        func word(_ key: String) -> String { services.pages.word(key, language) }
        return switch refusal {
        case .signInRefused: word("signInRefused")
        case .tooManyAttempts(let seconds):
            word("tooManyAttempts").replacing("{seconds}", with: "\(seconds)")
        case .weakPassword(let fault):
            switch fault {
            case .tooShort(let minimum): word("passwordTooShort").replacing("{minimum}", with: "\(minimum)")
            case .tooLong: word("passwordTooLong")
            case .isTheLogin: word("passwordIsTheLogin")
            case .common: word("passwordIsCommon")
            }
        case .invalidCredentials, .foreignOrigin, .mustChangePassword, .seenInPart, .administratorsOnly, .viewing,
            .unavailable, .noAccounts:
            word("accountsUnavailable")
        }
    }
}
