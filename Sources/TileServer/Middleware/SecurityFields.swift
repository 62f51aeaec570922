import HTTPTypes
import Hummingbird

/// What browsers are told about answers besides their content: what a page may do, who may show it in a frame, and that
/// the site is asked for over TLS alone.
struct SecurityFields: Sendable {
    private let hsts: HTTPField?
    private let mapPolicy: String
    private let framesOfMap: [HTTPField]

    init(_ configuration: ServerConfiguration) {
        let isSecure = configuration.baseURL?.hasPrefix("https:") ?? false
        hsts =
            isSecure && configuration.hstsSeconds > 0
            ? HTTPField(name: .strictTransportSecurity, value: "max-age=\(configuration.hstsSeconds)") : nil
        let others = configuration.frameAncestors
        mapPolicy = Self.policy(framedBy: (["'self'"] + others).joined(separator: " "))
        // It knows no list; browsers that know the policy's do not look at it.
        framesOfMap = others.isEmpty ? [HTTPField(name: .xFrameOptions, value: "SAMEORIGIN")] : []
    }

    /// Nothing from elsewhere, no script or style in a page: a value out of the data cannot become code.
    private static func policy(framedBy ancestors: String) -> String {
        """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; \
        worker-src blob:; child-src blob:; img-src 'self' data: blob:; base-uri 'none'; \
        frame-ancestors \(ancestors); form-action 'self'
        """
    }

    private static let ofPages = [
        // A search or a filter is nobody else's business.
        HTTPField(name: .referrerPolicy, value: "same-origin"),
        HTTPField(name: .crossOriginOpenerPolicy, value: "same-origin"),
        // The map asks where somebody is when they want it to.
        HTTPField(
            name: .permissionsPolicy,
            value: "geolocation=(self), fullscreen=(self), camera=(), microphone=(), payment=(), usb=()"),
    ]

    /// Where somebody types a password: in no frame at all.
    private static let ofAccounts: Set<String> = ["/login", "/logout", "/account", "/account/password"]

    /// - Parameter route: the pattern that took the request.
    func add(to response: inout Response, route: String?) {
        if let hsts, WorkKind.of(.get, route) != .tiles { response.headers[hsts.name] = hsts.value }
        guard response.headers[.contentType]?.hasPrefix(MediaType.html.essence) ?? false else { return }
        for field in Self.ofPages { response.headers[field.name] = field.value }
        switch route {
        case "/map":
            response.headers[.contentSecurityPolicy] = mapPolicy
            for field in framesOfMap { response.headers[field.name] = field.value }
        case let route? where Self.ofAccounts.contains(route):
            response.headers[.contentSecurityPolicy] = Self.policy(framedBy: "'none'")
            response.headers[.xFrameOptions] = "DENY"
        default:
            response.headers[.contentSecurityPolicy] = Self.policy(framedBy: "'self'")
            response.headers[.xFrameOptions] = "SAMEORIGIN"
        }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
}
