import HTTPTypes
import NIOCore
import NIOHTTP1

/// Drops connections whose client is slow: to write a request, to begin the next one, to take the answer.
///
/// Stands behind the parser. One timer for each connection looks now and then; a request costs a comparison or two.
final class ConnectionWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Times; none where nothing is limited.
    struct Patience: Sendable {
        let head: TimeAmount?
        let idle: TimeAmount?
        let body: TimeAmount?
        let write: TimeAmount?
        /// Bytes of a body, wanted or not.
        let mostBody: Int

        init(_ settings: LimitSettings, mostBody: Int) {
            func time(_ seconds: Int) -> TimeAmount? { seconds == 0 ? nil : .seconds(Int64(seconds)) }
            head = time(settings.headerSeconds)
            idle = time(settings.idleSeconds)
            body = time(settings.bodySeconds)
            write = time(settings.writeSeconds)
            self.mostBody = mostBody
        }

        /// How often the timer looks.
        fileprivate var tick: TimeAmount? {
            [head, idle, body, write].compactMap(\.self).min().map { .nanoseconds(max($0.nanoseconds / 8, 50_000_000)) }
        }
    }

    /// Bytes that make a body's deadline a second later.
    private static let slowestBytesPerSecond: Int64 = 1024
    /// How long a client may take to read the last answer.
    private static let farewell = TimeAmount.seconds(2)

    private let patience: Patience
    /// Where bytes go that are not to be encoded.
    private let encoder: ChannelHandlerContext
    /// What is sent, before the connection ends, to one for which there is no room.
    private let refusal: ByteBuffer?
    /// When what is waited for must have come; nil while the server is at work.
    private var deadline: NIODeadline?
    private var writeDeadline: NIODeadline?
    private var bodyBytes = 0
    /// Requests without a whole answer.
    private var pending = 0
    private var isReading = false
    /// Whether a request was answered before it came here.
    private var wasActive = false
    private var timer: Scheduled<Void>?
    /// Whether the last answer is sent: what still comes is let fall.
    private var isEnding = false

    private init(_ patience: Patience, encoder: ChannelHandlerContext, refusal: ByteBuffer?) {
        self.patience = patience
        self.encoder = encoder
        self.refusal = refusal
    }

    /// Adds a watch behind the parser. On the event loop.
    /// - Parameter hasRoom: when there is none, the client is told so and the connection ends.
    static func add(to pipeline: ChannelPipeline, _ patience: Patience, hasRoom: Bool) throws -> ConnectionWatch {
        let pipeline = pipeline.syncOperations
        let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
        let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let watch = ConnectionWatch(patience, encoder: encoder, refusal: hasRoom ? nil : EarlyAnswer.noRoom)
        try pipeline.addHandler(watch, position: .after(decoder.handler))
        return watch
    }

    /// Told by who answers requests that do not come here.
    func noteActivity() { wasActive = true }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func handlerRemoved(context: ChannelHandlerContext) { stopLooking() }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopLooking()
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard timer == nil else { return }
        if let refusal { return end(context, with: refusal) }
        deadline = patience.head.map { .now() + $0 }
        guard let tick = patience.tick else { return }
        lookLater(context, tick)
    }

    private func lookLater(_ context: ChannelHandlerContext, _ tick: TimeAmount) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: tick) {
            self.look(context)
            if self.timer != nil { self.lookLater(context, tick) }
        }
    }

    private func stopLooking() {
        timer?.cancel()
        timer = nil
    }

    private func look(_ context: ChannelHandlerContext) {
        if wasActive, pending == 0 {
            wasActive = false
            deadline = patience.idle.map { .now() + $0 }
        }
        guard let due = [deadline, writeDeadline].compactMap(\.self).min(), due <= .now() else { return }
        stopLooking()
        context.close(promise: nil)
    }

    /// To close at once would take the answer back from a client that is still writing.
    private func end(_ context: ChannelHandlerContext, with answer: ByteBuffer) {
        stopLooking()
        isEnding = true
        encoder.writeAndFlush(NIOAny(answer), promise: nil)
        context.close(mode: .output, promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) { context.close(promise: nil) }
    }

    // MARK: Requests and answers

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding else { return }
        switch unwrapInboundIn(data) {
        case .head:
            pending += 1
            isReading = true
            bodyBytes = 0
            deadline = patience.body.map { .now() + $0 }
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            guard bodyBytes <= patience.mostBody else {
                stopLooking()
                return context.close(promise: nil)
            }
            let more = Int64(buffer.readableBytes) * 1_000_000_000 / Self.slowestBytesPerSecond
            deadline = deadline.map { $0 + .nanoseconds(more) }
        case .end:
            isReading = false
            deadline = pending == 0 ? patience.idle.map { .now() + $0 } : nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            pending -= 1
            if pending == 0, !isReading { deadline = patience.idle.map { .now() + $0 } }
        }
        context.write(data, promise: promise)
    }

    /// What waits for the client grows and shrinks: a client that takes some of it is not slow.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline = context.channel.isWritable ? nil : patience.write.map { .now() + $0 }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isEnding else { return }
        // Answers under way must not be broken into.
        if let fault = error as? HTTPParserError, pending == 0 {
            return end(context, with: fault == .headerOverflow ? EarlyAnswer.fieldsTooLarge : EarlyAnswer.malformed)
        }
        context.fireErrorCaught(error)
    }
}
