import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SimpleFeatures
import Synchronization

@testable import Tokens

/// An issuer on a port of this machine: a discovery document and a set of keys, over real HTTP.
final class LocalIssuer: Sendable {
    struct State: Sendable {
        var keys: [JSONValue] = []
        var isAway = false
        /// Said instead of its own name.
        var pretended: String?
        /// How often the keys were fetched.
        var fetches = 0
        var port = 0
        var redirects = false
    }

    let state = Mutex(State())

    var name: String { "http://127.0.0.1:\(state.withLock { $0.port })" }
    var fetches: Int { state.withLock { $0.fetches } }

    func set(_ keys: SigningKey...) { state.withLock { $0.keys = keys.map(\.jwk) } }

    /// Runs an issuer while `body` does.
    static func run(_ body: @Sendable (LocalIssuer) async throws -> Void) async throws {
        let issuer = LocalIssuer()
        let (ports, announcement) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: issuer.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announcement.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "issuer") { _ in SwiftLogNoOpLogHandler() })
        let group = ServiceGroup(
            configuration: .init(
                services: [application], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announcement.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            issuer.state.withLock { $0.port = port }
            do { try await body(issuer) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get(".well-known/openid-configuration") { _, _ -> String in
            let name = self.name
            let state = self.state.withLock { $0 }
            if state.isAway { throw HTTPError(.serviceUnavailable) }
            let keys = state.redirects ? "/moved" : "/keys"
            let document: JSONValue = [
                "issuer": .string(state.pretended ?? name), "jwks_uri": .string(name + keys),
            ]
            return String(decoding: document.serialized, as: UTF8.self)
        }
        router.get("keys") { _, _ -> String in
            let state = self.state.withLock { state in
                state.fetches += 1
                return state
            }
            if state.isAway { throw HTTPError(.serviceUnavailable) }
            let set: JSONValue = ["keys": .array(state.keys)]
            return String(decoding: set.serialized, as: UTF8.self)
        }
        router.get("moved") { _, _ in Response.redirect(to: "/keys") }
        return router
    }

    /// Claims of a token that is good for five minutes.
    func claims(_ changes: JSONObject = [:], without removed: String...) -> JSONValue {
        let now = Date().timeIntervalSince1970.rounded(.down)
        var claims: JSONObject = [
            "iss": .string(name), "aud": "geosector", "sub": "f:1:lan", "preferred_username": "lan",
            "name": "Nguyễn Thị Lan", "iat": .integer(Int64(now)), "exp": .integer(Int64(now) + 300),
            "groups": ["/geosector-department-health", "geosector-role-publisher", "everybody"],
        ]
        for member in changes.members { claims[member.key] = member.value }
        for name in removed { claims[name] = nil }
        return .object(claims)
    }

    func verifier(_ configure: (inout TokenSettings) -> Void = { _ in }) -> TokenVerifier {
        var settings = TokenSettings(issuer: name, audience: "geosector")
        configure(&settings)
        return TokenVerifier(settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// What a token is refused with; nil when it is taken.
func fault(_ verifier: TokenVerifier, _ token: String) async -> TokenError? {
    do throws(TokenError) {
        _ = try await verifier.identity(of: token)
        return nil
    } catch { return error }
}
