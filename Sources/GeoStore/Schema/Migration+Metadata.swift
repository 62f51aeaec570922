extension Migration {
    /// What owners say of their collections. One document a collection: fields come and go without a new step.
    static let metadata = Migration(
        number: 6,
        title: "metadata of collections",
        statements: [
            "ALTER TABLE gs_collection ADD COLUMN metadata TEXT",
            "ALTER TABLE gs_collection ADD COLUMN metadata_changed_at TEXT",
        ])
}
