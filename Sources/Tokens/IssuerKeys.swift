internal import Foundation
internal import Logging

/// The keys of an issuer as they are known. They are looked for when one is asked for that is not known, though not
/// again and again, and now and then beside the requests. An issuer that is away leaves what is known as it is.
actor IssuerKeys {
    private let settings: TokenSettings
    private let client: IssuerClient
    private let logger: Logger
    private let clock = ContinuousClock()
    private var keys: [IssuerKey] = []
    private var fetched: ContinuousClock.Instant?
    private var tried: ContinuousClock.Instant?
    private var failure = "its keys were not fetched yet"
    private var running: Task<Void, Never>?

    init(settings: TokenSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
        client = IssuerClient(settings: settings)
    }

    /// The key for a token; without an id the only one that fits.
    /// - Throws: `TokenError`: `.unknownKey`, `.issuerAway`.
    func key(_ id: String?, _ algorithm: TokenAlgorithm) async throws(TokenError) -> IssuerKey {
        if let key = known(id, algorithm) {
            if let fetched, clock.now - fetched > .seconds(settings.keyLifetime) { _ = refresh() }
            return key
        }
        await refresh()?.value
        if let key = known(id, algorithm) { return key }
        throw keys.isEmpty ? .issuerAway(reason: failure) : .unknownKey
    }

    private func known(_ id: String?, _ algorithm: TokenAlgorithm) -> IssuerKey? {
        let fitting = keys.filter { $0.fits(algorithm) && (id == nil || $0.id == id) }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// The fetch that is under way or begins now; nil when the last one was a moment ago.
    private func refresh() -> Task<Void, Never>? {
        if let running { return running }
        if let tried, clock.now - tried < .seconds(settings.refreshPause) { return nil }
        tried = clock.now
        let client = client
        let task = Task {
            do { take(try await client.keys()) } catch { note(error) }
        }
        running = task
        return task
    }

    private func take(_ keys: [IssuerKey]) {
        self.keys = keys
        fetched = clock.now
        running = nil
    }

    private func note(_ error: any Error) {
        running = nil
        failure = "\(error)"
        logger.warning(
            "keys of the issuer not fetched", metadata: ["issuer": "\(settings.issuer)", "error": "\(error)"])
    }
}
