import ArgumentParser
import Backups
import GeoStore
import SimpleFeatures

/// `geoimport backup check`.
struct BackupCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look whether all that the backups of a folder consist of is there and right.",
        discussion: """
            Reads every chunk and compares it with its SHA-256. Exit status 1 when something is missing or damaged.

            EXAMPLES
              geoimport backup check --from /backup/gialai
              geoimport backup check --from /backup/gialai --discard-damaged
            """)

    @OptionGroup var repository: RepositoryOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Look only whether everything is there, and read nothing.")
    var quick = false
    @Flag(
        name: .customLong("discard-damaged"),
        help: "Remove damaged chunks, so that the next backup stores them again if the store still has their content.")
    var discardDamaged = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        _ = try repository.requiredPath()
        if quick, discardDamaged {
            throw ValidationError(
                vi: "--quick không đọc mảnh nào, nên không biết mảnh nào hỏng.",
                en: "--quick reads no chunk, and cannot know which are damaged.")
        }
    }

    func run() throws {
        let path = try repository.requiredPath()
        try Terminal.run(in: speech.language) {
            let repository = try BackupRepository(path: path)
            let interruption = Interruption()
            var bar = ProgressLine(
                label: speech.say("kiểm tra", "checking"), total: nil, in: speech.language, isQuiet: json)
            let check = try repository.check(reading: !quick, discarding: discardDamaged) { done, _ in
                try interruption.check()
                bar.update(done)
            }
            bar.finish()
            if json { try Terminal.answer(json: Self.json(check)) } else { try answer(check) }
            guard check.isSound else { throw ExitCode.failure }
        }
    }

    private func answer(_ check: RepositoryCheck) throws {
        for finding in check.findings {
            let backups = finding.backups.map(\.text).joined(separator: ", ")
            let text =
                switch finding.fault {
                case .manifest(let id, let reason):
                    speech.say("LỖI \(id): bản kê bị hỏng (\(reason))", "FAULT \(id): damaged manifest (\(reason))")
                case .missing(let id):
                    speech.say("LỖI thiếu mảnh \(id), của \(backups)", "FAULT chunk \(id) is missing, of \(backups)")
                case .damaged(let id):
                    speech.say("LỖI mảnh \(id) bị hỏng, của \(backups)", "FAULT chunk \(id) is damaged, of \(backups)")
                }
            try Terminal.answer(text)
        }
        let hurt = Set(check.findings.flatMap(\.backups)).count
        try Terminal.answer(
            speech.say(
                "\(check.backups.count) bản sao lưu, \(hurt) bản có lỗi; \(check.chunks) mảnh, \(Amount.bytes(check.bytes)) đã đọc; \(check.unneeded) mảnh thừa",
                "\(Amount.of(check.backups.count, "backup")), \(hurt) with faults; \(Amount.of(check.chunks, "chunk")), \(Amount.bytes(check.bytes)) read; \(check.unneeded) of no backup"
            ))
        guard !check.isSound else { return }
        Terminal.note(
            "geoimport: "
                + (check.discarded > 0
                    ? speech.say(
                        "đã bỏ \(check.discarded) mảnh hỏng; bản sao lưu kế tiếp sẽ cất lại nếu kho còn nội dung ấy",
                        "\(Amount.of(check.discarded, "damaged chunk")) removed; the next backup stores them again if the store still has their content"
                    )
                    : speech.say(
                        "các bản có lỗi không phục hồi trọn vẹn được; hãy sao lưu lại ngay, --discard-damaged để mảnh hỏng được cất lại",
                        "backups with faults cannot be restored whole; make one now, with --discard-damaged before so that damaged chunks are stored again"
                    )))
    }

    private static func json(_ check: RepositoryCheck) -> JSONValue {
        [
            "backups": .array(check.backups.map { .string($0.text) }), "chunks": JSONValue(check.chunks),
            "bytes": .integer(check.bytes), "unneeded": JSONValue(check.unneeded),
            "discarded": JSONValue(check.discarded),
            "faults": .array(
                check.findings.map { finding in
                    let (kind, subject) =
                        switch finding.fault {
                        case .manifest(let id, _): ("manifest", id.text)
                        case .missing(let id): ("missing", id.text)
                        case .damaged(let id): ("damaged", id.text)
                        }
                    return [
                        "kind": .string(kind), "subject": .string(subject),
                        "backups": .array(finding.backups.map { .string($0.text) }),
                    ]
                }),
        ]
    }
}
