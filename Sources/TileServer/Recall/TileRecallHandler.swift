import Hummingbird
import NIOCore
import NIOHTTP1

/// Stands in a connection before the framework, and answers requests for tiles that were answered before: on the event
/// loop, without a task, a conversion of the request or a route. All others go on.
final class TileRecallHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let recall: TileRecall
    private let peer: ConnectionPeer
    private let watch: ConnectionWatch
    /// Where bytes go that are no longer to be encoded.
    private let encoder: ChannelHandlerContext
    /// Requests that went on and have no whole answer yet. While there are any, those behind them go on too: answers
    /// come in the order of requests (RFC 9112, 9.3.2).
    private var pending = 0
    /// Between the head of a request that was answered here and its end.
    private var isAnswered = false
    private var mustFlush = false
    private var date = HTTPDate()

    private init(
        _ recall: TileRecall, peer: ConnectionPeer, watch: ConnectionWatch, encoder: ChannelHandlerContext
    ) {
        self.recall = recall
        self.peer = peer
        self.watch = watch
        self.encoder = encoder
    }

    /// Adds a handler right behind the parser of requests. On the event loop.
    static func add(
        to pipeline: ChannelPipeline, _ recall: TileRecall, peer: ConnectionPeer, watch: ConnectionWatch
    ) throws {
        let pipeline = pipeline.syncOperations
        let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
        let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
        try pipeline.addHandler(
            TileRecallHandler(recall, peer: peer, watch: watch, encoder: encoder), position: .after(decoder.handler))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // A client that does not read is left to the framework, which then takes no more requests from it.
            if pending == 0, context.channel.isWritable, let reply = recall.reply(to: head, from: peer) {
                isAnswered = true
                watch.noteActivity()
                send(reply, allocator: context.channel.allocator)
                return
            }
            pending += 1
        case .body: break
        case .end:
            if isAnswered {
                isAnswered = false
                return
            }
        }
        context.fireChannelRead(data)
    }

    /// Requests that came together are answered together.
    func channelReadComplete(context: ChannelHandlerContext) {
        if mustFlush {
            mustFlush = false
            encoder.flush()
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { pending -= 1 }
        context.write(data, promise: promise)
    }

    private func send(_ reply: TileRecall.Reply, allocator: ByteBufferAllocator) {
        // The last fields take some 120 bytes.
        var head = allocator.buffer(capacity: reply.head.readableBytes + 160)
        head.writeImmutableBuffer(reply.head)
        if let body = reply.body { head.writeString("Content-Length: \(body.readableBytes)\r\n") }
        head.writeString("X-Request-Id: \(RequestID())\r\n")
        head.writeString(date.field)
        head.writeStaticString("\r\n")
        encoder.write(NIOAny(head), promise: nil)
        if let body = reply.body { encoder.write(NIOAny(body), promise: nil) }
        mustFlush = true
    }
}
