internal import CSpatiaLite
internal import GRDB

/// When a read is given up although it could go on.
public struct ReadLimit: Sendable {
    /// Nil lets it last as long as it takes.
    public var deadline: ContinuousClock.Instant?
    /// Asked now and then on the reading thread: whether nobody waits for the answer any more.
    public var isCancelled: @Sendable () -> Bool

    public init(
        deadline: ContinuousClock.Instant? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.deadline = deadline
        self.isCancelled = isCancelled
    }

    public static let none = ReadLimit()

    /// Why the read ends now; nil while it may go on.
    fileprivate var reason: GeoStoreError? {
        if isCancelled() { return .readCancelled }
        guard let deadline, ContinuousClock.now >= deadline else { return nil }
        return .deadlineExceeded
    }
}

extension ReadLimit {
    /// Runs a read that SQLite itself breaks off: it asks every so many steps of its machine, also within one row and
    /// while it sorts or counts.
    /// - Throws: `GeoStoreError.deadlineExceeded`, `.readCancelled`, or what `body` throws.
    func watch<Result>(_ database: Database, _ body: () throws -> Result) throws -> Result {
        if let reason { throw reason }
        let watcher = Watcher(self)
        let connection = database.sqliteConnection
        sqlite3_progress_handler(
            connection, Self.stepsBetweenQuestions,
            { context in
                guard let context else { return 0 }
                // Not zero interrupts.
                return Unmanaged<Watcher>.fromOpaque(context).takeUnretainedValue().ask() ? 1 : 0
            }, Unmanaged.passUnretained(watcher).toOpaque())
        defer {
            sqlite3_progress_handler(connection, 0, nil, nil)
            // SQLite holds no reference of its own.
            withExtendedLifetime(watcher) {}
        }
        do { return try body() } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
            throw watcher.reason ?? error
        }
    }

    /// Some 20 µs of plain comparisons.
    private static let stepsBetweenQuestions: Int32 = 1000

    /// Belongs to the thread that reads.
    private final class Watcher {
        private let limit: ReadLimit
        private(set) var reason: GeoStoreError?

        init(_ limit: ReadLimit) { self.limit = limit }

        func ask() -> Bool {
            reason = limit.reason
            return reason != nil
        }
    }
}
