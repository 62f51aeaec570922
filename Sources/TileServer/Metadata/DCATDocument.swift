import GeoStore
import SimpleFeatures

/// Records as DCAT 3 in JSON-LD (W3C Recommendation, 22 August 2024), with the properties that DCAT-AP portals read. The
/// context stands in the document: nothing is fetched to understand it.
struct DCATDocument {
    static let mediaType = MediaType("application/ld+json")
    private static let authority = "http://publications.europa.eu/resource/authority"

    let links: LinkBuilder

    private static let context: JSONValue = [
        "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#",
        "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "gsp": "http://www.opengis.net/ont/geosparql#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "dcatap": "http://data.europa.eu/r5r/", "eli": "http://data.europa.eu/eli/ontology#",
        "prov": "http://www.w3.org/ns/prov#",
    ]

    func dataset(_ record: MetadataRecord) -> JSONValue {
        var document: JSONObject = ["@context": Self.context]
        for member in node(record).members { document[member.key] = member.value }
        return .object(document)
    }

    func catalog(_ records: [MetadataRecord], title: String, description: LocalizedText) -> JSONValue {
        [
            "@context": Self.context, "@id": .string(links.url("/catalog")), "@type": "dcat:Catalog",
            "dct:title": ["@value": .string(title), "@language": "vi"], "dct:description": Self.text(description),
            "foaf:homepage": Self.reference(links.url("/")), "dct:language": .array(["vi", "en"].map(Self.language)),
            "dcat:themeTaxonomy": Self.reference(links.url("/sectors")),
            "dcat:service": service(records), "dcat:dataset": .array(records.map { .object(node($0)) }),
        ]
    }

    private func service(_ records: [MetadataRecord]) -> JSONValue {
        [
            "@id": .string(links.url("/")), "@type": "dcat:DataService", "dct:title": "OGC API",
            "dcat:endpointURL": Self.reference(links.url("/")),
            "dcat:endpointDescription": Self.reference(links.url("/api")),
            "dct:conformsTo": Self.reference("http://www.opengis.net/doc/IS/ogcapi-features-1/1.0"),
            "dcat:servesDataset": .array(records.map { Self.reference(address(of: $0)) }),
        ]
    }

    private func address(of record: MetadataRecord) -> String { links.url("/collections/\(record.collection.id)") }

    private func node(_ record: MetadataRecord) -> JSONObject {
        let (collection, metadata) = (record.collection, record.metadata)
        var node: JSONObject = [
            "@id": .string(address(of: record)), "@type": "dcat:Dataset",
            "dct:identifier": .string(metadata[.identifier] ?? collection.id.name),
            "dct:title": Self.text(collection.title),
            "dct:description": Self.text(record.abstract ?? collection.title),
        ]
        let keywords =
            metadata.list(.keywordsVI).map { Self.tagged($0, "vi") }
            + metadata.list(.keywordsEN).map { Self.tagged($0, "en") }
        if !keywords.isEmpty { node["dcat:keyword"] = .array(keywords) }
        node["dcat:theme"] = record.sector.map { sector in
            [
                "@id": .string(links.url("/sectors") + "#\(sector.id)"), "@type": "skos:Concept",
                "skos:prefLabel": Self.text(sector.title),
            ]
        }
        node["dct:publisher"] = record.owner.map { ["@type": "foaf:Organization", "foaf:name": Self.text($0)] }
        node["dcat:contactPoint"] = contact(record)
        node["dct:issued"] = record.createdAt.map(Self.moment)
        node["dct:modified"] = Self.moment(record.updatedAt)
        node["dct:created"] = metadata[.referenceDate].map(Self.day)
        node["dcat:version"] = .string(collection.state.description)
        node["dct:language"] = .array(metadata.languages.map(Self.language))
        node["dct:accrualPeriodicity"] = metadata.frequency.flatMap(Self.frequency).map {
            Self.reference("\(Self.authority)/frequency/\($0)")
        }
        node["dct:accessRights"] = metadata.sharing.map {
            Self.reference("\(Self.authority)/access-right/\(Self.accessRight($0))")
        }
        node["dct:license"] = licence(record)
        node["dct:rights"] = record.restrictions.map {
            ["@type": "dct:RightsStatement", "rdfs:label": Self.text($0)]
        }
        node["dcatap:applicableLegislation"] = RecordText(record: record).legalBasis.map {
            ["@type": "eli:LegalResource", "eli:title": Self.text($0)]
        }
        node["dct:spatial"] = collection.envelope.map(Self.location)
        node["dct:temporal"] = record.validity.map(Self.period)
        node["dct:conformsTo"] = Self.reference(collection.storageCRS.uri)
        if !record.lineage.isEmpty {
            node["dct:provenance"] = .array(
                record.lineage.map {
                    [
                        "@type": "dct:ProvenanceStatement",
                        "rdfs:label": Self.text(RecordText(record: record).step($0)),
                    ]
                })
        }
        node["dcat:landingPage"] = Self.reference(address(of: record) + "?f=html")
        node["dcat:distribution"] = .array(distributions(record))
        return node
    }

    private func contact(_ record: MetadataRecord) -> JSONValue? {
        let metadata = record.metadata
        guard let name = metadata[.contactName] ?? record.owner?.vi else { return nil }
        var contact: JSONObject = ["@type": "vcard:Kind", "vcard:fn": .string(name)]
        contact["vcard:hasEmail"] = metadata[.contactEMail].map {
            Self.reference("mailto:\(QueryParameters.encode($0).replacing("%40", with: "@"))")
        }
        contact["vcard:hasTelephone"] = metadata[.contactPhone].flatMap(Telephone.international).map {
            Self.reference("tel:\($0)")
        }
        contact["vcard:hasURL"] = metadata[.contactWeb].map(Self.reference)
        contact["vcard:street-address"] = metadata[.contactAddress].map(JSONValue.string)
        return .object(contact)
    }

    private func licence(_ record: MetadataRecord) -> JSONValue? {
        guard let licence = record.metadata[.licence] else { return nil }
        if licence.hasPrefix("http://") || licence.hasPrefix("https://") { return Self.reference(licence) }
        if RecordDocument.isSPDX(licence) { return Self.reference("http://spdx.org/licenses/\(licence)") }
        return ["@type": "dct:LicenseDocument", "rdfs:label": Self.tagged(licence, "vi")]
    }

    private func distributions(_ record: MetadataRecord) -> [JSONValue] {
        ExportFormat.allCases.map { format in
            let address = address(of: record) + "/export?f=\(format.rawValue)"
            var distribution: JSONObject = [
                "@id": .string(address), "@type": "dcat:Distribution", "dct:title": .string(format.title),
                "dcat:accessURL": Self.reference(address), "dcat:downloadURL": Self.reference(address),
                "dcat:mediaType": Self.reference(
                    "https://www.iana.org/assignments/media-types/\(format.mediaType.essence)"),
                "dcat:accessService": Self.reference(links.url("/")),
            ]
            distribution["dct:license"] = licence(record)
            return .object(distribution)
        }
    }

    private static func reference(_ address: String) -> JSONValue { ["@id": .string(address)] }
    private static func tagged(_ text: String, _ language: String) -> JSONValue {
        ["@value": .string(text), "@language": .string(language)]
    }
    private static func text(_ text: LocalizedText) -> JSONValue {
        text.vi == text.en ? tagged(text.vi, "vi") : [tagged(text.vi, "vi"), tagged(text.en, "en")]
    }
    private static func moment(_ iso: String) -> JSONValue { ["@value": .string(iso), "@type": "xsd:dateTime"] }
    private static func day(_ iso: String) -> JSONValue { ["@value": .string(iso), "@type": "xsd:date"] }
    private static func language(_ code: String) -> JSONValue {
        reference("\(authority)/language/\(code == "en" ? "ENG" : "VIE")")
    }

    private static func location(_ envelope: Envelope) -> JSONValue {
        func corner(_ x: Double, _ y: Double) -> String { "\(x) \(y)" }
        let ring = [
            corner(envelope.minX, envelope.minY), corner(envelope.maxX, envelope.minY),
            corner(envelope.maxX, envelope.maxY), corner(envelope.minX, envelope.maxY),
            corner(envelope.minX, envelope.minY),
        ].joined(separator: ", ")
        return [
            "@type": "dct:Location",
            "dcat:bbox": ["@value": .string("POLYGON((\(ring)))"), "@type": "gsp:wktLiteral"],
        ]
    }

    private static func period(_ validity: (from: String?, to: String?)) -> JSONValue {
        var period: JSONObject = ["@type": "dct:PeriodOfTime"]
        period["dcat:startDate"] = validity.from.map(day)
        period["dcat:endDate"] = validity.to.map(day)
        return .object(period)
    }

    /// The EU vocabulary that DCAT portals know; nil for what it lacks.
    private static func frequency(_ frequency: UpdateFrequency) -> String? {
        switch frequency {
        case .continual: "CONT"
        case .daily: "DAILY"
        case .weekly: "WEEKLY"
        case .fortnightly: "BIWEEKLY"
        case .monthly: "MONTHLY"
        case .quarterly: "QUARTERLY"
        case .biannually: "ANNUAL_2"
        case .annually: "ANNUAL"
        case .asNeeded: "AS_NEEDED"
        case .irregular: "IRREG"
        case .notPlanned: "NOT_PLANNED"
        case .unknown: "UNKNOWN"
        }
    }

    private static func accessRight(_ sharing: SharingLevel) -> String {
        switch sharing {
        case .open: "PUBLIC"
        case .shared: "RESTRICTED"
        case .restricted: "NON_PUBLIC"
        }
    }
}
