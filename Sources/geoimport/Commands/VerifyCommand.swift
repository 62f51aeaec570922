import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a store: file, counts, ids, geometries, spatial indexes.",
        discussion: """
            Exit status 1 when something is wrong.

            EXAMPLES
              geoimport verify --store gialai.sqlite
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run {
            let opened = try Store(path: path, access: .readOnly)
            let report = try opened.verify()
            try opened.close()
            if json {
                try Terminal.answer(json: .array(report.findings.map(Self.json)))
            } else {
                for finding in report.findings {
                    let subject = finding.collection ?? "store"
                    let mark = finding.problem == nil ? "ok   " : finding.isDerived ? "note " : "FAULT"
                    try Terminal.answer(
                        "\(mark) \(subject): \(finding.check)\(finding.problem.map { " – \($0)" } ?? "")"
                    )
                }
            }
            if !report.derivedProblems.isEmpty {
                Terminal.note(
                    "geoimport: \(Amount.of(report.derivedProblems.count, "overview")) to be made again; a server does it by itself, 'geoimport rebuild-overviews' at once"
                )
            }
            guard report.problems.isEmpty else {
                Terminal.note(
                    "geoimport: \(report.problems.count) of \(report.findings.count) checks failed; restore a backup, or load the collection again with --replace"
                )
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
