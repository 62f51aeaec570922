import GeoStore
import SimpleFeatures

/// Records as OGC API Records has them (OGC 20-004r1, 7.1): GeoJSON features of datasets.
struct RecordDocument {
    static let catalogType = MediaType("application/ogc-catalog+json")
    static let resourceType = "dataset"
    private static let conformance = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core"
    private static let profile = "http://www.opengis.net/def/profile/OGC/0/ogc-record"

    let links: LinkBuilder
    let language: Language

    /// - Parameter ownLinks: `self` and `alternate`, when the document is this record and not a list.
    func feature(_ record: MetadataRecord, ownLinks: [JSONValue] = []) -> JSONValue {
        let collection = record.collection
        var properties = commonProperties(record)
        properties["created"] = record.createdAt.map(JSONValue.string)
        properties["updated"] = .string(record.updatedAt)
        for member in ProvincialProperties(record: record, language: language).object.members {
            properties[member.key] = member.value
        }
        let item = links.link(
            "/catalog/items/\(collection.id)", rel: "self", type: .geoJSON, title: collection.title.text(in: language))
        return [
            "id": .string(collection.id.name), "type": "Feature", "conformsTo": [.string(Self.conformance)],
            "time": Self.time(record), "geometry": Self.geometry(collection.envelope),
            "properties": .object(properties),
            "links": .array((ownLinks.isEmpty ? [item] : ownLinks) + resourceLinks(record)),
        ]
    }

    /// What the record and the collection as a local resource say alike.
    func commonProperties(_ record: MetadataRecord) -> JSONObject {
        let (collection, metadata) = (record.collection, record.metadata)
        let keywords = metadata.list(language == .vi ? .keywordsVI : .keywordsEN)
        let words = keywords.isEmpty ? metadata.list(.keywordsVI) : keywords
        var members: JSONObject = [
            "type": .string(Self.resourceType), "title": .string(collection.title.text(in: language)),
        ]
        members["description"] = record.abstract.map { .string($0.text(in: language)) }
        if !words.isEmpty { members["keywords"] = .array(words.map(JSONValue.string)) }
        if let sector = record.sector {
            let concept: JSONValue = ["id": .string(sector.id), "title": .string(sector.title.text(in: language))]
            members["themes"] = [["concepts": [concept], "scheme": .string(links.url("/sectors"))]]
        }
        members["language"] = Self.language(language)
        members["languages"] = .array(Language.allCases.map(Self.language))
        members["resourceLanguages"] = .array(
            metadata.languages.compactMap { Language(rawValue: $0).map(Self.language) })
        if let identifier = metadata[.identifier] { members["externalIds"] = [Self.externalID(identifier)] }
        members["formats"] = .array(
            ExportFormat.allCases.map {
                ["name": .string($0.title), "mediaType": .string($0.mediaType.essence)]
            })
        members["contacts"] = [contact(record)]
        if let licence = metadata[.licence] { members["license"] = .string(Self.isSPDX(licence) ? licence : "other") }
        members["rights"] = rights(record).map(JSONValue.string)
        return members
    }

    private static func language(_ language: Language) -> JSONValue {
        switch language {
        case .vi: ["code": "vi", "name": "Tiếng Việt", "alternate": "Vietnamese"]
        case .en: ["code": "en", "name": "English"]
        }
    }

    /// `scheme:value` or `value`.
    private static func externalID(_ text: String) -> JSONValue {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return ["value": .string(text)] }
        return ["scheme": .string(parts[0]), "value": .string(parts[1])]
    }

    private func contact(_ record: MetadataRecord) -> JSONValue {
        let metadata = record.metadata
        var contact: JSONObject = [:]
        contact["name"] = metadata[.contactName].map(JSONValue.string)
        contact["position"] = metadata[.contactPosition].map(JSONValue.string)
        contact["organization"] = .string(record.owner?.text(in: language) ?? record.collection.sector)
        if let phone = metadata[.contactPhone] {
            if let number = Telephone.international(phone) {
                contact["phones"] = [["value": .string(number)]]
            } else {
                contact["contactInstructions"] = .string(phone)
            }
        }
        if let address = metadata[.contactEMail] { contact["emails"] = [["value": .string(address)]] }
        if let address = metadata[.contactAddress] {
            contact["addresses"] = [["deliveryPoint": [.string(address)], "country": "VN"]]
        }
        if let web = metadata[.contactWeb] {
            contact["links"] = [["href": .string(web), "rel": "about", "type": "text/html"]]
        }
        contact["roles"] = ["owner", "pointOfContact"]
        return .object(contact)
    }

    /// Everything about rights that is no licence of the SPDX list.
    private func rights(_ record: MetadataRecord) -> String? {
        let metadata = record.metadata
        let licence = metadata[.licence].flatMap { Self.isSPDX($0) ? nil : $0 }
        let texts = [
            licence, metadata.sharing?.label.text(in: language), record.restrictions?.text(in: language),
            metadata[.attribution],
        ].compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: " · ")
    }

    /// Licences of the SPDX list that data have.
    static func isSPDX(_ licence: String) -> Bool {
        [
            "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0",
            "CC-BY-NC-ND-4.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0",
        ].contains(licence)
    }

    /// `time` (OGC 20-004r1, 7.1.4): the period the data are valid in, else their day.
    private static func time(_ record: MetadataRecord) -> JSONValue {
        if let validity = record.validity {
            return ["interval": [.string(validity.from ?? ".."), .string(validity.to ?? "..")]]
        }
        return record.metadata[.referenceDate].map { ["date": .string($0)] } ?? .null
    }

    private static func geometry(_ envelope: Envelope?) -> JSONValue {
        guard let envelope else { return .null }
        let (west, south) = (JSONValue.real(envelope.minX), JSONValue.real(envelope.minY))
        let (east, north) = (JSONValue.real(envelope.maxX), JSONValue.real(envelope.maxY))
        if envelope.minX == envelope.maxX, envelope.minY == envelope.maxY {
            return ["type": "Point", "coordinates": [west, south]]
        }
        return [
            "type": "Polygon",
            "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
        ]
    }

    private func resourceLinks(_ record: MetadataRecord) -> [JSONValue] {
        let path = "/collections/\(record.collection.id)"
        var found = [
            .object(["href": .string(Self.profile), "rel": "profile"]),
            links.link("/catalog", rel: "collection", type: Self.catalogType, title: "Catalogue"),
            links.link(path, rel: "about", type: .json, title: record.collection.title.text(in: language)),
            links.link("\(path)/items", rel: "items", type: .geoJSON, title: "Features"),
            links.link("/tiles/\(record.collection.id).json", rel: "related", type: .json, title: "TileJSON"),
        ]
        found += ExportFormat.allCases.map { format in
            links.link(
                "\(path)/export?f=\(format.rawValue)", rel: "enclosure", type: format.mediaType, title: format.title)
        }
        if let licence = record.metadata[.licence] {
            if licence.hasPrefix("https://") || licence.hasPrefix("http://") {
                found.append(["href": .string(licence), "rel": "license"])
            } else if !Self.isSPDX(licence) {
                found.append(links.link("\(path)/metadata?f=html", rel: "license", type: .html, title: "Licence"))
            }
        }
        return found
    }
}

/// Telephone numbers as programs dial them.
enum Telephone {
    /// E.164: `0269 3824 404` is `+842693824404`; nil for numbers that cannot be dialled from abroad, such as 1022.
    static func international(_ text: String) -> String? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        if text.hasPrefix("+") { return digits.first == "0" || digits.count < 4 ? nil : "+\(digits)" }
        if digits.hasPrefix("00") { return digits.count > 5 ? "+\(digits.dropFirst(2))" : nil }
        return digits.hasPrefix("0") && digits.count > 5 ? "+84\(digits.dropFirst())" : nil
    }
}
