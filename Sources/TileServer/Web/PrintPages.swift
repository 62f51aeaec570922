import GeoStore
import MapSheet
import SimpleFeatures

/// The form with which a person orders a sheet.
struct PrintPages {
    let inquiry: Inquiry
    let services: Services

    private static let scales = [1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000]
    private static let openingScale = 25_000

    var form: Page {
        let language = inquiry.language
        let home = services.configuration.homeBounds.centre
        let display = DisplayText(language: .en)
        let centre = [home.x, home.y].map { display.number($0, decimals: 4) }.joined(separator: ", ")
        func option(_ value: String, _ title: String, isChosen: Bool = false) -> [String: Any] {
            ["optionValue": value, "optionTitle": title, "isChosen": isChosen]
        }
        let scales = Self.scales.map { scale in
            option("\(scale)", MapScale(denominator: Double(scale))?.text ?? "", isChosen: scale == Self.openingScale)
        }
        let styles = services.styles.ids.map { id in
            option(id, services.styles.styles.first { $0.id == id }?.title(in: language) ?? id)
        }
        return Page(
            template: "print", title: services.pages.word("print", language),
            breadcrumbs: services.homeCrumb(language),
            context: [
                "printURL": inquiry.links.url("/print?lang=\(language.rawValue)"), "lang": language.rawValue,
                "center": centre,
                "styles": styles, "scales": scales,
                "papers": Paper.Size.allCases.map { option($0.rawValue, $0.rawValue) },
                "formats": PrintFormat.allCases.map { option($0.rawValue, $0.title) },
            ])
    }
}
