import GeoStore
import SimpleFeatures

/// How well a candidate fits: where it puts the layer, and whether that is where the layer's own names say.
struct CandidateScore: Hashable, Sendable {
    let candidate: ReferenceCandidate
    /// As the register calls the CRS.
    let name: String
    /// Centroids of the sampled features, longitude and latitude; nil where the CRS has no place for one.
    let places: [Coordinate?]
    /// Features looked at for `inside` and `atHome`.
    let looked: Int
    /// Of those, in a province of Viet Nam or near its coast.
    let inside: Int
    /// Of those, in Gia Lai.
    let atHome: Int
    /// Features that name a unit.
    let named: Int
    /// Of those, as close to a unit of that name as its size allows.
    let agreeing: Int
    /// Of the named ones from the nearest unit of that name; nil without names.
    let medianKilometres: Double?
    /// The middle of the layer; nil when most of it has no place.
    let centre: Coordinate?
    /// The commune and province there, or near there; nil outside the country.
    let unitThere: String?

    var insideShare: Double { looked == 0 ? 0 : Double(inside) / Double(looked) }
    var homeShare: Double { looked == 0 ? 0 : Double(atHome) / Double(looked) }
    var agreement: Double { named == 0 ? 0 : Double(agreeing) / Double(named) }

    /// Metres between the places of two candidates, the median of some features; infinite where one has none.
    func metres(from other: CandidateScore) -> Double {
        let step = max(1, places.count / 20)
        let distances = stride(from: 0, to: places.count, by: step).compactMap { index -> Double? in
            guard let one = places[index], let two = other.places[index] else { return nil }
            return Distance.kilometres(one, two) * 1000
        }
        return Distance.median(distances) ?? .infinity
    }

    /// `13.941°N 108.61°E`, with the unit there.
    var placeText: String {
        guard let centre else { return "–" }
        return "\(Self.rounded(centre.y))°N \(Self.rounded(centre.x))°E" + (unitThere.map { " (\($0))" } ?? "")
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 1000).rounded() / 1000 }
}
