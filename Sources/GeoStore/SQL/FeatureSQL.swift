internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// The statements that read features, one function per clause.
struct FeatureSQL {
    let table: LayerTable
    let query: FeatureQuery
    /// The query's boxes in the storage CRS: constants are transformed, never the column, so that the R-tree applies.
    let boxes: [StorageBox]
    /// Whether features without a geometry exist: they match every box, at the price of a scan.
    let mayHaveNullGeometries: Bool

    /// A query box as the storage CRS sees it.
    struct StorageBox {
        let envelope: Envelope
        /// The box's outline in the storage CRS, as a SpatiaLite blob; nil when the outline is the envelope itself.
        let outline: [UInt8]?
    }

    /// id, geometry and the attributes in the order of the schema.
    var page: SQLFragment {
        let columns = [LayerTable.idColumn, LayerTable.geometryColumn].map { "t.\(SQLIdentifier($0))" }
        let attributes = table.propertyColumns.map { "t.\($0)" }
        var fragment = SQLFragment("SELECT \((columns + attributes).joined(separator: ", "))")
        fragment = fragment + source + condition + order
        return fragment + window
    }

    /// `page`, ready to step. Texts with filters are not kept: their combinations are the client's to choose, without end.
    func prepared(in database: Database) throws -> Statement {
        let page = page
        let statement =
            query.equalities.isEmpty
            ? try database.cachedStatement(sql: page.sql) : try database.makeStatement(sql: page.sql)
        try statement.setArguments(page.arguments)
        return statement
    }

    var count: SQLFragment {
        SQLFragment("SELECT count(*)") + source + condition
    }

    /// The R-tree drives and the table follows by its key: a join the planner may not turn round (CROSS JOIN).
    private var source: SQLFragment {
        guard isIndexDriven else { return SQLFragment(" FROM \(table.name) t") }
        return SQLFragment(
            " FROM \(SQLIdentifier.spatialIndex(of: table.collection)) i CROSS JOIN \(table.name) t"
                + " ON t.\(LayerTable.idColumn) = i.pkid")
    }

    private var isIndexDriven: Bool { boxes.count == 1 && !matchesNullGeometries }
    private var matchesNullGeometries: Bool { mayHaveNullGeometries && query.matchesFeaturesWithoutGeometry }

    private var condition: SQLFragment {
        let clauses = [boxClause, identityClause, cursorClause].compactMap { $0 } + equalityClauses
        guard !clauses.isEmpty else { return SQLFragment("") }
        return SQLFragment(" WHERE ") + .joined(clauses, by: " AND ")
    }

    private var boxClause: SQLFragment? {
        if query.envelopes.isEmpty { return nil }
        if isIndexDriven, let first = boxes.first {
            return .joined([overlap(first.envelope, alias: "i."), exact(first)].compactMap { $0 }, by: " AND ")
        }
        var alternatives = boxes.map { box in
            let candidates =
                SQLFragment("t.\(LayerTable.idColumn) IN (SELECT pkid FROM \(SQLIdentifier.spatialIndex(of: table.collection)) WHERE ")
                + overlap(box.envelope, alias: "") + SQLFragment(")")
            return SQLFragment("(") + .joined([candidates, exact(box)].compactMap { $0 }, by: " AND ") + SQLFragment(")")
        }
        if matchesNullGeometries { alternatives.append(SQLFragment("t.\(LayerTable.geometryColumn) IS NULL")) }
        return SQLFragment("(") + .joined(alternatives, by: " OR ") + SQLFragment(")")
    }

    private func overlap(_ envelope: Envelope, alias: String) -> SQLFragment {
        SQLFragment(
            "\(alias)xmin <= ? AND \(alias)xmax >= ? AND \(alias)ymin <= ? AND \(alias)ymax >= ?",
            [envelope.maxX, envelope.minX, envelope.maxY, envelope.minY])
    }

    /// The R-tree keeps 32-bit boxes: what it finds is checked against the geometry itself.
    private func exact(_ box: StorageBox) -> SQLFragment? {
        guard query.precision == .exact else { return nil }
        let geometry = "t.\(LayerTable.geometryColumn)"
        let outline = box.outline ?? SpatiaLiteBlob.write(Geometry(boxOutline: box.envelope), srid: table.srid)
        return SQLFragment("ST_Intersects(\(geometry), ?) <> 0", [Data(outline)])
    }

    private var identityClause: SQLFragment? {
        query.id.map { SQLFragment("t.\(LayerTable.idColumn) = ?", [$0.value]) }
    }

    private var cursorClause: SQLFragment? {
        query.after.map { SQLFragment("t.\(LayerTable.idColumn) > ?", [$0.value]) }
    }

    private var equalityClauses: [SQLFragment] {
        query.equalities.map { equality in
            SQLFragment("t.\(SQLIdentifier(equality.property)) IS ?", [equality.value.databaseValue])
        }
    }

    private var order: SQLFragment { SQLFragment(" ORDER BY t.\(LayerTable.idColumn)") }

    private var window: SQLFragment {
        guard query.limit != nil || query.offset > 0 else { return SQLFragment("") }
        return SQLFragment(" LIMIT ? OFFSET ?", [query.limit ?? -1, query.offset])
    }
}

extension Geometry {
    /// The box as a polygon, counter-clockwise.
    init(boxOutline envelope: Envelope) {
        self = .polygon(
            Polygon(rings: [
                CoordinateSequence(values: [
                    envelope.minX, envelope.minY, envelope.maxX, envelope.minY, envelope.maxX, envelope.maxY,
                    envelope.minX, envelope.maxY, envelope.minX, envelope.minY,
                ])
            ]))
    }
}
