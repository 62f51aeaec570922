import SimpleFeatures

/// Tells candidates apart that put a layer within a kilometre or two of each other: VN-2000 from WGS 84 (225 m), k 0.9996
/// from 0.9999 (about 460 m).
///
/// Distances from unit centres cannot do that in general: a school stands anywhere in its commune. Two things can:
/// outlines of the units in the store, and a layer that is itself the units (their areas, their centres).
struct FineEvidence {
    let ranking: ReferenceRanking
    let polygons: UnitPolygons

    /// Positions tested against outlines.
    private static let positionLimit = 600
    /// Kilometres: outlines of different sources run up to this far apart.
    private static let outlineSlack = 0.05
    /// Fewer names could agree by chance.
    private static let namesNeeded = 5

    /// Those of `group` that are as good as the best; all when the evidence says nothing.
    func survivors(of group: [CandidateScore]) -> [CandidateScore] {
        guard group.count > 1 else { return group }
        let byOutlines = survivorsByOutlines(group)
        return byOutlines.count > 1 ? survivorsByCentres(byOutlines) : byOutlines
    }

    /// A candidate is out when clearly more of its positions lie outside the unit they name than of the best one's:
    /// by four times the square root of what chance does to a count, and by three at least.
    private func survivorsByOutlines(_ group: [CandidateScore]) -> [CandidateScore] {
        let named = ranking.evidence.named.filter { polygons.contains($0.key) }
        guard !named.isEmpty else { return group }
        let perFeature = max(1, Self.positionLimit / named.count)
        let counts = group.map { score in
            named.reduce(0) { count, named in
                let vertices = ranking.sample.features[named.feature].vertices.prefix(perFeature)
                return count
                    + vertices.count { vertex in
                        guard let place = place(vertex, score) else { return true }
                        let excess = polygons.excess(of: place, outside: named.key) ?? 0
                        return excess > Self.outlineSlack
                    }
            }
        }
        guard let best = counts.min() else { return group }
        let allowed = best + max(3, Int(4 * Double(best).squareRoot()))
        return zip(group, counts).filter { $1 <= allowed }.map(\.0)
    }

    /// A layer of the units themselves lies on their centres: the median distance of the right candidate is small
    /// against the distance between the candidates, that of a wrong one is that distance.
    private func survivorsByCentres(_ group: [CandidateScore]) -> [CandidateScore] {
        guard ranking.evidence.distinctNames >= Self.namesNeeded,
            let best = group.filter({ $0.medianKilometres != nil }).min(by: { fine($0) < fine($1) })
        else { return group }
        return group.filter { other in
            guard other != best else { return true }
            let apart = best.metres(from: other) / 1000
            let isOut = fine(best) <= apart / 3 && fine(other) >= apart * 2 / 3
            return !isOut
        }
    }

    private func fine(_ score: CandidateScore) -> Double { score.medianKilometres ?? .infinity }

    private func place(_ position: Coordinate, _ score: CandidateScore) -> Coordinate? {
        ranking.place(position, as: score.candidate)
    }
}
