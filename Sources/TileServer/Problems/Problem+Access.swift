import HTTPTypes

/// Sentences of `AccessError`.
extension Problem {
    init(_ error: AccessError) {
        switch error {
        case .invalidCredentials:
            self.init(
                status: .unauthorized, title: "Not let in",
                detail:
                    "The key or token is unknown, expired or revoked. Ask the administrator for another, or leave it "
                    + "out to see what is public.")
            headers[.wwwAuthenticate] = "Bearer realm=\"GeoSector\", error=\"invalid_token\""
        case .signInRefused:
            self.init(
                status: .unauthorized, title: "Not signed in",
                detail: "The login or the password is wrong, or the account is closed.", suggestions: ["/login"])
            headers[.wwwAuthenticate] = "Session realm=\"GeoSector\""
        case .tooManyAttempts(let seconds):
            self.init(
                status: .tooManyRequests, title: "Too many attempts",
                detail: "There were too many attempts to sign in; try again in \(seconds) s.")
            headers[.retryAfter] = "\(seconds)"
        case .foreignOrigin:
            self.init(
                status: .forbidden, title: "Not from this site",
                detail: "A browser sends changes with its cookie from pages of this site only; programs send a key in "
                    + "X-API-Key instead.")
        case .mustChangePassword:
            self.init(
                status: .forbidden, title: "Password to be changed",
                detail: "The password was given by somebody else: choose your own first.", suggestions: ["/account"])
        case .seenInPart(let collection):
            self.init(
                status: .forbidden, title: "Not in part",
                detail:
                    "The feed of changes of '\(collection)' is for those who see all of it; its features can be read "
                    + "and exported as they are seen.",
                suggestions: ["/collections/\(collection)/items", "/collections/\(collection)/export"])
        case .administratorsOnly:
            self.init(
                status: .forbidden, title: "For administrators",
                detail: "Only administrators see this page: sign in as one.", suggestions: ["/login?next=/admin"])
        case .viewing:
            self.init(
                status: .forbidden, title: "Viewing only",
                detail: "You look through another's eyes: nothing can be changed until you stop.",
                suggestions: ["/admin"])
        case .weakPassword:
            self.init(
                status: .unprocessableContent, title: "Password not taken",
                detail: "Choose a longer password that is neither your login nor one that many have.")
        case .unavailable:
            self.init(
                status: .serviceUnavailable, title: "Accounts unavailable",
                detail: "Who asks cannot be found out now. The server's log has the reason under this request id.")
            headers[.retryAfter] = "5"
        case .noAccounts:
            self.init(
                status: .notFound, title: "No accounts",
                detail: "This server keeps no accounts; 'tileserver init --admin LOGIN' makes the first.")
        }
    }
}
