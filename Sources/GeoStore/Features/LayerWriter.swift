internal import GRDB
public import SimpleFeatures

/// Adds features to a collection inside the transaction of one load.
///
/// Not Sendable: it lives on the writer's thread, for as long as the load's body runs.
public final class LayerWriter {
    private let collection: CollectionID
    private let schema: FeatureSchema
    private let srid: Int32
    private let insertion: StatementBinder
    /// Keeps the prepared statement alive.
    private let statement: Statement
    private var index = SpatialIndexLoader()
    private var lastID: Int64
    public private(set) var writtenCount = 0
    /// The order in which `append` takes values. When appending it is the collection's own, whatever the definition's.
    public var propertyNames: [String] { schema.properties.map(\.name) }

    init(table: LayerTable, lastID: Int64, database: Database) throws {
        collection = table.collection
        schema = table.schema
        srid = table.srid
        self.lastID = lastID
        statement = try database.makeStatement(sql: table.insertion)
        insertion = StatementBinder(statement)
    }

    /// Writes what was held back until all rows are there.
    func finish(_ table: LayerTable, in database: Database) throws { try index.write(to: table, in: database) }

    /// - Parameters:
    ///   - geometry: in the storage CRS, of the schema's type, finite; nil for a feature without one.
    ///   - values: one for each property, in the order of the schema.
    /// - Throws: `GeoStoreError`, for example `.diskFull`.
    @discardableResult
    public func append(geometry: Geometry?, values: [PropertyValue]) throws -> FeatureID {
        precondition(values.count == schema.properties.count, "values do not follow the schema")
        guard let id = FeatureID(lastID + 1) else { throw GeoStoreError.idsExhausted(collection: collection.name) }
        insertion.bind(id.value, at: 1)
        if let geometry {
            insertion.bind(SpatiaLiteBlob.write(geometry, srid: srid), at: 2)
        } else {
            insertion.bindNull(at: 2)
        }
        for (index, value) in values.enumerated() { insertion.bind(value, at: Int32(index + 3)) }
        try insertion.run()
        if let box = geometry?.envelope(in: .epsg(Int(srid))) { index.add(box, id: id.value) }
        lastID = id.value
        writtenCount += 1
        return id
    }
}
