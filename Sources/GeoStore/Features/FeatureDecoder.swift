internal import SimpleFeatures

/// Rows of `FeatureSQL.page` to features.
struct FeatureDecoder {
    let collection: PublishedCollection

    static let idColumn: Int32 = 0
    static let geometryColumn: Int32 = 1
    static let firstPropertyColumn: Int32 = 2

    /// - Throws: `GeoStoreError.undecodableGeometry` naming the feature.
    func feature(at cursor: StatementCursor) throws -> Feature {
        let number = cursor.integer(at: Self.idColumn)
        guard let id = FeatureID(number) else { throw GeoStoreError.idsExhausted(collection: collection.id.name) }
        var values: [PropertyValue] = []
        values.reserveCapacity(collection.schema.properties.count)
        for index in collection.schema.properties.indices {
            values.append(cursor.value(at: Self.firstPropertyColumn + Int32(index)))
        }
        return Feature(id: id, geometry: try geometry(at: cursor, feature: number), values: values)
    }

    func geometry(at cursor: StatementCursor, feature: Int64) throws -> Geometry? {
        guard !cursor.isNull(at: Self.geometryColumn) else { return nil }
        do {
            return try cursor.withBlob(at: Self.geometryColumn) { try SpatiaLiteBlob.read($0).geometry }
        } catch let error as WKBError {
            throw GeoStoreError.undecodableGeometry(collection: collection.id.name, feature: feature, reason: error)
        }
    }
}
