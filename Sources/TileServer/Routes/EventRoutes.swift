import GeoStore
import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// `/events`: changes as they happen.
struct EventRoutes: Sendable {
    let services: Services

    func add(to router: some RouterMethods<ServerRequestContext>) {
        router.read("/events") { request, context in try await events(request, context) }
    }

    /// `after` is the id of the last event, from clients that cannot send it as a header: a browser does so only for a
    /// connection that broke, not for one that was closed and opened again.
    private func events(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let query = QueryParameters(request.uri.query)
        try query.allow(["after"])
        let hub = services.events
        let lastID = try request.headers[.lastEventID] ?? query.value("after")
        let subjects = Set(
            try await services.audiences.catalog(for: context.principal).collections.map {
                EventSubject(collection: $0.id.name, view: $0.view?.fingerprint)
            })
        let seesEverything = try await services.audiences.catalog(for: context.principal).audience.isEmpty
        let headers: HTTPFields = [
            .contentType: MediaType.eventStream.value, .cacheControl: "no-store",
            // nginx would keep events back until its buffer is full.
            .accelBuffering: "no",
        ]
        let body = ResponseBody { writer in
            let subscription = hub.subscribe(after: lastID) { subject in
                seesEverything ? subject.view == nil : subjects.contains(subject)
            }
            defer { subscription.close() }
            try await withGracefulShutdownHandler {
                try await request.body.consumeWithInboundCloseHandler { _ in
                    for await chunk in subscription.chunks { try await writer.write(chunk) }
                } onInboundClosed: {
                    subscription.close()
                }
            } onGracefulShutdown: {
                subscription.close()
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}

extension HTTPField.Name {
    fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID")!
    fileprivate static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
