internal import SimpleFeatures

/// The table of one collection: its columns, its triggers, the statements that make it.
struct LayerTable {
    /// The integer primary key. AUTOINCREMENT: SQLite then never gives an id twice, to whichever program inserts.
    static let idColumn = "feature_id"
    static let geometryColumn = "geometry"

    let collection: CollectionID
    let schema: FeatureSchema
    let srid: Int32
    /// How it is seen; nil for the table itself, the only one that is written.
    var view: CollectionView?

    var name: SQLIdentifier { SQLIdentifier(collection) }

    /// All attribute columns in the order of the schema, each quoted.
    var propertyColumns: [String] { schema.properties.map { SQLIdentifier($0.name).description } }

    var creation: String {
        let columns =
            [#""\#(Self.idColumn)" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"#]
            + schema.properties.map { "\(SQLIdentifier($0.name)) \($0.type.declaredSQLType)" }
        return "CREATE TABLE \(name) (\n  \(columns.joined(separator: ",\n  "))\n)"
    }

    var addGeometryColumn: SQLFragment {
        SQLFragment(
            "SELECT AddGeometryColumn(?, ?, ?, ?, ?)",
            [
                collection.name, Self.geometryColumn, Int(srid), schema.geometryType.rawValue.uppercased(),
                schema.hasZ ? "XYZ" : "XY",
            ])
    }

    var createSpatialIndex: SQLFragment {
        SQLFragment("SELECT CreateSpatialIndex(?, ?)", [collection.name, Self.geometryColumn])
    }

    var insertion: String {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }

    var indexInsertion: String {
        "INSERT INTO \(SQLIdentifier.spatialIndex(of: collection)) (pkid, xmin, xmax, ymin, ymax) VALUES (?, ?, ?, ?, ?)"
    }

    /// `feature_id, geometry, …`, each quoted.
    var columns: [String] {
        [Self.idColumn, Self.geometryColumn].map { SQLIdentifier($0).description } + propertyColumns
    }
}

extension LayerTable {
    init(_ collection: PublishedCollection) {
        self.init(
            collection: collection.id, schema: collection.schema,
            srid: SpatialReferenceTable.srid(of: collection.storageCRS), view: collection.view)
    }
}

extension FeatureSchema.PropertyType {
    /// The declared type: what QGIS and OGR read to offer a date picker or a check box.
    var declaredSQLType: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .integer: "INTEGER"
        case .real: "DOUBLE"
        case .text: "TEXT"
        case .date: "DATE"
        case .time: "TIME"
        case .dateTime: "DATETIME"
        case .binary: "BLOB"
        }
    }

    /// The type of a column that another program added, by SQLite's affinity rules and the names above.
    init(declaredSQLType: String) {
        let upper = declaredSQLType.uppercased()
        self =
            switch upper {
            case "DATE": .date
            case "TIME": .time
            case "DATETIME", "TIMESTAMP": .dateTime
            case _ where upper.hasPrefix("BOOL"): .boolean
            case _ where upper.contains("INT"): .integer
            case _ where upper.contains("CHAR") || upper.contains("TEXT") || upper.contains("CLOB"): .text
            case _ where upper.contains("BLOB"): .binary
            case _ where upper.contains("REAL") || upper.contains("DOUB") || upper.contains("FLOA"): .real
            case _ where upper.contains("NUM") || upper.contains("DEC"): .real
            case _: .text
            }
    }
}
