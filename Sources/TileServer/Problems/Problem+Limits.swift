import HTTPTypes
import SimpleFeatures

/// Sentences of `LimitError`.
extension Problem {
    /// Retry-After of work that waits: places come free all the time.
    private static let soon = "2"

    init(_ error: LimitError) {
        switch error {
        case .tooFast(let setting, let rate, let seconds):
            self.init(
                status: .tooManyRequests, title: "Too many requests",
                detail: "One client may make \(rate.perSecond) requests a second, and \(rate.atOnce) at once after a"
                    + " pause; try again in \(seconds) s. Who runs the server raises it with '\(setting)'.")
            headers[.retryAfter] = "\(seconds)"
            // draft-ietf-httpapi-ratelimit-headers-10: what the limit is, and what is left of it.
            headers[.rateLimitPolicy] = "\"\(setting)\";q=\(rate.atOnce);w=\(Rate.secondsAtOnce)"
            headers[.rateLimit] = "\"\(setting)\";r=0;t=\(seconds)"
            members = ["limit": .string(setting)]
        case .tooMuchOfOne(let kind):
            self.init(
                status: .tooManyRequests, title: "Too many requests at once",
                detail: "So many requests of one client (\(kind.rawValue)) wait for their turn that no more are taken;"
                    + " try again when some are answered. Who runs the server raises it with 'work_share'.")
            headers[.retryAfter] = Self.soon
            members = ["limit": "work_share"]
        case .tooMuchWork(let kind):
            self = Self.busy("As many requests as may wait for their turn do", kind)
        case .waitedTooLong(let kind):
            self = Self.busy("The request has waited for its turn as long as it may", kind)
        case .clientLeft:
            self.init(
                status: .serviceUnavailable, title: "Request given up",
                detail: "Nobody waited for the answer any more.")
            headers[.retryAfter] = Self.soon
        case .targetTooLong(let most):
            self.init(
                status: .uriTooLong, title: "URL too long",
                detail:
                    "Path and query may have \(most) bytes together. Who runs the server raises it with 'url_bytes'.")
            members = ["limit": "url_bytes"]
        }
    }

    private static func busy(_ what: String, _ kind: WorkKind) -> Problem {
        var problem = Problem(
            status: .serviceUnavailable, title: "Server busy",
            detail:
                "\(what) (\(kind.rawValue)); try again shortly. Who runs the server raises it with '\(kind.setting)'.")
        problem.headers[.retryAfter] = soon
        problem.members = ["limit": .string(kind.setting)]
        return problem
    }
}

extension Problem {
    init(_ error: KnownHosts.Misdirected) {
        self.init(
            status: .misdirectedRequest, title: "Another server's name",
            detail: "Nothing is served under the name '\(error.host)'. Who runs the server adds it to 'hosts'.")
        members = ["limit": "hosts"]
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimit = HTTPField.Name("RateLimit")!
    fileprivate static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
}
