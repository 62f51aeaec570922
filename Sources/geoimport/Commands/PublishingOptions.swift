import ArgumentParser
import Foundation

/// How the features get into the collection, and what may be wrong with them.
struct PublishingOptions: ParsableArguments {
    @Flag(exclusivity: .exclusive)
    var mode: RequestedMode = .create
    @Option(
        help: ArgumentHelp(
            "Column that tells features apart: they keep their ids when they change (default: as before).",
            valueName: "column"))
    var key: String?
    @Flag(name: .customLong("no-key"), help: "Tell features apart by shape and values, whatever was done before.")
    var noKey = false
    @Option(
        help: ArgumentHelp(
            "Invalid geometries: auto mends within limits, ask asks for each on a terminal and puts the others into the ledger, refuse mends nothing.",
            valueName: "auto|ask|refuse"))
    var repair: RepairPolicy.Mode = .auto
    @Option(
        name: .customLong("max-area-change"),
        help: ArgumentHelp("How far a repair may change an area unseen (default: 1).", valueName: "per cent"))
    var maxAreaChange: Double?
    @Option(
        name: .customLong("max-shift"),
        help: ArgumentHelp("How far a repair may move a corner unseen (default: 2).", valueName: "metres"))
    var maxShift: Double?
    @Option(
        name: .customLong("max-rejected"),
        help: ArgumentHelp(
            "Publish nothing when more rows are rejected (default: 10%).", valueName: "number|share%"))
    var maxRejected: String?
    @Option(
        help: ArgumentHelp(
            "Where rejected and repaired rows are written; 'none' writes none (default: STORE-rejects beside the store).",
            valueName: "folder|none"))
    var ledger: String?
    @Option(
        name: .customLong("ledger-table"),
        help: ArgumentHelp("A table for Excel beside the ledger.", valueName: "none|csv|xlsx"))
    var ledgerTable: RejectLedger.Table = .xlsx

    func validate() throws {
        if let maxRejected, RejectLimit(maxRejected) == nil {
            throw ValidationError(
                vi: "--max-rejected '\(maxRejected)' không phải là số, cũng không phải tỷ lệ như 5%.",
                en: "--max-rejected '\(maxRejected)' is neither a number nor a share like 5%.")
        }
        if key != nil, noKey {
            throw ValidationError(
                vi: "--key và --no-key không đi cùng nhau.",
                en: "--key and --no-key exclude each other.")
        }
        for (name, value) in [("--max-area-change", maxAreaChange), ("--max-shift", maxShift)] {
            if let value, !(value >= 0) {
                throw ValidationError(
                    vi: "\(name) phải từ 0 trở lên.",
                    en: "\(name) must be 0 or more.")
            }
        }
    }

    func apply(to request: inout ImportRequest, storePath: String, isRehearsal: Bool) throws {
        request.key = noKey ? .none : key.map { .column($0) } ?? .asBefore
        request.repair.mode = repair
        if let maxAreaChange { request.repair.limits.areaChangeInPercent = maxAreaChange }
        if let maxShift { request.repair.limits.vertexShiftInMetres = maxShift }
        if let limit = maxRejected.flatMap(RejectLimit.init) { request.limit = limit }
        request.ledger = ledgerFolder(storePath: storePath, isRehearsal: isRehearsal).map {
            LedgerRequest(folder: $0, table: ledgerTable)
        }
    }

    /// A rehearsal touches nothing unless it is told where it may.
    private func ledgerFolder(storePath: String, isRehearsal: Bool) -> String? {
        if let ledger { return ledger == "none" ? nil : ledger }
        guard !isRehearsal else { return nil }
        return URL(filePath: storePath).deletingPathExtension().path + "-rejects"
    }
}

extension RepairPolicy.Mode: ExpressibleByArgument {}
extension RejectLedger.Table: ExpressibleByArgument {}
