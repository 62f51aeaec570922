/// What a delta feed asks the history for.
extension HistorySQL {
    /// Versions and features in the order in which they were changed: collection, place (version, feature), last version,
    /// last feature that counts.
    static let changes = """
        SELECT version, feature_id FROM gs_feature_history
        WHERE collection = ?1 AND (version, feature_id) > (?2, ?3) AND version <= ?4 AND +feature_id <= ?5
        ORDER BY version, feature_id
        """

    /// Whether a feature was changed between two versions: collection, feature, both.
    static let changedBefore = """
        SELECT EXISTS (SELECT 1 FROM gs_feature_history
          WHERE collection = ? AND feature_id = ? AND version > ? AND version < ?)
        """

    /// Ids of features that a version may have had: above an id, up to one, collection, version.
    static func ids(in table: LayerTable) -> String {
        let id = LayerTable.idColumn
        return """
            SELECT \(id) FROM \(table.name) WHERE \(id) > ?1 AND \(id) <= ?2
            UNION
            SELECT feature_id FROM gs_feature_history
            WHERE collection = ?3 AND feature_id > ?1 AND feature_id <= ?2 AND +version > ?4
            ORDER BY 1
            """
    }

    /// Ids of features that were changed since a version, edits that no version holds yet included, or that came since:
    /// collection, version, last id of that version, the most.
    static func touched(in table: LayerTable) -> String {
        """
        SELECT feature_id FROM gs_feature_history WHERE collection = ?1 AND version > ?2
        UNION
        SELECT \(LayerTable.idColumn) FROM \(table.name) WHERE \(LayerTable.idColumn) > ?3
        LIMIT ?4
        """
    }
}
