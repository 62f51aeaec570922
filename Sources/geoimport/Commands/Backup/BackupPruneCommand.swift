import ArgumentParser
import Backups
import GeoStore
import SimpleFeatures

/// `geoimport backup prune`.
struct BackupPruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove old backups, and what only they needed.",
        discussion: """
            A backup stays when one of the rules keeps it. Only the times of the backups count, not the present time.

            EXAMPLES
              geoimport backup prune --from /backup/gialai --keep-daily 7 --keep-weekly 4 --keep-monthly 12 --dry-run
            """)

    @OptionGroup var repository: RepositoryOption
    @OptionGroup var retention: RetentionOptions
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what would go, and remove nothing.")
    var dryRun = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        _ = try repository.requiredPath()
        guard try retention.checkedPolicy() != nil else {
            throw ValidationError(
                vi: "Hãy nói giữ những bản nào, ví dụ --keep-daily 7 --keep-weekly 4.",
                en: "Say which to keep, for example --keep-daily 7 --keep-weekly 4.")
        }
    }

    func run() throws {
        let path = try repository.requiredPath()
        try Terminal.run(in: speech.language) {
            guard let policy = try retention.checkedPolicy() else { return }
            let outcome = try BackupRepository(path: path).prune(policy, isRehearsal: dryRun)
            if json { return try Terminal.answer(json: Self.json(outcome, isRehearsal: dryRun)) }
            let rows = outcome.decisions.map { decision in
                [
                    decision.id.text,
                    decision.keptBy.isEmpty
                        ? dryRun ? speech.say("sẽ bỏ", "would go") : speech.say("đã bỏ", "removed")
                        : speech.say("giữ", "stays"),
                    decision.keptBy.map(word).joined(separator: ", "),
                ]
            }
            let head = [speech.say("BẢN SAO LƯU", "BACKUP"), "", speech.say("QUY TẮC", "RULES")]
            if !rows.isEmpty { try Terminal.answer(TextTable([head] + rows).text) }
            let (count, bytes) = (outcome.removed.count, Amount.bytes(outcome.bytes))
            try Terminal.answer(
                dryRun
                    ? speech.say("sẽ bỏ \(count) bản, \(bytes)", "\(Amount.of(count, "backup")) would go, \(bytes)")
                    : speech.say("đã bỏ \(count) bản, \(bytes)", "\(Amount.of(count, "backup")) removed, \(bytes)"))
        }
    }

    private func word(_ rule: RetentionPolicy.Rule) -> String {
        switch rule {
        case .last: speech.say("mới nhất", "last")
        case .daily: speech.say("theo ngày", "daily")
        case .weekly: speech.say("theo tuần", "weekly")
        case .monthly: speech.say("theo tháng", "monthly")
        case .yearly: speech.say("theo năm", "yearly")
        }
    }

    static func json(_ outcome: RetentionOutcome, isRehearsal: Bool) -> JSONValue {
        [
            "dryRun": .boolean(isRehearsal),
            "removed": .array(outcome.removed.map { .string($0.text) }),
            "kept": .array(
                outcome.decisions.filter { !$0.keptBy.isEmpty }.map { decision in
                    [
                        "id": .string(decision.id.text),
                        "by": .array(decision.keptBy.map { .string($0.rawValue) }),
                    ]
                }),
            "chunks": JSONValue(outcome.chunks), "bytes": .integer(outcome.bytes),
        ]
    }
}
