import FeatureExchange
import Foundation
import GeoStore

/// One import from request to report, into a store that is there or is made.
struct ImportRun {
    let request: ImportRequest
    let storePath: String
    let isRehearsal: Bool
    let interruption: Interruption
    /// Open already, where several layers of it are imported.
    var source: VectorSource?
    /// A page of the report, written whether the import is published or not; nil writes none.
    var page: ReportFile?

    /// - Parameter approve: has a look at what is decided before anything is stored; what it throws ends the import.
    /// - Throws: `ImportError`, `GeoStoreError`, `FeatureExchangeError`, `ProjError`, `Interrupted`; the store is then
    ///   as it was.
    func run(approving approve: (ImportPlan) throws -> Void = { _ in }) throws -> ImportReport {
        let plan = try plan()
        try approve(plan)
        let opened = try OpenedStore(path: storePath, isRehearsal: isRehearsal)
        let label = LocalizedText(vi: "ghi chú", en: "note").text(in: .ofInvocation)
        for note in opened.store.notes { Terminal.note("\(label): \(ErrorText.sentence(note))") }
        do {
            let report = try publish(plan, into: opened.store)
            try opened.finish()
            return report
        } catch {
            opened.abandon()
            throw error
        }
    }

    /// Before the store is opened for writing, or made: a file that cannot be read leaves no trace.
    private func plan() throws -> ImportPlan {
        try OpenedStore.reading(storePath) { store in
            try ImportPlan(request, source: source, interruption: interruption, units: UnitPlaces(store: store))
        } ?? ImportPlan(request, source: source, interruption: interruption)
    }

    private func publish(_ plan: ImportPlan, into store: Store) throws -> ImportReport {
        var bar = ProgressLine(label: plan.definition.id.name, total: plan.layer.featureCount, isQuiet: false)
        var tiles = ProgressLine(
            label: "\(plan.definition.id): overview", total: plan.layer.featureCount, isQuiet: false)
        defer {
            bar.finish()
            tiles.finish()
        }
        let draft = page.map { _ in ReportDraft() }
        let importer = Importer(
            plan: plan, store: store, request: request, interruption: interruption, draft: draft,
            progress: { bar.update($0) }, overviewProgress: { tiles.update($0) })
        do {
            let report = try importer.run(isRehearsal: isRehearsal)
            if let page, let draft { try page.write(draft.content(of: report)) }
            return report
        } catch let refused as ImportRefused {
            if let page, let draft {
                try page.write(draft.content(of: refused.report, failure: ErrorText.text(refused.reason)))
            }
            throw refused
        }
    }
}
