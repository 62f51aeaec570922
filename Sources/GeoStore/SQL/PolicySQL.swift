internal import GRDB
internal import SimpleFeatures

/// Access policies in their table. Rows are added and never changed.
enum PolicySQL {
    /// The policies in force, by subject. One that cannot be read is there and shows nothing.
    static func current(in database: Database) throws -> [String: AccessPolicy] {
        // A reader may meet a store that is not brought up to date yet.
        guard try Migration.applied(in: database) >= Migration.access.number else { return [:] }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT collection, policy FROM gs_access_policy p
                WHERE number = (SELECT max(number) FROM gs_access_policy WHERE collection = p.collection)
                  AND policy IS NOT NULL
                """)
        return Dictionary(uniqueKeysWithValues: rows.map { row in (row["collection"], read(row["policy"]) ?? .nobody) })
    }

    static func versions(of subject: PolicySubject, in database: Database) throws -> [AccessPolicyVersion] {
        guard try Migration.applied(in: database) >= Migration.access.number else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM gs_access_policy WHERE collection = ? ORDER BY number DESC",
            arguments: [subject.description]
        ).map { row in
            AccessPolicyVersion(
                number: row["number"], policy: (row["policy"] as String?).map { read($0) ?? .nobody },
                author: row["author"], comment: row["comment"], changedAt: row["changed_at"])
        }
    }

    static func add(
        _ policy: AccessPolicy?, of subject: PolicySubject, author: String, comment: String?, now: String,
        to database: Database
    ) throws -> AccessPolicyVersion {
        let last = try versions(of: subject, in: database).first?.number ?? 0
        let text = policy.map { String(decoding: $0.json.serialized, as: UTF8.self) }
        try database.execute(
            sql: """
                INSERT INTO gs_access_policy (collection, number, policy, author, comment, changed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [subject.description, last + 1, text, author, comment, now])
        return AccessPolicyVersion(
            number: last + 1, policy: policy, author: author, comment: comment, changedAt: now)
    }

    private static func read(_ text: String) -> AccessPolicy? {
        // Whatever is wrong with it: nobody must see more for it.
        (try? JSONReader.read(Array(text.utf8))).flatMap { try? AccessPolicy(json: $0) }
    }
}
