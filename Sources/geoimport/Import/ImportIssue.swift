import FeatureExchange
import GeoStore
import SimpleFeatures

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

    let kind: Code
    /// What exactly, for the first few of a code.
    let detail: LocalizedText
    /// The rule a geometry breaks, where the code is about that.
    let rule: GeometryRule?

    /// - Parameters:
    ///   - detail: in English, or numbers and values that need no language.
    ///   - vi: the same in Vietnamese where there are words in it; empty where it says no more than the reason.
    init(_ kind: Code, detail: String, vi: String? = nil, rule: GeometryRule? = nil) {
        self.kind = kind
        self.detail = LocalizedText(vi: vi ?? detail, en: detail)
        self.rule = rule
    }

    var code: String { kind.rawValue }
    var outcome: Outcome { kind.outcome }

    /// What is wrong and what to do, for a clerk.
    var reason: LocalizedText {
        let general = kind.reason
        guard let rule else { return general }
        return LocalizedText(vi: "\(rule.sentence.vi) \(general.vi)", en: "\(rule.sentence.en) \(general.en)")
    }
}

extension ImportIssue {
    static let nullGeometry = ImportIssue(.geometryNull, detail: "stored without geometry", vi: "")
    static let emptyGeometry = ImportIssue(.geometryEmpty, detail: "stored without geometry", vi: "")
    static let notFinite = ImportIssue(.coordinateNotFinite, detail: "a coordinate is NaN or infinite", vi: "")
    static let heightMissing = ImportIssue(
        .heightMissing, detail: "the layer has heights, this feature none: 0 was stored", vi: "")
    static let heightDropped = ImportIssue(
        .heightDropped, detail: "the layer has no heights, this feature has: not stored", vi: "")
    static let textComposed = ImportIssue(
        .textComposed, detail: "decomposed Unicode brought to its composed form", vi: "")
    static let emptyKey = ImportIssue(.keyMissing, detail: "the key is empty", vi: "")

    static func keyTaken(by id: FeatureID) -> ImportIssue {
        ImportIssue(
            .keyDuplicate, detail: "feature \(id) has this key already", vi: "đối tượng \(id) đã có khoá này")
    }

    /// - Parameter kept: the feature of this key, which stays as it was.
    static func keyShared(withRow row: Int64, kept: FeatureID? = nil) -> ImportIssue {
        let stays = kept.map { id in
            LocalizedText(
                vi: "; đối tượng \(id) giữ nguyên như cũ vì các dòng mới mâu thuẫn nhau",
                en: "; feature \(id) stays as it was, because its new rows contradict each other")
        }
        return ImportIssue(
            .keyDuplicate, detail: "row \(row) has this key too\(stays?.en ?? "")",
            vi: "dòng \(row) cũng có khoá này\(stays?.vi ?? "")")
    }

    static func outOfRange(_ position: String, _ crs: CRS) -> ImportIssue {
        ImportIssue(
            .coordinateOutOfRange, detail: "\(position) is no place in \(crs)",
            vi: "\(position) không có chỗ trong \(crs)")
    }

    static func wrongType(_ found: String, expected: String) -> ImportIssue {
        ImportIssue(
            .geometryType, detail: "\(found) in a layer of \(expected)", vi: "\(found) trong lớp \(expected)")
    }

    static func unrepairable(_ reason: LocalizedText, rule: GeometryRule? = nil) -> ImportIssue {
        ImportIssue(.geometryUnrepairable, detail: reason.en, vi: reason.vi, rule: rule)
    }

    /// What reading itself met.
    init(_ issue: SourceIssue, fields: [SourceField]) {
        func at(_ kind: Code, _ field: Int, _ en: String, _ vi: String) -> ImportIssue {
            let name = fields[field].name
            return ImportIssue(kind, detail: "column \(name)\(en)", vi: "cột \(name)\(vi)")
        }
        switch issue {
        case .geometryUnreadable(let reason): self.init(.geometryUnreadable, detail: reason)
        case .noGeometry(let text):
            self.init(
                .geometryUnreadable, detail: "no geometry in '\(text)'", vi: "không có hình nào trong '\(text)'")
        case .coordinateNotNumber(let text) where text.isEmpty:
            self.init(.coordinateNotNumber, detail: "a coordinate is missing", vi: "thiếu toạ độ")
        case .coordinateNotNumber(let text): self.init(.coordinateNotNumber, detail: "'\(text)'")
        case .coordinateNotFinite(let text): self.init(.coordinateNotFinite, detail: "'\(text)'")
        case .curvesLinearised: self.init(.curvesLinearised, detail: "arcs became short lines", vi: "")
        case .surfaceConverted(let type):
            self.init(.surfaceConverted, detail: "\(type) became polygons", vi: "\(type) thành vùng")
        case .measuresDropped: self.init(.measuresDropped, detail: "M values are not stored", vi: "")
        case .textUndecodable(let field, let bytes):
            let hex = bytes.prefix(12).map { String($0, radix: 16) }.joined(separator: " ")
            self = at(.textUndecodable, field, ", bytes \(hex)", ", byte \(hex)")
        case .textOtherEncoding(let field, let encoding, let text):
            self = at(.textOtherEncoding, field, ": '\(text)' was in \(encoding)", ": '\(text)' viết bằng \(encoding)")
        case .textMisreadRepaired(let field, let bytes, let text):
            let found = String(decoding: bytes, as: UTF8.self)
            self = at(.textMisreadRepaired, field, ": '\(found)' became '\(text)'", ": '\(found)' thành '\(text)'")
        case .letterFolded(let field, let text):
            self = at(.letterFolded, field, ": Ð became Đ in '\(text)'", ": '\(text)'")
        case .textComposed: self = .textComposed
        case .capitalsRestored(let field, let text):
            self = at(.capitalsRestored, field, ": capitals that TCVN3 lacks restored: '\(text)'", ": '\(text)'")
        case .textLettersLost(let field, let text):
            self = at(
                .textLettersLost, field, ": letters were lost before the file was made: '\(text)'", ": '\(text)'")
        case .numberNotFinite(let field): self = at(.numberNotFinite, field, ": null was stored", "")
        case .numberComma(let field, let found): self = at(.numberComma, field, ": '\(found)'", ": '\(found)'")
        case .numberUnreadable(let field, let found):
            self = at(.numberUnreadable, field, ": '\(found)' became null", ": '\(found)'")
        case .dateInvalid(let field, let found):
            self = at(.dateInvalid, field, ": '\(found)' became null", ": '\(found)'")
        case .logicalInvalid(let field, let found):
            self = at(.logicalInvalid, field, ": '\(found)' became null", ": '\(found)'")
        case .libraryMessage(let message): self.init(.libraryMessage, detail: message.text)
        }
    }
}
