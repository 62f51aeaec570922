import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a store: file, counts, ids, geometries, spatial and search indexes.",
        discussion: """
            Exit status 1 when something is wrong.

            EXAMPLES
              geoimport verify --store gialai.sqlite
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly)
            let report = try opened.verify()
            try opened.close()
            if json {
                try Terminal.answer(json: .array(report.findings.map(Self.json)))
            } else {
                for finding in report.findings {
                    let subject = finding.collection ?? speech.say("kho", "store")
                    let verdict =
                        finding.problem == nil
                        ? speech.say("tốt", "ok   ")
                        : finding.isDerived ? speech.say("ghi chú", "note ") : speech.say("LỖI", "FAULT")
                    let problem = finding.problem.map { VerificationText.problem($0).text(in: speech.language) }
                    try Terminal.answer(
                        "\(verdict) \(subject): \(VerificationText.check(finding.check).text(in: speech.language))"
                            + (problem.map { " – \($0)" } ?? ""))
                }
            }
            if report.derivedProblems.contains(where: { $0.check == "search index" }) {
                Terminal.note(
                    "geoimport: "
                        + speech.say(
                            "chỉ mục tìm kiếm cần làm lại: 'geoimport rebuild-search'",
                            "the search index must be made anew: 'geoimport rebuild-search'"))
            }
            let count = report.derivedProblems.count { $0.check == "overview" }
            if count > 0 {
                Terminal.note(
                    "geoimport: "
                        + speech.say(
                            "\(count) tệp tổng quan cần làm lại; máy chủ sẽ tự làm, 'geoimport rebuild-overviews' làm ngay",
                            "\(Amount.of(count, "overview")) to be made again; a server does it by itself, 'geoimport rebuild-overviews' at once"
                        ))
            }
            guard report.problems.isEmpty else {
                let (failed, all) = (report.problems.count, report.findings.count)
                Terminal.note(
                    "geoimport: "
                        + speech.say(
                            "\(failed) trong \(all) phép kiểm tra không đạt; lấy lại bản sao lưu, hoặc nhập lại bộ dữ liệu với --replace",
                            "\(failed) of \(all) checks failed; restore a backup, or load the collection again with --replace"
                        ))
                throw ExitCode.failure
            }
        }
    }

    private static func json(_ finding: VerificationReport.Finding) -> JSONValue {
        [
            "collection": JSONValue(finding.collection), "check": .string(finding.check),
            "problem": JSONValue(finding.problem), "derived": .boolean(finding.isDerived),
        ]
    }
}
