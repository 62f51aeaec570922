import ExternalServices
import Hummingbird
import SimpleFeatures

/// `/external`: map services of others, asked through this server. A page may then draw them although its policy lets it
/// ask nobody else, and nobody but an administrator says who is asked.
struct ExternalRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/external") { request, context in try await list(request, context) }
        router.read("/external/{serviceId}") { request, context in try await service(request, context) }
        router.read("/external/{serviceId}/{z}/{x}/{y}") { request, context in try await tile(request, context) }
    }

    private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let inquiry = try await Inquiry(request, context, services)
        try inquiry.query.allow([])
        return try Answer(["services": .array(services.external.services.map(\.document))]).response(to: request)
    }

    private func service(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let service = try known(context.path("serviceId"), request, isTiled: false)
        let parameters = QueryParameters(request.uri.query)
        let pairs = try parameters.names.map { name in (name: name, value: try parameters.value(name) ?? "") }
        let asked: ExternalRequest
        do throws(ExternalRequest.Fault) { asked = try ExternalRequest(service, parameters: pairs) } catch {
            switch error {
            case .parameter(let name, let value, let expected):
                throw ParameterError(parameter: name, value: value, expected: expected)
            }
        }
        return try await handOn(asked, request)
    }

    private func tile(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let service = try known(context.path("serviceId"), request, isTiled: true)
        try QueryParameters(request.uri.query).allow([])
        let numbers = try ["z", "x", "y"].compactMap { Int(try context.path($0)) }
        guard numbers.count == 3, (0...24).contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (0..<(1 << numbers[0])).contains($0) })
        else { throw RequestError.notFound(path: request.uri.path) }
        return try await handOn(ExternalRequest(service, z: numbers[0], x: numbers[1], y: numbers[2]), request)
    }

    private func known(_ id: String, _ request: Request, isTiled: Bool) throws -> ExternalService {
        guard let service = services.external.service(id), (service.kind == .xyz) == isTiled else {
            throw RequestError.notFound(path: request.uri.path)
        }
        return service
    }

    private func handOn(_ asked: ExternalRequest, _ request: Request) async throws -> Response {
        let reply = try await services.externalClient.reply(to: asked)
        var answer = Answer(bytes: reply.bytes, type: MediaType(reply.type))
        answer.cacheControl = "public, max-age=3600"
        answer.vary = ""
        return try answer.response(to: request, mayCompress: !reply.type.hasPrefix("image/"))
    }
}
