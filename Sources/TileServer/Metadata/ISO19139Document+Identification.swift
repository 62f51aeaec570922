import GeoStore
import SimpleFeatures

/// gmd:MD_DataIdentification: what the data are, and who may do what with them.
extension ISO19139Document {
    var identification: XMLTree {
        let members: [XMLTree?] =
            [
                citation,
                ISOElement.text("gmd:abstract", record.abstract ?? collection.title),
                ISOElement.text("gmd:credit", metadata[.attribution]),
                ISOElement.code(
                    "gmd:status", "MD_ProgressCode", metadata.frequency == .notPlanned ? "completed" : "onGoing"),
                party("gmd:pointOfContact", role: "owner"),
                maintenance,
            ] + keywords + constraints + [
                ISOElement.code("gmd:spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "vector")
            ] + metadata.scaleDenominators.map(scale)
            + metadata.languages.map { ISOElement.language($0 == "en" ? "eng" : "vie") } + [
                ISOElement.characterSet(in: "gmd:characterSet"), topic, extent,
            ]
        return XMLTree("gmd:identificationInfo", [:], [XMLTree("gmd:MD_DataIdentification", [:], members)])
    }

    private var citation: XMLTree {
        let identifier = metadata[.identifier] ?? collection.id.name
        let dates = [
            metadata[.referenceDate].map { ISOElement.date($0, "creation") },
            record.createdAt.map { ISOElement.date($0, "publication") },
            ISOElement.date(collection.updatedAt, "revision"),
        ]
        return XMLTree(
            "gmd:citation", [:],
            [
                XMLTree(
                    "gmd:CI_Citation", [:],
                    [ISOElement.text("gmd:title", collection.title)] + dates + [
                        ISOElement.text("gmd:edition", collection.state.description),
                        XMLTree(
                            "gmd:identifier", [:],
                            [XMLTree("gmd:MD_Identifier", [:], [ISOElement.text("gmd:code", identifier)])]),
                        ISOElement.text("gmd:otherCitationDetails", legalBasis),
                    ])
            ])
    }

    /// `Quyết định số 12/2025/QĐ-UBND ngày 01/07/2025 của UBND tỉnh Gia Lai`.
    private var legalBasis: LocalizedText? {
        RecordText(record: record).legalBasis
    }

    private var maintenance: XMLTree? {
        metadata.frequency.map { frequency in
            XMLTree(
                "gmd:resourceMaintenance", [:],
                [
                    XMLTree(
                        "gmd:MD_MaintenanceInformation", [:],
                        [
                            ISOElement.code(
                                "gmd:maintenanceAndUpdateFrequency", "MD_MaintenanceFrequencyCode", frequency.rawValue)
                        ])
                ])
        }
    }

    /// Vietnamese keywords, English ones, and the sector.
    private var keywords: [XMLTree?] {
        let theme = record.sector.map { sector in group([sector.title], type: "theme") }
        let communes = record.survey?.communes ?? []
        let places = communes.map { LocalizedText(vi: $0.title, en: $0.title) }
        return [
            group(metadata.list(.keywordsVI).map { LocalizedText(vi: $0, en: $0) }, type: "theme"),
            group(metadata.list(.keywordsEN).map { LocalizedText(vi: $0, en: $0) }, type: "theme"),
            theme ?? nil, group(places, type: "place"),
        ]
    }

    private func group(_ words: [LocalizedText], type: String) -> XMLTree? {
        guard !words.isEmpty else { return nil }
        return XMLTree(
            "gmd:descriptiveKeywords", [:],
            [
                XMLTree(
                    "gmd:MD_Keywords", [:],
                    words.map { ISOElement.text("gmd:keyword", $0) }
                        + [ISOElement.code("gmd:type", "MD_KeywordTypeCode", type)])
            ])
    }

    private var constraints: [XMLTree?] {
        let access: String? =
            switch metadata.sharing {
            case .restricted: "restricted"
            case .open, .shared, nil: metadata.sharing == nil ? nil : "otherRestrictions"
            }
        let legal: [XMLTree?] =
            [
                ISOElement.text("gmd:useLimitation", record.restrictions),
                access.map { ISOElement.code("gmd:accessConstraints", "MD_RestrictionCode", $0) },
                metadata[.licence].map { _ in ISOElement.code("gmd:useConstraints", "MD_RestrictionCode", "license") },
                ISOElement.text("gmd:otherConstraints", metadata.sharing?.label),
                ISOElement.text("gmd:otherConstraints", metadata[.licence]),
                ISOElement.text("gmd:otherConstraints", legalBasis),
            ]
        guard legal.contains(where: { $0 != nil }) else { return [] }
        return [XMLTree("gmd:resourceConstraints", [:], [XMLTree("gmd:MD_LegalConstraints", [:], legal)])]
    }

    private func scale(_ denominator: Int) -> XMLTree {
        let fraction = XMLTree(
            "gmd:MD_RepresentativeFraction", [:],
            [XMLTree("gmd:denominator", [:], [XMLTree("gco:Integer", text: "\(denominator)")])])
        return XMLTree(
            "gmd:spatialResolution", [:],
            [XMLTree("gmd:MD_Resolution", [:], [XMLTree("gmd:equivalentScale", [:], [fraction])])])
    }

    private var topic: XMLTree? {
        RecordText.topic(ofSector: collection.sector).map { topic in
            XMLTree("gmd:topicCategory", [:], [XMLTree("gmd:MD_TopicCategoryCode", text: topic)])
        }
    }

    private var extent: XMLTree? {
        let box = collection.envelope.map { envelope in
            XMLTree(
                "gmd:geographicElement", [:],
                [
                    XMLTree(
                        "gmd:EX_GeographicBoundingBox", [:],
                        [
                            ISOElement.decimal("gmd:westBoundLongitude", envelope.minX),
                            ISOElement.decimal("gmd:eastBoundLongitude", envelope.maxX),
                            ISOElement.decimal("gmd:southBoundLatitude", envelope.minY),
                            ISOElement.decimal("gmd:northBoundLatitude", envelope.maxY),
                        ])
                ])
        }
        let description = RecordText(record: record).communes.map { ISOElement.text("gmd:description", $0) }
        let members = [description ?? nil, box, period].compactMap { $0 }
        guard !members.isEmpty else { return nil }
        return XMLTree("gmd:extent", [:], [XMLTree("gmd:EX_Extent", [:], members)])
    }

    private var period: XMLTree? {
        guard let validity = record.validity else { return nil }
        func end(_ name: String, _ day: String?) -> XMLTree {
            day.map { XMLTree(name, text: $0) } ?? XMLTree(name, ["indeterminatePosition": "unknown"])
        }
        let period = XMLTree(
            "gml:TimePeriod", ["gml:id": "validity"],
            [end("gml:beginPosition", validity.from), end("gml:endPosition", validity.to)])
        return XMLTree(
            "gmd:temporalElement", [:],
            [XMLTree("gmd:EX_TemporalExtent", [:], [XMLTree("gmd:extent", [:], [period])])])
    }
}
