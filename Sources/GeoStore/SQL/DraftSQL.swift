internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// `gs_draft`, read and written.
enum DraftSQL {
    static func insert(
        _ edits: [FeatureEdit], of collection: PublishedCollection, in crs: CRS, by statement: EditStatement,
        to database: Database
    ) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO gs_draft (
                  collection, base_version, author, comment, created_at, crs, operations, status)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                collection.id.name, collection.state.version, statement.author, statement.comment, Timestamp.now,
                crs.identifier, String(decoding: JSONValue.array(edits.map(json)).serialized, as: UTF8.self),
                EditDraft.Status.open.rawValue,
            ])
        return database.lastInsertedRowID
    }

    static func decide(
        _ draft: EditDraft, _ status: EditDraft.Status, by name: String, reason: String? = nil, version: Int? = nil,
        in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE gs_draft SET status = ?, decided_by = ?, decided_at = ?, reason = ?, version = ? WHERE id = ?
                """, arguments: [status.rawValue, name, Timestamp.now, reason, version, draft.id])
    }

    static func draft(_ id: Int64, of collection: CollectionID, in database: Database) throws -> EditDraft {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM gs_draft WHERE id = ? AND collection = ?", arguments: [id, collection.name])
        guard let row else { throw DraftFault.notFound(id: id, collection: collection) }
        return try draft(row, of: collection)
    }

    /// The newest first.
    static func drafts(
        of collection: CollectionID, _ status: EditDraft.Status?, limit: Int, in database: Database
    ) throws -> [EditDraft] {
        guard try database.tableExists("gs_draft") else { return [] }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM gs_draft WHERE collection = ?1 AND (?2 IS NULL OR status = ?2) ORDER BY id DESC LIMIT ?3
                """, arguments: [collection.name, status?.rawValue, limit]
        ).map { try draft($0, of: collection) }
    }

    private static func draft(_ row: Row, of collection: CollectionID) throws -> EditDraft {
        let operations = try JSONReader.read(Array((row["operations"] as String).utf8))
        return EditDraft(
            id: row["id"], collection: collection, baseVersion: row["base_version"], author: row["author"],
            comment: row["comment"], createdAt: row["created_at"], crs: CRS(row["crs"] as String) ?? .crs84,
            edits: try (operations.array ?? []).map(edit),
            status: EditDraft.Status(rawValue: row["status"]) ?? .open, decidedBy: row["decided_by"],
            decidedAt: row["decided_at"], reason: row["reason"], version: row["version"])
    }

    // MARK: Edits as JSON

    /// Geometries as WKB in base64, to the last bit.
    private static func json(_ edit: FeatureEdit) -> JSONValue {
        var members: JSONObject = ["kind": .string(edit.kind.rawValue), "properties": .object(edit.properties)]
        if let feature = edit.feature { members["feature"] = .integer(feature.value) }
        if case .set(let geometry) = edit.geometry {
            let bytes = geometry.map { Data(WKBWriter.write($0)).base64EncodedString() }
            members["geometry"] = JSONValue(bytes)
        }
        if let expected = edit.expected { members["expected"] = .array(expected.sorted().map(JSONValue.string)) }
        return .object(members)
    }

    private static func edit(_ json: JSONValue) throws -> FeatureEdit {
        var change = FeatureEdit.GeometryChange.kept
        if let geometry = json["geometry"] {
            let bytes = geometry.string.flatMap { Data(base64Encoded: $0) }.map(Array.init)
            change = .set(try bytes.map { try WKBReader.read($0) })
        }
        return FeatureEdit(
            kind: json["kind"]?.string.flatMap(FeatureEdit.Kind.init(rawValue:)) ?? .merge,
            feature: json["feature"]?.integer.flatMap { FeatureID($0) }, geometry: change,
            properties: json["properties"]?.object ?? [:],
            expected: json["expected"]?.array.map { Set($0.compactMap(\.string)) })
    }
}
