import FeatureExchange
import GeoStore
import Reprojection
import SimpleFeatures

/// Every candidate for a layer with its score, the best first.
struct ReferenceRanking {
    let scores: [CandidateScore]
    let evidence: NameEvidence
    let sample: CoordinateSample
    /// Whether there was nothing to compare names with.
    let lacksUnits: Bool
    private let readings: [CRS: Reading]

    /// Features looked at for the province they lie in.
    private static let lookedAt = 200

    /// - Parameter claims: candidates that the file or the user names, tested with the others.
    /// - Throws: `UnitTable.Malformed`, `ProjError`.
    init(
        _ sample: CoordinateSample, columnNames: [String], claims: [ReferenceCandidate] = [], units: UnitPlaces
    ) throws {
        self.sample = sample
        let table = try units.table()
        let outlines = try units.provinces()
        lacksUnits = table.units.isEmpty
        evidence = NameEvidence(sample, columnNames: columnNames, table: table)
        var candidates = sample.middle.map(ReferenceCandidate.all) ?? []
        candidates += claims.filter { claim in !candidates.contains { $0.means(claim) } }
        let maker = try TransformMaker(to: .crs84)
        var readings: [CRS: Reading] = [:]
        var scores: [CandidateScore] = []
        for candidate in candidates {
            if readings[candidate.crs] == nil { readings[candidate.crs] = Reading(candidate.crs, maker) }
            guard let reading = readings[candidate.crs] else { continue }
            scores.append(Self.score(candidate, reading, sample, evidence, table, outlines))
        }
        self.readings = readings
        self.scores = scores.enumerated().sorted { Self.key($0.element, $0.offset) < Self.key($1.element, $1.offset) }
            .map(\.element)
    }

    /// In steps: what differs by a feature or two does not.
    private static func key(_ score: CandidateScore, _ order: Int) -> (Int, Int, Int, Int, Int) {
        func steps(_ share: Double) -> Int { -Int((share * 20).rounded()) }
        return (
            steps(score.agreement), steps(score.insideShare), steps(score.homeShare), score.candidate.usage.rawValue,
            order
        )
    }

    func score(of candidate: ReferenceCandidate) -> CandidateScore? {
        scores.first { $0.candidate.means(candidate) }
    }

    /// Where a position of the file would lie; nil when the candidate was not ranked or has no place for it.
    func place(_ position: Coordinate, as candidate: ReferenceCandidate) -> Coordinate? {
        readings[candidate.crs]?.place(candidate.adjustment.apply(to: position))
    }

    /// A CRS and the way from it; nil where the register or PROJ knows none: a candidate that cannot place a feature is
    /// no candidate.
    private struct Reading {
        let name: String
        let transform: CoordinateTransform

        init?(_ crs: CRS, _ maker: TransformMaker) {
            do {
                name = try maker.name(of: crs)
                transform = try maker.transform(from: crs)
            } catch {
                return nil
            }
        }

        func place(_ coordinate: Coordinate) -> Coordinate? {
            do {
                let place = try transform.transform(coordinate)
                return abs(place.x) <= 360 && abs(place.y) <= 90 ? place : nil
            } catch {
                return nil
            }
        }
    }

    private static func score(
        _ candidate: ReferenceCandidate, _ reading: Reading, _ sample: CoordinateSample, _ evidence: NameEvidence,
        _ table: UnitTable, _ outlines: ProvinceOutlines
    ) -> CandidateScore {
        let places = sample.features.map { reading.place(candidate.adjustment.apply(to: $0.centroid)) }
        let looked = sample.thinned(to: lookedAt)
        let provinces = looked.map { index in places[index].flatMap { outlines.province(at: $0) } }
        let distances = evidence.named.compactMap { named in
            places[named.feature].map { nearest(of: named.units, to: $0, table) }
        }
        let found = places.compactMap { $0 }
        let centre: Coordinate? =
            2 * found.count > places.count
            ? Distance.median(found.map(\.x)).flatMap { x in
                Distance.median(found.map(\.y)).map { Coordinate(x: x, y: $0) }
            } : nil
        let commune = centre.flatMap { outlines.province(at: $0) == nil ? nil : table.nearestCommune(to: $0) }
        return CandidateScore(
            candidate: candidate, name: reading.name, places: places, looked: looked.count,
            inside: provinces.count { $0 != nil }, atHome: provinces.count { $0?.code == ProvinceOutlines.home },
            named: evidence.named.count, agreeing: distances.count(where: \.agrees),
            medianKilometres: Distance.median(distances.map(\.kilometres)), centre: centre,
            unitThere: commune.map { "\($0.kind) \($0.name), \($0.province)" })
    }

    private static func nearest(
        of units: [Int], to place: Coordinate, _ table: UnitTable
    ) -> (kilometres: Double, agrees: Bool) {
        var nearest = Double.infinity
        var agrees = false
        for index in units {
            let unit = table.units[index]
            let distance = Distance.kilometres(unit.centre, place)
            nearest = min(nearest, distance)
            agrees = agrees || distance <= reach * unit.radius + slack
        }
        return (nearest, agrees)
    }

    /// Units are no circles: half as far again as the circle of their area reaches, and the lists' own inaccuracy.
    private static let reach = 1.5
    /// Kilometres.
    private static let slack = 2.0
}
