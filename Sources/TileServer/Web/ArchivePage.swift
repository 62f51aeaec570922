import TileArchive

/// The tile archives as a table.
enum ArchivePage {
    static func page(_ archives: [ServedArchive], _ inquiry: Inquiry, _ services: Services) -> Page {
        func word(_ key: String) -> String { services.pages.word(key, inquiry.language) }
        var sheet = Sheet(lead: word(archives.isEmpty ? "noArchives" : "archivesLead"))
        let rows = archives.map { archive in
            let path = ArchiveDocument.path(archive)
            let zooms = archive.reader.metadata.zooms
            return [
                Sheet.Cell(text: archive.reader.metadata.name), Sheet.Cell(text: archive.name, isCode: true),
                Sheet.Cell(text: archive.reader.metadata.kind.rawValue),
                Sheet.Cell(text: "\(zooms.lowerBound)–\(zooms.upperBound)"),
                Sheet.Cell(text: "TileJSON", url: inquiry.links.url("\(path).json")),
                archive.format == .pmtiles
                    ? Sheet.Cell(text: "PMTiles", url: inquiry.links.url("\(path).pmtiles"))
                    : Sheet.Cell(text: archive.format.rawValue),
            ]
        }
        if !rows.isEmpty {
            let columns = ["layerName", "code", "type", "zooms", "tileAddress", "wholeFile"]
            sheet.tables = [
                Sheet.Table(
                    title: word("archives"), columns: columns.map { Sheet.Cell(text: word($0)) }, rows: rows)
            ]
        }
        return sheet.page(word("archives"), breadcrumbs: services.homeCrumb(inquiry.language))
    }
}
