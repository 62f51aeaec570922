extension Migration {
    /// Who edited and why, drafts that wait for approval, and the way from a version to what it changed.
    static let editing = Migration(
        number: 7,
        title: "editing, drafts, delta feed",
        statements: [
            "ALTER TABLE gs_dataset_version ADD COLUMN author TEXT",
            "ALTER TABLE gs_dataset_version ADD COLUMN comment TEXT",
            "ALTER TABLE gs_collection ADD COLUMN moderated INTEGER NOT NULL DEFAULT 0",
            // Pages of a delta feed, and what the edits of one version are found by: without it both take a look at
            // the whole history.
            """
            CREATE INDEX gs_feature_history_by_version
              ON gs_feature_history (collection, version, feature_id)
            """,
            """
            CREATE TABLE gs_draft (
              id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
              collection TEXT NOT NULL,
              base_version INTEGER NOT NULL,
              author TEXT NOT NULL,
              comment TEXT,
              created_at TEXT NOT NULL,
              crs TEXT NOT NULL,
              operations TEXT NOT NULL,
              status TEXT NOT NULL,
              decided_by TEXT,
              decided_at TEXT,
              reason TEXT,
              version INTEGER
            )
            """,
            "CREATE INDEX gs_draft_by_collection ON gs_draft (collection, status, id)",
        ])
}
