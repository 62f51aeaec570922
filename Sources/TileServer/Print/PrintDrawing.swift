import Foundation
import GeoStore
import MapRender
import MapSheet

/// Draws the sheets of a plan, one after the other.
///
/// Canvas and shaper go from thread to thread; whoever awaits a step is the only one that has them.
final class PrintDrawing: @unchecked Sendable {
    /// Of a PNG: its surface, its copy and its bytes are some 500 MB then.
    static let mostPixels = 40_000_000

    private let plan: PrintPlan
    private let services: PrintService.Parts
    private let catalog: Catalog
    private var canvas: Canvas?
    private var typesetter: Typesetter?

    init(_ plan: PrintPlan, _ services: PrintService.Parts, catalog: Catalog) {
        self.plan = plan
        self.services = services
        self.catalog = catalog
    }

    /// - Parameter onPage: told how many are done.
    /// - Throws: `CancellationError`, `MapRenderError`, and what drawing maps throws.
    func bytes(onPage: @Sendable (Int) -> Void = { _ in }) async throws -> [UInt8] {
        for (index, page) in plan.pages.enumerated() {
            try Task.checkCancellation()
            let canvas = try await begin(page, number: index + 1)
            try await services.maps.draw(
                plan.map(of: page), on: canvas.value, in: page.layout.map.canvas, catalog: catalog)
            try Task.checkCancellation()
            try await services.printers.run { try self.drawing(of: page, on: canvas.value).drawOverMap() }
            onPage(index + 1)
        }
        return try await services.printers.run { try self.finished() }
    }

    /// A canvas on its way between threads.
    private struct Carried: @unchecked Sendable {
        let value: Canvas
    }

    private func begin(_ page: PrintPlan.Page, number: Int) async throws -> Carried {
        try await services.printers.run {
            let canvas: Canvas
            if let known = self.canvas {
                canvas = known
                try canvas.newPage()
            } else {
                canvas = try self.newCanvas()
                self.canvas = canvas
                self.typesetter = try Typesetter(self.services.fonts)
            }
            if self.plan.pages.count > 1 {
                try canvas.addBookmark(page.texts.subtitle ?? page.texts.title, toPage: number)
            }
            try self.drawing(of: page, on: canvas).drawBelowMap()
            return Carried(value: canvas)
        }
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
        case .png: return try Canvas.pixels(width: width, height: height, scale: plan.order.dotsPerInch / 96)
        }
    }

    private func drawing(of page: PrintPlan.Page, on canvas: Canvas) throws -> SheetDrawing {
        let typesetter = try self.typesetter ?? Typesetter(services.fonts)
        let logo = plan.order.hasLogo ? try services.logo?.drawable() : nil
        return try SheetDrawing(
            page.layout, SheetContent(page.texts, logo: logo), MapPlane(page.window.crs), page.window, page.grids,
            typesetter, on: canvas)
    }

    private func finished() throws -> [UInt8] {
        guard let canvas else { return [] }
        switch plan.order.format {
        case .pdf, .svg: return try canvas.finish()
        case .png: return try PNGEncoder.encode(canvas.image(), dotsPerInch: plan.order.dotsPerInch)
        }
    }
}
