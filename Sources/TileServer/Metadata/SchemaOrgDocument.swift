import GeoStore
import SimpleFeatures

/// Records as schema.org describes them, for search engines that read pages.
struct SchemaOrgDocument {
    let links: LinkBuilder
    let language: Language

    func dataset(_ record: MetadataRecord) -> JSONValue {
        let (collection, metadata) = (record.collection, record.metadata)
        let address = links.url("/collections/\(collection.id)")
        let keywords = metadata.list(language == .vi ? .keywordsVI : .keywordsEN)
        var document: JSONObject = [
            "@context": "https://schema.org/", "@type": "Dataset", "@id": .string(address), "url": .string(address),
            "name": .string(collection.title.text(in: language)),
            "description": .string((record.abstract ?? collection.title).text(in: language)),
            "inLanguage": .array(metadata.languages.map(JSONValue.string)),
            "identifier": .string(metadata[.identifier] ?? collection.id.name),
            "version": .string(collection.state.description), "dateModified": .string(record.updatedAt),
        ]
        if !keywords.isEmpty { document["keywords"] = .array(keywords.map(JSONValue.string)) }
        document["datePublished"] = record.createdAt.map(JSONValue.string)
        document["creator"] = record.owner.map { owner in organization(owner, metadata) }
        document["license"] = metadata[.licence].map { licence in
            .string(RecordDocument.isSPDX(licence) ? "https://spdx.org/licenses/\(licence)" : licence)
        }
        document["isAccessibleForFree"] = metadata.sharing.map { .boolean($0 == .open) }
        document["temporalCoverage"] = record.validity.map { .string("\($0.from ?? "..")/\($0.to ?? "..")") }
        document["spatialCoverage"] = collection.envelope.map { envelope in
            let box = "\(envelope.minY) \(envelope.minX) \(envelope.maxY) \(envelope.maxX)"
            return ["@type": "Place", "geo": ["@type": "GeoShape", "box": .string(box)]]
        }
        document["variableMeasured"] = .array(collection.schema.properties.map { .string($0.title) })
        document["includedInDataCatalog"] = ["@type": "DataCatalog", "@id": .string(links.url("/catalog"))]
        document["distribution"] = .array(
            ExportFormat.allCases.map { format in
                [
                    "@type": "DataDownload", "name": .string(format.title),
                    "encodingFormat": .string(format.mediaType.essence),
                    "contentUrl": .string("\(address)/export?f=\(format.rawValue)"),
                ]
            })
        return .object(document)
    }

    func catalog(_ catalog: Catalog, title: String, description: String) -> JSONValue {
        [
            "@context": "https://schema.org/", "@type": "DataCatalog", "@id": .string(links.url("/catalog")),
            "url": .string(links.url("/")), "name": .string(title), "description": .string(description),
            "inLanguage": ["vi", "en"],
            "dataset": .array(
                catalog.collections.map { collection in
                    let address = links.url("/collections/\(collection.id)")
                    return [
                        "@type": "Dataset", "@id": .string(address), "url": .string(address),
                        "name": .string(collection.title.text(in: language)),
                    ]
                }),
        ]
    }

    private func organization(_ owner: LocalizedText, _ metadata: CollectionMetadata) -> JSONValue {
        var organization: JSONObject = ["@type": "Organization", "name": .string(owner.text(in: language))]
        organization["url"] = metadata[.contactWeb].map(JSONValue.string)
        var contact: JSONObject = ["@type": "ContactPoint"]
        contact["name"] = metadata[.contactName].map(JSONValue.string)
        contact["telephone"] = metadata[.contactPhone].map(JSONValue.string)
        contact["email"] = metadata[.contactEMail].map(JSONValue.string)
        if contact.members.count > 1 { organization["contactPoint"] = .object(contact) }
        return .object(organization)
    }

    /// JSON for a `<script type="application/ld+json">`: no text in it can end the element. By bytes: as characters, a
    /// bracket and an accent after it are one.
    static func embedded(_ document: JSONValue) -> String {
        var bytes: [UInt8] = []
        for byte in document.serialized {
            switch byte {
            case UInt8(ascii: "<"): bytes += Array("\\u003c".utf8)
            case UInt8(ascii: ">"): bytes += Array("\\u003e".utf8)
            case UInt8(ascii: "&"): bytes += Array("\\u0026".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
