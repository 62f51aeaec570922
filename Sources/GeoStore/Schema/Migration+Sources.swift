extension Migration {
    /// Which sources were imported as they are now.
    static let sources = Migration(
        number: 3,
        title: "sources read by batches",
        statements: [
            """
            CREATE TABLE gs_source (
              identity TEXT PRIMARY KEY NOT NULL,
              collection TEXT NOT NULL,
              fingerprint TEXT NOT NULL,
              read_at TEXT NOT NULL
            )
            """
        ])
}
