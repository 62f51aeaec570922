internal import GRDB
internal import Reprojection
public import SimpleFeatures

/// What `Store.write` wrote.
public struct WrittenFeatures: Hashable, Sendable {
    public var count = 0
    public var lastID: FeatureID?
    /// Whether more features match behind the last.
    public var hasMore = false

    public init() {}
}

extension Store {
    /// Writes the features that match as GeoJSON objects in CRS84, commas between them, in the order of their ids, in one
    /// snapshot: what `forEachFeature` and `GeoJSONWriter.append(_:)` give, without a value between SQLite's memory and
    /// the text.
    ///
    /// A feature whose geometry cannot be read, which only another program can have written, is left out. One that lies
    /// where the storage CRS has no answer has no geometry.
    /// - Parameters:
    ///   - query: one that `isWrittenFromRows`.
    ///   - limit: the most features; the query's own does not count.
    ///   - writer: of the collection's schema.
    /// - Throws: as `forEachFeature`.
    public func write(
        _ query: FeatureQuery, of collection: PublishedCollection, limit: Int, within readLimit: ReadLimit = .none,
        to writer: inout GeoJSONWriter
    ) throws -> WrittenFeatures {
        var written = WrittenFeatures()
        var query = query
        // Reading stops by itself: what is left out does not count.
        query.limit = nil
        guard let statement = try statement(for: query, in: collection) else { return written }
        do {
            try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
                try pool.read { database in
                    try CatalogSQL.check(collection, in: database)
                    try readLimit.watch(database) {
                        for stretch in statement.stretches where !written.hasMore {
                            let cursor = StatementCursor(try statement.prepared(stretch, limit: nil, in: database))
                            defer { cursor.reset() }
                            let row = FeatureRow(collection: collection, cursor: cursor, transform: transform)
                            while !written.hasMore, try cursor.step() {
                                try row.write(as: &written, limit: limit, to: &writer)
                            }
                        }
                    }
                }
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading features of \(collection.id)", path: path)
        }
        return written
    }
}

/// The current row of `FeatureSQL.page` on its way to text.
private struct FeatureRow {
    let collection: PublishedCollection
    let cursor: StatementCursor
    let transform: CoordinateTransform

    /// Writes the feature, or takes it back when it cannot be read or is beyond `limit`.
    func write(as written: inout WrittenFeatures, limit: Int, to writer: inout GeoJSONWriter) throws {
        let start = writer.count
        do {
            if written.count > 0 { writer.append(raw: ",") }
            let id = try write(to: &writer)
            guard written.count == limit else {
                written.count += 1
                written.lastID = id
                return
            }
            written.hasMore = true
        } catch GeoStoreError.undecodableGeometry {}
        writer.removeAll(behind: start)
    }

    /// - Throws: `GeoStoreError.undecodableGeometry`.
    private func write(to writer: inout GeoJSONWriter) throws -> FeatureID {
        let number = cursor.integer(at: FeatureDecoder.idColumn)
        guard let id = FeatureID(number) else { throw GeoStoreError.idsExhausted(collection: collection.id.name) }
        try writer.append(id) { writer in
            try writeGeometry(of: number, to: &writer)
        } property: { writer, index in
            let column = FeatureDecoder.firstPropertyColumn + Int32(index)
            if cursor.isText(at: column) {
                cursor.withText(at: column) { writer.append(utf8: $0) }
            } else {
                writer.append(cursor.value(at: column), type: collection.schema.properties[index].type)
            }
        }
        return id
    }

    private func writeGeometry(of feature: Int64, to writer: inout GeoJSONWriter) throws {
        guard !cursor.isNull(at: FeatureDecoder.geometryColumn) else { return writer.appendNull() }
        let isWritten = cursor.withBlob(at: FeatureDecoder.geometryColumn) { blob in
            guard !transform.isIdentity else { return writer.append(blob: blob) }
            return writer.append(blob: blob) { try transform.transform($0, stride: $1) }
        }
        guard !isWritten else { return }
        let stored = try FeatureDecoder(collection: collection).geometry(at: cursor, feature: feature)
        do {
            if let geometry = try stored.map({ try transform.transform($0) }) {
                writer.append(geometry)
            } else {
                writer.appendNull()
            }
        } catch ProjError.outsideDomain { writer.appendNull() }
    }
}
