import GeoStore
import Synchronization

/// What was found in a look through a collection's features, until they change: the look reads the whole table.
final class SurveyCache: Sendable {
    /// Seconds; a record without figures is better than one that nobody waits for.
    private static let patience = Duration.seconds(10)

    private static let mostEntries = 1000

    private struct Entry {
        let token: String
        let state: String
        let survey: DatasetSurvey
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// - Returns: nil when the look takes too long.
    /// - Throws: `GeoStoreError`, `ProjError`.
    func survey(
        of collection: PublishedCollection, in store: Store, units: UnitDirectory, on executor: ThreadPoolExecutor
    ) async throws -> DatasetSurvey? {
        let key = "\(collection.id) \(collection.view?.fingerprint ?? "")"
        let known = entries.withLock { $0[key] }
        if let known, known.token == collection.token, known.state == collection.stateTag { return known.survey }
        let limit = ReadLimit(deadline: .now + Self.patience)
        do {
            let survey = try await executor.run { try store.survey(of: collection, units: units, within: limit) }
            let entry = Entry(token: collection.token, state: collection.stateTag, survey: survey)
            entries.withLock { entries in
                // Views of policies that are no more.
                if entries.count >= Self.mostEntries { entries = [:] }
                entries[key] = entry
            }
            return survey
        } catch GeoStoreError.deadlineExceeded {
            return nil
        }
    }
}
