import Accounts
import GeoStore
import SimpleFeatures
import Synchronization

/// What is noted of a request on its way, for those who keep records when it is answered.
final class RequestNotes: Sendable {
    private struct State {
        var caller = Caller.anonymous
        var handed: [HandedFeatures] = []
        var deeds: [Deed] = []
    }

    /// Something that was done, for the audit log.
    struct Deed: Sendable {
        let action: AuditAction
        let collection: String
        let detail: JSONObject
    }

    private let state = Mutex(State())

    var caller: Caller {
        get { state.withLock { $0.caller } }
        set { state.withLock { $0.caller = newValue } }
    }
    var handed: [HandedFeatures] { state.withLock { $0.handed } }
    var deeds: [Deed] { state.withLock { $0.deeds } }

    /// The answer hands over features of a collection.
    /// - Parameters:
    ///   - filter: what narrowed them down, as the request had it.
    ///   - count: how many; whoever streams them adds to it.
    @discardableResult
    func hand(
        _ kind: HandedFeatures.Kind, of collection: PublishedCollection, filter: String = "", count: Int = 0,
        format: String? = nil
    ) -> HandedFeatures {
        let features = HandedFeatures(
            kind: kind, collection: collection.id.name, version: collection.state.version, filter: filter,
            format: format, count: count)
        state.withLock { $0.handed.append(features) }
        return features
    }

    func note(_ action: AuditAction, in collection: CollectionID, _ detail: JSONObject = [:]) {
        let deed = Deed(action: action, collection: collection.name, detail: detail)
        state.withLock { $0.deeds.append(deed) }
    }
}

/// Features of a collection that an answer hands over.
final class HandedFeatures: Sendable {
    enum Kind: Sendable {
        case items, export, changes, tiles
    }

    let kind: Kind
    let collection: String
    let version: Int
    let filter: String
    /// Of a file.
    let format: String?
    private let sum: Atomic<Int>

    init(kind: Kind, collection: String, version: Int, filter: String, format: String?, count: Int) {
        self.kind = kind
        self.collection = collection
        self.version = version
        self.filter = filter
        self.format = format
        sum = Atomic(count)
    }

    var count: Int { sum.load(ordering: .relaxed) }
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
}
