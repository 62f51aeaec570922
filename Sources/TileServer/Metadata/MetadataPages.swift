import GeoStore
import Reprojection
import SimpleFeatures

/// The pages of the catalogue and of one record.
struct MetadataPages {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }
    private var suffix: String { "lang=\(language.rawValue)" }
    private func url(_ path: String) -> String { inquiry.links.url(path) }
    private func word(_ key: String) -> String { services.pages.word(key, language) }

    func catalog(
        _ records: [MetadataRecord], matched: Int, hasMore: Bool, parameters: CatalogParameters
    ) throws -> Page {
        let rows = records.map { record -> [String: Any] in
            let path = "/collections/\(record.collection.id)"
            var row: [String: Any] = [
                "recordTitle": record.collection.title.text(in: language), "recordID": record.collection.id.name,
                "recordURL": url("\(path)/metadata?f=html&\(suffix)"),
                "recordSector": record.sector?.title.text(in: language) ?? record.collection.sector,
                "recordColour": record.sector?.colour ?? "#666666",
                "recordUpdated": String(display.moment(record.updatedAt).prefix(10)),
            ]
            row["recordAbstract"] = record.abstract?.text(in: language)
            row["recordOwner"] = record.owner?.text(in: language)
            row["recordSharing"] = record.metadata.sharing?.label.text(in: language)
            return row
        }
        var context: [String: Any] = [
            "hasRecords": !rows.isEmpty, "records": rows, "matchedText": display.number(matched),
            "searchURL": url("/catalog/items"), "dcatURL": url("/catalog.jsonld"),
            "recordsURL": url("/catalog/items?f=json&\(suffix)"),
            "sortablesURL": url("/catalog/sortables?f=html&\(suffix)"),
            "collectionsURL": url("/collections?\(suffix)"),
        ]
        context["query"] = try inquiry.query.value("q")
        if hasMore {
            let next = inquiry.query.setting([("offset", "\(parameters.offset + parameters.limit)"), ("f", "html")])
            context["nextURL"] = url("/catalog/items?\(next)")
        }
        return Page(
            template: "catalog", title: word("catalogue"), breadcrumbs: services.homeCrumb(language), context: context)
    }

    func sortables() -> Page {
        Page(
            template: "schema", title: word("sortables"), breadcrumbs: catalogCrumbs,
            context: [
                "layerTitle": word("catalogue"),
                "properties": CatalogParameters.SortKey.allCases.map { key in
                    [
                        "propertyName": key.rawValue, "propertyTitle": key.rawValue,
                        "propertyType": display.propertyType(key == .updated ? .dateTime : .text),
                    ]
                },
            ])
    }

    private var catalogCrumbs: [(title: String, path: String)] {
        services.homeCrumb(language) + [(word("catalogue"), "/catalog")]
    }

    func record(_ record: MetadataRecord) -> Page {
        let collection = record.collection
        let path = "/collections/\(collection.id)"
        let text = RecordText(record: record)
        var context: [String: Any] = [
            "layerURL": url("\(path)?\(suffix)"), "groups": groups(record),
            "versions": record.lineage.map { step in
                [
                    "versionNumber": "\(step.version)", "versionDate": display.moment(step.publishedAt),
                    "versionText": text.step(step).text(in: language),
                ]
            },
            "hasVersions": !record.lineage.isEmpty, "isoURL": url("\(path)/metadata?f=iso19139"),
            "dcatURL": url("\(path)/metadata?f=dcat"), "recordURL": url("\(path)/metadata?f=json&\(suffix)"),
            "catalogURL": url("/catalog?f=html&\(suffix)"),
            "jsonLD": SchemaOrgDocument.embedded(
                SchemaOrgDocument(links: inquiry.links, language: language).dataset(record)),
        ]
        context["abstract"] = record.abstract?.text(in: language)
        context["qualityText"] = text.quality?.text(in: language)
        if let survey = record.survey {
            let titles = Dictionary(
                collection.schema.properties.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
            context["completeness"] = survey.completeness.map { column in
                [
                    "columnName": titles[column.property] ?? column.property,
                    "columnFilled": display.number(column.filled),
                    "columnShare": display.number(column.share * 100, decimals: 1) + " %",
                ]
            }
            context["hasCompleteness"] = !survey.completeness.isEmpty
        }
        context["communesText"] = text.communes?.text(in: language)
        return Page(
            template: "metadata", title: "\(word("metadata")): \(collection.title.text(in: language))",
            breadcrumbs: CollectionPages(inquiry: inquiry, services: services).crumbs(to: collection),
            context: context)
    }

    /// What the owner says, group by group; what is not said is not shown.
    private func groups(_ record: MetadataRecord) -> [[String: Any]] {
        let metadata = record.metadata
        let owner = language == .vi ? MetadataField.ownerVI : .ownerEN
        let identification: [(MetadataField, String?)] = [
            (language == .vi ? .keywordsVI : .keywordsEN, keywords(metadata)), (.identifier, metadata[.identifier]),
            (.referenceDate, day(metadata[.referenceDate])), (.validFrom, day(metadata[.validFrom])),
            (.validTo, day(metadata[.validTo])),
            (.frequency, metadata.frequency?.label.text(in: language)),
            (.scale, scales(metadata)), (.attribution, metadata[.attribution]),
        ]
        let responsible: [(MetadataField, String?)] = [
            (owner, record.owner?.text(in: language)), (.contactName, metadata[.contactName]),
            (.contactPosition, metadata[.contactPosition]), (.contactPhone, metadata[.contactPhone]),
            (.contactEMail, metadata[.contactEMail]), (.contactAddress, metadata[.contactAddress]),
            (.contactWeb, metadata[.contactWeb]),
        ]
        let rights: [(MetadataField, String?)] = [
            (.legalNumber, RecordText(record: record).legalBasis?.text(in: language)),
            (.sharing, metadata.sharing?.label.text(in: language)), (.licence, metadata[.licence]),
            (
                language == .vi ? .restrictionsVI : .restrictionsEN,
                record.restrictions?.text(in: language)
            ),
        ]
        return [
            group("metadataData", identification + [], extra: dataRows(record)),
            group("metadataOwner", responsible), group("metadataRights", rights),
        ]
    }

    private func group(
        _ title: String, _ rows: [(MetadataField, String?)], extra: [[String: String]] = []
    ) -> [String: Any] {
        let shown = rows.compactMap { field, value in value.map { ["label": label(field), "value": $0] } }
        return ["groupTitle": word(title), "rows": extra + shown, "hasRows": !(extra.isEmpty && shown.isEmpty)]
    }

    /// The language of a text is said by the page.
    private func label(_ field: MetadataField) -> String {
        let bare: MetadataField =
            switch field {
            case .keywordsVI, .keywordsEN: language == .vi ? .keywordsVI : .keywordsEN
            case .ownerVI, .ownerEN: language == .vi ? .ownerVI : .ownerEN
            case .restrictionsVI, .restrictionsEN: language == .vi ? .restrictionsVI : .restrictionsEN
            default: field
            }
        return bare.label.text(in: language)
    }

    private func dataRows(_ record: MetadataRecord) -> [[String: String]] {
        let collection = record.collection
        return [
            ["label": word("sector"), "value": record.sector?.title.text(in: language) ?? collection.sector],
            ["label": word("geometry"), "value": display.geometry(collection.schema.geometryType)],
            ["label": word("featureCount"), "value": display.number(collection.featureCount)],
            ["label": word("storageCRS"), "value": CollectionPages.describe(collection.storageCRS)],
            ["label": word("datasetVersion"), "value": collection.state.description],
            ["label": word("updated"), "value": display.moment(record.updatedAt)],
        ]
    }

    private func keywords(_ metadata: CollectionMetadata) -> String? {
        metadata.text(vi: .keywordsVI, en: .keywordsEN)?.text(in: language)
    }

    private func day(_ iso: String?) -> String? { iso.map(display.date) }

    private func scales(_ metadata: CollectionMetadata) -> String? {
        let scales = metadata.scaleDenominators
        return scales.isEmpty ? nil : scales.map { "1:" + display.number($0) }.joined(separator: ", ")
    }
}
