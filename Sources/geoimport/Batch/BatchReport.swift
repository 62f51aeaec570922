import Foundation
import GeoStore
import SimpleFeatures

/// What became of the sources of a manifest.
struct BatchReport {
    enum Outcome {
        /// A new version was published; in a dry run it would be.
        case published(ImportReport)
        /// It was read, and nothing in it differs from what is stored.
        case noChanges(ImportReport)
        /// Neither its files nor its settings differ from the last time: it was not read.
        case skipped
        /// There is nothing in it to import.
        case leftOut(LocalizedText)
        case failed(LocalizedText)
    }

    struct Line {
        /// As the manifest has it; a file of a folder by its own name.
        let source: String
        let collection: String?
        let outcome: Outcome
        let seconds: Double
    }

    /// What the lines are about.
    enum Subject: String { case sources, layers }

    let isRehearsal: Bool
    var subject = Subject.sources
    var lines: [Line] = []
    /// Somebody stopped it: the sources after the last line were not looked at.
    var isInterrupted = false

    var failureCount: Int {
        lines.count {
            if case .failed = $0.outcome { true } else { false }
        }
    }

    func text(in language: Language) -> String {
        let width = lines.map(\.source.count).max() ?? 0
        let rows = lines.map { line in
            line.source + String(repeating: " ", count: width - line.source.count) + "  "
                + Self.words(line.outcome).text(in: language)
        }
        return (rows + [summary.text(in: language)]).joined(separator: "\n")
    }

    /// One source, as it is done. Why it failed stands in the report.
    static func text(of line: Line, in language: Language) -> String {
        if case .failed = line.outcome { return "\(line.source): \(failure.text(in: language))" }
        return "\(line.source): \(words(line.outcome).text(in: language))"
    }

    private static let failure = LocalizedText(vi: "LỖI", en: "FAILED")

    /// Whether anything was read, or tried.
    var hasNews: Bool {
        lines.contains {
            switch $0.outcome {
            case .skipped, .leftOut: false
            case .published, .noChanges, .failed: true
            }
        }
    }

    private static func words(_ outcome: Outcome) -> LocalizedText {
        switch outcome {
        case .published(let report):
            let counts = joined(ChangeText.of(report.changes ?? VersionChanges()), rows(report))
            guard let number = report.version else {
                return LocalizedText(vi: "chạy thử: \(counts.vi)", en: "dry run: \(counts.en)")
            }
            return LocalizedText(
                vi: "đã công bố phiên bản \(number): \(counts.vi)", en: "version \(number) published: \(counts.en)")
        case .noChanges(let report):
            return joined(
                LocalizedText(vi: "đã đọc, không có gì thay đổi", en: "read, nothing has changed"), rows(report))
        case .skipped: return LocalizedText(vi: "bỏ qua, tệp không đổi", en: "skipped, the files are the same")
        case .leftOut(let reason): return LocalizedText(vi: "bỏ qua, \(reason.vi)", en: "left out: \(reason.en)")
        case .failed(let reason):
            return LocalizedText(vi: "\(failure.vi)  \(reason.vi)", en: "\(failure.en)  \(reason.en)")
        }
    }

    private static func joined(_ text: LocalizedText, _ more: LocalizedText?) -> LocalizedText {
        guard let more else { return text }
        return LocalizedText(vi: "\(text.vi); \(more.vi)", en: "\(text.en); \(more.en)")
    }

    /// What somebody should look at, and where; nil when all went in as it came.
    private static func rows(_ report: ImportReport) -> LocalizedText? {
        guard report.rejected + report.repaired > 0 else { return nil }
        let place = report.ledger.map { ": \($0.ledger)" } ?? ""
        return LocalizedText(
            vi: "\(report.rejected) bị loại, \(report.repaired) đã sửa\(place)",
            en: "\(report.rejected) rejected, \(report.repaired) repaired\(place)")
    }

    private var summary: LocalizedText {
        func count(_ matches: (Outcome) -> Bool) -> Int { lines.count { matches($0.outcome) } }
        let published = count { if case .published = $0 { true } else { false } }
        let same = count { if case .noChanges = $0 { true } else { false } }
        let skipped = count {
            switch $0 {
            case .skipped, .leftOut: true
            case .published, .noChanges, .failed: false
            }
        }
        let total =
            subject == .layers
            ? LocalizedText(vi: "\(lines.count) lớp", en: Amount.of(lines.count, "layer"))
            : LocalizedText(vi: "\(lines.count) nguồn", en: Amount.of(lines.count, "source"))
        guard !isRehearsal else {
            return LocalizedText(
                vi:
                    "chạy thử, không công bố gì: \(total.vi), \(published) sẽ công bố, \(same) không đổi, \(skipped) bỏ qua, \(failureCount) lỗi",
                en: "dry run, nothing published: \(total.en), \(published) to be published,"
                    + " \(same) without changes, \(skipped) skipped, \(failureCount) failed")
        }
        return LocalizedText(
            vi: "\(total.vi): \(published) công bố, \(same) không đổi, \(skipped) bỏ qua, \(failureCount) lỗi",
            en: "\(total.en): \(published) published, \(same) without changes,"
                + " \(skipped) skipped, \(failureCount) failed")
    }

    var json: JSONValue {
        var members: JSONObject = [
            "dryRun": .boolean(isRehearsal), "interrupted": .boolean(isInterrupted),
            "failed": JSONValue(failureCount),
        ]
        members[subject.rawValue] = .array(lines.map(Self.json))
        return .object(members)
    }

    private static func json(_ line: Line) -> JSONValue {
        var members: JSONObject = [
            "source": .string(line.source), "collection": JSONValue(line.collection),
            "seconds": .real((line.seconds * 1000).rounded() / 1000),
        ]
        switch line.outcome {
        case .published(let report):
            members["outcome"] = "published"
            members["report"] = report.json
        case .noChanges(let report):
            members["outcome"] = "noChanges"
            members["report"] = report.json
        case .skipped: members["outcome"] = "skipped"
        case .leftOut(let reason):
            members["outcome"] = "leftOut"
            members["reason"] = ["vi": .string(reason.vi), "en": .string(reason.en)]
        case .failed(let reason):
            members["outcome"] = "failed"
            members["error"] = ["vi": .string(reason.vi), "en": .string(reason.en)]
        }
        return .object(members)
    }
}
