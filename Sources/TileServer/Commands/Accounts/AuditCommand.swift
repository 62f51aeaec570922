import Accounts
import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `tileserver audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "What was done, by whom, and whether the log of it is whole.",
        subcommands: [AuditList.self, AuditVerify.self, AuditExport.self, AuditSealing.self])

    @Sendable
    static func action(_ text: String) throws -> AuditAction { try value(text) }

    @Sendable
    static func outcome(_ text: String) throws -> AuditEvent.Outcome { try value(text) }

    private static func value<Value: RawRepresentable & CaseIterable>(
        _ text: String
    ) throws -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text) else {
            throw ValidationError("'\(text)' is none of \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return value
    }
}

/// `tileserver audit list`.
struct AuditList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List entries, the newest first.",
        discussion: """
            EXAMPLES
              tileserver audit list --store gialai.sqlite
              tileserver audit list --actor user:lan --from 2026-07-01 --until 2026-07-31
              tileserver audit list --action sign-in --outcome refused --json
            """)

    @Option(help: ArgumentHelp("Who: user:lan, system:lgsp, program:root, anonymous.", valueName: "who"))
    var actor: String?
    @Option(help: "What was done: sign-in, edit, export….", transform: AuditCommand.action)
    var action: AuditAction?
    @Option(help: ArgumentHelp("To what: user:lan, collection:parcels, key:….", valueName: "target"))
    var target: String?
    @Option(help: "How it ended: done, refused, failed.", transform: AuditCommand.outcome)
    var outcome: AuditEvent.Outcome?
    @Option(help: ArgumentHelp("First day.", valueName: "YYYY-MM-DD"))
    var from: DayArgument?
    @Option(help: ArgumentHelp("Last day.", valueName: "YYYY-MM-DD"))
    var until: DayArgument?
    @Option(help: ArgumentHelp("At most so many.", valueName: "number"))
    var limit = 100
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON, a line for each entry.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let entries = try await store.audit.entries(
                AuditQuery(
                    actor: actor, action: action, target: target, outcome: outcome, from: from?.start,
                    until: until?.end, limit: limit))
            guard !json else {
                for entry in entries { print(String(decoding: entry.line, as: UTF8.self)) }
                return
            }
            let head = [
                "№", speech.say("THỜI ĐIỂM (UTC)", "TIME (UTC)"), speech.say("AI", "WHO"), speech.say("TỪ", "FROM"),
                speech.say("VIỆC", "ACTION"), speech.say("KẾT QUẢ", "OUTCOME"), speech.say("ĐỐI TƯỢNG", "TARGET"),
                speech.say("CHI TIẾT", "DETAIL"),
            ]
            let rows = entries.map { entry in
                [
                    "\(entry.seq)", entry.at, entry.actor, entry.address ?? "–", entry.action, entry.outcome,
                    entry.target, entry.detail == "{}" ? "" : entry.detail,
                ]
            }
            print(AccountsOption.table([head] + rows))
        }
    }
}

/// `tileserver audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compute the whole chain anew and say what is wrong with it.",
        discussion: """
            Finds entries that were changed, moved, put in, taken out or cut off. Prints the head of the chain: noted
            elsewhere (on paper, in a mail, on another machine), it shows later with --noted that nothing before it was
            written anew, even by somebody who may write every file of this machine.

            Exit status: 0 the log is whole, 1 it is not.

            EXAMPLES
              tileserver audit verify --store gialai.sqlite
              tileserver audit verify --store gialai.sqlite --noted 1204:5f0c…
            """)

    @Option(help: ArgumentHelp("A head that was printed before.", valueName: "number:hash"))
    var noted: String?
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let noted, AuditHead(noted) == nil {
            throw ValidationError(
                "--noted must be a head as this command prints it: a number, ':' and 64 hexadecimal digits.")
        }
    }

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let found = try await store.audit.verify(noted: noted.flatMap { AuditHead($0) })
            if json { AccountsOption.answer(Self.json(found)) } else { print(text(found)) }
            guard found.isWhole else { throw ExitCode.failure }
        }
    }

    private func text(_ found: AuditVerification) -> String {
        var lines = [
            found.isWhole
                ? speech.say("Nhật ký nguyên vẹn.", "The audit log is whole.")
                : speech.say("Nhật ký KHÔNG nguyên vẹn:", "The audit log is NOT whole:")
        ]
        lines += found.faults.map { "  " + AuditText.fault($0).text(in: speech.language) }
        lines.append(speech.say("Số mục: \(found.entries)", "Entries: \(found.entries)"))
        if let head = found.head { lines.append(speech.say("Đầu chuỗi: ", "Head: ") + head.text) }
        if !found.segments.isEmpty {
            lines.append(
                speech.say("Tệp đã niêm cất: ", "Sealed files: ") + found.segments.map(\.file).joined(separator: ", "))
        }
        if !found.absentSegments.isEmpty {
            lines.append(
                speech.say("Không có ở đây để kiểm: ", "Not here to be looked at: ")
                    + found.absentSegments.map(\.file).joined(separator: ", "))
        }
        if found.clockSteps > 0 {
            lines.append(
                speech.say(
                    "Đồng hồ máy đã bị chỉnh lùi \(found.clockSteps) lần.",
                    "The clock of the machine was set back \(found.clockSteps) times."))
        }
        return lines.joined(separator: "\n")
    }

    private static func json(_ found: AuditVerification) -> JSONValue {
        [
            "whole": .boolean(found.isWhole), "entries": JSONValue(found.entries),
            "head": JSONValue(found.head?.text),
            "faults": .array(
                found.faults.map { fault in
                    let text = AuditText.fault(fault)
                    return ["vi": .string(text.vi), "en": .string(text.en)]
                }), "sealed": .array(found.segments.map { .string($0.file) }),
            "absent": .array(found.absentSegments.map { .string($0.file) }),
            "clockSteps": JSONValue(found.clockSteps),
        ]
    }
}

/// `tileserver audit export`.
struct AuditExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print every entry that is not sealed, the oldest first, a line of JSON each.",
        discussion: """
            Each line has the hash of the one before: what was exported can be verified without this program
            (SHA-256 over the 32 bytes of 'previous' and the line without 'previous' and 'hash').

            EXAMPLES
              tileserver audit export --store gialai.sqlite > audit-2026.jsonl
            """)

    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let output = FileHandle.standardOutput
            try await store.audit.readAll { try output.write(contentsOf: $0.line + [UInt8(ascii: "\n")]) }
        }
    }
}

/// `tileserver audit seal`.
struct AuditSealing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Put older entries into a file of their own, and out of the log.",
        discussion: """
            The log keeps the file's hash in an entry. The file lies in gialai-accounts-audit beside the store and may be
            taken elsewhere; 'audit verify' looks at it when it is there. A log that is not whole is not sealed.

            EXAMPLES
              tileserver audit seal --before 2026-01-01 --store gialai.sqlite
            """)

    @Option(help: ArgumentHelp("The first day that stays in the log.", valueName: "YYYY-MM-DD"))
    var before: DayArgument
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let segment = try await store.audit.seal(before: before.start, by: AccountsOption.actor)
            AccountsOption.note(
                speech.say(
                    "Đã niêm cất các mục \(segment.first)–\(segment.last).",
                    "Entries \(segment.first)–\(segment.last) were sealed."))
            print(segment.file)
        }
    }
}
