/// Names a property must not have, because they mean something else.
public enum PropertyName {
    /// Our own columns and SQLite's names of the row id; SQL does not tell capitals from small letters.
    public static let reservedColumns: Set<String> = ["feature_id", "geometry", "rowid", "oid", "_rowid_"]
    /// Query parameters of items; URLs do tell capitals from small letters.
    public static let reservedParameters: Set<String> = [
        "bbox", "bbox-crs", "crs", "cursor", "datetime", "f", "filter", "filter-crs", "filter-lang", "ids", "lang",
        "limit", "offset", "properties", "q", "sortby", "v", "_",
    ]

    public static func isReserved(_ name: String) -> Bool {
        reservedColumns.contains(name.lowercased()) || reservedParameters.contains(name)
    }
}
