internal import GRDB
internal import SimpleFeatures

/// The columns of a collection's table as they are at this moment: another program may have added or removed some,
/// dropped the table, or put one of its own under the name.
struct TableColumns {
    enum Owner {
        /// Id and geometry column are in place.
        case collection
        /// A table or view of the same name that is not ours.
        case stranger
        /// There is nothing of that name.
        case nobody
    }

    private let columns: [(name: String, type: String)]

    init(of collection: CollectionID, in database: Database) throws {
        columns = try Row.fetchAll(
            database, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [collection.name]
        ).map { (name: $0["name"], type: $0["type"]) }
    }

    var owner: Owner {
        if columns.isEmpty { return .nobody }
        let names = Set(columns.map(\.name))
        return names.contains(LayerTable.idColumn) && names.contains(LayerTable.geometryColumn)
            ? .collection : .stranger
    }

    /// The attributes there are, with the titles and types that `catalogued` knows.
    func schema(from catalogued: FeatureSchema) -> FeatureSchema {
        var schema = catalogued
        schema.properties = columns.compactMap { column in
            guard !PropertyName.reservedColumns.contains(column.name.lowercased()) else { return nil }
            return catalogued.property(named: column.name)
                ?? FeatureSchema.Property(
                    name: column.name, type: FeatureSchema.PropertyType(declaredSQLType: column.type))
        }
        return schema
    }
}
