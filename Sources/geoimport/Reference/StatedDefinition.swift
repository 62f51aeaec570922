import Foundation
import SimpleFeatures

/// The numbers of a CRS definition, from its WKT.
struct StatedDefinition: Hashable, Sendable {
    let name: String
    let datum: String
    let semiMajorAxis: Double
    let inverseFlattening: Double
    /// Position Vector convention, as WKT 1 and PROJ have it; nil when the definition has none.
    let shift: [Double]?
    /// Nil for degrees.
    let projection: String?
    let centralMeridian: Double?
    let scale: Double
    let latitudeOfOrigin: Double
    let falseEasting: Double
    let falseNorthing: Double
    /// Metres in a unit.
    let unit: Double

    /// - Parameter wkt: WKT 1, as GDAL writes it after reading any dialect.
    /// - Returns: nil for what is neither geographic nor projected, or no WKT 1.
    init?(wkt: String) {
        guard wkt.hasPrefix("PROJCS[") || wkt.hasPrefix("GEOGCS[") else { return nil }
        guard let spheroid = Self.list("SPHEROID", in: wkt), spheroid.count >= 3, let major = Double(spheroid[1]),
            let flattening = Double(spheroid[2])
        else { return nil }
        func parameter(_ name: String) -> Double? {
            Self.lists("PARAMETER", in: wkt).first { $0.first?.lowercased() == name }.flatMap {
                $0.count > 1 ? Double($0[1]) : nil
            }
        }
        let isProjected = wkt.hasPrefix("PROJCS[")
        name = Self.list(isProjected ? "PROJCS" : "GEOGCS", in: wkt)?.first ?? ""
        datum = Self.list("DATUM", in: wkt)?.first ?? ""
        semiMajorAxis = major
        inverseFlattening = flattening
        shift = Self.list("TOWGS84", in: wkt).map { $0.compactMap(Double.init) }
        projection = isProjected ? Self.list("PROJECTION", in: wkt)?.first : nil
        centralMeridian = parameter("central_meridian")
        scale = parameter("scale_factor") ?? 1
        latitudeOfOrigin = parameter("latitude_of_origin") ?? 0
        falseEasting = parameter("false_easting") ?? 0
        falseNorthing = parameter("false_northing") ?? 0
        unit = isProjected ? Self.lists("UNIT", in: wkt).last.flatMap { $0.count > 1 ? Double($0[1]) : nil } ?? 1 : 1
    }

    private static func list(_ keyword: String, in wkt: String) -> [String]? { lists(keyword, in: wkt).first }

    /// The plain members at the head of every `KEYWORD[…]`, quotes taken off.
    private static func lists(_ keyword: String, in wkt: String) -> [[String]] {
        wkt.components(separatedBy: "\(keyword)[").dropFirst().map { rest in
            var members: [String] = []
            var member = ""
            var isQuoted = false
            for character in rest {
                if character == "\"" {
                    isQuoted.toggle()
                } else if !isQuoted, character == "," || character == "]" || character == "[" {
                    // A member with brackets of its own is no plain one.
                    if character != "[" { members.append(member.trimmingCharacters(in: .whitespaces)) }
                    member = ""
                    if character != "," { break }
                } else {
                    member.append(character)
                }
            }
            return members
        }
    }

    /// WGS 84 and GRS 80 agree to 0.1 mm.
    var isOnWGS84Ellipsoid: Bool { abs(semiMajorAxis - 6_378_137) < 0.01 && abs(inverseFlattening - 298.2572) < 0.001 }

    var isTransverseMercator: Bool {
        guard let projection else { return false }
        return ["transverse_mercator", "gauss_kruger"].contains(projection.lowercased())
            && abs(latitudeOfOrigin) < 1e-9 && abs(unit - 1) < 1e-9
    }
}
