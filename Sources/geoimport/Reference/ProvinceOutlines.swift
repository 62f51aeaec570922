import Foundation
import SimpleFeatures

/// The 34 provinces with their islands, generous by a kilometre: whether a position can lie in Viet Nam.
struct ProvinceOutlines: Sendable {
    struct Province: Hashable, Sendable {
        let code: String
        let name: String
        fileprivate let rings: [Ring]
    }

    fileprivate struct Ring: Hashable, Sendable {
        let positions: [Coordinate]
        let box: Envelope
    }

    let provinces: [Province]

    /// The province whose data come first: Gia Lai by the list of 2025.
    static let home = "52"
    /// Kilometres beyond an outline that still count: jetties, fish farms, tidal flats.
    private static let reach = 5.0

    /// The province a position lies in, or near whose coast it lies.
    func province(at place: Coordinate) -> Province? {
        let margin = Self.reach / 100
        var near: (province: Province, distance: Double)?
        for province in provinces {
            for ring in province.rings where ring.box.expanded(by: margin).contains(place) {
                if ring.contains(place) { return province }
                let distance = ring.kilometres(from: place)
                if distance <= Self.reach, near.map({ distance < $0.distance }) ?? true {
                    near = (province, distance)
                }
            }
        }
        return near?.province
    }

    /// The country with its seas as one box, for want of outlines.
    static let countryBox: ProvinceOutlines = {
        let corners = [(102.0, 6.0), (118, 6), (118, 23.5), (102, 23.5), (102, 6)].map { Coordinate(x: $0.0, y: $0.1) }
        return ProvinceOutlines(
            provinces: [Province(code: "", name: "Việt Nam", rings: [Ring(corners)].compactMap { $0 })])
    }()

    private init(provinces: [Province]) { self.provinces = provinces }

    /// Reads the GeoJSON of `data/units`.
    /// - Throws: what reading throws; `UnitTable.Malformed` when a feature has no outline.
    init(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let features = try JSONReader.read(bytes)["features"]?.array ?? []
        provinces = try features.enumerated().map { number, feature in
            guard let code = feature["properties"]?["code"]?.string, let name = feature["properties"]?["name"]?.string,
                let polygons = feature["geometry"]?["coordinates"]?.array
            else { throw UnitTable.Malformed(path: path, line: number + 2) }
            let rings = polygons.compactMap { polygon -> Ring? in
                let positions = (polygon.array?.first?.array ?? []).compactMap { position -> Coordinate? in
                    guard let x = position.array?.first?.number, let y = position.array?.last?.number else {
                        return nil
                    }
                    return Coordinate(x: x, y: y)
                }
                return Ring(positions)
            }
            return Province(code: code, name: name, rings: rings)
        }
    }
}

extension ProvinceOutlines.Ring {
    init?(_ positions: [Coordinate]) {
        guard let box = Geometry.lineString(CoordinateSequence(positions)).envelope(in: .crs84) else { return nil }
        self.positions = positions
        self.box = box
    }

    /// Even-odd rule: edges that a ray to the east crosses.
    func contains(_ place: Coordinate) -> Bool {
        var isInside = false
        for (start, end) in zip(positions, positions.dropFirst()) where (start.y > place.y) != (end.y > place.y) {
            let x = start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x)
            if place.x < x { isInside.toggle() }
        }
        return isInside
    }

    func kilometres(from place: Coordinate) -> Double {
        zip(positions, positions.dropFirst()).map { Distance.kilometres($0, $1, from: place) }.min() ?? .infinity
    }
}

extension Distance {
    /// From a position to the nearest point of an edge.
    static func kilometres(_ start: Coordinate, _ end: Coordinate, from place: Coordinate) -> Double {
        let shrink = cos(place.y * .pi / 180)
        let along = Coordinate(x: (end.x - start.x) * shrink, y: end.y - start.y)
        let toward = Coordinate(x: (place.x - start.x) * shrink, y: place.y - start.y)
        let square = along.x * along.x + along.y * along.y
        let share = square == 0 ? 0 : max(0, min(1, (along.x * toward.x + along.y * toward.y) / square))
        let foot = Coordinate(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
        return kilometres(foot, place)
    }
}
