import GeoStore
import SimpleFeatures

/// A record as ISO 19139 XML (gmd:MD_Metadata, schemas of 2006-05-04). Elements stand in the order of the schema;
/// Vietnamese is the language of the record, English stands beside it (PT_FreeText).
struct ISO19139Document {
    static let mediaType = MediaType("application/xml", parameters: "; charset=utf-8")

    let record: MetadataRecord
    let links: LinkBuilder

    var collection: PublishedCollection { record.collection }
    var metadata: CollectionMetadata { record.metadata }
    private var path: String { "/collections/\(collection.id)" }

    var document: [UInt8] {
        XMLTree(
            "gmd:MD_Metadata",
            [
                "xmlns:gmd": "http://www.isotc211.org/2005/gmd", "xmlns:gco": "http://www.isotc211.org/2005/gco",
                "xmlns:gml": "http://www.opengis.net/gml", "xmlns:xlink": "http://www.w3.org/1999/xlink",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ],
            [
                ISOElement.text("gmd:fileIdentifier", links.url("\(path)/metadata")),
                ISOElement.language("vie"),
                ISOElement.characterSet(in: "gmd:characterSet"),
                ISOElement.code("gmd:hierarchyLevel", "MD_ScopeCode", "dataset"),
                party("gmd:contact", role: "pointOfContact"),
                ISOElement.moment("gmd:dateStamp", record.updatedAt),
                ISOElement.text("gmd:metadataStandardName", "ISO 19115:2003/19139"),
                ISOElement.text("gmd:metadataStandardVersion", "1.0"),
                XMLTree("gmd:dataSetURI", [:], [XMLTree("gco:CharacterString", text: links.url(path))]),
                locale,
                referenceSystem,
                identification,
                distribution,
                ISOQuality(record: record).element,
            ]
        ).document()
    }

    private var locale: XMLTree {
        XMLTree(
            "gmd:locale", [:],
            [
                XMLTree(
                    "gmd:PT_Locale", ["id": ISOElement.english],
                    [
                        ISOElement.code("gmd:languageCode", "LanguageCode", "eng"),
                        ISOElement.characterSet(in: "gmd:characterEncoding"),
                    ])
            ])
    }

    private var referenceSystem: XMLTree {
        XMLTree(
            "gmd:referenceSystemInfo", [:],
            [
                XMLTree(
                    "gmd:MD_ReferenceSystem", [:],
                    [
                        XMLTree(
                            "gmd:referenceSystemIdentifier", [:],
                            [
                                XMLTree(
                                    "gmd:RS_Identifier", [:],
                                    [ISOElement.text("gmd:code", collection.storageCRS.uri)])
                            ])
                    ])
            ])
    }

    /// Who answers for the data.
    func party(_ name: String, role: String) -> XMLTree {
        let address = [
            ISOElement.text("gmd:deliveryPoint", metadata[.contactAddress]),
            ISOElement.text("gmd:electronicMailAddress", metadata[.contactEMail]),
        ].compactMap { $0 }
        let contact = [
            metadata[.contactPhone].map { phone in
                XMLTree("gmd:phone", [:], [XMLTree("gmd:CI_Telephone", [:], [ISOElement.text("gmd:voice", phone)])])
            },
            address.isEmpty ? nil : XMLTree("gmd:address", [:], [XMLTree("gmd:CI_Address", [:], address)]),
            metadata[.contactWeb].map { ISOElement.online("gmd:onlineResource", url: $0) },
        ].compactMap { $0 }
        return XMLTree(
            name, [:],
            [
                XMLTree(
                    "gmd:CI_ResponsibleParty", [:],
                    [
                        ISOElement.text("gmd:individualName", metadata[.contactName]),
                        ISOElement.text(
                            "gmd:organisationName",
                            record.owner ?? LocalizedText(vi: collection.sector, en: collection.sector)),
                        ISOElement.text("gmd:positionName", metadata[.contactPosition]),
                        contact.isEmpty
                            ? nil : XMLTree("gmd:contactInfo", [:], [XMLTree("gmd:CI_Contact", [:], contact)]),
                        ISOElement.code("gmd:role", "CI_RoleCode", role),
                    ])
            ])
    }

    private var distribution: XMLTree {
        let formats = ExportFormat.allCases.map { format in
            XMLTree(
                "gmd:distributionFormat", [:],
                [
                    XMLTree(
                        "gmd:MD_Format", [:],
                        [
                            ISOElement.text("gmd:name", format.title),
                            XMLTree("gmd:version", ["gco:nilReason": "inapplicable"]),
                        ])
                ])
        }
        let files = ExportFormat.allCases.map { format in
            ISOElement.online(
                "gmd:onLine", url: links.url("\(path)/export?f=\(format.rawValue)"), protocol: "WWW:DOWNLOAD",
                name: format.title, function: "download")
        }
        let services = [
            ISOElement.online(
                "gmd:onLine", url: links.url("\(path)/items"), protocol: "OGC API - Features", name: "OGC API Features",
                function: "download"),
            ISOElement.online(
                "gmd:onLine", url: links.url("/tiles/\(collection.id).json"), protocol: "TileJSON", name: "TileJSON",
                function: "download"),
            ISOElement.online(
                "gmd:onLine", url: links.url("\(path)?f=html"), protocol: "WWW:LINK", name: collection.title.vi,
                function: "information"),
        ]
        return XMLTree(
            "gmd:distributionInfo", [:],
            [
                XMLTree(
                    "gmd:MD_Distribution", [:],
                    formats + [
                        XMLTree(
                            "gmd:transferOptions", [:],
                            [XMLTree("gmd:MD_DigitalTransferOptions", [:], services + files)])
                    ])
            ])
    }
}
