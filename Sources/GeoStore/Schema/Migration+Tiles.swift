extension Migration {
    /// Settings of tiles, and a name for what is derived from a version.
    static let tiles = Migration(
        number: 4,
        title: "tile settings, tokens of versions",
        statements: [
            "ALTER TABLE gs_collection ADD COLUMN tile_settings TEXT",
            "ALTER TABLE gs_dataset_version ADD COLUMN token TEXT",
            "UPDATE gs_dataset_version SET token = lower(hex(randomblob(8)))",
        ])
}
