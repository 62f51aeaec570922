import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport resubmit`.
struct ResubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resubmit", abstract: "Hand in the rows of a reject ledger again, once they are mended.",
        discussion: """
            The ledger is the .gpkg that a load wrote, mended in QGIS (layer geometry_before), or the .xlsx or .csv
            beside it, mended in Excel. Write 'accept' into gs_decision to take the repair that is proposed, 'skip' to
            leave a row out. Rows that are in order go into the collection as a new version; what became of each row is
            written into the ledger, so that nothing is handed in twice.

            EXAMPLES
              geoimport resubmit gialai-rejects/thua_dat-rejects.gpkg --store gialai.sqlite --dry-run
              geoimport resubmit gialai-rejects/thua_dat-rejects.xlsx --store gialai.sqlite
            """)

    @Argument(help: "The ledger.")
    var ledger: String
    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("As for load (default: as when the ledger was written).", valueName: "auto|ask|refuse"))
    var repair: RepairPolicy.Mode?
    @OptionGroup var work: PriorityOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what would happen, and change neither store nor ledger.")
    var dryRun = false
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        work.priority.apply()
        try Terminal.run(in: speech.language) {
            let source = try ResubmitSource(path: ledger)
            var policy = RepairPolicy()
            policy.mode = repair ?? (source.context.repairMode == .ask ? .auto : source.context.repairMode)
            let opened = try OpenedStore(path: path, isRehearsal: dryRun, makesNew: false)
            let report: Resubmission.Report
            do {
                report = try Resubmission(
                    source: source, store: opened.store, policy: policy, interruption: Interruption()
                ).run(isRehearsal: dryRun)
            } catch {
                opened.abandon()
                throw error
            }
            try opened.finish()
            try Terminal.answer(json ? String(decoding: Self.json(report).serialized, as: UTF8.self) : text(report))
        }
    }

    private func text(_ report: Resubmission.Report) -> String {
        let version = report.isRehearsal ? nil : report.outcome?.version?.number
        let published =
            version.map { LocalizedText(vi: "đã công bố phiên bản \($0)", en: "version \($0) published") }
            ?? LocalizedText(vi: "không công bố gì", en: "nothing published")
        let head = LocalizedText(
            vi:
                "\(report.context.collection): \(published.vi); \(report.open) dòng đang mở, \(report.stored) đã nhận, \(report.rejected.count) vẫn bị loại",
            en:
                "\(report.context.collection): \(published.en); \(Amount.of(report.open, "open row")), \(report.stored) taken, \(report.rejected.count) rejected again"
        )
        let rows = report.rejected.prefix(Self.listedRows).map { row, reason in
            LocalizedText(vi: "dòng \(row): \(reason.vi)", en: "row \(row): \(reason.en)")
        }
        return ([head] + rows).map { $0.text(in: speech.language) }.joined(separator: "\n  ")
    }

    /// The ledger has them all.
    private static let listedRows = 20

    private static func json(_ report: Resubmission.Report) -> JSONValue {
        [
            "collection": .string(report.context.collection), "dryRun": .boolean(report.isRehearsal),
            "open": JSONValue(report.open), "stored": JSONValue(report.stored),
            "version": (report.isRehearsal ? nil : report.outcome?.version?.number).map { JSONValue($0) } ?? .null,
            "rejected": .array(
                report.rejected.map { row, reason in
                    ["row": .integer(row), "reason": ["vi": .string(reason.vi), "en": .string(reason.en)]]
                }),
        ]
    }
}
