internal import Reprojection
internal import SimpleFeatures

/// Where a pair of numbers may lie, the most plausible place first.
struct CoordinatePlaces {
    struct Place {
        let crs: CRS
        /// x east, y north, in `crs`.
        let coordinate: Coordinate
        /// CRS84.
        let point: Coordinate
        /// 0 for the likeliest.
        let doubt: Int
    }

    /// Around everything the store holds, CRS84; nil for an empty store.
    let extent: Envelope?
    let units: UnitDirectory
    let transforms: TransformPool

    /// More say nothing any more.
    private static let maximumCount = 8
    /// Land, islands and sea, CRS84.
    private static let country = Envelope(minX: 101, minY: 6, maxX: 118, maxY: 24, crs: .crs84)
    private static let zones = VN2000Zone.all.map(\.crs)
    private static let utm: [CRS] = [.epsg(3405), .epsg(3406), .epsg(32648), .epsg(32649)]
    private static let eastings = 100_000.0...900_000.0
    private static let northings = 600_000.0...2_700_000.0

    func places(for text: CoordinateText) throws -> [Place] {
        var found: [Place] = []
        for pair in text.pairs {
            found += geographic(pair, text)
            found += try projected(pair, text)
        }
        var kept: [Place] = []
        for place in found.sorted(by: { $0.doubt < $1.doubt }) where kept.count < Self.maximumCount {
            let isKnown = kept.contains { $0.crs == place.crs && $0.coordinate == place.coordinate }
            if !isKnown { kept.append(place) }
        }
        return kept
    }

    private func geographic(_ pair: CoordinateText.Pair, _ text: CoordinateText) -> [Place] {
        guard text.systems.allSatisfy({ [.epsg(4326), .epsg(4756)].contains($0) }) else { return [] }
        let orders: [(lat: Double, lon: Double)]
        switch pair.isNorthFirst {
        case true?: orders = [(pair.first, pair.second)]
        case false?: orders = [(pair.second, pair.first)]
        case nil: orders = [(pair.first, pair.second), (pair.second, pair.first)]
        }
        let wantsVN2000 = text.namesVN2000 || text.systems == [.epsg(4756)]
        let fitting = orders.filter { abs($0.lat) <= 90 && abs($0.lon) <= 180 }
        // Outside the country the usual order is meant.
        let inside = fitting.filter { Self.country.contains(Coordinate(x: $0.lon, y: $0.lat)) }
        return (inside.isEmpty ? Array(fitting.prefix(1)) : inside).flatMap { order -> [Place] in
            let coordinate = Coordinate(x: order.lon, y: order.lat)
            let doubt = doubt(of: coordinate) + (inside.isEmpty ? 4 : 0)
            let wgs84 = Place(
                crs: .epsg(4326), coordinate: coordinate, point: coordinate, doubt: doubt + (wantsVN2000 ? 1 : 0))
            guard wantsVN2000, let moved = moved(coordinate, from: .epsg(4756)) else { return [wgs84] }
            return [Place(crs: .epsg(4756), coordinate: coordinate, point: moved, doubt: doubt), wgs84]
        }
    }

    private func projected(_ pair: CoordinateText.Pair, _ text: CoordinateText) throws -> [Place] {
        let orders = [(east: pair.second, north: pair.first), (east: pair.first, north: pair.second)]
        // Letters may be wrong where sizes are plain: surveyors and mathematicians mean different axes by x.
        guard let order = orders.first(where: { Self.eastings.contains($0.east) && Self.northings.contains($0.north) })
        else { return [] }
        let coordinate = Coordinate(x: order.east, y: order.north)
        let unnamed = Self.zones + (text.namesVN2000 ? Self.utm.prefix(2) : Self.utm[...])
        let candidates = text.systems.isEmpty ? unnamed : text.systems
        return candidates.compactMap { crs in
            guard let point = moved(coordinate, from: crs), Self.country.contains(point) else { return nil }
            let named = text.systems.firstIndex(of: crs)
            guard let rank = named ?? practice(of: crs, at: point) else { return nil }
            return Place(crs: crs, coordinate: coordinate, point: point, doubt: doubt(of: point) + rank)
        }
    }

    private func moved(_ coordinate: Coordinate, from crs: CRS) -> Coordinate? {
        // What PROJ cannot place is no candidate.
        try? transforms.withTransform(from: crs, to: .crs84) { try $0.transform(coordinate) }
    }

    /// How usual a system is at a place, 0 for the most usual; nil where nobody works in it.
    private func practice(of crs: CRS, at point: Coordinate) -> Int? {
        guard Self.zones.contains(crs) else {
            guard isMeridian(of: crs, near: point) else { return nil }
            return crs == .epsg(3405) || crs == .epsg(3406) ? 2 : 3
        }
        guard let unit = units.nearestCommune(to: point, isFormer: true) else { return units.units.isEmpty ? 0 : nil }
        guard unit.envelope.expanded(by: 0.1).contains(point) else { return nil }
        if unit.zone == crs { return 0 }
        // A province that was merged works in the zones of all its parts.
        guard let present = units.nearestCommune(to: point) else { return nil }
        return units.zones(ofProvince: present.province).contains(crs) ? 1 : nil
    }

    /// Whether a 6° zone is the one the point lies in.
    private func isMeridian(of crs: CRS, near point: Coordinate) -> Bool {
        let isWestern = crs == .epsg(3405) || crs == .epsg(32648)
        return isWestern == (point.x < 108)
    }

    private func doubt(of point: Coordinate) -> Int {
        guard let extent else { return Self.country.contains(point) ? 10 : 20 }
        return extent.contains(point) ? 0 : Self.country.contains(point) ? 10 : 20
    }
}
