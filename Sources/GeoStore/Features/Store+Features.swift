internal import CQL2
internal import Foundation
internal import GRDB
public import SimpleFeatures

extension Store {
    /// Reads the features that match, in the order asked for, geometry in the storage CRS, in one snapshot.
    ///
    /// `body` runs on the reading thread and must not call the store again. What it throws ends the read.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the collection has another state by now; `FilterError` for a
    ///   filter that does not fit the collection; `ProjError` for a box that has no place in the storage CRS, or what
    ///   `body` throws.
    public func forEachFeature(
        of collection: PublishedCollection, matching query: FeatureQuery, within limit: ReadLimit = .none,
        _ body: (Feature) throws -> Void
    ) throws {
        guard let statement = try statement(for: query, in: collection) else { return }
        let decoder = FeatureDecoder(collection: collection)
        do {
            try pool.read { database in
                try CatalogSQL.check(collection, in: database)
                try limit.watch(database) {
                    var rest = query.limit
                    for stretch in statement.stretches where rest != 0 {
                        let prepared = try statement.prepared(stretch, limit: rest, in: database)
                        let cursor = StatementCursor(prepared)
                        // The cursor holds no reference to it.
                        defer { withExtendedLifetime(prepared) { cursor.reset() } }
                        while try cursor.step() {
                            rest = rest.map { $0 - 1 }
                            try body(try decoder.feature(at: cursor))
                        }
                    }
                }
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading features of \(collection.id)", path: path)
        }
    }

    /// The feature with this id, nil when the collection has none.
    /// - Parameter query: what of it is read.
    public func feature(
        _ id: FeatureID, of collection: PublishedCollection, matching query: FeatureQuery = FeatureQuery()
    ) throws -> Feature? {
        var query = query
        query.id = id
        var found: Feature?
        try forEachFeature(of: collection, matching: query) { found = $0 }
        return found
    }

    /// How many features match, whatever the page.
    public func count(
        of collection: PublishedCollection, matching query: FeatureQuery, within limit: ReadLimit = .none
    ) throws -> Int {
        if query.isUnfiltered, collection.state.pendingEdit == 0 { return collection.featureCount }
        var whole = query
        whole.after = nil
        guard let statement = try statement(for: whole, in: collection) else { return 0 }
        return try read("counting features of \(collection.id)") { database in
            try CatalogSQL.check(collection, in: database)
            return try limit.watch(database) {
                try Int.fetchOne(database, sql: statement.count.sql, arguments: statement.count.arguments) ?? 0
            }
        }
    }

    /// Whether a query fits a collection, its filter above all, without reading features.
    /// - Throws: as `forEachFeature`.
    public func check(_ query: FeatureQuery, of collection: PublishedCollection) throws {
        _ = try statement(for: query, in: collection)
    }

    /// Nil when no feature can match: every box lies outside the collection.
    func statement(for query: FeatureQuery, in collection: PublishedCollection) throws -> FeatureSQL? {
        let named = query.equalities.map(\.property) + query.order.map(\.property)
        if let unknown = named.first(where: { collection.schema.property(named: $0) == nil }) {
            throw GeoStoreError.propertyNotFound(
                unknown, collection: collection.id.name, known: collection.schema.properties.map(\.name))
        }
        let mayHaveNullGeometries = collection.nullGeometryCount > 0 || collection.state.pendingEdit != 0
        let boxes = try storageBoxes(for: query, in: collection)
        let missesEveryBox = boxes.isEmpty && !query.envelopes.isEmpty
        if missesEveryBox, !(mayHaveNullGeometries && query.matchesFeaturesWithoutGeometry) { return nil }
        let table = LayerTable(collection)
        return FeatureSQL(
            table: table, query: query, boxes: boxes, mayHaveNullGeometries: mayHaveNullGeometries,
            filter: try query.filter.map { try condition($0, of: query, in: collection, table: table) },
            expectedCount: try expectedCount(of: query, in: collection))
    }

    /// The query's filter in SQL.
    func condition(
        _ filter: Filter, of query: FeatureQuery, in collection: PublishedCollection, table: LayerTable
    ) throws -> SQLFragment {
        let queryables = Queryables(schema: collection.schema)
        let geometries = FilterGeometries(
            filterCRS: query.filterCRS, storageCRS: collection.storageCRS, reach: { try self.reach(of: collection) },
            transforms: transforms, clip: clipped)
        let compiler = FilterSQL(table: table, queryables: queryables, geometries: geometries)
        let condition = try compiler.condition(filter.checked(against: queryables))
        return SQLFragment("(") + condition + SQLFragment(")")
    }

    /// The part of a geometry within a box, both in CRS84; nil when there is none.
    /// - Throws: `FilterError` for a geometry that SpatiaLite cannot cut.
    private func clipped(_ geometry: Geometry, to box: Envelope) throws -> Geometry? {
        let srid = SpatialReferenceTable.srid(of: .crs84)
        let blobs = [geometry, Geometry(boxOutline: box)].map { Data(SpatiaLiteBlob.write($0, srid: srid)) }
        let (isValid, part) = try read("cutting a geometry of a filter") { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT ST_IsValid(?1) = 1, ST_Intersection(?1, ?2)", arguments: [blobs[0], blobs[1]])
            return (row?[0] as Bool? ?? false, row?[1] as Data?)
        }
        guard isValid else { throw FilterError(.invalidGeometry(reason: "the geometry is not valid: its sides cross")) }
        return try part.map { try SpatiaLiteBlob.read([UInt8]($0)) }
    }
}
