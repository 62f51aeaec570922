import GeoStore
import SimpleFeatures

/// gmd:DQ_DataQuality: figures of the data, and how each version came to be.
struct ISOQuality {
    let record: MetadataRecord

    var element: XMLTree {
        let scope = XMLTree(
            "gmd:scope", [:],
            [XMLTree("gmd:DQ_Scope", [:], [ISOElement.code("gmd:level", "MD_ScopeCode", "dataset")])])
        return XMLTree(
            "gmd:dataQualityInfo", [:],
            [XMLTree("gmd:DQ_DataQuality", [:], [scope] + reports + [lineage])])
    }

    private var reports: [XMLTree?] {
        let text = RecordText(record: record)
        let completeness = (record.survey?.completeness ?? []).map { column in
            report(
                "gmd:DQ_CompletenessOmission",
                measure: "Rate of missing values: \(column.property)",
                value: RecordText.decimal(1 - column.share), unit: "1")
        }
        guard let last = record.lastImport, let read = last.read, let rejected = last.rejected else {
            return completeness
        }
        return [
            report(
                "gmd:DQ_CompletenessOmission", measure: "Features of the source that were rejected",
                value: "\(rejected)", unit: "1")
        ] + completeness + [
            report(
                "gmd:DQ_TopologicalConsistency", measure: "Features whose geometry or values were repaired",
                value: "\(last.repaired ?? 0)", unit: "1"),
            last.accuracyInMetres.map { metres in
                report(
                    "gmd:DQ_AbsoluteExternalPositionalAccuracy",
                    measure: "Accuracy of the operation to WGS 84: \(last.operation ?? "")",
                    value: RecordText.decimal(metres), unit: "m")
            },
            conformance(read: read, rejected: rejected, explanation: text.quality),
        ]
    }

    private func report(_ element: String, measure: String, value: String, unit: String) -> XMLTree {
        let result = XMLTree(
            "gmd:DQ_QuantitativeResult", [:],
            [
                XMLTree("gmd:valueUnit", ["xlink:title": unit]),
                XMLTree(
                    "gmd:value", [:],
                    [XMLTree("gco:Record", [:], [XMLTree("gco:CharacterString", text: value)])]),
            ])
        return XMLTree(
            "gmd:report", [:],
            [
                XMLTree(
                    element, [:], [ISOElement.text("gmd:nameOfMeasure", measure), XMLTree("gmd:result", [:], [result])])
            ])
    }

    /// Whether every feature of the source came through the checks of the import.
    private func conformance(read: Int, rejected: Int, explanation: LocalizedText?) -> XMLTree {
        let specification = XMLTree(
            "gmd:specification", [:],
            [
                XMLTree(
                    "gmd:CI_Citation", [:],
                    [
                        ISOElement.text("gmd:title", "ISO 19125-1 (OGC 06-103r4), 6.1: simple features"),
                        ISOElement.date("2011-05-28", "publication"),
                    ])
            ])
        let result = XMLTree(
            "gmd:DQ_ConformanceResult", [:],
            [
                specification, ISOElement.text("gmd:explanation", explanation ?? LocalizedText(vi: "–", en: "–")),
                XMLTree("gmd:pass", [:], [XMLTree("gco:Boolean", text: rejected == 0 ? "true" : "false")]),
            ])
        return XMLTree(
            "gmd:report", [:],
            [XMLTree("gmd:DQ_ConceptualConsistency", [:], [XMLTree("gmd:result", [:], [result])])])
    }

    private var lineage: XMLTree {
        let text = RecordText(record: record)
        let steps = record.lineage.map { step in
            XMLTree(
                "gmd:processStep", [:],
                [
                    XMLTree(
                        "gmd:LI_ProcessStep", [:],
                        [
                            ISOElement.text("gmd:description", text.step(step)),
                            ISOElement.moment("gmd:dateTime", step.publishedAt), source(step),
                        ])
                ])
        }
        return XMLTree(
            "gmd:lineage", [:],
            [
                XMLTree(
                    "gmd:LI_Lineage", [:],
                    [ISOElement.text("gmd:statement", text.lineageStatement)] + steps)
            ])
    }

    private func source(_ step: LineageStep) -> XMLTree? {
        guard let source = step.source else { return nil }
        return XMLTree(
            "gmd:source", [:],
            [XMLTree("gmd:LI_Source", [:], [ISOElement.text("gmd:description", source)])])
    }
}
