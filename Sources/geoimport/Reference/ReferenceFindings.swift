import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures

/// Notes and issues that a choice leaves behind, in both languages.
struct ReferenceFindings {
    private(set) var notes: [LocalizedText] = []
    private(set) var issues: [ImportIssue] = []
    private let study: ReferenceStudy

    init(_ study: ReferenceStudy) { self.study = study }

    private mutating func add(_ vi: String, _ en: String, code: ImportIssue.Code? = nil) {
        notes.append(LocalizedText(vi: vi, en: en))
        if let code { issues.append(ImportIssue(code, detail: en, vi: vi)) }
    }

    mutating func noteGiven(_ given: CRS, over claim: ReferenceClaim) {
        let candidate = ReferenceCandidate(given)
        switch claim {
        case .none: return
        case .registered(let crs, let name):
            guard ReferenceCandidate(crs).crs != candidate.crs else { return }
            add(
                "đã dùng --source-crs \(given); tệp ghi \(crs) (\(name))",
                "--source-crs \(given) was used; the file says \(crs) (\(name))")
        case .known(let known, let name, _):
            guard known.candidate.crs != candidate.crs else { return }
            add(
                "đã dùng --source-crs \(given); tệp ghi '\(name)', tức \(known.candidate.crs)",
                "--source-crs \(given) was used; the file says '\(name)', which is \(known.candidate.crs)")
        case .unknown(let name):
            add(
                "đã dùng --source-crs \(given); tệp ghi '\(name)'",
                "--source-crs \(given) was used; the file says '\(name)'")
        }
    }

    mutating func noteContradiction(
        of score: CandidateScore, by best: CandidateScore, _ why: ReferenceStudy.Contradiction, _ study: ReferenceStudy
    ) {
        let apart = Self.length(best.metres(from: score))
        let reason = Self.reason(why)
        add(
            "dữ liệu không hợp với \(score.candidate.crs): \(reason.vi); \(best.candidate.crs) hợp hơn, cách \(apart.vi)",
            "the data speak against \(score.candidate.crs): \(reason.en); \(best.candidate.crs) fits better, \(apart.en) away",
            code: .crsDoubtful)
    }

    static func reason(_ why: ReferenceStudy.Contradiction) -> LocalizedText {
        switch why {
        case .names:
            LocalizedText(
                vi: "đơn vị hành chính ghi trong thuộc tính nằm ở nơi khác",
                en: "the units that its columns name lie elsewhere")
        case .place:
            LocalizedText(vi: "lớp sẽ nằm ngoài Việt Nam", en: "the layer would lie outside Viet Nam")
        case .fine:
            LocalizedText(
                vi: "lớp lệch so với ranh giới hoặc tâm các đơn vị hành chính",
                en: "the layer lies beside the outlines or centres of its units")
        }
    }

    mutating func noteRelabelled(_ claim: ReferenceClaim, as best: CandidateScore, claimed: CandidateScore?) {
        let name = claim.name ?? ""
        let apart = claimed.map { best.metres(from: $0) }.flatMap { $0.isFinite ? Self.length($0) : nil }
        add(
            "tệp ghi '\(name)' nhưng toạ độ là VN-2000: đã dùng \(best.candidate.crs) (\(best.name)), \(best.agreeing)/\(best.named) đối tượng nằm đúng đơn vị ghi trong thuộc tính"
                + (apart.map { "; theo nhãn của tệp thì lệch \($0.vi)" } ?? ""),
            "the file says '\(name)', but its coordinates are VN-2000: \(best.candidate.crs) (\(best.name)) was used, \(best.agreeing) of \(best.named) features lie at the unit they name"
                + (apart.map { "; by the file's label they would be \($0.en) off" } ?? ""),
            code: .crsLabelledWGS84)
    }

    mutating func noteUntestedZone(_ score: CandidateScore, _ rival: CandidateScore) {
        let apart = Self.length(rival.metres(from: score))
        add(
            "không kiểm được múi \(score.candidate.crs) mà tệp ghi: không có cột nào nêu tên đơn vị hành chính, và \(rival.candidate.crs) (cách \(apart.vi)) cũng đặt lớp vào Việt Nam",
            "the zone \(score.candidate.crs) that the file states was not tested: no column names units, and \(rival.candidate.crs) (\(apart.en) away) would put the layer into Viet Nam as well",
            code: .crsZoneUntested)
    }

    mutating func noteUntestedArchive(_ score: CandidateScore, _ rivals: [CandidateScore]) {
        let others = rivals.sorted { $0.metres(from: score) < $1.metres(from: score) }.map { rival in
            let apart = Self.length(rival.metres(from: score))
            return LocalizedText(
                vi: "\(rival.candidate.crs) (\(rival.name)) thì lệch \(apart.vi)",
                en: "\(rival.candidate.crs) (\(rival.name)) they are \(apart.en) off")
        }
        add(
            "tệp ghi \(score.candidate.crs) (\(score.name)), không có gì trong dữ liệu để kiểm; nếu toạ độ thực ra theo \(others.map(\.vi).joined(separator: ", theo ")); khi đó dùng --source-crs",
            "the file says \(score.candidate.crs) (\(score.name)) and nothing in the data tests it; if its coordinates are in \(others.map(\.en).joined(separator: ", in ")); give --source-crs then",
            code: .crsDatumUntested)
    }

    mutating func noteFound(_ score: CandidateScore, _ origin: ReferenceChoice.Origin, _ study: ReferenceStudy) {
        let candidate = "\(score.candidate.crs) (\(score.name))"
        if origin == .names {
            let columns = study.ranking.evidence.columns.joined(separator: ", ")
            let distance = score.medianKilometres.map { Self.length($0 * 1000) }
            add(
                "tệp không ghi hệ toạ độ; đã dùng \(candidate) theo cột \(columns): \(score.agreeing)/\(score.named) đối tượng nằm đúng đơn vị, trung vị cách tâm \(distance?.vi ?? "")",
                "the file states no CRS; \(candidate) was used by column \(columns): \(score.agreeing) of \(score.named) features lie at the unit they name, the median \(distance?.en ?? "") from its centre",
                code: .crsResolved)
        } else {
            add(
                "tệp không ghi hệ toạ độ; đã dùng \(candidate): chỉ hệ này đặt lớp vào Việt Nam, tại \(score.placeText)",
                "the file states no CRS; \(candidate) was used: no other puts the layer into Viet Nam, at \(score.placeText)",
                code: .crsResolved)
        }
    }

    mutating func noteNear(_ near: [CandidateScore], of score: CandidateScore) {
        for other in near.prefix(3) {
            let apart = Self.length(other.metres(from: score))
            let how = other.candidate.adjustment.scale == 1 ? "" : ", k = 0.9996"
            add(
                "không loại trừ được \(other.candidate.crs) (\(other.name)\(how)): cách \(apart.vi)",
                "\(other.candidate.crs) (\(other.name)\(how)) cannot be excluded: \(apart.en) away")
        }
    }

    mutating func noteFaults(of claim: ReferenceClaim, _ score: CandidateScore) {
        guard case .known(let known, let name, let wkt) = claim else { return }
        let candidate = "\(score.candidate.crs) (\(score.name))"
        if let fault = known.fault, fault != .nameOnly {
            let text = Self.text(of: fault)
            let off = offset(of: wkt, from: score).map(Self.length)
            add(
                "định nghĩa '\(name)' \(text.vi); đã dùng \(candidate)"
                    + (off.map { ", nếu không sẽ lệch \($0.vi)" } ?? ""),
                "the definition '\(name)' \(text.en); \(candidate) was used"
                    + (off.map { ", as it stands it would be \($0.en) off" } ?? ""),
                code: Self.code(of: fault))
        } else if !known.hasWrongScale {
            add("định nghĩa '\(name)' là \(candidate)", "the definition '\(name)' is \(candidate)")
        }
        if known.hasWrongScale {
            let plain = study.ranking.score(
                of: ReferenceCandidate(score.candidate.crs, score.candidate.adjustment.withoutScale))
            let off = plain.map { Self.length($0.metres(from: score)) }
            add(
                "định nghĩa '\(name)' có k = 0,9996, múi 3° của VN-2000 có k = 0,9999: toạ độ được đưa về k = 0,9999 của \(candidate)"
                    + (off.map { "; nếu toạ độ vốn đã theo k = 0,9999 thì lệch \($0.vi), khi đó dùng --source-crs" }
                        ?? ""),
                "the definition '\(name)' has k = 0.9996, 3° zones of VN-2000 have 0.9999: coordinates are brought to \(candidate)"
                    + (off.map {
                        "; should they have been made with 0.9999, they are \($0.en) off: give --source-crs then"
                    }
                        ?? ""),
                code: .crsScaleFactor)
        }
    }

    /// Metres between where the definition as it stands and the registered CRS put the layer.
    private func offset(of wkt: String, from score: CandidateScore) -> Double? {
        guard let middle = study.sample.middle, let right = study.ranking.place(middle, as: score.candidate) else {
            return nil
        }
        do {
            let stated = try CoordinateTransform(definition: wkt, standingFor: score.candidate.crs, to: .crs84)
            return Distance.kilometres(try stated.transform(middle), right) * 1000
        } catch {
            // A definition that PROJ cannot follow leaves nothing to compare with; that it is wrong is said anyway.
            return nil
        }
    }

    private static func code(of fault: KnownDefinition.Fault) -> ImportIssue.Code? {
        switch fault {
        case .shiftMissing: .crsShiftMissing
        case .rotationsMissing: .crsRotationsMissing
        case .rotationsReversed: .crsRotationsReversed
        case .shiftOfMekongDelta: .crsShiftOfMekongDelta
        case .shiftUnknown: .crsShiftUnknown
        case .nameOnly: nil
        }
    }

    private static func text(of fault: KnownDefinition.Fault) -> LocalizedText {
        switch fault {
        case .shiftMissing:
            LocalizedText(vi: "thiếu tham số chuyển VN-2000 sang WGS 84", en: "lacks the shift from VN-2000 to WGS 84")
        case .rotationsMissing:
            LocalizedText(vi: "chỉ có 3 tham số tịnh tiến", en: "has the three translations only")
        case .rotationsReversed:
            LocalizedText(vi: "có ba góc xoay ngược dấu", en: "has its three rotations with the wrong sign")
        case .shiftOfMekongDelta:
            LocalizedText(
                vi: "dùng tham số EPSG:5194, chỉ hợp đồng bằng sông Cửu Long",
                en: "has the parameters of EPSG:5194, which fit the Mekong delta only")
        case .shiftUnknown:
            LocalizedText(vi: "có tham số chuyển lạ", en: "has shift parameters of unknown origin")
        case .nameOnly: LocalizedText(vi: "có tên lạ", en: "has a name of its own")
        }
    }

    /// What the choice means: adjustment, place, accuracy.
    mutating func describe(
        _ candidate: ReferenceCandidate, _ score: CandidateScore?, _ operation: CoordinateTransform.Operation
    ) throws {
        if let done = candidate.adjustment.description, candidate.adjustment.scale == 1 || study.claim.candidate == nil
        {
            add(done.vi, done.en, code: candidate.adjustment.swapsAxes ? .axesSwapped : .coordinatesAdjusted)
        }
        if let score, score.looked > 0, score.insideShare < 0.5 {
            add(
                "lớp nằm ngoài Việt Nam, tại \(score.placeText)",
                "the layer lies outside Viet Nam, at \(score.placeText)")
        }
        if study.lacksUnits {
            add(
                "không tìm thấy danh sách đơn vị hành chính (data/units; đặt GEOSECTOR_HOME): không so được tên xã, huyện",
                "the lists of administrative units (data/units; set GEOSECTOR_HOME) were not found: names were not compared",
                code: .unitsMissing)
        }
        let review = try OperationReview(from: candidate.crs, to: .crs84)
        if let better = review.better {
            let grids = better.grids.joined(separator: ", ")
            add(
                "phép chuyển '\(better.name)' chính xác hơn (\(better.accuracyInMetres.formatted()) m) nhưng máy này thiếu lưới \(grids)",
                "'\(better.name)' would be more accurate (\(better.accuracyInMetres.formatted()) m), but this machine lacks its grid \(grids)"
            )
        }
        if let area = review.areaOfUse, let centre = score?.centre, !area.expanded(by: Self.areaMargin).contains(centre)
        {
            add(
                "lớp nằm ngoài vùng áp dụng của phép chuyển '\(operation.name)'",
                "the layer lies outside the area of use of '\(operation.name)'", code: .crsOutsideArea)
        }
    }

    /// Degrees: areas of use are rounded boxes around land.
    private static let areaMargin = 0.5

    /// `225 m`, `27.0 km`.
    static func length(_ metres: Double) -> LocalizedText {
        guard metres.isFinite else { return LocalizedText(vi: "rất xa", en: "very far") }
        if metres < 10 {
            let text = String(format: "%.2f m", metres)
            return LocalizedText(vi: text.replacing(".", with: ","), en: text)
        }
        if metres < 1000 { return LocalizedText(vi: "\(Int(metres.rounded())) m", en: "\(Int(metres.rounded())) m") }
        let text = String(format: metres < 100_000 ? "%.1f km" : "%.0f km", metres / 1000)
        return LocalizedText(vi: text.replacing(".", with: ","), en: text)
    }
}

extension CoordinateAdjustment {
    var withoutScale: CoordinateAdjustment {
        var plain = self
        plain.scale = 1
        return plain
    }
}
