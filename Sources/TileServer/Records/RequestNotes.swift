import Accounts
import GeoStore
import SimpleFeatures
import Synchronization

/// What is noted of a request on its way, for those who keep records when it is answered.
final class RequestNotes: Sendable {
    private struct State {
        var caller = Caller.anonymous
        var subject: CollectionID?
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
    /// The collection that the path is about, whether whoever asks may know of it or not.
    var subject: CollectionID? {
        get { state.withLock { $0.subject } }
        set { state.withLock { $0.subject = newValue } }
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
        file: HandedFeatures.File? = nil
    ) -> HandedFeatures {
        let features = HandedFeatures(
            kind: kind, collection: collection.id.name, version: collection.state.version, filter: filter,
            file: file, count: count)
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
    let file: File?
    private let sum: Atomic<Int>

    struct File: Sendable {
        let format: String
        /// SHA-256, where it is known before the file is sent.
        var digest: String?
    }

    init(kind: Kind, collection: String, version: Int, filter: String, file: File?, count: Int) {
        self.kind = kind
        self.collection = collection
        self.version = version
        self.filter = filter
        self.file = file
        sum = Atomic(count)
    }

    var count: Int { sum.load(ordering: .relaxed) }
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
}
