import ArgumentParser
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport drill`.
struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: "Restore a backup to a scratch place, compare it with its manifest, remove it.",
        discussion: """
            With --store it also says what has changed in the live store since. Exit status 1 when anything that was
            restored is not what it should be.

            EXAMPLES
              geoimport drill --from /backup/gialai
              geoimport drill latest --from /backup/gialai --store gialai.sqlite --scratch /var/tmp --json
            """)

    @Argument(help: "Which backup: 'latest', or the beginning of a name that 'backup list' shows.")
    var backup = "latest"
    @OptionGroup var repository: RepositoryOption
    @Option(help: ArgumentHelp("The live store, to tell what has changed since.", valueName: "path"))
    var store: String?
    @Option(help: ArgumentHelp("Where there is room for the files (default: TMPDIR).", valueName: "folder"))
    var scratch: String?
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws { _ = try repository.requiredPath() }

    func run() throws {
        let path = try repository.requiredPath()
        try Terminal.run(in: speech.language) {
            let repository = try BackupRepository(path: path)
            let id = try repository.backup(named: backup)
            var bar: ProgressLine?
            let report = try RestoreDrill(
                repository: repository, id: id, scratch: scratch ?? FileManager.default.temporaryDirectory.path,
                liveStore: store, interruption: Interruption()
            ) { done, total in
                bar =
                    bar
                    ?? ProgressLine(
                        label: speech.say("phục hồi thử", "restoring"), total: Int(total), in: speech.language,
                        isQuiet: json)
                bar?.update(Int(done))
            }.run()
            bar?.finish()
            if json { try Terminal.answer(json: Self.json(report)) } else { try answer(report) }
            guard report.isPassed else { throw ExitCode.failure }
        }
    }

    private func answer(_ report: RestoreDrill.Report) throws {
        let manifest = report.manifest
        let collections = manifest.contents["store"]?["collections"]?.array ?? []
        let features = collections.reduce(0) { $0 + Int($1["features"]?.integer ?? 0) }
        try Terminal.answer(
            speech.say(
                "bản sao lưu \(report.id), \(manifest.program), \(Amount.bytes(manifest.size)), lấy ra trong \(Self.seconds(report.seconds)) giây",
                "backup \(report.id), \(manifest.program), \(Amount.bytes(manifest.size)), restored in \(Self.seconds(report.seconds)) s"
            ))
        for difference in report.differences {
            let text = ErrorText.difference(difference).text(in: speech.language)
            try Terminal.answer(speech.say("LỖI ", "FAULT ") + text)
        }
        for finding in report.problems {
            let problem = finding.problem.map { VerificationText.problem($0).text(in: speech.language) } ?? ""
            let check = VerificationText.check(finding.check).text(in: speech.language)
            try Terminal.answer(
                speech.say("LỖI ", "FAULT ")
                    + "\(finding.collection ?? speech.say("kho", "store")): \(check) – \(problem)")
        }
        if report.isPassed {
            let head = manifest.contents["accounts"]?["auditHead"]?.string
            try Terminal.answer(
                speech.say(
                    "tốt: \(collections.count) bộ dữ liệu, \(features) đối tượng, từng mã băm đúng như bản kê",
                    "good: \(Amount.of(collections.count, "collection")), \(Amount.of(features, "feature")), every hash as the manifest says"
                ))
            if let head {
                try Terminal.answer(
                    speech.say("tốt: nhật ký liền mạch đến \(head)", "good: the audit log is unbroken up to \(head)"))
            }
        }
        if let changes = report.since { try answer(changes, since: manifest.createdAt) }
    }

    private func answer(_ changes: [RestoreDrill.Change], since moment: String) throws {
        guard !changes.isEmpty else {
            return try Terminal.answer(
                speech.say("kho chưa thay đổi gì từ \(moment)", "the store has not changed since \(moment)"))
        }
        for change in changes {
            func state(_ state: RestoreDrill.Change.State?) -> String {
                guard let state else { return "–" }
                return speech.say(
                    "phiên bản \(state.version), \(state.features) đối tượng",
                    "version \(state.version), \(Amount.of(state.features, "feature"))")
            }
            try Terminal.answer(
                speech.say("thay đổi từ đó: ", "changed since: ")
                    + "\(change.collection): \(state(change.before)) → \(state(change.now))")
        }
    }

    /// One digit is as much as a clock on the wall is good for.
    private static func seconds(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10)" }

    private static func json(_ report: RestoreDrill.Report) -> JSONValue {
        func state(_ state: RestoreDrill.Change.State?) -> JSONValue {
            state.map { ["version": .string($0.version), "features": JSONValue($0.features)] } ?? .null
        }
        return [
            "backup": .string(report.id.text), "createdAt": .string(report.manifest.createdAt),
            "bytes": .integer(report.manifest.size), "passed": .boolean(report.isPassed),
            "restoreSeconds": .real((report.seconds * 100).rounded() / 100),
            "differences": .array(
                report.differences.map {
                    ["subject": .string($0.subject), "expected": .string($0.expected), "found": .string($0.found)]
                }),
            "problems": .array(
                report.problems.map {
                    [
                        "collection": JSONValue($0.collection), "check": .string($0.check),
                        "problem": JSONValue($0.problem),
                    ]
                }),
            "contents": .object(report.manifest.contents),
            "changedSince": report.since.map { changes in
                .array(
                    changes.map {
                        [
                            "collection": .string($0.collection), "before": state($0.before), "now": state($0.now),
                        ]
                    })
            } ?? .null,
        ]
    }
}
