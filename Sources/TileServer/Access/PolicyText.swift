import GeoStore
import SimpleFeatures

extension AccessPolicy {
    /// Its rules on one line: `department:land: publish; public: read (in part)`.
    func summary(in language: Language) -> String {
        let partly = LocalizedText(vi: " (một phần)", en: " (in part)").text(in: language)
        return rules.map { rule in
            "\(rule.grantees.map(\.description).joined(separator: ", ")): \(rule.permission.rawValue)"
                + (rule.isWhole ? "" : partly)
        }.joined(separator: "; ")
    }
}

extension AccessPolicyVersion {
    /// What the audit log tells of it.
    var auditDetail: JSONObject {
        var detail: JSONObject = ["number": JSONValue(number), "policy": policy?.json ?? .null]
        if let comment { detail["comment"] = .string(comment) }
        return detail
    }
}

extension PolicySubject {
    /// As the audit log names it.
    var auditTarget: String {
        if case .collection(let id) = self { "collection:\(id)" } else { description }
    }
}
