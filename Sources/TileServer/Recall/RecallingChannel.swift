import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1.1 as the framework speaks it, with a `ClientPresence` and a `TileRecallHandler` in each connection.
struct RecallingChannel: ServerChildChannel {
    let base: HTTP1Channel
    /// Nil when the routes are to see every request.
    let recall: TileRecall?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try ClientPresence.add(to: channel.pipeline)
            if let recall { try TileRecallHandler.add(to: channel.pipeline, recall) }
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
