import GeoStore
import SimpleFeatures

/// The versions of a collection, the newest first.
struct VersionsDocument: Sendable {
    let collection: PublishedCollection
    let versions: [DatasetVersion]
    /// Who edited is told to those who have signed in.
    let namesPeople: Bool

    func document(links: [JSONValue]) -> JSONValue {
        [
            "collection": .string(collection.id.name), "current": JSONValue(collection.state.version),
            "versions": .array(versions.map(entry)), "links": .array(links),
        ]
    }

    private func entry(_ version: DatasetVersion) -> JSONValue {
        let provenance = version.provenance
        return [
            "number": JSONValue(version.number), "origin": .string(Self.word(for: version.origin)),
            "publishedAt": .string(version.publishedAt), "numberOfFeatures": JSONValue(version.featureCount),
            "source": provenance.source.map(JSONValue.string) ?? .null,
            "author": namesPeople ? provenance.author.map(JSONValue.string) ?? .null : .null,
            "comment": provenance.comment.map(JSONValue.string) ?? .null,
            "rolledBackTo": version.rolledBackTo.map { JSONValue($0) } ?? .null,
            "isComparable": .boolean(version.isRestorable),
            "changes": version.changes.map(Self.counts) ?? .null,
        ]
    }

    static func counts(_ changes: VersionChanges) -> JSONValue {
        [
            "added": JSONValue(changes.added), "changed": JSONValue(changes.changed),
            "removed": JSONValue(changes.removed), "unchanged": JSONValue(changes.unchanged),
        ]
    }

    private static func word(for origin: DatasetVersion.Origin) -> String {
        switch origin {
        case .import: "import"
        case .editedOutside: "editedOutside"
        case .rollback: "rollback"
        case .decodedAgain: "decodedAgain"
        case .edited: "edited"
        }
    }
}
