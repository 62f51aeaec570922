import Accounts
import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `tileserver ledger`.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "What other systems got.", subcommands: [LedgerList.self, LedgerYear.self])
}

/// `tileserver ledger list`.
struct LedgerList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List deliveries, the newest first.",
        discussion: """
            EXAMPLES
              tileserver ledger list --system lgsp-gialai --from 2026-07-01
              tileserver ledger list --collection parcels --json
            """)

    @Option(help: ArgumentHelp("Name of a system.", valueName: "name"))
    var system: String?
    @Option(help: ArgumentHelp("Id of a collection.", valueName: "id"))
    var collection: String?
    @Option(help: ArgumentHelp("First day.", valueName: "YYYY-MM-DD"))
    var from: DayArgument?
    @Option(help: ArgumentHelp("Last day.", valueName: "YYYY-MM-DD"))
    var until: DayArgument?
    @Option(help: ArgumentHelp("At most so many.", valueName: "number"))
    var limit = 100
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let entries = try await store.ledger.entries(
                LedgerQuery(
                    system: system, collection: collection, from: from?.start, until: until?.end, limit: limit))
            guard !json else { return AccountsOption.answer(.array(entries.map(Self.json))) }
            let head = [
                speech.say("THỜI ĐIỂM", "TIME"), speech.say("HỆ THỐNG", "SYSTEM"), speech.say("LỚP", "COLLECTION"),
                speech.say("PHIÊN BẢN", "VERSION"), speech.say("LOẠI", "KIND"), speech.say("LƯỢT", "REQUESTS"),
                speech.say("ĐỐI TƯỢNG", "FEATURES"), speech.say("BYTE", "BYTES"), speech.say("LỌC", "FILTER"),
                speech.say("MỤC ĐÍCH", "PURPOSE"),
            ]
            let rows = entries.map { entry in
                let delivery = entry.delivery
                return [
                    AccountsOption.moment(entry.at), delivery.system, delivery.collection, "\(delivery.version)",
                    delivery.kind.rawValue, "\(delivery.requests)", "\(delivery.features)", "\(delivery.bytes)",
                    delivery.filter, delivery.purpose,
                ]
            }
            print(AccountsOption.table([head] + rows))
        }
    }

    private static func json(_ entry: LedgerEntry) -> JSONValue {
        let delivery = entry.delivery
        return [
            "time": AccountsOption.json(entry.at), "system": .string(delivery.system), "key": .string(delivery.keyID),
            "collection": .string(delivery.collection), "version": JSONValue(delivery.version),
            "kind": .string(delivery.kind.rawValue), "filter": .string(delivery.filter),
            "purpose": .string(delivery.purpose), "requests": JSONValue(delivery.requests),
            "features": JSONValue(delivery.features), "bytes": JSONValue(delivery.bytes),
        ]
    }
}

/// `tileserver ledger report`.
struct LedgerYear: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, html, json
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "The report of a year on data sharing, as CSV for Excel, as a page, or as JSON.",
        discussion: """
            A year is one of Viet Nam's time (UTC+7).

            EXAMPLES
              tileserver ledger report --year 2026 --lang vi > chia-se-2026.csv
              tileserver ledger report --year 2026 --lang vi --format html > chia-se-2026.html
            """)

    @Option(help: ArgumentHelp("The year (default: the present one).", valueName: "year"))
    var year: Int?
    @Option(help: "csv, html or json.")
    var format = Format.csv
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func validate() throws {
        if let year, !(2000...2200).contains(year) { throw ValidationError("--year must be from 2000 to 2200.") }
    }

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let report = try await store.ledger.report(year: year ?? LedgerReport.year(of: Date()))
            let text = LedgerReportText(report: report, titles: try titles(), language: speech.language)
            switch format {
            case .csv: FileHandle.standardOutput.write(Data(text.csv))
            case .html:
                let web = try HomeFolder().path(of: "web")
                print(try await text.html(PageRenderer(folder: web)), terminator: "")
            case .json: AccountsOption.answer(text.json)
            }
        }
    }

    /// What people call the collections.
    private func titles() throws -> [String: LocalizedText] {
        let opened = try Store(path: try accounts.storePath(), access: .readOnly)
        let collections = try opened.catalog().collections
        try opened.close()
        return Dictionary(collections.map { ($0.id.description, $0.title) }, uniquingKeysWith: { $1 })
    }
}
