import Accounts
import GeoStore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// How fast and how much each client may ask. Joined once; what it holds does not grow with the number of clients.
final class RequestLimits: Sendable {
    let settings: LimitSettings
    let origin: RequestOrigin
    private let addresses: AllowanceTable?
    private let principals: AllowanceTable?
    private let gates: [WorkKind: WorkGate]
    private let logger: Logger
    private let hasToldOfProxy = Atomic(false)

    /// - Parameter threads: that read the store.
    init(_ settings: LimitSettings, threads: Int, origin: RequestOrigin, logger: Logger) {
        self.settings = settings
        self.origin = origin
        self.logger = logger
        addresses = Self.table(settings.rateAddress ?? LimitSettings.standardRateAddress)
        principals = Self.table(settings.ratePrincipal)
        gates = Dictionary(
            uniqueKeysWithValues: WorkKind.allCases.compactMap { kind in
                settings.gate(of: kind, threads: threads).map { (kind, WorkGate(kind, $0)) }
            })
    }

    private static func table(_ perSecond: Int) -> AllowanceTable? {
        perSecond == 0 ? nil : AllowanceTable(Rate(perSecond: perSecond))
    }

    func gate(_ kind: WorkKind) -> WorkGate? { gates[kind] }

    // MARK: Whom a request is counted for

    /// Whether programs on this machine have a rate, too.
    var countsThisMachine: Bool { settings.rateAddress != nil }

    /// Whoever asks, when they have not shown who they are.
    func client(of request: Request, _ context: ServerRequestContext) -> LimitedClient {
        client(
            at: origin.peer(of: context), forwardedFor: request.headers[.forwardedFor],
            isForwarded: RequestOrigin.isForwarded(request.headers))
    }

    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - isForwarded: whether a proxy says so of the request.
    func client(at peer: ClientAddress?, forwardedFor: String?, isForwarded: Bool) -> LimitedClient {
        guard let peer else { return .local }
        if peer.isLoopback, isForwarded, !origin.trusts(peer) {
            tellOfProxy()
            return .local
        }
        let address = origin.address(behind: peer, forwardedFor: forwardedFor)
        return address.isLoopback && !countsThisMachine ? .local : .address(address.subscriber)
    }

    /// What is left of a client's rate; nil for one without a limit.
    func allowance(of client: LimitedClient) -> Allowance? {
        switch client {
        case .local: nil
        case .address(let subscriber): addresses?.allowance(of: subscriber)
        case .principal(let name): principals?.allowance(of: name)
        }
    }

    /// Takes one request of a client's rate.
    /// - Throws: `LimitError.tooFast`.
    func take(of client: LimitedClient) throws(LimitError) {
        guard let allowance = allowance(of: client), !allowance.take() else { return }
        throw Self.refusal(allowance, client)
    }

    /// - Throws: `LimitError.tooFast` when nothing could be taken.
    func requireAllowance(of client: LimitedClient) throws(LimitError) {
        guard let allowance = allowance(of: client), allowance.isSpent() else { return }
        throw Self.refusal(allowance, client)
    }

    private static func refusal(_ allowance: Allowance, _ client: LimitedClient) -> LimitError {
        let setting =
            switch client {
            case .principal: "rate_principal"
            case .address, .local: "rate_address"
            }
        return .tooFast(setting: setting, rate: allowance.rate, waitSeconds: allowance.secondsToWait())
    }

    /// Once: all that come through it count as one, and so are not limited.
    private func tellOfProxy() {
        guard !hasToldOfProxy.exchange(true, ordering: .relaxed) else { return }
        logger.warning(
            "a proxy on this machine is not trusted",
            metadata: [
                "effect": "its clients are not told apart, nor limited by address",
                "setting": "trusted_proxies",
            ])
    }
}

/// Threads for work of one kind, of which a client has a share while others wait for them, too.
struct SharedThreads: Sendable {
    let executor: ThreadPoolExecutor
    /// Nil where everybody may have them all.
    let gate: WorkGate?
    let client: LimitedClient

    /// - Throws: what `body` throws, `LimitError`, `CancellationError` when the pool has been shut down.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let place = try await gate?.place(for: client)
        defer { place?.release() }
        return try await executor.run(body)
    }
}
