import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Synchronization
import TileEngine

/// Counts with whatever changes what is served, and to whom.
struct TileGeneration: Hashable, Sendable {
    let overviews: Int
    let audiences: Int
    let styles: Int
    let fonts: Int
}

/// Answers of the routes of tiles and pictures, to be given again to equal questions while nothing else is served. It decides nothing:
/// rules are those of the routes, which made each answer once. Bodies stay in the caches of tiles and pictures; what has
/// left them goes the way of the routes again.
final class TileRecall: Sendable {
    /// Where the body of an answer comes from.
    enum Source: Sendable {
        case cache(TileKey, TileCoding)
        /// Nothing lies there.
        case outside(TileKey)
        case picture(tag: String)
        /// The client has it.
        case client
    }

    /// An answer but for what differs each time: length, date and number.
    private struct Answer: Sendable {
        /// Status line and fields.
        let head: ByteBuffer
        let source: Source
        let generation: TileGeneration
        /// When whoever asked must show again who they are; nil for those who showed nothing.
        let expiry: ContinuousClock.Instant?
        /// What is left of the rate of whoever has shown who they are; of others it is their address's.
        let allowance: Allowance?
        let kind: RequestMetrics.Kind
    }

    private final class Shard: Sendable {
        let answers = Mutex<[TileQuestion: Answer]>([:])
    }

    /// An answer as it is sent: the head lacks its last fields and the empty line.
    struct Reply {
        let head: ByteBuffer
        /// Nil when the status has none.
        let body: ByteBuffer?
    }

    /// As of the tile service: a lock for each of many event loops.
    private static let shardCount = 16
    /// About a kilobyte each, 8 MB in all.
    private static let mostAnswersInShard = 512
    /// A client may write 80 kB of header fields, and hundreds of layers say what is in a tile.
    private static let (longestQuestionInBytes, longestHeadInBytes) = (1024, 4096)

    /// How long whoever has shown a password, key or token is known by it here.
    private static let trust = Duration.seconds(2)

    private let tiles: TileService
    private let overviews: OverviewLibrary
    private let audiences: Audiences
    private let styles: StyleLibrary
    private let fonts: FontService
    private let maps: MapService
    private let metrics: RequestMetrics
    private let limits: RequestLimits
    private let shards = (0..<shardCount).map { _ in Shard() }
    private let replies = Atomic(0)

    init(
        tiles: TileService, overviews: OverviewLibrary, audiences: Audiences, styles: StyleLibrary,
        fonts: FontService, maps: MapService, metrics: RequestMetrics, limits: RequestLimits
    ) {
        self.tiles = tiles
        self.overviews = overviews
        self.audiences = audiences
        self.styles = styles
        self.fonts = fonts
        self.maps = maps
        self.metrics = metrics
        self.limits = limits
    }

    /// Requests that were answered here.
    var count: Int { replies.load(ordering: .relaxed) }

    /// What answers were made from, now.
    var generation: TileGeneration {
        TileGeneration(
            overviews: overviews.generation, audiences: audiences.generation, styles: styles.generation,
            fonts: fonts.generation)
    }

    /// Keeps an answer.
    /// - Parameters:
    ///   - response: without the fields of every answer.
    ///   - route: the pattern that took the request.
    ///   - collection: the one that is in the tile; nil for several.
    ///   - client: who asks.
    ///   - generation: before anything was read for the answer.
    func remember(
        _ response: Response, to request: Request, route: String?, from source: Source,
        collection: String?, for client: LimitedClient, generation: TileGeneration
    ) {
        guard tiles.limitInBytes > 0, request.method == .get else { return }
        let question = TileQuestion(request)
        let head = Self.head(of: response)
        guard question.byteCount <= Self.longestQuestionInBytes, head.readableBytes <= Self.longestHeadInBytes else {
            return
        }
        let answer = Answer(
            head: head, source: source, generation: generation,
            expiry: question.hasCredentials ? .now + Self.trust : nil, allowance: ownAllowance(of: client),
            kind: RequestMetrics.Kind(route: route, status: response.status.code, collection: collection))
        shard(of: question).answers.withLock { answers in
            // Names of tiles come from outside and may be any.
            if answers.count >= Self.mostAnswersInShard { answers = [:] }
            answers[question] = answer
        }
    }

    private func ownAllowance(of client: LimitedClient) -> Allowance? {
        guard case .principal = client else { return nil }
        return limits.allowance(of: client)
    }

    /// What the routes would answer; nil when they have to be asked. It counts for the rate of whoever asks: one look at
    /// the clock and one exchange of a word, since a connection's client is looked up when it begins.
    func reply(to head: HTTPRequestHead, from peer: ConnectionPeer) -> Reply? {
        guard let question = TileQuestion(head),
            let answer = shard(of: question).answers.withLock({ $0[question] }),
            answer.generation == generation, answer.expiry.map({ .now < $0 }) ?? true
        else { return nil }
        var body: ByteBuffer?
        switch answer.source {
        case .cache(let key, let coding):
            guard let tile = tiles.cached(key, coding) else { return nil }
            body = tile.bytes(coding)
        case .picture(let tag):
            guard let picture = maps.known(tag) else { return nil }
            body = picture.bytes
        case .outside, .client: break
        }
        // The routes say why there is none.
        guard answer.allowance?.take() ?? peer.take(for: head) else { return nil }
        if case .outside(let key) = answer.source { tiles.countOutside(key) }
        // Less than the clock would say.
        metrics.count(answer.kind, seconds: 0)
        replies.add(1, ordering: .relaxed)
        return Reply(head: answer.head, body: body)
    }

    private func shard(of question: TileQuestion) -> Shard { shards[question.hash & (Self.shardCount - 1)] }

    private static func head(of response: Response) -> ByteBuffer {
        var head = ByteBuffer()
        head.writeString("HTTP/1.1 \(response.status.code) \(response.status.reasonPhrase)\r\n")
        let fields =
            response.headers.filter { $0.name != .contentLength } + CommonFields.fields(beside: response.headers)
        for field in fields { head.writeString("\(field.name.rawName): \(field.value)\r\n") }
        head.writeString("Server: \(CommonFields.serverName)\r\n")
        return head
    }
}
