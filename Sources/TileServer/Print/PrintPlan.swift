import MapSheet
import SimpleFeatures

/// Sheets laid out: what is to be drawn where, as values.
struct PrintPlan: Sendable {
    struct Page: Sendable {
        let subject: Subject
        let texts: SheetTexts
        let layout: SheetLayout
        let window: SheetWindow
        let grids: [SheetGrid]
        let legend: Legend?
    }

    /// What a page shows besides what all do.
    struct Subject: Sendable {
        var subtitle: String?
        let centre: Coordinate
        /// In CRS84; nil where a scale is given.
        var box: Envelope?
        var scale: MapScale?
    }

    let order: PrintOrder
    var pages: [Page]
    /// Of the document.
    let title: String
    /// How much whoever asks sees of what is drawn: fingerprints by collection, empty for all of it.
    let views: [String: String]

    /// What a sheet consists of, for the thread of a typesetter.
    /// - Throws: `MapRenderError` for a logo that cannot be drawn.
    static func content(
        _ texts: SheetTexts, _ legend: Legend?, of order: PrintOrder, _ logo: PrintLogo?, _ typesetter: Typesetter
    ) throws -> SheetContent {
        let legend = legend.map { legend in
            PrintLegend(
                legend: legend, language: order.language == .vi ? .vi : .en, paper: order.paper,
                shaper: typesetter.shaper)
        }
        return SheetContent(texts, legend: legend, logo: order.hasLogo ? try logo?.drawable() : nil)
    }

    /// Whether somebody may wait for it: others are jobs.
    var isQuick: Bool { pages.count == 1 && [.a4, .a3].contains(order.paper.size) }

    var fileName: FileName {
        FileName(id: "map", title: title, fileExtension: order.format.rawValue)
    }
}
