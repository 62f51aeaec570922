extension Migration {
    /// Who may see what. Every policy that ever was in force is kept.
    static let access = Migration(
        number: 8,
        title: "access policies",
        statements: [
            """
            CREATE TABLE gs_access_policy (
              collection TEXT NOT NULL,
              number INTEGER NOT NULL,
              policy TEXT,
              author TEXT NOT NULL,
              comment TEXT,
              changed_at TEXT NOT NULL,
              PRIMARY KEY (collection, number)
            )
            """
        ])
}
