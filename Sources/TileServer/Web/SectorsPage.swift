import GeoStore

/// The sectors as a table.
enum SectorsPage {
    static func page(_ inquiry: Inquiry, _ services: Services) -> Page {
        let language = inquiry.language
        func word(_ key: String) -> String { services.pages.word(key, language) }
        let catalog = inquiry.catalog
        let display = DisplayText(language: language)
        var sheet = Sheet(lead: word("sectorsLead"))
        sheet.tables = [
            Sheet.Table(
                title: word("sectors"),
                columns: [
                    Sheet.Cell(text: word("sector")), Sheet.Cell(text: word("code")),
                    Sheet.Cell(text: word("department")), Sheet.Cell(text: word("layers"), isAmount: true),
                ],
                rows: catalog.sectors.map { sector in
                    let count = catalog.collections.count { $0.sector == sector.id }
                    return [
                        Sheet.Cell(text: sector.title.text(in: language)), Sheet.Cell(text: sector.id, isCode: true),
                        Sheet.Cell(text: sector.department.text(in: language)),
                        Sheet.Cell(text: display.number(count), isAmount: true),
                    ]
                })
        ]
        return sheet.page(word("sectors"), breadcrumbs: services.homeCrumb(language))
    }
}
