extension Migration {
    /// Sectors, collections, versions, and what other programs changed.
    static let catalogue = Migration(
        number: 1,
        title: "catalogue of sectors and collections",
        statements: [
            """
            CREATE TABLE gs_migration (
              number INTEGER PRIMARY KEY NOT NULL,
              title TEXT NOT NULL,
              applied_at TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE gs_store (
              key TEXT PRIMARY KEY NOT NULL,
              value TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE gs_sector (
              id TEXT PRIMARY KEY NOT NULL,
              position INTEGER NOT NULL,
              title_vi TEXT NOT NULL,
              title_en TEXT NOT NULL,
              department_vi TEXT NOT NULL,
              department_en TEXT NOT NULL,
              colour TEXT NOT NULL,
              icon TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE gs_collection (
              id TEXT PRIMARY KEY NOT NULL,
              sector TEXT NOT NULL REFERENCES gs_sector (id),
              title_vi TEXT NOT NULL,
              title_en TEXT NOT NULL,
              description TEXT,
              licence TEXT,
              attribution TEXT,
              storage_crs INTEGER NOT NULL,
              geometry_type TEXT NOT NULL,
              has_z INTEGER NOT NULL,
              properties TEXT NOT NULL,
              feature_count INTEGER NOT NULL,
              null_geometry_count INTEGER NOT NULL,
              min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
              west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE,
              version INTEGER NOT NULL,
              updated_at TEXT NOT NULL,
              last_feature_id INTEGER NOT NULL
            )
            """,
            """
            CREATE TABLE gs_dataset_version (
              collection TEXT NOT NULL,
              version INTEGER NOT NULL,
              origin TEXT NOT NULL,
              published_at TEXT NOT NULL,
              feature_count INTEGER NOT NULL,
              source TEXT,
              source_crs TEXT,
              operation TEXT,
              accuracy_m DOUBLE,
              encoding TEXT,
              report TEXT NOT NULL,
              PRIMARY KEY (collection, version)
            )
            """,
            """
            CREATE TABLE gs_edit (
              sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
              collection TEXT NOT NULL,
              feature_id INTEGER NOT NULL,
              kind TEXT NOT NULL
            )
            """,
            "CREATE INDEX gs_edit_by_collection ON gs_edit (collection, sequence)",
            """
            CREATE TABLE gs_dropped_collection (
              id TEXT PRIMARY KEY NOT NULL,
              last_feature_id INTEGER NOT NULL,
              last_version INTEGER NOT NULL,
              dropped_at TEXT NOT NULL
            )
            """,
        ])
}
