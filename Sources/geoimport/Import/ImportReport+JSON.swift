import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// The report for machines, and what of it is kept with the version.
extension ImportReport {
    /// Everything.
    var json: JSONValue {
        var members = details
        members["dryRun"] = .boolean(isRehearsal)
        members["version"] = version.map { JSONValue($0) } ?? .null
        members["changes"] = changes.map(HistoryCommand.json) ?? .null
        members["tiles"] = OverviewText.json(overview)
        members["featureCount"] = JSONValue(featureCount)
        members["ledger"] = JSONValue(ledger?.ledger)
        members["ledgerTable"] = JSONValue(ledger?.table)
        return .object(members)
    }

    /// Where the version comes from.
    var provenance: Provenance {
        let operation = plan.reference.operation
        return Provenance(
            source: plan.sourceName, sourceCRS: plan.reference.crs, operation: operation.name,
            accuracyInMetres: operation.accuracyInMetres, encoding: plan.encoding.name.en, report: .object(details))
    }

    /// What is known before publication: stored with the version.
    var details: JSONObject {
        let definition = plan.definition
        return [
            "collection": .string(definition.id.name),
            "sector": .string(definition.sector),
            "source": .string(plan.sourceName),
            "driver": .string(plan.driver),
            "layer": .string(plan.layer.name),
            "geometryType": .string(definition.schema.geometryType.rawValue),
            "hasZ": .boolean(definition.schema.hasZ),
            "encoding": .string(plan.encoding.name.en),
            "encodings": plan.encoding.json,
            "crs": .string(plan.reference.crs.identifier),
            "reference": plan.reference.json,
            "operation": .string(plan.reference.operation.name),
            "accuracyInMetres": plan.reference.operation.accuracyInMetres.map(JSONValue.real) ?? .null,
            "read": JSONValue(read), "written": JSONValue(written), "repaired": JSONValue(repaired),
            "rejected": JSONValue(rejected),
            "issues": .array(issues.sorted { $0.key < $1.key }.map(Self.json)),
            "notes": .array(notes.map { ["vi": .string($0.vi), "en": .string($0.en)] }),
            "properties": .array(definition.schema.properties.map(Self.json)),
            "seconds": .real(Self.rounded(seconds)),
            "fingerprint": JSONValue(fingerprint),
        ]
    }

    private static func json(_ code: String, _ issue: IssueCount) -> JSONValue {
        [
            "code": .string(code), "outcome": .string(issue.outcome.rawValue), "count": JSONValue(issue.count),
            "reason": ["vi": .string(issue.reason.vi), "en": .string(issue.reason.en)],
            "detail": .string(issue.detail.en), "detailVi": .string(issue.detail.vi),
            "sourceRows": .array(issue.samples.map(JSONValue.integer)), "rows": JSONValue(issue.rows),
        ]
    }

    private static func json(_ property: FeatureSchema.Property) -> JSONValue {
        ["name": .string(property.name), "title": .string(property.title), "type": .string(property.type.rawValue)]
    }
}
