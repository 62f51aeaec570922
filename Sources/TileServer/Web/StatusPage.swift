import GeoStore
import SimpleFeatures

/// The page of `/status`.
struct StatusPage {
    let inquiry: Inquiry
    let services: Services

    private var language: Language { inquiry.language }
    private var display: DisplayText { DisplayText(language: language) }

    func page(_ status: DataStatus) -> Page {
        let suffix = "?lang=\(language.rawValue)"
        let rows = status.records.map { record -> [String: Any] in
            let collection = record.collection
            let path = "/collections/\(collection.id)"
            let last = record.lastImport
            var row: [String: Any] = [
                "layerTitle": collection.title.text(in: language),
                "layerURL": inquiry.links.url("\(path)\(suffix)"),
                "layerSector": record.sector?.title.text(in: language) ?? collection.sector,
                "layerColour": record.sector?.colour ?? "#666666",
                "layerCount": display.number(collection.featureCount),
                "layerUpdated": display.moment(collection.updatedAt),
                "layerVersion": "\(collection.state.version)",
                "metadataURL": inquiry.links.url("\(path)/metadata?f=html&lang=\(language.rawValue)"),
                "hasRejected": (last?.rejected ?? 0) > 0,
            ]
            row["layerSource"] = last?.source
            row["layerRepaired"] = last?.repaired.map(display.number)
            row["layerRejected"] = last?.rejected.map(display.number)
            row["layerChanges"] = (record.lineage.first?.changes).map(changes)
            return row
        }
        return Page(
            template: "status", title: services.pages.word("status", language),
            breadcrumbs: services.homeCrumb(language),
            context: [
                "hasData": !rows.isEmpty, "collections": rows, "layerTotal": display.number(status.records.count),
                "featureTotal": display.number(status.features), "rejectedTotal": display.number(status.rejected),
            ])
    }

    /// +5 ~4 −3: what came, changed and went.
    private func changes(_ changes: VersionChanges) -> String {
        guard !changes.isEmpty else { return "0" }
        let parts = [("+", changes.added), ("~", changes.changed), ("−", changes.removed)].filter { $0.1 > 0 }
        return parts.map { "\($0.0)\(display.number($0.1))" }.joined(separator: " ")
    }
}
