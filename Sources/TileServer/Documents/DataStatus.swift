import GeoStore
import SimpleFeatures

/// The state of every collection, for those who answer for the data.
struct DataStatus: Sendable {
    let records: [MetadataRecord]

    /// Features of the last imports that were left out.
    var rejected: Int { records.reduce(0) { $0 + ($1.lastImport?.rejected ?? 0) } }
    var features: Int { records.reduce(0) { $0 + $1.collection.featureCount } }

    func document(links: [JSONValue]) -> JSONValue {
        [
            "numberOfCollections": JSONValue(records.count), "numberOfFeatures": JSONValue(features),
            "collections": .array(records.map(Self.entry)), "links": .array(links),
        ]
    }

    private static func entry(_ record: MetadataRecord) -> JSONValue {
        let collection = record.collection
        var entry: JSONObject = [
            "id": .string(collection.id.name),
            "titles": ["vi": .string(collection.title.vi), "en": .string(collection.title.en)],
            "sector": .string(collection.sector), "version": JSONValue(collection.state.version),
            "numberOfFeatures": JSONValue(collection.featureCount), "updatedAt": .string(collection.updatedAt),
        ]
        if let step = record.lineage.first {
            entry["changes"] = step.changes.map(VersionsDocument.counts) ?? .null
        }
        entry["lastImport"] =
            record.lastImport.map { step in
                [
                    "publishedAt": .string(step.publishedAt), "source": JSONValue(step.source),
                    "read": number(step.read), "written": number(step.written), "repaired": number(step.repaired),
                    "rejected": number(step.rejected),
                ]
            } ?? .null
        return .object(entry)
    }

    private static func number(_ count: Int?) -> JSONValue { count.map { JSONValue($0) } ?? .null }
}
