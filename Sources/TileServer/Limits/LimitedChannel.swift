import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1.1 as the framework speaks it, with a `ClientPresence`, a `ConnectionWatch` and a
/// `TileRecallHandler` in each connection.
struct LimitedChannel: ServerChildChannel {
    let base: HTTP1Channel
    let limits: RequestLimits
    let connections: ConnectionCount
    let patience: ConnectionWatch.Patience
    /// Nil when all requests are to go to the routes.
    let recall: TileRecall?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try ClientPresence.add(to: channel.pipeline)
            let watch = try ConnectionWatch.add(
                to: channel.pipeline, patience, hasRoom: connections.admit(channel))
            if let recall {
                let peer = ConnectionPeer(channel.remoteAddress, limits)
                try TileRecallHandler.add(to: channel.pipeline, recall, peer: peer, watch: watch)
            }
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
