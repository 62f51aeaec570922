import FeatureExchange
import GeoStore
import SimpleFeatures

/// Mends one invalid geometry and says what it did.
struct GeometryRepairer {
    enum Outcome {
        case mended(Geometry, RepairRecord)
        /// Nothing valid of the geometry's dimension is left, or the result fails one of the two checks.
        case failed(GeometryRule, LocalizedText)
    }

    let measure: GroundMeasure
    let limits: RepairPolicy.Limits

    /// - Parameters:
    ///   - fault: what our own check found, if it found it.
    ///   - statedArea: square metres that the feature's own attributes state, evidence of the land meant.
    ///   - check: buffers to check with.
    func repair(
        _ original: Geometry, fault: (rule: GeometryRule, at: Coordinate?)?, statedArea: Double?,
        check: inout TopologyCheck
    ) -> Outcome {
        let tidying = RingTidying(original)
        guard let tidied = tidying.geometry else {
            let nothing = LocalizedText(
                vi: "không còn phần nào có chiều dài hay diện tích", en: "nothing with any extent is left")
            return .failed(tidying.rule ?? fault?.rule ?? .ringTooFewPoints, nothing)
        }
        do throws(GDALError) {
            let validity = try GeometryCheck.validity(of: tidied)
            guard case .invalid(let reason, let place) = validity else {
                return finish(
                    original, tidied, tidying, rule: tidying.rule ?? fault?.rule ?? .other,
                    at: tidying.location ?? fault?.at, reason: "",
                    method: .tidying, .asDrawn, RepairChoice.tidying, &check)
            }
            let found = Self.fault(of: tidied, reason, place, &check)
            let rule = tidying.rule ?? found.rule
            guard
                let chosen = try RepairChoice.make(
                    for: tidied, rule: found.rule, statedArea: statedArea, measure: measure, limits: limits)
            else {
                return .failed(
                    rule,
                    LocalizedText(
                        vi: "\(rule.rawValue); GEOS: \(reason)", en: "\(reason): nothing valid of its kind is left"))
            }
            return finish(
                original, chosen.geometry, tidying, rule: rule, at: tidying.location ?? found.at, reason: reason,
                method: chosen.method, chosen.certainty, chosen.why, &check)
        } catch {
            let message = LocalizedText(vi: error.message, en: error.message)
            return .failed(fault?.rule ?? tidying.rule ?? .other, message)
        }
    }

    /// Our own check tells which rings meet, where GEOS says `Self-intersection` of them all.
    private static func fault(
        of geometry: Geometry, _ reason: String, _ place: Coordinate?, _ check: inout TopologyCheck
    ) -> (rule: GeometryRule, at: Coordinate?) {
        if case .fault(let rule, let at) = check.verdict(on: geometry) { return (rule, at ?? place) }
        return (GeometryRule(geosReason: reason), place)
    }

    private func finish(
        _ original: Geometry, _ mended: Geometry, _ tidying: RingTidying, rule: GeometryRule, at place: Coordinate?,
        reason: String, method: RepairRecord.Method, _ certainty: RepairChoice.Certainty, _ why: LocalizedText,
        _ check: inout TopologyCheck
    ) -> Outcome {
        // The second check, by arithmetic of our own, of what the engine made.
        switch check.verdict(on: mended) {
        case .sound, .touching, .undecided: break
        case .fault(let left, _):
            return .failed(
                rule,
                LocalizedText(
                    vi: "sửa theo cách \(method.rawValue) thì vẫn sai: \(left.rawValue)",
                    en: "repaired by \(method.rawValue), it still breaks \(left.rawValue)"))
        }
        let drawn = drawnArea(of: tidying.geometry ?? original)
        let after = measure.area(of: mended)
        let moved = VertexShift(from: original, to: mended, measure: measure)
        let change = abs(after - drawn)
        let isSmall =
            change <= limits.areaChangeInSquareMetres || change <= drawn * limits.areaChangeInPercent / 100
        let isWanted =
            switch certainty {
            case .evidence: true
            case .asDrawn: isSmall
            case .doubtful: false
            }
        let record = RepairRecord(
            rule: rule, location: place, engineReason: reason, method: method, choice: why,
            areaByShoelace: measure.area(of: original), areaAsDrawn: drawn, areaAfter: after,
            verticesAdded: moved.added + tidying.closed, verticesRemoved: moved.removed, largestShift: moved.largest,
            ringsDropped: tidying.dropped,
            isWithinLimits: isWanted && moved.largest <= limits.vertexShiftInMetres)
        return .mended(mended, record)
    }

    /// Each part by even-odd, the parts united: what a screen or a printed map shows of the delivered rings. Where GEOS
    /// gives up, by the shoelace.
    func drawnArea(of geometry: Geometry) -> Double {
        guard let drawn = RepairChoice.drawn(geometry) else { return max(0, measure.area(of: geometry)) }
        return measure.area(of: drawn)
    }
}
