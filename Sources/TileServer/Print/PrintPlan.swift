import MapSheet
import SimpleFeatures

/// Sheets laid out: what is to be drawn where, as values.
struct PrintPlan: Sendable {
    struct Page: Sendable {
        let texts: SheetTexts
        let layout: SheetLayout
        let window: SheetWindow
        let grids: [SheetGrid]
    }

    let order: PrintOrder
    let pages: [Page]
    /// Of the document.
    let title: String
    /// How much whoever asks sees of what is drawn: fingerprints by collection, empty for all of it.
    let views: [String: String]

    /// Whether somebody may wait for it: others are jobs.
    var isQuick: Bool { pages.count == 1 && [.a4, .a3].contains(order.paper.size) }

    var fileName: FileName {
        FileName(id: "map", title: title, fileExtension: order.format.rawValue)
    }
}
