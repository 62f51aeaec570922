public import SimpleFeatures

/// A short text that names what a feature is: of another content it is another one. Made from the stored row, so that
/// edits of other features leave it alone.
enum FeatureTag {
    private static let kind: UInt64 = 71

    static func of(_ id: Int64, _ row: VersionRow, in collection: PublishedCollection) -> String {
        var digester = Digester(kind)
        digester.add(UInt64(bitPattern: id), UInt64(collection.schema.properties.count))
        add(collection.id.name, to: &digester)
        // A column more is another answer to whoever reads the feature.
        for property in collection.schema.properties { add(property.name, to: &digester) }
        digester.add(ValueDigest.of(row.values, types: collection.schema.properties.map(\.type)))
        if let blob = row.blob { blob.withUnsafeBytes { digester.add($0) } }
        let digest = digester.digest
        return [digest.high, digest.low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func add(_ text: String, to digester: inout Digester) {
        var text = text
        text.withUTF8 { digester.add(UnsafeRawBufferPointer($0)) }
    }
}

extension Store {
    /// A text that names a feature's content: the same as long as the feature is, whatever becomes of others.
    /// - Returns: nil when the collection has no such feature.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the collection has another state by now.
    public func tag(of id: FeatureID, in collection: PublishedCollection) throws(GeoStoreError) -> String? {
        try read("reading feature \(id) of \(collection.id)") { database in
            try CatalogSQL.check(collection, in: database)
            return try EditSQL(LayerTable(collection), database: database).row(of: id.value).map {
                FeatureTag.of(id.value, $0, in: collection)
            }
        }
    }
}
