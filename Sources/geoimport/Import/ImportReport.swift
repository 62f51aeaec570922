import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// What an import did, for people and for machines.
struct ImportReport {
    /// Features with one code.
    struct IssueCount: Hashable, Sendable {
        let outcome: ImportIssue.Outcome
        var count: Int
        /// Of the first feature.
        let detail: String
        /// Row numbers in the source, the first few.
        var samples: [Int64]
    }

    /// Row numbers listed for a code.
    private static let sampleLimit = 5

    let plan: ImportPlan
    var read = 0
    var written = 0
    var repaired = 0
    var rejected = 0
    private(set) var issues: [String: IssueCount] = [:]
    var seconds = 0.0
    /// Nil while nothing is published.
    var version: Int?
    var featureCount = 0

    init(plan: ImportPlan) { self.plan = plan }

    mutating func count(_ issue: ImportIssue, sourceID: Int64) {
        var entry =
            issues[issue.code] ?? IssueCount(outcome: issue.outcome, count: 0, detail: issue.detail, samples: [])
        entry.count += 1
        if entry.samples.count < Self.sampleLimit { entry.samples.append(sourceID) }
        issues[issue.code] = entry
    }

    var text: String {
        let collection = plan.definition.id
        var lines: [String] = []
        if let version {
            lines.append("\(collection): version \(version) published, \(Amount.of(featureCount, "feature")) in all")
        } else {
            lines.append("\(collection): dry run, nothing published")
        }
        lines.append("  source     \(plan.sourceName) · \(plan.driver) · layer \(plan.layer.name)")
        lines.append(
            "  geometry   \(plan.definition.schema.geometryType.rawValue)\(plan.definition.schema.hasZ ? " with heights" : "")"
        )
        lines.append("  encoding   \(plan.encoding.summary)")
        lines.append("  CRS        \(plan.reference.crs) – \(plan.reference.name)")
        lines.append("  operation  \(plan.reference.operation.name), \(plan.reference.accuracyText)")
        lines.append("  features   \(read) read, \(written) written, \(repaired) repaired, \(rejected) rejected")
        lines.append("  time       \(Self.rounded(seconds)) s, \(Int(Double(read) / max(seconds, 0.001))) features/s")
        for (code, issue) in issuesByCount { lines.append("  issue      \(Self.line(code, issue))") }
        for note in plan.notes { lines.append("  note       \(note)") }
        return lines.joined(separator: "\n")
    }

    /// Why features were rejected, the commonest reason first.
    var rejectReasons: [String] {
        issuesByCount.filter { $0.issue.outcome == .rejected }.map { Self.line($0.code, $0.issue) }
    }

    private var issuesByCount: [(code: String, issue: IssueCount)] {
        issues.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { (code: $0.key, issue: $0.value) }
    }

    private static func line(_ code: String, _ issue: IssueCount) -> String {
        let rows = issue.samples.map(String.init).joined(separator: ", ")
        let more = issue.count > issue.samples.count ? ", …" : ""
        return "\(code) × \(issue.count): \(issue.detail) (source row\(issue.count == 1 ? "" : "s") \(rows)\(more))"
    }

    /// Everything, for machines.
    var json: JSONValue {
        var members = details
        members["version"] = version.map { JSONValue($0) } ?? .null
        members["featureCount"] = JSONValue(featureCount)
        return .object(members)
    }

    /// What is known before publication: stored with the version.
    var details: JSONObject {
        [
            "collection": .string(plan.definition.id.name),
            "sector": .string(plan.definition.sector),
            "source": .string(plan.sourceName),
            "driver": .string(plan.driver),
            "layer": .string(plan.layer.name),
            "geometryType": .string(plan.definition.schema.geometryType.rawValue),
            "hasZ": .boolean(plan.definition.schema.hasZ),
            "encoding": .string(plan.encoding.name),
            "crs": .string(plan.reference.crs.identifier),
            "operation": .string(plan.reference.operation.name),
            "accuracyInMetres": plan.reference.operation.accuracyInMetres.map(JSONValue.real) ?? .null,
            "read": JSONValue(read), "written": JSONValue(written), "repaired": JSONValue(repaired),
            "rejected": JSONValue(rejected),
            "issues": .array(issues.sorted { $0.key < $1.key }.map(Self.json)),
            "notes": .array(plan.notes.map(JSONValue.string)),
            "properties": .array(plan.definition.schema.properties.map(Self.json)),
            "seconds": .real(Self.rounded(seconds)),
        ]
    }

    private static func json(_ code: String, _ issue: IssueCount) -> JSONValue {
        let outcome =
            switch issue.outcome {
            case .rejected: "rejected"
            case .repaired: "repaired"
            case .noted: "noted"
            }
        return [
            "code": .string(code), "outcome": .string(outcome), "count": JSONValue(issue.count),
            "detail": .string(issue.detail), "sourceRows": .array(issue.samples.map(JSONValue.integer)),
        ]
    }

    private static func json(_ property: FeatureSchema.Property) -> JSONValue {
        ["name": .string(property.name), "title": .string(property.title), "type": .string(property.type.rawValue)]
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
