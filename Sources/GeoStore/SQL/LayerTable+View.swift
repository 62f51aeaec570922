internal import GRDB
internal import SimpleFeatures

/// What reads of a collection read from: its table, or what a view shows of it.
extension LayerTable {
    /// A table or subquery under the name `t`, with the columns of `schema`.
    ///
    /// SQLite takes the subquery apart and plans it as one with what is asked of it: indexes serve as they do the table.
    var source: SQLFragment {
        guard let view else { return SQLFragment("\(name) t") }
        var columns = SQLFragment("t.\(Self.idColumn)")
        columns = columns + SQLFragment(", ") + seenGeometry + SQLFragment(" AS \(Self.geometryColumn)")
        for property in view.schema.properties {
            let column = "t.\(SQLIdentifier(property.name))"
            guard let treatment = view.rule.attributes[property.name] else {
                columns = columns + SQLFragment(", \(column)")
                continue
            }
            guard let treated = treatment.sql(of: column, property.type) else { continue }
            columns = columns + SQLFragment(", ") + treated + SQLFragment(" AS \(SQLIdentifier(property.name))")
        }
        return SQLFragment("(SELECT ") + columns + rows(view) + SQLFragment(") t")
    }

    /// The rows that are there with all their columns, under the name `t`: to compare them with what was derived from
    /// the table. What is read so is not shown.
    var wholeRows: SQLFragment {
        guard let view else { return SQLFragment("\(name) t") }
        return SQLFragment("(SELECT t.*") + rows(view) + SQLFragment(") t")
    }

    /// The geometry as it is seen, of a row of `wholeRows`.
    var seenGeometry: SQLFragment {
        let column = "t.\(Self.geometryColumn)"
        return view?.grid.map { SQLFragment("\(CoarseFunction.name)(\(column), ?)", [$0]) } ?? SQLFragment(column)
    }

    /// How far a position may stand from where the spatial index has it, in units of the storage CRS.
    var indexMargin: Double { view?.grid ?? 0 }

    private func rows(_ view: CollectionView) -> SQLFragment {
        let table = SQLFragment(" FROM \(name) t")
        return view.condition.map { table + SQLFragment(" WHERE ") + $0.fragment } ?? table
    }

}

extension AttributeTreatment {
    /// The column as it is seen; nil when it is not. What is not of its column's type is not seen.
    fileprivate func sql(of column: String, _ type: FeatureSchema.PropertyType) -> SQLFragment? {
        switch self {
        case .hidden: return nil
        case .masked(0): return SQLFragment("CASE WHEN \(column) IS NOT NULL THEN ? END", [Self.mask])
        case .masked(let kept):
            return SQLFragment(
                "CASE WHEN \(column) IS NULL THEN NULL WHEN length(\(column)) > ? THEN ? || substr(\(column), ?) ELSE ? END",
                [kept, Self.mask, -kept, Self.mask])
        case .rounded(let step):
            let rounded = "round(\(column) / ?) * ?"
            let value = type == .integer ? "CAST(\(rounded) AS INTEGER)" : rounded
            return SQLFragment("CASE WHEN typeof(\(column)) IN ('integer', 'real') THEN \(value) END", [step, step])
        case .period(let period):
            let (pattern, length, rest) =
                switch period {
                case .year: ("[0-9][0-9][0-9][0-9]-*", 4, "-01-01")
                case .month: ("[0-9][0-9][0-9][0-9]-[0-9][0-9]-*", 7, "-01")
                }
            return SQLFragment(
                "CASE WHEN \(column) GLOB ? THEN substr(\(column), 1, ?) || ? END", [pattern, length, rest])
        case .start(let length):
            return SQLFragment(
                "CASE WHEN length(\(column)) > ? THEN substr(\(column), 1, ?) || '…' ELSE \(column) END",
                [length, length])
        }
    }
}
