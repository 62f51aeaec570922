import GeoStore
import Hummingbird
import SimpleFeatures

/// For supervisors: is the process alive, can it answer.
struct HealthRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/health") { request, _ in try Self.status("ok").response(to: request) }
        router.read("/ready") { request, _ in
            let store = services.store
            do {
                // How many collections there are is not everybody's business.
                _ = try await services.executor.run { try store.catalog() }
                return try Self.status("ready").response(to: request)
            } catch {
                throw RequestError.storeUnavailable(reason: "\(error)")
            }
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
