import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures
import VietnameseText

/// A layer, what is said of its CRS, and every candidate measured: all that a choice is made from.
struct ReferenceStudy {
    let file: String
    let layer: SourceLayer
    let given: CRS?
    let claim: ReferenceClaim
    let sample: CoordinateSample
    let ranking: ReferenceRanking
    let fine: FineEvidence
    /// Whether there was nothing to compare names with.
    let lacksUnits: Bool

    /// - Parameter decoders: one for each field; empty means the layer's default.
    /// - Throws: `FeatureExchangeError`, `UnitTable.Malformed`, `GeoStoreError`, `ProjError`.
    init(
        given: CRS? = nil, source: VectorSource, layer: SourceLayer, file: String, decoders: [TextDecoder] = [],
        nameDecoder: TextDecoder? = nil,
        units: UnitPlaces
    ) throws {
        self.file = file
        self.layer = layer
        self.given = given
        claim = ReferenceClaim(layer.crs)
        sample = try CoordinateSample(of: layer, in: source, decoders: decoders)
        let stated = [given.map { ReferenceCandidate($0) }, claim.candidate].compactMap { $0 }
        // The order of axes is a mistake of its own, whatever the CRS.
        let swapped = stated.filter { $0.adjustment.isNone }.map { ReferenceCandidate($0.crs, .axesSwapped) }
        let names = layer.fields.map { ComposedText.of($0.name(by: nameDecoder ?? layer.defaultDecoder).text) }
        ranking = try ReferenceRanking(
            sample, columnNames: names, claims: stated + swapped, units: units)
        lacksUnits = ranking.lacksUnits
        // Outlines are found by name: without names they need not be read.
        let polygons = ranking.evidence.isEmpty ? UnitPolygons() : try units.polygons()
        fine = FineEvidence(ranking: ranking, polygons: polygons)
    }

    /// Shares for a layer that lies elsewhere.
    private static let outside = 0.5

    /// The reading of a stated CRS that fits: as it stands, else with swapped axes or a zone prefix, when the layer lies
    /// in the country so and not otherwise.
    func reading(of candidate: ReferenceCandidate) -> CandidateScore? {
        let plain = ranking.score(of: candidate)
        if let plain, plain.insideShare >= Self.outside { return plain }
        let other = ranking.scores.first {
            $0.candidate.crs == candidate.crs && $0.candidate.adjustment.scale == candidate.adjustment.scale
                && !$0.candidate.means(candidate) && $0.insideShare >= ReferenceVerdict.fits
        }
        return other ?? plain
    }

    /// How well a claim stands up to the data.
    enum Trial {
        case stands(CandidateScore)
        /// The better candidates, the best first.
        case contradicted(CandidateScore, by: [CandidateScore], why: Contradiction)
    }

    enum Contradiction: Hashable, Sendable {
        /// The columns name units elsewhere.
        case names
        /// The layer would lie outside the country, and in it otherwise.
        case place
        /// Outlines or centres of units lie a little beside it.
        case fine
    }

    func trial(of claimed: CandidateScore) throws -> Trial {
        let far = ranking.scores.filter {
            !$0.candidate.means(claimed.candidate) && $0.metres(from: claimed) > ReferenceVerdict.nearInMetres
        }
        let byNames = far.filter { ReferenceVerdict.isOutByNames(claimed, against: $0, ranking) }
        if !byNames.isEmpty { return .contradicted(claimed, by: ReferenceVerdict.usual(byNames), why: .names) }
        if claimed.insideShare < Self.outside, try !isForeign(claimed) {
            let byPlace = far.filter { $0.insideShare >= ReferenceVerdict.fits && $0.candidate.usage == .usual }
            if !byPlace.isEmpty { return .contradicted(claimed, by: byPlace, why: .place) }
        }
        let near = ranking.scores.filter {
            !$0.candidate.means(claimed.candidate) && $0.metres(from: claimed) <= ReferenceVerdict.nearInMetres
        }
        let survivors = fine.survivors(of: [claimed] + near)
        if !survivors.contains(claimed) { return .contradicted(claimed, by: survivors, why: .fine) }
        return .stands(claimed)
    }

    /// Viet Nam with its islands and seas, degrees.
    private static let country = Envelope(minX: 102, minY: 6, maxX: 118, maxY: 23.5, crs: .crs84)

    /// Whether a layer lies in the country, or about it: at sea, on an island without an outline.
    func isAboutCountry(_ score: CandidateScore) -> Bool {
        score.insideShare >= 0.5 || score.centre.map(Self.country.contains) ?? false
    }

    /// Whether a claim is for another part of the world and the layer lies there.
    private func isForeign(_ claimed: CandidateScore) throws -> Bool {
        guard let area = try CRSDefinition(claimed.candidate.crs).areaOfUse, let centre = claimed.centre else {
            return false
        }
        return !area.intersects(Self.country) && area.expanded(by: 1).contains(centre)
    }
}
