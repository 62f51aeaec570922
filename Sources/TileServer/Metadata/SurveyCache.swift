import GeoStore
import Synchronization

/// What was found in a look through a collection's features, until they change: the look reads the whole table.
final class SurveyCache: Sendable {
    /// Seconds; a record without figures is better than one that nobody waits for.
    private static let patience = Duration.seconds(10)

    private struct Entry {
        let token: String
        let state: CollectionState
        let survey: DatasetSurvey
    }

    private let entries = Mutex<[CollectionID: Entry]>([:])

    /// - Returns: nil when the look takes too long.
    /// - Throws: `GeoStoreError`, `ProjError`.
    func survey(
        of collection: PublishedCollection, in store: Store, units: UnitDirectory, on executor: ThreadPoolExecutor
    ) async throws -> DatasetSurvey? {
        let known = entries.withLock { $0[collection.id] }
        if let known, known.token == collection.token, known.state == collection.state { return known.survey }
        let limit = ReadLimit(deadline: .now + Self.patience)
        do {
            let survey = try await executor.run { try store.survey(of: collection, units: units, within: limit) }
            let entry = Entry(token: collection.token, state: collection.state, survey: survey)
            entries.withLock { $0[collection.id] = entry }
            return survey
        } catch GeoStoreError.deadlineExceeded {
            return nil
        }
    }
}
