import Accounts
import ArgumentParser
import Foundation
import GeoStore
import Logging
import SimpleFeatures

/// `--store`, by which the commands on accounts find the file beside it, and what all of them share.
struct AccountsOption: ParsableArguments {
    @Option(help: ArgumentHelp("The store whose accounts they are (default: GEOSECTOR_STORE).", valueName: "path"))
    var store: String?

    func storePath() throws -> String {
        if let store, !store.isEmpty { return store }
        if let named = ProcessInfo.processInfo.environment["GEOSECTOR_STORE"], !named.isEmpty { return named }
        throw ValidationError("Name the store: --store PATH, or set GEOSECTOR_STORE.")
    }

    /// Runs a command's work on the accounts; what goes wrong becomes a sentence and exit status 1.
    func run(
        in language: Language, creating: Bool = false, _ body: (AccountStore) async throws -> Void
    ) async throws {
        let path = AccountStore.path(besideStore: try storePath())
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "tileserver")
        logger.logLevel = .warning
        do {
            let accounts = try AccountStore(path: path, creating: creating, logger: logger)
            try await body(accounts)
            try await accounts.close()
        } catch let error as ValidationError {
            throw error
        } catch let exit as ExitCode {
            throw exit
        } catch {
            Self.note("tileserver: \(AccountErrorText.text(error).text(in: language))")
            throw ExitCode.failure
        }
    }

    /// Who gives the command, for the audit log: whom the machine knows.
    static var actor: AuditActor { AuditActor(kind: .program, name: NSUserName()) }

    /// - Throws: `UnknownDepartment` for one that is no sector of the store; `GeoStoreError`.
    func check(departments: Set<String>) throws {
        guard !departments.isEmpty else { return }
        let opened = try Store(path: try storePath(), access: .readOnly)
        let known = try opened.catalog().sectors.map(\.id)
        try opened.close()
        try UnknownDepartment.check(departments, known: known)
    }

    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func answer(_ value: JSONValue) { print(String(decoding: value.serialized, as: UTF8.self)) }

    /// Rows in columns; the first row is the head.
    static func table(_ rows: [[String]]) -> String {
        guard let head = rows.first else { return "" }
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).dropLast().map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return (cells + row.suffix(1)).joined(separator: "  ")
        }.joined(separator: "\n")
    }

    static func moment(_ date: Date?) -> String { date?.formatted(.iso8601) ?? "–" }

    static func json(_ date: Date?) -> JSONValue { JSONValue(date?.formatted(.iso8601)) }

    static func json(_ ids: some Sequence<String>) -> JSONValue { .array(ids.sorted().map { .string($0) }) }
}

/// A department that is no sector of the store.
struct UnknownDepartment: Error {
    let id: String
    let known: [String]

    static func check(_ departments: Set<String>, known: [String]) throws(UnknownDepartment) {
        guard let wrong = departments.sorted().first(where: { !known.contains($0) }) else { return }
        throw UnknownDepartment(id: wrong, known: known)
    }
}

/// A day as people type it, `2027-06-30`, in Viet Nam's time.
struct DayArgument: ExpressibleByArgument {
    /// Its first moment.
    let start: Date
    /// The first moment of the next day.
    var end: Date { start + 86_400 }

    init?(argument: String) {
        guard argument.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil,
            let date = try? Date("\(argument)T00:00:00+07:00", strategy: .iso8601),
            (date + Double(LedgerReport.secondsFromUTC)).formatted(.iso8601).hasPrefix(argument)
        else { return nil }
        start = date
    }
}
