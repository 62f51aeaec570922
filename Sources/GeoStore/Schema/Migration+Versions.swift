internal import GRDB

extension Migration {
    /// Versions that can be read, compared and restored; raw texts.
    ///
    /// What was published before has no history: of it, only the version that is current can be restored.
    static let versions = Migration(
        number: 2,
        title: "history of dataset versions, raw texts",
        statements: [
            "ALTER TABLE gs_collection ADD COLUMN key_property TEXT",
            "ALTER TABLE gs_collection ADD COLUMN oldest_version INTEGER NOT NULL DEFAULT 1",
            "UPDATE gs_collection SET oldest_version = version",
            "ALTER TABLE gs_dataset_version ADD COLUMN storage_crs INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN geometry_type TEXT",
            "ALTER TABLE gs_dataset_version ADD COLUMN has_z INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN properties TEXT",
            "ALTER TABLE gs_dataset_version ADD COLUMN last_feature_id INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN added INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN changed INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN removed INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN unchanged INTEGER",
            "ALTER TABLE gs_dataset_version ADD COLUMN rolled_back_to INTEGER",
            """
            UPDATE gs_dataset_version AS v SET (storage_crs, geometry_type, has_z, properties, last_feature_id) =
              (SELECT storage_crs, geometry_type, has_z, properties, last_feature_id FROM gs_collection c
               WHERE c.id = v.collection AND c.version = v.version)
            """,
            // Values keep SQLite's own types, so that a number comes back to the last bit. More value columns are
            // added when a collection needs them.
            """
            CREATE TABLE gs_feature_history (
              entry INTEGER PRIMARY KEY NOT NULL,
              collection TEXT NOT NULL,
              version INTEGER NOT NULL,
              feature_id INTEGER NOT NULL,
              existed INTEGER NOT NULL,
              geometry BLOB
            )
            """,
            """
            CREATE UNIQUE INDEX gs_feature_history_by_feature
              ON gs_feature_history (collection, feature_id, version)
            """,
            """
            CREATE TABLE gs_raw_text (
              collection TEXT NOT NULL,
              feature_id INTEGER NOT NULL,
              property TEXT NOT NULL,
              bytes BLOB NOT NULL,
              reading TEXT NOT NULL,
              PRIMARY KEY (collection, feature_id, property)
            ) WITHOUT ROWID
            """,
        ],
        completion: { database in
            // Their triggers knew nothing of what was there before an edit.
            for collection in try CatalogSQL.catalog(in: database).collections {
                try EditTriggers.renew(of: collection, in: database)
            }
            // What was edited before this step has no former state: adopting it must not promise one.
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO gs_store (key, value)
                    SELECT 'unrecorded_edits_until', max(sequence) FROM gs_edit HAVING max(sequence) IS NOT NULL
                    """)
        })
}
