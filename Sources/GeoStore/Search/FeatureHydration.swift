internal import Foundation
internal import GRDB
internal import Reprojection
internal import SimpleFeatures
internal import VietnameseText

/// Reads what a search result shows of features, from their rows.
struct FeatureHydration {
    struct Record {
        let id: FeatureID
        /// CRS84.
        let envelope: Envelope?
    }

    let database: Database
    let transforms: TransformPool

    /// Bytes of a geometry that is read for a point on it.
    private static let largestGeometry = 1 << 20

    /// The head of a geometry, where its box stands.
    private static func header(of table: LayerTable) -> SQLFragment {
        SQLFragment("substr(") + table.seenGeometry + SQLFragment(", 1, \(BlobBox.headerLength))")
    }

    /// A statement that reads rows by their ids, which it takes as its last binding.
    private func statement(
        _ columns: SQLFragment, from rows: SQLFragment, and condition: String = ""
    ) throws -> (Statement, (Int64) throws -> Void) {
        let sql =
            SQLFragment("SELECT ") + columns + SQLFragment(" FROM ") + rows
            + SQLFragment(" WHERE t.\(LayerTable.idColumn) = ?\(condition)")
        let statement = try database.cachedStatement(sql: sql.sql)
        return (
            statement,
            { try statement.setArguments(StatementArguments(sql.bindings.map(\.databaseValue) + [$0.databaseValue])) }
        )
    }

    /// The features that still have the text. One that another program has changed since is left out.
    /// - Parameter columns: of the table, whoever sees them.
    func records(
        _ ids: [Int64], of collection: PublishedCollection, columns: [String], text: String
    ) throws -> [Record] {
        let table = LayerTable(collection)
        let names = columns.map { ", t.\(SQLIdentifier($0))" }.joined()
        let (statement, select) = try statement(
            Self.header(of: table) + SQLFragment(names), from: table.wholeRows)
        return try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            try ids.compactMap { id in
                guard let feature = FeatureID(id) else { return nil }
                try select(id)
                let cursor = StatementCursor(statement)
                defer { cursor.reset() }
                guard try cursor.step() else { return nil }
                let values = columns.indices.map { cursor.text(at: Int32($0 + 1)) }
                guard SearchableRows.joined(values) == text else { return nil }
                return Record(
                    id: feature,
                    envelope: cursor.withBlob(at: 0) { Self.envelope($0, collection.storageCRS, transform) })
            }
        }
    }

    private static func envelope(
        _ header: UnsafeRawBufferPointer, _ crs: CRS, _ transform: CoordinateTransform
    ) -> Envelope? {
        guard let box = BlobBox(header: header) else { return nil }
        // What PROJ cannot place is shown without a place.
        return try? transform.transform(
            Envelope(minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.maxY, crs: crs))
    }

    /// A parcel whose columns say what was asked for.
    func parcel(
        _ id: Int64, of collection: PublishedCollection, columns: SearchLayout.ParcelColumns, wanted: ParcelNumber
    ) throws -> SearchResult? {
        let context = collection.schema.properties.filter { $0.type == .text && !ColumnWords($0).isPersonal }.map(
            \.name)
        let names = ([columns.sheet, columns.number] + context).map { ", t.\(SQLIdentifier($0))" }.joined()
        let (statement, select) = try statement(
            SQLFragment("substr(t.\(LayerTable.geometryColumn), 1, \(BlobBox.headerLength))\(names)"),
            from: LayerTable(collection).source)
        try select(id)
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        guard let feature = FeatureID(id), try cursor.step(),
            ParcelList.key(of: cursor.value(at: 1)) == wanted.sheet,
            ParcelList.key(of: cursor.value(at: 2)) == wanted.number
        else { return nil }
        let beside = context.indices.map { cursor.text(at: Int32($0 + 3)) }
        let words = Set(beside.flatMap { SearchText.folded($0).split(separator: " ").map(String.init) })
        let named = wanted.rest.count(where: words.contains)
        let envelope = try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            cursor.withBlob(at: 0) { Self.envelope($0, collection.storageCRS, transform) }
        }
        return SearchResult(
            subject: .feature(feature, collection: collection.id, count: 1),
            title: "Tờ \(cursor.text(at: 1)), thửa \(cursor.text(at: 2))",
            detail: beside.filter { !$0.isEmpty }.joined(separator: " · "), property: columns.number, match: .position,
            score: SearchMatch.position.score + Double(named) * 20, envelope: envelope, point: envelope?.centre,
            nearestUnit: nil)
    }

    /// A point on the feature, CRS84.
    func point(of id: FeatureID, in collection: PublishedCollection) throws -> Coordinate? {
        let geometry = "t.\(LayerTable.geometryColumn)"
        let (statement, select) = try statement(
            SQLFragment(geometry), from: LayerTable(collection).source,
            and: " AND length(\(geometry)) <= \(Self.largestGeometry)")
        try select(id.value)
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        guard try cursor.step(),
            // A geometry that cannot be read has no point; its box still shows where it is.
            let geometry = try? cursor.withBlob(at: 0, { try SpatiaLiteBlob.read($0).geometry }),
            let point = geometry.innerPoint
        else { return nil }
        return try? transforms.withTransform(from: collection.storageCRS, to: .crs84) { try $0.transform(point) }
    }

    /// What the feature at a place is called.
    /// - Parameter place: CRS84.
    func title(at place: Coordinate, in collection: PublishedCollection, columns: [String]) throws -> String? {
        guard !columns.isEmpty else { return nil }
        let point = try transforms.withTransform(from: .crs84, to: collection.storageCRS) { try? $0.transform(place) }
        guard let point else { return nil }
        let names = columns.map { "t.\(SQLIdentifier($0))" }.joined(separator: ", ")
        let table = LayerTable(collection)
        let (x, y, margin) = (point.x, point.y, table.indexMargin)
        let place =
            SQLFragment("SELECT \(names) FROM ") + table.source
            + SQLFragment(
                """
                 WHERE t.\(LayerTable.idColumn) IN (SELECT pkid FROM \(SQLIdentifier.spatialIndex(of: collection.id)) \
                WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?) \
                AND ST_Intersects(t.\(LayerTable.geometryColumn), MakePoint(?, ?, ?)) > 0 LIMIT 1
                """,
                [x + margin, x - margin, y + margin, y - margin, x, y, Int(table.srid)])
        let row = try Row.fetchOne(database, sql: place.sql, arguments: place.arguments)
        return row.flatMap { row in columns.indices.lazy.compactMap { row[$0] as String? }.first { !$0.isEmpty } }
    }
}
