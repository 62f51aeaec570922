internal import GRDB

extension Migration {
    /// The search index: texts of features, the words they are found by, parcels by sheet and number.
    static let search = Migration(
        number: 5,
        title: "full-text search",
        statements: [
            "ALTER TABLE gs_collection ADD COLUMN search_settings TEXT",
            // Of which version of a collection the index is, and what it was made with.
            """
            CREATE TABLE gs_search_collection (
              collection TEXT PRIMARY KEY NOT NULL,
              slot INTEGER NOT NULL UNIQUE,
              version INTEGER NOT NULL,
              generation INTEGER NOT NULL,
              layout TEXT NOT NULL,
              next_entry INTEGER NOT NULL
            )
            """,
            // One row for each different text of a collection; the features that have it.
            """
            CREATE TABLE gs_search_entry (
              entry INTEGER PRIMARY KEY NOT NULL,
              texts TEXT NOT NULL,
              features BLOB NOT NULL
            )
            """,
            """
            CREATE TABLE gs_search_sheet (
              slot INTEGER NOT NULL,
              sheet TEXT NOT NULL,
              parcels BLOB NOT NULL,
              PRIMARY KEY (slot, sheet)
            ) WITHOUT ROWID
            """,
            "CREATE TABLE gs_search_word (word TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
            // Words are folded before they come here, so that the tokenizer is one that every SQLite has. Without
            // content and sizes of its own, which nobody asks for.
            """
            CREATE VIRTUAL TABLE gs_search USING fts5 (
              title, detail, content='', columnsize=0, tokenize='ascii', prefix='1 2'
            )
            """,
            // Bytes of postings kept in memory before they are written: fewer, larger pieces to merge.
            "INSERT INTO gs_search (gs_search, rank) VALUES ('hashsize', 8388608)",
        ],
        completion: { database in
            for collection in try CatalogSQL.catalog(in: database).collections {
                try SearchIndexUpdate(of: collection, in: database).rebuild()
            }
        })
}
