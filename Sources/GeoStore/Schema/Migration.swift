internal import GRDB

/// One numbered step of the store's own schema. Steps are never changed once released; a change is a new step.
struct Migration: Sendable {
    let number: Int
    let title: String
    let statements: [String]
    /// What plain statements cannot say, run after them.
    var completion: @Sendable (Database) throws -> Void = { _ in }

    static let all = [catalogue, versions, sources, tiles, search, metadata, editing, access]

    static var latest: Int { all.last?.number ?? 0 }

    /// The number of the last step a store has; 0 when it has none.
    static func applied(in database: Database) throws -> Int {
        guard try database.tableExists("gs_migration") else { return 0 }
        return try Int.fetchOne(database, sql: "SELECT max(number) FROM gs_migration") ?? 0
    }

    /// Brings the schema up to date, inside the caller's transaction.
    static func apply(to database: Database, now: String) throws {
        let last = try applied(in: database)
        for migration in all where migration.number > last {
            for statement in migration.statements { try database.execute(sql: statement) }
            try migration.completion(database)
            try database.execute(
                sql: "INSERT INTO gs_migration (number, title, applied_at) VALUES (?, ?, ?)",
                arguments: [migration.number, migration.title, now])
        }
    }
}
