import NIOCore
import Synchronization

/// Whether the client of a connection still waits for its answers.
///
/// Stands first in the connection from its beginning: a client may be gone before its request is looked at, and the end
/// that it sent is told once. What it sent beyond the request stays for the next one.
final class ClientPresence: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOAny

    private struct Watchers {
        var next = 0
        var actions: [Int: @Sendable () -> Void] = [:]
    }

    private let hasLeft = Atomic(false)
    private let watchers = Mutex(Watchers())

    var isGone: Bool { hasLeft.load(ordering: .acquiring) }

    /// Adds one to a new connection. On the event loop.
    static func add(to pipeline: ChannelPipeline) throws {
        try pipeline.syncOperations.addHandler(ClientPresence(), position: .first)
    }

    /// Watches a connection while `body` runs.
    /// - Parameter onEnd: told when the client leaves, or has left; maybe twice.
    static func watching<Result>(
        _ channel: any Channel, onEnd: @escaping @Sendable () -> Void = {},
        _ body: (ClientPresence) async throws -> Result
    ) async throws -> Result {
        let presence = try await of(channel)
        let watcher = presence.watchers.withLock { watchers in
            watchers.next += 1
            watchers.actions[watchers.next] = onEnd
            return watchers.next
        }
        defer { presence.watchers.withLock { _ = $0.actions.removeValue(forKey: watcher) } }
        if presence.isGone { onEnd() }
        return try await body(presence)
    }

    private static func of(_ channel: any Channel) async throws -> ClientPresence {
        do {
            return try await channel.pipeline.handler(type: ClientPresence.self).get()
        } catch let error as ChannelPipelineError where error == .notFound {
            let presence = ClientPresence()
            // A connection that is closed has let go of its handlers: then nobody waits.
            if !channel.isActive { presence.leave() }
            return presence
        }
    }

    private func leave() {
        hasLeft.store(true, ordering: .releasing)
        for action in watchers.withLock({ Array($0.actions.values) }) { action() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }
}
