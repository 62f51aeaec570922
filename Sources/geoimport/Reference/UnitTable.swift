import Foundation
import SimpleFeatures

/// Centres of administrative units by name, of the lists before and after 1 July 2025 together: files name either.
struct UnitTable: Sendable {
    struct Unit: Hashable, Sendable {
        let name: String
        let kind: String
        let level: UnitName.Level
        /// Longitude and latitude, WGS 84 degrees, to 0.001.
        let centre: Coordinate
        /// Of a circle as large as the unit, kilometres.
        let radius: Double
        /// Names of the units it belongs to, by `UnitName.key`.
        let parents: [String]
        /// What the unit's own province was called in its list.
        let province: String
    }

    let units: [Unit]
    private let byKey: [String: [Int]]
    /// Communes in cells of `cellSize` degrees.
    private let cells: [Cell: [Int]]

    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }
    private static let cellSize = 0.25

    init(units: [Unit]) {
        self.units = units
        var byKey: [String: [Int]] = [:]
        var cells: [Cell: [Int]] = [:]
        for (index, unit) in units.enumerated() {
            byKey[UnitName.key(unit.name), default: []].append(index)
            if unit.level == .commune { cells[Self.cell(of: unit.centre), default: []].append(index) }
        }
        self.byKey = byKey
        self.cells = cells
    }

    func units(named key: String) -> [Int] { byKey[key] ?? [] }

    /// The commune whose centre is nearest, within about 50 km.
    func nearestCommune(to place: Coordinate) -> Unit? {
        let middle = Self.cell(of: place)
        var best: (unit: Unit, distance: Double)?
        for column in middle.column - 2...middle.column + 2 {
            for row in middle.row - 2...middle.row + 2 {
                for index in cells[Cell(column: column, row: row)] ?? [] {
                    let distance = Distance.kilometres(units[index].centre, place)
                    if best.map({ distance < $0.distance }) ?? true { best = (units[index], distance) }
                }
            }
        }
        return best?.unit
    }

    private static func cell(of place: Coordinate) -> Cell {
        // Positions that a wrong CRS puts nowhere must not trap.
        guard abs(place.x) <= 1000, abs(place.y) <= 1000 else { return Cell(column: .min / 2, row: .min / 2) }
        return Cell(
            column: Int((place.x / cellSize).rounded(.down)), row: Int((place.y / cellSize).rounded(.down)))
    }
}

extension UnitTable {
    /// A list that does not have the columns of `data/units/README.md`.
    struct Malformed: Error, Hashable, Sendable {
        let path: String
        let line: Int
    }

    /// - Parameter paths: CSV files of `data/units`, columns `code,kind,name,parent,lon,lat,radius_km,zone`.
    /// - Throws: `Malformed`, or what reading throws.
    init(paths: [String]) throws {
        var units: [Unit] = []
        for path in paths { units += try Self.units(inFile: path) }
        self.init(units: units)
    }

    private static func units(inFile path: String) throws -> [Unit] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).utf8.split(separator: UInt8(ascii: "\n"))
        var named: [Substring: (name: String, key: String, parent: Substring)] = [:]
        var units: [Unit] = []
        units.reserveCapacity(lines.count)
        for (number, line) in lines.enumerated().dropFirst() {
            let columns = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                .map { Substring($0) }
            guard columns.count == 8, let lon = Double(columns[4]), let lat = Double(columns[5]),
                let radius = Double(columns[6])
            else { throw Malformed(path: path, line: number + 1) }
            var parents: [String] = []
            var parent = columns[3]
            var province = String(columns[2])
            // Parents stand before their units in every list.
            while let above = named[parent] {
                parents.append(above.key)
                province = above.name
                parent = above.parent
            }
            let level: UnitName.Level =
                columns[3].isEmpty ? .province : columns[0].first == "d" ? .district : .commune
            let name = String(columns[2])
            if level != .commune { named[columns[0]] = (name, UnitName.key(name), columns[3]) }
            units.append(
                Unit(
                    name: name, kind: String(columns[1]), level: level,
                    centre: Coordinate(x: lon, y: lat), radius: radius, parents: parents, province: province))
        }
        return units
    }
}

/// Distances on a sphere: for finding places, not for measuring.
enum Distance {
    private static let kilometresPerDegree = 111.195

    static func kilometres(_ one: Coordinate, _ other: Coordinate) -> Double {
        let shrink = cos((one.y + other.y) / 2 * .pi / 180)
        return hypot((one.x - other.x) * shrink, one.y - other.y) * kilometresPerDegree
    }

    /// The value in the middle; nil when there is none.
    static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
