import Foundation
import GeoStore
import MapRender
import MapSheet

/// Draws the sheets of a plan, one after the other.
///
/// Its canvas goes from thread to thread; whoever awaits a step is the only one that has it.
final class PrintDrawing: @unchecked Sendable {
    /// Of a PNG: its surface, its copy and its bytes are some 500 MB then.
    static let mostPixels = 40_000_000

    private let plan: PrintPlan
    private let services: PrintService.Parts
    private let catalog: Catalog
    private var canvas: Canvas?

    init(_ plan: PrintPlan, _ services: PrintService.Parts, catalog: Catalog) {
        self.plan = plan
        self.services = services
        self.catalog = catalog
    }

    /// - Parameter onPage: told how many are done.
    /// - Throws: `CancellationError`, `MapRenderError`, and what drawing maps throws.
    func bytes(onPage: @Sendable (Int) -> Void = { _ in }) async throws -> [UInt8] {
        let style = try await services.maps.styles.style(plan.order.content, in: catalog)
        for (index, page) in plan.pages.enumerated() {
            try Task.checkCancellation()
            // Page by page: sheets of others come between.
            try await services.maps.document { [self] artist in
                try draw(page, number: index + 1, style, with: &artist)
            }
            onPage(index + 1)
        }
        try Task.checkCancellation()
        return try await services.printers.run { [self] in try finished() }
    }

    private func draw(
        _ page: PrintPlan.Page, number: Int, _ style: MapStyle, with artist: inout MapArtist
    ) throws {
        let canvas = try self.canvas ?? newCanvas()
        if self.canvas != nil { try canvas.newPage() }
        self.canvas = canvas
        if plan.pages.count > 1 {
            try canvas.addBookmark(page.texts.subtitle ?? page.texts.title, toPage: number)
        }
        let typesetter = try Typesetter(services.fonts.library)
        let drawing = try SheetDrawing(
            page.layout, PrintPlan.content(page.texts, page.legend, of: plan.order, services.logo, typesetter),
            MapPlane(page.window.crs), page.window, page.grids, typesetter, on: canvas)
        try drawing.drawBelowMap()
        try services.maps.draw(
            style, page.window.envelope, on: canvas, in: page.layout.map.canvas, with: &artist)
        try drawing.drawOverMap()
    }

    private func newCanvas() throws(MapRenderError) -> Canvas {
        let paper = plan.order.paper
        let (width, height) = (paper.width * Paper.pixelsPerMillimetre, paper.height * Paper.pixelsPerMillimetre)
        switch plan.order.format {
        case .pdf:
            return try Canvas.pdf(
                width: width, height: height,
                Canvas.Information(title: plan.title, created: Date().formatted(.iso8601)),
                dotsPerInch: plan.order.dotsPerInch)
        case .svg: return try Canvas.svg(width: width, height: height)
        case .png:
            let scale = plan.order.dotsPerInch / 96
            return try Canvas(
                pixelWidth: Int((width * scale).rounded()), pixelHeight: Int((height * scale).rounded()), scale: scale)
        }
    }

    private func finished() throws -> [UInt8] {
        guard let canvas else { return [] }
        switch plan.order.format {
        case .pdf, .svg: return try canvas.finish()
        case .png: return try PNGEncoder.encode(canvas.image(), dotsPerInch: plan.order.dotsPerInch)
        }
    }
}
