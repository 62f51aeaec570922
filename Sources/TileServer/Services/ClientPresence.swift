import GeoStore
import NIOCore
import Synchronization

/// Whether the client of a connection still waits for its answers.
///
/// Stands first in the connection from its beginning: a client may be gone before its request is looked at, and the end
/// that it sent is told once. What it sent beyond the request stays for the next one.
final class ClientPresence: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOAny

    private let hasLeft = Atomic(false)

    var isGone: Bool { hasLeft.load(ordering: .relaxed) }

    /// Adds one to a new connection. On the event loop.
    static func add(to pipeline: ChannelPipeline) throws {
        try pipeline.syncOperations.addHandler(ClientPresence(), position: .first)
    }

    /// That of a connection.
    static func of(_ channel: any Channel) async throws -> ClientPresence {
        do {
            return try await channel.pipeline.handler(type: ClientPresence.self).get()
        } catch let error as ChannelPipelineError where error == .notFound {
            // A connection that is closed has let go of its handlers: then nobody waits.
            let presence = ClientPresence()
            presence.hasLeft.store(true, ordering: .relaxed)
            return presence
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { hasLeft.store(true, ordering: .relaxed) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        hasLeft.store(true, ordering: .relaxed)
        context.fireChannelInactive()
    }
}
