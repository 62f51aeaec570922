import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// What became of a feature's geometry.
struct Examined {
    /// As it will be stored; nil for a feature without one, and for a rejected one.
    var geometry: Geometry?
    var issues: [ImportIssue]
    /// Set for every invalid geometry that could be mended, accepted or not.
    var repair: RepairRecord?
    /// What repair made of it: stored when accepted, the proposal of the ledger when not.
    var proposal: Geometry?

    var isRejected: Bool { issues.contains { $0.outcome == .rejected } }
}

/// Examines the geometries of one import, in the order of their rows: validity, repair by a policy, place on earth, fit
/// to the collection's column, and what is odd though valid.
///
/// A class because its buffers are used again: a valid parcel costs some hundred nanoseconds and no allocation. For one
/// thread at a time.
final class GeometryExamination {
    let policy: RepairPolicy
    let measure: GroundMeasure
    /// With `.ask`: whether a person takes this repair now. Without it all wait in the ledger.
    var confirms: ((_ record: RepairRecord, _ row: Int64) -> Bool)?
    private let plan: GeometryPlan
    private let repairer: GeometryRepairer
    private let areaColumn: StatedArea?
    private var check = TopologyCheck()
    private var remarks: GeometryRemarks
    private var duplicates: DuplicateFinder
    private var places: PlaceCheck

    /// Whether duplicates were looked for among the first features only, because there were too many.
    var duplicatesAreIncomplete: Bool { duplicates.isFull }

    /// - Parameters:
    ///   - crs: what the coordinates are in, after any adjustment.
    ///   - columns: names and types of `values`, to find the column that states the area.
    /// - Throws: `ProjError`.
    init(
        policy: RepairPolicy = RepairPolicy(), plan: GeometryPlan, crs: CRS, columns: [FeatureSchema.Property] = []
    ) throws(ProjError) {
        self.policy = policy
        self.plan = plan
        measure = try GroundMeasure(crs: crs)
        places = try PlaceCheck(crs: crs)
        repairer = GeometryRepairer(measure: measure, limits: policy.limits)
        remarks = GeometryRemarks(measure: measure, limits: policy.remarks)
        duplicates = DuplicateFinder(limit: policy.remarks.duplicateMemory)
        areaColumn = StatedArea(columns: columns)
    }

    /// - Parameters:
    ///   - row: the feature's number in its source, for naming the first of two duplicates.
    ///   - isUnreadable: the reader has said already that there is a geometry that cannot be read.
    func examine(
        _ original: Geometry?, values: [PropertyValue], row: Int64, isUnreadable: Bool = false
    ) -> Examined {
        guard let original else {
            return Examined(geometry: nil, issues: isUnreadable ? [] : [.nullGeometry])
        }
        if original.isEmpty { return Examined(geometry: nil, issues: [.emptyGeometry]) }
        guard original.hasOnlyNumbers else { return Examined(geometry: nil, issues: [.notFinite]) }
        if let fault = places.fault(of: original) { return Examined(geometry: nil, issues: [fault]) }
        var examined = validated(original, values, row)
        guard let valid = examined.geometry else { return examined }
        let fitted = plan.fit(valid)
        examined.geometry = fitted.geometry
        if let issue = fitted.issue { examined.issues.append(issue) }
        guard fitted.geometry != nil else { return examined }
        remarks.look(at: valid)
        examined.issues += remarks.issues
        if let first = duplicates.firstRow(equalTo: original, values, row: row) {
            examined.issues.append(
                ImportIssue(.featureDuplicate, detail: "equals row \(first)", vi: "trùng với dòng \(first)"))
        }
        return examined
    }

    /// The geometry where it is valid or may be mended, with what that took.
    private func validated(_ original: Geometry, _ values: [PropertyValue], _ row: Int64) -> Examined {
        var fault: (rule: GeometryRule, at: Coordinate?)?
        if original.linesHaveLength {
            switch check.verdict(on: original) {
            case .sound: return Examined(geometry: original, issues: [])
            case .touching, .undecided: break
            case .fault(let rule, let place): fault = (rule, place)
            }
            do throws(GDALError) {
                // GEOS has the last word on what is valid: the rules of its readers are the ones QGIS and PostGIS have.
                if try GeometryCheck.validity(of: original).isValid { return Examined(geometry: original, issues: []) }
            } catch {
                fault = fault ?? (.other, nil)
            }
        } else {
            fault = (.lineWithoutLength, nil)
        }
        let stated = areaColumn?.squareMetres(in: values)
        switch repairer.repair(original, fault: fault, statedArea: stated, check: &check) {
        case .failed(let rule, let reason):
            return Examined(geometry: nil, issues: [.unrepairable(reason, rule: rule)])
        case .mended(let mended, let record):
            return judged(mended, record, row)
        }
    }

    private func judged(_ mended: Geometry, _ record: RepairRecord, _ row: Int64) -> Examined {
        let code: ImportIssue.Code
        switch policy.mode {
        case .auto: code = record.isWithinLimits ? .geometryRepaired : .geometryRepairExceeds
        case .ask: code = confirms?(record, row) == true ? .geometryRepaired : .geometryRepairUnconfirmed
        case .refuse: code = .geometryInvalid
        }
        let detail = record.detail(isDegrees: measure.isGeographic)
        let issue = ImportIssue(code, detail: detail.en, vi: detail.vi, rule: record.rule)
        return Examined(
            geometry: code == .geometryRepaired ? mended : nil, issues: [issue], repair: record, proposal: mended)
    }
}

extension Geometry {
    /// `isFinite` without a branch for each number.
    fileprivate var hasOnlyNumbers: Bool {
        !anySequence { sequence in
            // 0 times a number is 0, 0 times NaN or infinity is NaN: one addition for each number, no branch.
            var sum = 0.0
            sequence.values.withUnsafeBufferPointer { for number in $0 { sum += number * 0 } }
            return sum != 0
        }
    }

    /// Whether no line consists of one place. True for points and polygons.
    fileprivate var linesHaveLength: Bool {
        switch self {
        case .point, .multiPoint, .polygon, .multiPolygon: true
        case .lineString(let line): line.hasLength
        case .multiLineString(let lines): lines.allSatisfy(\.hasLength)
        case .geometryCollection(let members): members.allSatisfy(\.linesHaveLength)
        }
    }
}

extension CoordinateSequence {
    fileprivate var hasLength: Bool {
        guard count > 1 else { return false }
        let first = self[0]
        for index in 1..<count where self[index] != first { return true }
        return false
    }
}
