import GeoStore
import Logging
import Synchronization
import TileEngine

/// The catalogue as each principal sees it: the one place where a request gets its collections from.
///
/// What a rule shows of a collection is counted once for each state of the collection, and the tiles of it are made as
/// those of collections are.
final class Audiences: Sendable {
    /// A rule's view of a collection, as long as neither is another.
    private struct ViewKey: Hashable {
        let collection: PublishedCollection
        let view: String
    }

    private struct State {
        /// What everybody's catalogue was made from.
        var base: Catalog?
        var catalogs: [Principal: Catalog] = [:]
        var seen: [ViewKey: PublishedCollection] = [:]
        /// Faults that were said, so that none is said at every request.
        var saidFaults: Set<String> = []
    }

    /// Principals remembered; each takes some kilobytes.
    private static let mostPrincipals = 512

    private let store: Store
    private let catalogs: CatalogWatcher
    private let overviews: OverviewLibrary
    private let executor: ThreadPoolExecutor
    private let logger: Logger
    private let state = Mutex(State())

    init(
        store: Store, catalogs: CatalogWatcher, overviews: OverviewLibrary, executor: ThreadPoolExecutor, logger: Logger
    ) {
        self.store = store
        self.catalogs = catalogs
        self.overviews = overviews
        self.executor = executor
        self.logger = logger
    }

    /// The catalogue as administrators see it.
    var everything: Catalog { catalogs.catalog }

    /// Another number whenever somebody may see something else than before.
    var generation: Int { catalogs.policyGeneration }

    /// What a principal sees. A collection that is not there for them is not in it.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the catalogue is behind the store.
    func catalog(for principal: Principal) async throws -> Catalog {
        let base = catalogs.catalog
        guard !base.isOpen || principal.scope != nil, !principal.isAdministrator else { return base }
        if let known = refreshed(base).catalogs[principal] { return known }
        var collections: [PublishedCollection] = []
        var names: [String] = []
        for collection in base.collections {
            guard let rule = base.rule(of: collection.id, for: principal) else { continue }
            guard let seen = try await seen(collection, under: rule, in: base) else { continue }
            collections.append(seen)
            names.append("\(collection.id) \(seen.view?.fingerprint ?? "")")
        }
        overviews.follow(collections.filter { $0.view != nil })
        let catalog = Catalog(
            storeID: base.storeID, sectors: base.sectors, collections: collections,
            audience: names.count == base.collections.count && names.allSatisfy { $0.hasSuffix(" ") }
                ? "" : Fingerprint(names.joined(separator: "\n")).description)
        state.withLock { state in
            guard state.base == base else { return }
            if state.catalogs.count >= Self.mostPrincipals { state.catalogs = [:] }
            state.catalogs[principal] = catalog
        }
        return catalog
    }

    /// Whether a tile archive is there for a principal.
    func shows(archive name: String, to principal: Principal) -> Bool {
        catalogs.catalog.shows(archive: name, to: principal)
    }

    /// What a principal may do with a collection.
    func permission(of principal: Principal, for collection: CollectionID) -> Permission {
        catalogs.catalog.permission(of: principal, for: collection)
    }

    /// Views that were asked for, of the collections as they are now: open maps are told of their changes.
    func follow() async {
        let base = catalogs.catalog
        guard !base.isOpen else { return overviews.follow([], keeping: []) }
        let known = state.withLock { Set($0.seen.keys.map(\.view)) }
        var current: [PublishedCollection] = []
        var views: Set<String> = []
        for collection in base.collections {
            for rule in base.policy(of: collection.id).rules where !rule.isWhole && rule.permission != .none {
                let view = Store.viewName(of: collection, under: rule, in: base)
                guard known.contains(view) else { continue }
                // The catalogue is behind, or the rule no longer fits: the next look, or the next request, tells.
                guard let seen = try? await seen(collection, under: rule, in: base) else { continue }
                views.insert(view)
                current.append(seen)
            }
        }
        overviews.follow(current, keeping: views)
    }

    private func refreshed(_ base: Catalog) -> State {
        state.withLock { state in
            guard state.base != base else { return state }
            state.base = base
            state.catalogs = [:]
            let present = Set(base.collections)
            state.seen = state.seen.filter { present.contains($0.key.collection) }
            return state
        }
    }

    /// Nil when nothing of the collection may be shown: its rule does not fit it any more.
    private func seen(
        _ collection: PublishedCollection, under rule: AccessRule, in base: Catalog
    ) async throws -> PublishedCollection? {
        guard !rule.isWhole else { return collection }
        let key = ViewKey(collection: collection, view: Store.viewName(of: collection, under: rule, in: base))
        if let known = state.withLock({ $0.seen[key] }) { return known }
        do {
            let seen = try await executor.run { [store] in try store.seen(collection, under: rule, in: base) }
            state.withLock { $0.seen[key] = seen }
            return seen
        } catch let fault as PolicyFault {
            let text = "\(collection.id): \(fault.place): expected \(fault.expected)"
            if state.withLock({ $0.saidFaults.insert(text).inserted }) {
                logger.error(
                    "policy does not fit", metadata: ["collection": "\(collection.id)", "fault": "\(text)"])
            }
            return nil
        }
    }
}

extension Catalog {
    /// The collection that a path is about: what follows `/collections/` or `/tiles/`.
    func subject(ofPath path: String) -> PublishedCollection? {
        let parts = path.split(separator: "/", maxSplits: 2)
        guard parts.count >= 2, ["collections", "tiles"].contains(parts[0]) else { return nil }
        return existing(String(parts[1].hasSuffix(".json") ? parts[1].dropLast(5) : parts[1]))
    }
}
