import FeatureExchange
import GeoStore

/// One coded fault found in a feature. Codes are stable: reports count by them, docs/import-issues.md explains them.
struct ImportIssue: Hashable, Sendable {
    enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// The feature is not in the store.
        case rejected
        /// The feature is in the store, changed in the way the code says.
        case repaired
        /// The feature is in the store as it came, or with a loss that the source's format forced.
        case noted
    }

    let code: String
    let outcome: Outcome
    /// What exactly, for the first few of a code.
    let detail: String
    /// The rule a geometry breaks, where the code is about that.
    let rule: GeometryRule?

    init(code: String, outcome: Outcome, detail: String, rule: GeometryRule? = nil) {
        self.code = code
        self.outcome = outcome
        self.detail = detail
        self.rule = rule
    }

    /// An issue of the catalogue, with the catalogue's outcome.
    init(_ code: Code, detail: String, rule: GeometryRule? = nil) {
        self.init(code: code.rawValue, outcome: code.outcome, detail: detail, rule: rule)
    }

    /// What is wrong and what to do, for a clerk. The detail where the code is not in the catalogue.
    var reason: LocalizedText {
        let general = Code(rawValue: code)?.reason ?? LocalizedText(vi: detail, en: detail)
        guard let rule else { return general }
        return LocalizedText(vi: "\(rule.sentence.vi) \(general.vi)", en: "\(rule.sentence.en) \(general.en)")
    }
}

extension ImportIssue {
    static let nullGeometry = ImportIssue(.geometryNull, detail: "stored without geometry")
    static let emptyGeometry = ImportIssue(.geometryEmpty, detail: "stored without geometry")
    static let notFinite = ImportIssue(.coordinateNotFinite, detail: "a coordinate is NaN or infinite")
    static let heightMissing = ImportIssue(
        .heightMissing, detail: "the layer has heights, this feature none: 0 was stored")
    static let heightDropped = ImportIssue(
        .heightDropped, detail: "the layer has no heights, this feature has: not stored")
    static let textComposed = ImportIssue(.textComposed, detail: "decomposed Unicode brought to its composed form")

    static func outOfRange(_ detail: String) -> ImportIssue { ImportIssue(.coordinateOutOfRange, detail: detail) }

    static func wrongType(_ found: String, expected: String) -> ImportIssue {
        ImportIssue(.geometryType, detail: "\(found) in a layer of \(expected)")
    }

    static func repaired(_ reason: String, areaBefore: Double, areaAfter: Double) -> ImportIssue {
        ImportIssue(.geometryRepaired, detail: "\(reason)\(areaChange(from: areaBefore, to: areaAfter))")
    }

    /// Before, the lobes of a figure that crosses itself cancel out: a bow tie has no area at all.
    private static func areaChange(from before: Double, to after: Double) -> String {
        guard before > 0 || after > 0 else { return "" }
        let change = (after - before) / before * 100
        guard change.isFinite, abs(change) < 1000 else {
            return "; its parts had cancelled out, now they count as area"
        }
        return abs(change) < 0.005 ? "; area kept" : "; area changed by \((change * 100).rounded() / 100) %"
    }

    static func unrepairable(_ reason: String, rule: GeometryRule? = nil) -> ImportIssue {
        ImportIssue(.geometryUnrepairable, detail: reason, rule: rule)
    }

    /// What reading itself met.
    init(_ issue: SourceIssue, fields: [SourceField]) {
        func name(_ field: Int) -> String { fields[field].name }
        switch issue {
        case .geometryUnreadable(let reason): self.init(code: issue.code, outcome: .rejected, detail: reason)
        case .curvesLinearised: self.init(code: issue.code, outcome: .repaired, detail: "arcs became short lines")
        case .surfaceConverted(let type):
            self.init(code: issue.code, outcome: .repaired, detail: "\(type) became polygons")
        case .measuresDropped: self.init(code: issue.code, outcome: .repaired, detail: "M values are not stored")
        case .textUndecodable(let field, let bytes):
            let hex = bytes.prefix(12).map { String($0, radix: 16) }.joined(separator: " ")
            self.init(code: issue.code, outcome: .noted, detail: "column \(name(field)), bytes \(hex)")
        case .textOtherEncoding(let field, let encoding, let text):
            self.init(
                code: issue.code, outcome: .noted, detail: "column \(name(field)): '\(text)' was in \(encoding)")
        case .textMisreadRepaired(let field, let bytes, let text):
            let found = String(decoding: bytes, as: UTF8.self)
            self.init(
                code: issue.code, outcome: .repaired, detail: "column \(name(field)): '\(found)' became '\(text)'")
        case .letterFolded(let field, let text):
            self.init(code: issue.code, outcome: .repaired, detail: "column \(name(field)): Ð became Đ in '\(text)'")
        case .textComposed: self = .textComposed
        case .capitalsRestored(let field, let text):
            self.init(
                code: issue.code, outcome: .noted,
                detail: "column \(name(field)): capitals that TCVN3 lacks restored: '\(text)'")
        case .textLettersLost(let field, let text):
            self.init(
                code: issue.code, outcome: .noted,
                detail: "column \(name(field)): letters were lost before the file was made: '\(text)'")
        case .numberNotFinite(let field):
            self.init(code: issue.code, outcome: .repaired, detail: "column \(name(field)): null was stored")
        case .dateInvalid(let field, let found), .logicalInvalid(let field, let found):
            self.init(code: issue.code, outcome: .repaired, detail: "column \(name(field)): '\(found)' became null")
        case .libraryMessage(let message): self.init(code: issue.code, outcome: .noted, detail: message.text)
        }
    }
}
