import Foundation
import Reprojection
import SimpleFeatures
import TestSupport

@testable import geoimport

/// A layer of points in communes of a province, written as MapInfo text: any CRS can be claimed for any numbers.
struct MadeLayer {
    /// What the columns say of the unit a feature lies in.
    enum Columns { case commune, communeAndDistrict, district, address, number }

    private var places: [(place: Coordinate, values: [String])] = []
    private let header: [String]

    /// - Parameters:
    ///   - province: as the list calls it.
    ///   - former: the list before 1 July 2025.
    init(province: String, former: Bool = false, communes: Int = 20, columns: Columns = .commune) throws {
        let table = try ImportFixture.units().table()
        let key = UnitName.key(province)
        // Only the list before 2025 has districts.
        let all = table.units.filter {
            $0.level == .commune && $0.parents.last == key && ($0.parents.count == 2) == former
        }
        let step = max(1, all.count / communes)
        header = columns == .communeAndDistrict ? ["XA", "HUYEN"] : ["TEN"]
        for (index, unit) in stride(from: 0, to: all.count, by: step).map({ all[$0] }).enumerated() {
            // Three places for each, up to half the radius from the centre.
            for turn in 0..<3 {
                let angle = Double(index * 7 + turn * 2)
                let reach = unit.radius / 2 / 111 * Double(turn) / 2
                let place = Coordinate(
                    x: unit.centre.x + reach * cos(angle), y: unit.centre.y + reach * sin(angle))
                let district = unit.parents.count == 2 ? unit.parents[0] : ""
                let name = "\(unit.kind) \(unit.name)"
                let values: [String] =
                    switch columns {
                    case .commune: [unit.name]
                    case .communeAndDistrict: [name.uppercased(), district]
                    case .district: ["huyện \(district)"]
                    case .address: ["Trường số \(turn), \(name), \(province)"]
                    case .number: ["\(index)"]
                    }
                places.append((place, values))
            }
        }
    }

    /// Writes the layer.
    /// - Parameters:
    ///   - crs: what the numbers are in.
    ///   - distortion: done to the numbers afterwards.
    ///   - coordSys: the CoordSys clause; nil claims nothing.
    func write(
        _ fixture: ImportFixture, crs: CRS, coordSys: String? = nil,
        distortion: (Coordinate) -> Coordinate = { $0 }
    ) throws -> String {
        let transform = try CoordinateTransform(from: crs, to: .crs84)
        var data = ""
        var table = ""
        for (place, values) in places {
            let stored = distortion(try transform.transform(place, direction: .inverse))
            data += "Point \(stored.x) \(stored.y)\n"
            table += values.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
        }
        let local = "CoordSys NonEarth Units \"m\" Bounds (-1000000000, -1000000000) (1000000000, 1000000000)"
        let columns = header.map { "  \($0) Char(120)" }.joined(separator: "\n")
        _ = try fixture.file("a.mid", table)
        return try fixture.file(
            "a.mif",
            """
            Version 300
            Charset "Neutral"
            Delimiter ","
            \(coordSys ?? local)
            Columns \(header.count)
            \(columns)
            Data

            \(data)
            """)
    }
}

/// CoordSys clauses as MapInfo has them.
enum CoordSys {
    static func transverseMercator(datum: String, meridian: Double, scale: Double = 0.9999) -> String {
        "CoordSys Earth Projection 8, \(datum), \"m\", \(meridian), 0, \(scale), 500000, 0"
    }

    static let wgs84 = "CoordSys Earth Projection 1, 104"
    static let vn2000 =
        "9999, 28, -191.90441429, -39.30318279, -111.45032835, -0.00928836, 0.01975479, -0.00427372, 0.252906278, 0"
}

/// From places on earth to numbers in a CRS.
struct Reprojected {
    private let transform: CoordinateTransform

    init(_ crs: CRS) throws { transform = try CoordinateTransform(from: crs, to: .crs84) }

    func stored(_ place: Coordinate) throws -> Coordinate { try transform.transform(place, direction: .inverse) }
}
