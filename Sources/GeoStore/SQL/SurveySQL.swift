internal import SimpleFeatures

/// What a collection's record says of its features, asked of the table.
struct SurveySQL {
    private let table: LayerTable

    init(of collection: PublishedCollection) { table = LayerTable(collection) }

    /// One row: how many features there are, then for each property how many of them say something. One pass.
    var completeness: SQLFragment {
        // `count` leaves nulls out, and `nullif` makes one of an empty text.
        let counts = table.propertyColumns.map { "count(nullif(\($0), ''))" }
        return SQLFragment("SELECT \((["count(*)"] + counts).joined(separator: ", ")) FROM ") + table.source
    }
}
