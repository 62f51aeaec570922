import GeoStore
import Reprojection
import SimpleFeatures

/// What two versions of a collection do not have alike: each feature as it was and as it is, in CRS84.
struct DifferenceDocument: Sendable {
    let collection: PublishedCollection
    let parameters: DifferenceParameters
    let difference: VersionDifference
    let changes: [FeatureChange]

    /// Behind which the next page begins; nil on the last one.
    var next: FeatureID? { changes.count < parameters.limit ? nil : changes.last?.id }

    func bytes(links: [JSONValue]) throws -> [UInt8] {
        let former = try Side(difference.from)
        let latter = try Side(difference.to)
        let head: JSONValue = [
            "collection": .string(collection.id.name), "from": JSONValue(parameters.from),
            "to": JSONValue(parameters.to), "counts": VersionsDocument.counts(difference.changes),
            "numberReturned": JSONValue(changes.count), "links": .array(links),
        ]
        var bytes = Array(head.serialized.dropLast())
        bytes += #","changes":["#.utf8
        for (index, change) in changes.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += #"{"id":\#(change.id),"change":"\#(Self.word(for: change.kind))","before":"#.utf8
            bytes += try former.bytes(change.before)
            bytes += #","after":"#.utf8
            bytes += try latter.bytes(change.after)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += "]}".utf8
        return bytes
    }

    private static func word(for kind: FeatureChange.Kind) -> String {
        switch kind {
        case .added: "added"
        case .changed: "changed"
        case .removed: "removed"
        }
    }

    /// A version with the columns and the coordinates that it had.
    private struct Side {
        private let rendition: FeatureRendition
        private let transform: CoordinateTransform

        init(_ version: DatasetVersion) throws {
            guard let layout = version.layout else {
                throw GeoStoreError.versionNotRestorable(
                    version.number, collection: version.collection.name, oldest: version.number)
            }
            rendition = .standard(layout.schema)
            transform = try CoordinateTransform(from: layout.storageCRS, to: .crs84)
        }

        func bytes(_ feature: Feature?) throws -> [UInt8] {
            guard let feature else { return Array("null".utf8) }
            var writer = GeoJSONWriter(schema: rendition.schema, decimals: rendition.decimals)
            writer.append(try rendition.rendered(feature, transform))
            return writer.take()
        }
    }
}
