import Accounts
import GeoStore
import Hummingbird
import SimpleFeatures

/// For supervisors: is the process alive, can it answer.
struct HealthRoutes: Sendable {
    /// Free on the store's disk: below, edits and imports are about to fail.
    private static let scarceBytes = 256 << 20

    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/health") { request, _ in try Self.status("ok").response(to: request) }
        router.read("/ready") { request, _ in
            let store = services.store
            // How many collections there are is not everybody's business.
            do { _ = try await services.executor.run { try store.catalog() } } catch {
                throw RequestError.storeUnavailable(reason: "\(error)")
            }
            if let accounts = services.accounts {
                do { _ = try await accounts.audit.head() } catch {
                    throw RequestError.accountsUnavailable(reason: "\(error)")
                }
            }
            let free = StoreDisk(path: store.path).freeBytes
            let isTight = free.map { $0 < Self.scarceBytes } ?? false
            let checks: JSONObject = [
                "store": "ok", "accounts": services.accounts == nil ? "none" : "ok",
                "disk": isTight ? "nearly full" : "ok",
            ]
            return try Self.status(isTight ? "degraded" : "ready", ["checks": .object(checks)]).response(to: request)
        }
    }

    private static func status(_ status: String, _ details: JSONObject = [:]) -> Answer {
        var members: JSONObject = ["status": .string(status)]
        for detail in details.members { members[detail.key] = detail.value }
        var answer = Answer(.object(members))
        answer.cacheControl = "no-store"
        return answer
    }
}
