internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// Makes a collection's table with everything SpatiaLite hangs on it, inside the caller's transaction.
enum LayerCreation {
    /// - Parameter lastID: the highest id ever given under this name.
    static func makeTable(_ table: LayerTable, crs: CRS, lastID: Int64, in database: Database) throws {
        let name = table.collection.name
        let isTaken = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE lower(name) = ?)", arguments: [name])
        guard isTaken != true else { throw GeoStoreError.nameTaken(name) }
        guard table.schema.properties.count <= HistorySQL.maximumValueCount else {
            throw GeoStoreError.tooManyProperties(
                table.schema.properties.count, maximum: HistorySQL.maximumValueCount)
        }
        try SpatialReferenceTable.register(crs, in: database)
        try database.execute(sql: table.creation)
        try LayerRemoval.require(
            table.addGeometryColumn, in: database, attempted: "adding the geometry column of \(name)")
        try LayerRemoval.require(
            table.createSpatialIndex, in: database, attempted: "creating the spatial index of \(name)")
        guard lastID > 0 else { return }
        try database.execute(sql: "DELETE FROM sqlite_sequence WHERE name = ?", arguments: [name])
        try database.execute(
            sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [name, lastID])
    }
}
