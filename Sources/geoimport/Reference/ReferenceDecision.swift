import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// The candidate that a study comes to, or a refusal.
struct ReferenceDecision {
    let candidate: ReferenceCandidate
    let origin: ReferenceChoice.Origin

    /// - Throws: `ImportError`, `ProjError`.
    init(_ study: ReferenceStudy, _ findings: inout ReferenceFindings) throws {
        if let given = study.given {
            candidate = try Self.given(given, study, &findings)
            origin = .given
            return
        }
        if case .unknown(let name) = study.claim {
            throw ImportError.crsUnidentified(
                file: study.file, layer: study.layer.name, name: name, suggestions: Self.fitting(study))
        }
        if let claimed = study.claim.candidate {
            (candidate, origin) = try Self.claimed(claimed, study, &findings)
        } else {
            (candidate, origin) = try Self.found(study, &findings)
        }
    }

    /// What the data speak for, whatever the file calls it.
    private static func fitting(_ study: ReferenceStudy) -> [ReferenceChoice.Suggestion] {
        switch ReferenceVerdict(study.ranking, fine: study.fine) {
        case .decided(let best, _): ReferenceChoice.suggestions([best])
        case .ambiguous(let scores): ReferenceChoice.suggestions(scores)
        case .noneFits: ReferenceChoice.suggestions(for: study.ranking)
        }
    }

    private static func given(
        _ given: CRS, _ study: ReferenceStudy, _ findings: inout ReferenceFindings
    ) throws -> ReferenceCandidate {
        let candidate = ReferenceCandidate(given)
        try checkUnits(of: given, study)
        findings.noteGiven(given, over: study.claim)
        guard let reading = study.reading(of: candidate) else { return candidate }
        if case .contradicted(_, let better, let why) = try study.trial(of: reading), let best = better.first {
            findings.noteContradiction(of: reading, by: best, why, study)
        }
        return reading.candidate
    }

    private static func claimed(
        _ claimed: ReferenceCandidate, _ study: ReferenceStudy, _ findings: inout ReferenceFindings
    ) throws -> (ReferenceCandidate, ReferenceChoice.Origin) {
        let verdict = ReferenceVerdict(study.ranking, fine: study.fine)
        guard let reading = study.reading(of: claimed), reading.centre != nil, try agreesInUnits(claimed.crs, study)
        else {
            if let relabelled = relabelled(study, verdict, &findings) { return relabelled }
            try checkUnits(of: claimed.crs, study)
            return (claimed, .claim)
        }
        switch try study.trial(of: reading) {
        case .contradicted(_, let better, let why):
            if let relabelled = relabelled(study, verdict, &findings) { return relabelled }
            throw ImportError.crsContradicted(
                file: study.file, claim: ReferenceChoice.suggestions([reading])[0], claimedName: study.claim.name ?? "",
                better: ReferenceChoice.suggestions(better), why: why)
        case .stands(let score):
            findings.noteFaults(of: study.claim, score)
            try checkDatum(score, study)
            noteUntestedZone(score, study, &findings)
            noteUntestedArchive(score, study, &findings)
            return (score.candidate, .claim)
        }
    }

    /// A layer labelled WGS 84 that is VN-2000 beyond doubt.
    private static func relabelled(
        _ study: ReferenceStudy, _ verdict: ReferenceVerdict, _ findings: inout ReferenceFindings
    ) -> (ReferenceCandidate, ReferenceChoice.Origin)? {
        guard study.claim.saysWGS84, case .decided(let best, let near) = verdict, best.candidate.crs.isVN2000,
            ReferenceVerdict.namesSpeak(for: best, study.ranking)
        else { return nil }
        findings.noteRelabelled(study.claim, as: best, claimed: study.claim.candidate.flatMap(study.reading))
        findings.noteNear(near, of: best)
        return (best.candidate, .names)
    }

    /// Nothing tells the zone stated from others that would put the layer into the country as well.
    private static func noteUntestedZone(
        _ score: CandidateScore, _ study: ReferenceStudy, _ findings: inout ReferenceFindings
    ) {
        guard score.candidate.isThreeDegreeZone, !ReferenceVerdict.namesSpeak(for: score, study.ranking)
        else { return }
        let rival = study.ranking.scores.filter {
            $0.candidate.usage == .usual && $0.insideShare >= ReferenceVerdict.fits
                && $0.metres(from: score) > ReferenceVerdict.nearInMetres
        }.min { $0.metres(from: score) < $1.metres(from: score) }
        if let rival { findings.noteUntestedZone(score, rival) }
    }

    /// Hanoi 1972 was given up in 2000. Its label may be right for an archive and a slip anywhere else, and nothing less
    /// than outlines can tell it from its neighbours.
    private static func noteUntestedArchive(
        _ score: CandidateScore, _ study: ReferenceStudy, _ findings: inout ReferenceFindings
    ) {
        guard score.candidate.crs.isHanoi1972 else { return }
        let rivals = study.ranking.scores.filter {
            $0.candidate.crs.isUsedToday && $0.candidate.adjustment.scale == 1
                && $0.metres(from: score) <= ReferenceVerdict.nearInMetres
        }
        let survivors = study.fine.survivors(of: [score] + rivals).filter { $0 != score }
        if !survivors.isEmpty { findings.noteUntestedArchive(score, survivors) }
    }

    /// Files of both kinds are common: GPS programs write WGS 84 / UTM, and people give VN-2000 files that label because
    /// it stands first in a list. It is never taken at its word: fine evidence decides, or the user.
    private static func checkDatum(_ score: CandidateScore, _ study: ReferenceStudy) throws {
        guard study.claim.saysWGS84, score.candidate.crs != .epsg(4326), study.isAboutCountry(score) else { return }
        let rivals = study.ranking.scores.filter {
            $0.candidate.crs.isVN2000 && $0.candidate.usage == .usual
                && $0.metres(from: score) <= ReferenceVerdict.nearInMetres
        }
        let survivors = study.fine.survivors(of: [score] + rivals)
        guard survivors.count > 1 else { return }
        let others = survivors.filter { $0 != score }.sorted { $0.metres(from: score) < $1.metres(from: score) }
        throw ImportError.crsDatumUntested(
            file: study.file, layer: study.layer.name, claimedName: study.claim.name ?? "",
            readings: ReferenceChoice.suggestions([score] + others))
    }

    /// Nothing is said: the data decide, or nobody.
    private static func found(
        _ study: ReferenceStudy, _ findings: inout ReferenceFindings
    ) throws -> (ReferenceCandidate, ReferenceChoice.Origin) {
        switch ReferenceVerdict(study.ranking, fine: study.fine) {
        case .decided(let score, let near):
            let origin: ReferenceChoice.Origin =
                ReferenceVerdict.namesSpeak(for: score, study.ranking) ? .names : .place
            findings.noteFound(score, origin, study)
            findings.noteNear(near, of: score)
            return (score.candidate, origin)
        case .ambiguous(let scores):
            throw ImportError.crsMissing(
                file: study.file, layer: study.layer.name, suggestions: ReferenceChoice.suggestions(scores))
        case .noneFits:
            throw ImportError.crsMissing(
                file: study.file, layer: study.layer.name,
                suggestions: ReferenceChoice.suggestions(for: study.ranking))
        }
    }

    private static func agreesInUnits(_ crs: CRS, _ study: ReferenceStudy) throws -> Bool {
        guard let isDegrees = study.sample.isMostlyDegrees else { return true }
        return try definition(of: crs).isGeographic == isDegrees
    }

    /// Degrees where metres are said, or the other way round: no reading of the numbers helps.
    private static func checkUnits(of crs: CRS, _ study: ReferenceStudy) throws {
        let definition = try definition(of: crs)
        guard let isDegrees = study.sample.isMostlyDegrees, definition.isGeographic != isDegrees else { return }
        let suggestions = ReferenceChoice.suggestions(for: study.ranking)
        throw definition.isGeographic
            ? ImportError.notDegrees(file: study.file, crs: crs, suggestions: suggestions)
            : ImportError.notMetres(file: study.file, crs: crs, suggestions: suggestions)
    }

    private static func definition(of crs: CRS) throws -> CRSDefinition {
        let definition: CRSDefinition
        do { definition = try CRSDefinition(crs) } catch { throw ImportError.crsUnknown(crs) }
        guard !definition.isDeprecated else {
            throw ImportError.crsDeprecated(crs, name: definition.name, successor: successors[crs])
        }
        return definition
    }

    /// Withdrawn duplicates of VN-2000 zones (EPSG, "Alternative non-deprecated CRS").
    private static let successors: [CRS: CRS] = [
        .epsg(6956): .epsg(5896), .epsg(6957): .epsg(5897), .epsg(6958): .epsg(5898), .epsg(6959): .epsg(5899),
    ]
}
