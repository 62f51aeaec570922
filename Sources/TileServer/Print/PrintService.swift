import Foundation
import GeoStore
import MapRender
import MapSheet
import NIOCore
import NIOPosix
import SimpleFeatures

/// Makes sheets: at once where somebody may wait for them, else as jobs.
final class PrintService: Sendable {
    /// What sheets are made with.
    struct Parts: Sendable {
        let store: Store
        let maps: MapService
        let legends: LegendService
        let styles: StyleLibrary
        let units: UnitDirectory
        let fonts: FontService
        let logo: PrintLogo?
        /// Of a sheet that has none of its own.
        let title: String
        /// Threads of their own, so that tiles do not wait behind a poster.
        let printers: ThreadPoolExecutor
    }

    let parts: Parts
    private let gate: WorkGate?
    private let jobs: ExportJobs
    private let seconds: Int

    /// - Parameter seconds: that a sheet which is waited for may take.
    init(_ parts: Parts, gate: WorkGate?, jobs: ExportJobs, seconds: Int) {
        self.parts = parts
        self.gate = gate
        self.jobs = jobs
        self.seconds = seconds
    }

    /// - Throws: `ParameterError`, `GeoStoreError`, `RequestError.styleNotFound`.
    func plan(_ order: PrintOrder, catalog: Catalog) async throws -> PrintPlan {
        let limit = ReadLimit(deadline: .now + .seconds(seconds))
        let planner = PrintPlanner(order: order, catalog: catalog, services: parts, date: Self.today)
        let plan = try await parts.printers.run { [parts] in
            // A font may have been taken away a moment ago.
            parts.fonts.look()
            return try planner.plan(within: limit)
        }
        return order.hasLegend ? try await explained(plan, by: planner) : plan
    }

    /// Adds legends: to a page of its own that of what is in view, to the pages of a series that of their map.
    private func explained(_ plan: PrintPlan, by planner: PrintPlanner) async throws -> PrintPlan {
        var explained = plan
        var legends: [LegendQuestion: Legend] = [:]
        for (index, page) in plan.pages.enumerated() {
            var question = LegendQuestion(plan.order.content)
            question.zoom = try parts.maps.zoom(of: page.window.envelope, in: page.layout.map.canvas)
            if plan.pages.count == 1 { question.envelope = page.window.envelope }
            let legend =
                if let known = legends[question] { known } else {
                    try await parts.legends.legend(question, in: planner.catalog)
                }
            legends[question] = legend
            guard !legend.isEmpty else { continue }
            explained.pages[index] = try await parts.printers.run { try planner.page(page, explainedBy: legend) }
        }
        return explained
    }

    /// Draws at once, or after a wait for a place.
    /// - Throws: `LimitError`, `ExportError.outOfTime`, and what drawing throws.
    func bytes(
        of plan: PrintPlan, catalog: Catalog, for client: LimitedClient, watching channel: any Channel
    ) async throws -> [UInt8] {
        let place = try await gate?.place(for: client, watching: channel)
        defer { place?.release() }
        let task = PrintTask(PrintDrawing(plan, parts, catalog: catalog))
        let clock = Task {
            try await Task.sleep(for: .seconds(seconds))
            task.end(because: .outOfTime(seconds: seconds))
        }
        defer { clock.cancel() }
        let leave: @Sendable () -> Void = { task.end(because: .cancelled) }
        return try await ClientPresence.watching(channel, onEnd: leave) { _ in try await task.bytes() }
    }

    /// - Throws: `ExportError`.
    func submit(_ plan: PrintPlan, catalog: Catalog, owner: Principal, client: LimitedClient) async throws -> ExportJob
    {
        let sheets = PrintedSheets(format: plan.order.format, views: plan.views)
        let drawing = PrintDrawing(plan, parts, catalog: catalog)
        return try await jobs.submit(.sheets(sheets), fileName: plan.fileName, owner: owner, client: client) { place in
            PrintWork(drawing, pages: plan.pages.count, file: place.file)
        }
    }

    /// In Viet Nam, dd/mm/yyyy.
    private static var today: String {
        String(DisplayText(language: .vi).moment(Date().formatted(.iso8601)).prefix(10))
    }
}
