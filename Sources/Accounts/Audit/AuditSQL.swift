internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// The audit log in the file.
enum AuditSQL {
    static let refusingUpdate = """
        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """
    static let refusingDeletion = """
        CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
        """
    /// Also keeps INSERT OR REPLACE from writing over an entry.
    static let refusingGaps = """
        CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
        WHEN NEW.seq <> 1 + coalesce(
            (SELECT max(seq) FROM audit_entry), (SELECT max(last) FROM audit_segment), 0)
        BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END
        """

    private static let longestTarget = 200
    private static let longestName = 100
    private static let longestDetail = 4096

    /// Adds entries at the end of the chain.
    /// - Returns: its new last link; nil without events.
    static func append(
        _ events: [AuditEvent], at moment: Date, precision: AddressPrecision, to database: Database
    ) throws -> AuditHead? {
        guard !events.isEmpty else { return nil }
        var head = try head(in: database) ?? AuditHead(seq: 0, hash: AuditEntry.beginning)
        let at = text(moment)
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO audit_entry
                    (seq, at, actor, address, request, action, target, outcome, detail, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for event in events {
            let entry = AuditEntry(
                seq: head.seq + 1, at: at, actor: plain(event.actor.text, longestName),
                address: event.actor.address?.text(precision),
                request: event.actor.request.map { plain($0, longestName) }, action: event.action.rawValue,
                target: plain(event.target, longestTarget), outcome: event.outcome.rawValue,
                detail: detail(event.detail), previous: head.hash)
            try statement.execute(arguments: [
                entry.seq, entry.at, entry.actor, entry.address, entry.request, entry.action, entry.target,
                entry.outcome, entry.detail, Data(entry.previous), Data(entry.hash),
            ])
            head = AuditHead(seq: entry.seq, hash: entry.hash)
        }
        return head
    }

    /// A moment as entries have it, in one width: texts are compared in the order of time.
    static func text(_ moment: Date) -> String {
        moment.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// The last link, also when its entry was sealed; nil in an empty log.
    static func head(in database: Database) throws -> AuditHead? {
        let last = try Row.fetchOne(database, sql: "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
        if let last { return AuditHead(seq: last["seq"], hash: Array(last["hash"] as Data)) }
        return try segments(in: database).last.map { AuditHead(seq: $0.last, hash: $0.lastHash) }
    }

    static func segments(in database: Database) throws -> [AuditSegment] {
        try Row.fetchAll(database, sql: "SELECT * FROM audit_segment ORDER BY first").map { row in
            AuditSegment(
                first: row["first"], last: row["last"], file: row["file"], previous: Array(row["previous"] as Data),
                lastHash: Array(row["last_hash"] as Data), sha256: Array(row["sha256"] as Data))
        }
    }

    /// Hands over each entry, the oldest first; `body` says whether to go on.
    static func forEach(
        in database: Database, from first: Int64 = 0, through last: Int64 = .max, _ body: (AuditEntry) throws -> Bool
    ) throws {
        let cursor = try Row.fetchCursor(
            database, sql: "SELECT * FROM audit_entry WHERE seq BETWEEN ? AND ? ORDER BY seq", arguments: [first, last])
        while let row = try cursor.next() {
            guard try body(entry(row)) else { return }
        }
    }

    /// The newest first.
    static func find(_ query: AuditQuery, in database: Database) throws -> [AuditEntry] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("actor = ?", query.actor)
        require("action = ?", query.action?.rawValue)
        require("target = ?", query.target)
        require("outcome = ?", query.outcome?.rawValue)
        require("at >= ?", query.from.map(text))
        require("at < ?", query.until.map(text))
        require("seq < ?", query.before)
        arguments += [query.limit]
        let clause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try Row.fetchAll(
            database, sql: "SELECT * FROM audit_entry \(clause) ORDER BY seq DESC LIMIT ?", arguments: arguments
        ).map(entry)
    }

    /// Takes entries away that a segment has, inside the caller's transaction.
    static func remove(_ segment: AuditSegment, now: Int64, in database: Database) throws {
        try database.execute(sql: "DROP TRIGGER audit_entry_kept")
        try database.execute(
            sql: "DELETE FROM audit_entry WHERE seq BETWEEN ? AND ?", arguments: [segment.first, segment.last])
        try database.execute(sql: refusingDeletion)
        try database.execute(
            sql: """
                INSERT INTO audit_segment (first, last, previous, last_hash, file, sha256, sealed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                segment.first, segment.last, Data(segment.previous), Data(segment.lastHash), segment.file,
                Data(segment.sha256), now,
            ])
    }

    private static func entry(_ row: Row) -> AuditEntry {
        AuditEntry(
            seq: row["seq"], at: row["at"], actor: row["actor"], address: row["address"], request: row["request"],
            action: row["action"], target: row["target"], outcome: row["outcome"], detail: row["detail"],
            previous: Array(row["previous"] as Data), hash: Array(row["hash"] as Data))
    }

    /// Without control characters, which SQLite would end a text at.
    private static func plain(_ text: String, _ length: Int) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(
            contentsOf: text.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(length))
        return String(scalars)
    }

    private static func detail(_ detail: JSONObject) -> String {
        let bytes = JSONValue.object(detail).serialized
        guard bytes.count <= longestDetail else { return "{\"omittedBytes\":\(bytes.count)}" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
