import GeoStore
import Hummingbird

/// What an answer is remembered with, when it has been made.
struct RecallTicket: Sendable {
    private let recall: TileRecall
    private let generation: TileGeneration
    /// The pattern that took the request.
    private let route: String?
    /// The collection that the request is about; nil for several.
    private let collection: String?
    let principal: Principal.Kind
    private let client: LimitedClient

    /// - Parameter generation: before anything was read for the answer.
    init(_ services: Services, _ context: ServerRequestContext, _ generation: TileGeneration) {
        recall = services.recall
        self.generation = generation
        route = context.endpointPath
        collection = context.notes.subject?.name
        principal = context.principal.kind
        client = context.client
    }

    /// - Parameter response: without the fields of every answer.
    func remember(_ response: Response, to request: Request, from source: TileRecall.Source) {
        recall.remember(
            response, to: request, route: route, from: source, collection: collection, for: client,
            generation: generation)
    }
}
