internal import Foundation
internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// The statements that read features, one function per clause.
struct FeatureSQL {
    let table: LayerTable
    let query: FeatureQuery
    /// The query's boxes in the storage CRS: constants are transformed, never the column, so that the R-tree applies.
    let boxes: [StorageBox]
    /// Whether features without a geometry exist: they match every box, at the price of a scan.
    let mayHaveNullGeometries: Bool
    /// The query's filter.
    var filter: SQLFragment?
    /// About how many features the boxes hold.
    var expectedCount = 0

    /// A query box as the storage CRS sees it.
    struct StorageBox {
        let envelope: Envelope
        /// The box's outline in the storage CRS, as a SpatiaLite blob; nil when the outline is the envelope itself.
        let outline: [UInt8]?
        /// A box that lies within the outline; nil when none is known.
        let inner: Envelope?
    }

    /// Id, geometry and the attributes in the order of the schema, of features of a stretch.
    /// - Parameter stretch: one of `stretches`.
    func page(_ stretch: Stretch, limit: Int?) -> SQLFragment {
        let columns = SQLFragment("SELECT t.\(LayerTable.idColumn), ") + geometry + SQLFragment(attributes)
        guard !query.order.isEmpty else {
            return columns + source + condition(within: stretch) + sorting.clause + window(limit)
        }
        // Ids are sorted and rows fetched by them: a sort that carries the rows along takes 820 ms of CPU for a page of
        // 300,000 parcels, this 255.
        let ids =
            SQLFragment("SELECT t.\(LayerTable.idColumn) AS place") + source + condition(within: stretch)
            + sorting.clause + window(limit)
        return columns + SQLFragment(" FROM (") + ids
            + SQLFragment(") sorted CROSS JOIN ") + table.source
            + SQLFragment(" ON t.\(LayerTable.idColumn) = sorted.place")
    }

    /// What is behind the feature that the query goes on from, in the order of its keys.
    var ranges: [SQLFragment?] {
        guard let after = query.after else { return [nil] }
        return sorting.ranges(after: after, values: query.afterValues)
    }

    /// A page, ready to step. Texts that a client composes are not kept: their combinations have no end.
    func prepared(_ stretch: Stretch, limit: Int?, in database: Database) throws -> Statement {
        let page = page(stretch, limit: limit)
        let isKept = !query.mayScan && query.properties == nil
        let statement =
            isKept ? try database.cachedStatement(sql: page.sql) : try database.makeStatement(sql: page.sql)
        try statement.setArguments(page.arguments)
        return statement
    }

    var count: SQLFragment { indexCount ?? SQLFragment("SELECT count(*)") + source + condition(within: .everything) }

    /// Counts the features of one box in the R-tree; only those over its sides are looked at in the table.
    /// Nil when the query asks for more.
    private var indexCount: SQLFragment? {
        guard boxes.count == 1, filter == nil, query.equalities.isEmpty, query.id == nil, query.ids == nil,
            query.words.isEmpty, query.after == nil, query.precision == .exact, !matchesNullGeometries,
            table.view == nil,
            let inner = boxes[0].inner, let exactness
        else { return nil }
        let within = SQLFragment(
            "xmin >= ? AND xmax <= ? AND ymin >= ? AND ymax <= ?", [inner.minX, inner.maxX, inner.minY, inner.maxY])
        return SQLFragment("SELECT count(*) FROM \(SQLIdentifier.spatialIndex(of: table.collection)) WHERE ")
            + overlap(boxes[0].envelope) + SQLFragment(" AND (") + within + SQLFragment(" OR EXISTS (SELECT 1") + source
            + SQLFragment(" WHERE t.\(LayerTable.idColumn) = pkid AND ") + exactness + SQLFragment("))")
    }

    private var geometry: SQLFragment {
        let column = "t.\(LayerTable.geometryColumn)"
        guard query.readsGeometry else { return SQLFragment("NULL") }
        guard let tolerance = query.simplification else { return SQLFragment(column) }
        // NULL for what GEOS does not take.
        return SQLFragment("coalesce(ST_SimplifyPreserveTopology(\(column), ?), \(column))", [tolerance])
    }

    private var attributes: String {
        let wanted = query.properties.map { $0.union(query.order.map(\.property)) }
        return table.schema.properties.map { property in
            wanted?.contains(property.name) ?? true ? ", t.\(SQLIdentifier(property.name))" : ", NULL"
        }.joined()
    }

    private var sorting: SortSQL {
        SortSQL(order: query.order, schema: table.schema, isDescendingByID: query.isDescendingByID)
    }

    private var source: SQLFragment { SQLFragment(" FROM ") + table.source }

    private var matchesNullGeometries: Bool { mayHaveNullGeometries && query.matchesFeaturesWithoutGeometry }

    private func condition(within stretch: Stretch) -> SQLFragment {
        let clauses =
            [boxClause(stretch), filter, identityClause, listClause, wordClause, stretch.condition].compactMap { $0 }
            + equalityClauses
        guard !clauses.isEmpty else { return SQLFragment("") }
        return SQLFragment(" WHERE ") + .joined(clauses, by: " AND ")
    }

    private func boxClause(_ stretch: Stretch) -> SQLFragment? {
        guard !query.envelopes.isEmpty else { return nil }
        let noGeometry = SQLFragment("t.\(LayerTable.geometryColumn) IS NULL")
        guard !boxes.isEmpty else { return noGeometry }
        let clauses = [stretch.isWalked ? nearness : candidates(behind: stretch.behind), exactness].compactMap { $0 }
        guard matchesNullGeometries else { return .joined(clauses, by: " AND ") }
        return SQLFragment("((") + .joined(clauses, by: " AND ") + SQLFragment(") OR ") + noGeometry + SQLFragment(")")
    }

    /// Ids from the R-tree as a list, not a join: SQLite keeps the list sorted, so rows come in the order of their ids
    /// and a page stops at its limit. A join would carry every geometry through a sort: 720 ms against 60 for 22,000
    /// parcels of 200,000, 240 against 30 for an exact page of 1,000.
    private func candidates(behind first: Int64?) -> SQLFragment {
        let index = SQLIdentifier.spatialIndex(of: table.collection)
        let behind = first.map { SQLFragment(" AND pkid > ?", [$0]) } ?? SQLFragment("")
        let lists = boxes.map { SQLFragment("SELECT pkid FROM \(index) WHERE ") + overlap($0.envelope) + behind }
        return SQLFragment("t.\(LayerTable.idColumn) IN (") + .joined(lists, by: " UNION ALL ") + SQLFragment(")")
    }

    private func overlap(_ box: Envelope) -> SQLFragment {
        let envelope = box.expanded(by: table.indexMargin)
        return SQLFragment(
            "xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?",
            [envelope.maxX, envelope.minX, envelope.maxY, envelope.minY])
    }

    /// The R-tree keeps 32-bit boxes: what it finds is checked against the geometry itself.
    private var exactness: SQLFragment? {
        // The index has exact places, which a view may keep back.
        guard query.precision == .exact || table.indexMargin > 0 else { return nil }
        let tests = boxes.map { box in
            let outline = box.outline ?? SpatiaLiteBlob.write(Geometry(boxOutline: box.envelope), srid: table.srid)
            let geometry = "t.\(LayerTable.geometryColumn)"
            let exactly = SQLFragment("ST_Intersects(\(geometry), ?) <> 0", [Data(outline)])
            guard let inner = box.inner else { return exactly }
            return SQLFragment(
                "\(BoxFunction.name)(\(geometry), ?, ?, ?, ?) OR ",
                [inner.minX, inner.minY, inner.maxX, inner.maxY]) + exactly
        }
        return SQLFragment("(") + .joined(tests, by: " OR ") + SQLFragment(")")
    }

    private var identityClause: SQLFragment? {
        query.id.map { SQLFragment("t.\(LayerTable.idColumn) = ?", [$0.value]) }
    }

    private var listClause: SQLFragment? {
        query.ids.map { ids in
            let list = "[" + ids.map(\.description).joined(separator: ",") + "]"
            return SQLFragment("t.\(LayerTable.idColumn) IN (SELECT value FROM json_each(?))", [list])
        }
    }

    private var wordClause: SQLFragment? {
        guard !query.words.isEmpty else { return nil }
        let texts = table.schema.properties.filter { $0.type == .text }
        guard !texts.isEmpty else { return SQLFragment("0") }
        // A line break separates words, so that none reaches over two texts.
        let text = texts.map { "ifnull(t.\(SQLIdentifier($0.name)), '') || char(10)" }.joinedEvenly(by: "||")
        return .joinedEvenly(
            query.words.map { SQLFragment("gs_has_words(?, \(text))", [$0.joined(separator: " ")]) }, by: "OR")
    }

    private var equalityClauses: [SQLFragment] {
        query.equalities.map { equality in
            SQLFragment("t.\(SQLIdentifier(equality.property)) IS ?", [equality.value.composed.databaseValue])
        }
    }

    private func window(_ limit: Int?) -> SQLFragment {
        // Ids in order are joined with their rows: without a LIMIT SQLite would not sort what it joins.
        guard limit != nil || query.offset > 0 || !query.order.isEmpty else { return SQLFragment("") }
        return SQLFragment(" LIMIT ? OFFSET ?", [limit ?? -1, query.offset])
    }
}

extension PropertyValue {
    /// Texts composed as an import stores them.
    fileprivate var composed: PropertyValue {
        guard case .text(let text) = self else { return self }
        return .text(ComposedText.of(text))
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
