internal import GRDB
internal import SimpleFeatures

/// The order of features, and where in it a page goes on.
///
/// Nulls are the smallest, as in SQLite's indexes: first where values rise, last where they fall. Texts are in the order
/// of `TextOrder`, which no index of the file has.
struct SortSQL {
    let order: [FeatureQuery.SortKey]
    let schema: FeatureSchema
    let isDescendingByID: Bool

    private var id: String { "t.\(LayerTable.idColumn)" }

    var clause: SQLFragment {
        let keys = order.map { "\(sorted($0))\($0.isDescending ? " DESC" : "")" }
        return SQLFragment(
            " ORDER BY " + (keys + ["\(id)\(isDescendingByID ? " DESC" : "")"]).joined(separator: ", "))
    }

    /// What comes behind a feature, piece by piece: those that equal it in every key, then those that differ in the
    /// last, up to those that differ in the first. Each piece is one stretch of an index on the keys, where there is
    /// one; an OR of them all would read the index from its beginning.
    ///
    ///     k1:  1 1 1 1 | 2 2 | 3        behind (k1 = 1, id = 7):
    ///     id:  3 7 8 9 | 1 5 | 4        k1 = 1 AND id > 7, then k1 > 1
    func ranges(after feature: FeatureID, values: [PropertyValue]) -> [SQLFragment] {
        let keys = Array(zip(order, values))
        let ties = SQLFragment("\(id) \(isDescendingByID ? "<" : ">") ?", [feature.value])
        var ranges = [all(keys.map { equal($0.0, $0.1) } + [ties])]
        for (index, key) in keys.enumerated().reversed() {
            let equals = keys[..<index].map { equal($0.0, $0.1) }
            ranges += beyond(key.0, key.1).map { all(equals + [$0]) }
        }
        return ranges
    }

    private func column(_ key: FeatureQuery.SortKey) -> String { "t.\(SQLIdentifier(key.property))" }

    /// The column as it is put in order.
    private func sorted(_ key: FeatureQuery.SortKey) -> String {
        let isText = schema.property(named: key.property)?.type == .text
        return isText ? "\(column(key)) COLLATE \(TextOrder.name)" : column(key)
    }

    private func all(_ conditions: [SQLFragment]) -> SQLFragment { .joined(conditions, by: " AND ") }

    private func equal(_ key: FeatureQuery.SortKey, _ value: PropertyValue) -> SQLFragment {
        value == .null
            ? SQLFragment("\(column(key)) IS NULL") : SQLFragment("\(column(key)) = ?", [value.databaseValue])
    }

    private func beyond(_ key: FeatureQuery.SortKey, _ value: PropertyValue) -> [SQLFragment] {
        switch (value, key.isDescending) {
        case (.null, true): []
        case (.null, false): [SQLFragment("\(column(key)) IS NOT NULL")]
        case (_, true):
            [SQLFragment("\(sorted(key)) < ?", [value.databaseValue]), SQLFragment("\(column(key)) IS NULL")]
        case (_, false): [SQLFragment("\(sorted(key)) > ?", [value.databaseValue])]
        }
    }
}
