import GeoStore
import NIOCore
import Synchronization

/// Whether the client of a request still waits for its answer.
final class ClientPresence: Sendable {
    private let hasLeft = Atomic(false)

    var isGone: Bool { hasLeft.load(ordering: .relaxed) }

    /// Watches a connection while `body` runs. What the client has sent beyond the request stays for the next one.
    /// - Parameter onEnd: told when the client leaves; maybe twice.
    static func watching<Result>(
        _ channel: any Channel, onEnd: @escaping @Sendable () -> Void = {},
        _ body: (ClientPresence) async throws -> Result
    ) async throws -> Result {
        let presence = ClientPresence()
        let leave: @Sendable () -> Void = {
            presence.hasLeft.store(true, ordering: .relaxed)
            onEnd()
        }
        let watcher = Watcher(onEnd: leave)
        // A connection that is closed already takes no handler: then nobody waits.
        do { try await channel.pipeline.addHandler(watcher, position: .first) } catch is ChannelError { leave() }
        defer { channel.pipeline.removeHandler(watcher, promise: nil) }
        return try await body(presence)
    }

    /// Sees the end of a connection before any handler that keeps it back until the answer is sent.
    private final class Watcher: ChannelInboundHandler, RemovableChannelHandler, Sendable {
        typealias InboundIn = NIOAny

        private let onEnd: @Sendable () -> Void

        init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent { onEnd() }
            context.fireUserInboundEventTriggered(event)
        }

        func channelInactive(context: ChannelHandlerContext) {
            onEnd()
            context.fireChannelInactive()
        }
    }
}
