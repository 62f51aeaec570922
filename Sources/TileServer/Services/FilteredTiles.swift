import GeoStore
import Synchronization
import TileEngine

/// Tiles of the features that a filter names. What they are made from is made when it is first asked for, and kept for
/// those who go on looking; equal filters share it.
final class FilteredTiles: Sendable {
    /// What tiles are made from.
    struct Question: Hashable, Sendable {
        let query: FeatureQuery
        /// Layers of a tile, in their order.
        let contents: [TileSelection.Layer.Content]
        /// In its present state, as it is seen.
        let collection: PublishedCollection
    }

    private struct Kept {
        let set: TileSet
        let byteCount: Int
    }

    private struct State {
        var kept: [Question: Kept] = [:]
        /// The one that was asked for last at the end.
        var order: [Question] = []
        var making: [Question: Task<TileSet, any Error>] = [:]

        mutating func set(_ question: Question) -> TileSet? {
            guard let kept = kept[question] else { return nil }
            order.removeAll { $0 == question }
            order.append(question)
            return kept.set
        }

        mutating func keep(_ new: Kept, for question: Question) {
            making[question] = nil
            kept[question] = new
            order.removeAll { $0 == question }
            order.append(question)
            var bytes = kept.values.reduce(0) { $0 + $1.byteCount }
            while order.count > 1, order.count > FilteredTiles.mostKept || bytes > FilteredTiles.mostBytes {
                bytes -= kept.removeValue(forKey: order.removeFirst())?.byteCount ?? 0
            }
        }
    }

    private static let mostKept = 64
    /// On disk. 300,000 parcels take 42 MB.
    private static let mostBytes = 512 << 20

    private let provider: OverviewProvider
    private let state = Mutex(State())

    init(provider: OverviewProvider) { self.provider = provider }

    /// - Parameters:
    ///   - threads: for reading the features.
    ///   - limit: for reading them.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the collection has another state by now; `FilterError`,
    ///   `LimitError`.
    func set(
        _ question: Question, storeID: String, on threads: SharedThreads, within limit: ReadLimit
    ) async throws -> TileSet {
        if let set = state.withLock({ $0.set(question) }) { return set }
        let making = state.withLock { state -> Task<TileSet, any Error> in
            if let making = state.making[question] { return making }
            let making = Task { try await self.make(question, storeID: storeID, on: threads, within: limit) }
            state.making[question] = making
            return making
        }
        return try await making.value
    }

    private func make(
        _ question: Question, storeID: String, on threads: SharedThreads, within limit: ReadLimit
    ) async throws -> TileSet {
        do {
            let source = try await threads.run { [provider] in
                try provider.filtered(question.collection, by: question.query, within: limit)
            }
            let layers = question.contents.map { TileSelection.Layer(source, content: $0) }
            let set = TileSet(storeID: storeID, layers: layers)
            state.withLock { $0.keep(Kept(set: set, byteCount: source.byteCount), for: question) }
            return set
        } catch {
            state.withLock { $0.making[question] = nil }
            throw error
        }
    }
}
