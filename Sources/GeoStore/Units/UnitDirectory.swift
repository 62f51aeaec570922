internal import Foundation
public import SimpleFeatures
internal import VietnameseText

/// The administrative units of the country, now and before 1 July 2025, found by name and by place.
public struct UnitDirectory: Sendable {
    /// A list that does not have the columns of `data/units/README.md`.
    public struct Malformed: Error, Hashable, Sendable {
        public let path: String
        public let line: Int
    }

    public static let empty = UnitDirectory(units: [])
    private static let present = "data/units/vietnam-2025-07-01.csv"
    /// The day the present list holds from.
    public static let presentDate = "2025-07-01"
    private static let former = "data/units/vietnam-before-2025-07-01.csv"

    let units: [AdministrativeUnit]
    /// For each unit; folded once, since one letter may begin thousands of names.
    let words: [UnitWords]
    private let names: WordList
    /// What stands around names: words of a kind and of the units above, `xã` and `Huyện Ia Grai, Tỉnh Gia Lai`.
    private let surroundings: WordList
    /// The units that have each of these in common.
    private let unitsBySurroundings: [[Int]]
    /// Communes in cells of `cellSize` degrees.
    private let cells: [Cell: [Int]]

    /// VN-2000 zones that parts of a present province worked in before it was merged, by its code.
    private var zonesByProvince: [String: Set<CRS>] = [:]

    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }
    private static let cellSize = 0.25

    init(units: [AdministrativeUnit]) {
        self.units = units
        var cells: [Cell: [Int]] = [:]
        var grouped: [[String]: [Int]] = [:]
        for (index, unit) in units.enumerated() {
            grouped[[unit.kind] + unit.parents, default: []].append(index)
            if unit.level == .commune { cells[Self.cell(of: unit.centre), default: []].append(index) }
        }
        let groups = grouped.sorted { $0.value[0] < $1.value[0] }
        var words = Array(repeating: UnitWords(name: [], kind: [], around: []), count: units.count)
        let around = groups.map { $0.key.flatMap(WordList.words) }
        for (place, group) in groups.enumerated() {
            let kind = WordList.words(of: group.key[0])
            for unit in group.value {
                let name = WordList.words(of: units[unit].name)
                words[unit] = UnitWords(name: name, kind: kind, around: around[place])
            }
        }
        self.words = words
        names = WordList(words.map(\.name))
        surroundings = WordList(around)
        unitsBySurroundings = groups.map(\.value)
        self.cells = cells
        for unit in units where unit.isFormer && unit.level == .district {
            guard let zone = unit.zone, let present = nearestCommune(to: unit.centre) else { continue }
            zonesByProvince[present.province, default: []].insert(zone)
        }
    }

    /// The VN-2000 zones in use in a present province, or before it was merged in one of its parts.
    func zones(ofProvince code: String) -> Set<CRS> { zonesByProvince[code] ?? [] }

    /// The lists that the product ships; empty where they are missing.
    /// - Throws: `Malformed`, or what reading throws.
    public init(home: HomeFolder) throws {
        var units: [AdministrativeUnit] = []
        for (item, isFormer) in [(Self.present, false), (Self.former, true)] {
            guard let path = try? home.path(of: item) else { continue }
            units += try Self.units(inFile: path, isFormer: isFormer)
        }
        self.init(units: units)
    }

    private static func units(inFile path: String, isFormer: Bool) throws -> [AdministrativeUnit] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).utf8.split(separator: UInt8(ascii: "\n"))
        struct Parent {
            let title: String
            let above: Substring
            let zone: CRS?
        }
        var parents: [Substring: Parent] = [:]
        var units: [AdministrativeUnit] = []
        units.reserveCapacity(lines.count)
        for (number, line) in lines.enumerated().dropFirst() {
            let columns = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                .map { Substring($0) }
            guard columns.count == 8, let lon = Double(columns[4]), let lat = Double(columns[5]),
                let radius = Double(columns[6])
            else { throw Malformed(path: path, line: number + 1) }
            var titles: [String] = []
            var province = columns[0]
            var zone = Int(columns[7]).map(CRS.epsg)
            var above = columns[3]
            // Parents stand before their units in every list.
            while let parent = parents[above] {
                titles.append(parent.title)
                province = above
                zone = parent.zone ?? zone
                above = parent.above
            }
            let level: AdministrativeUnit.Level =
                columns[3].isEmpty ? .province : columns[0].first == "d" ? .district : .commune
            let unit = AdministrativeUnit(
                code: String(columns[0]), kind: String(columns[1]), name: String(columns[2]), level: level,
                parents: titles, province: String(province), centre: Coordinate(x: lon, y: lat),
                radiusInKilometres: radius, zone: zone, isFormer: isFormer)
            if level != .commune { parents[columns[0]] = Parent(title: unit.title, above: columns[3], zone: zone) }
            units.append(unit)
        }
        return units
    }

    func isKnown(_ word: String, asPrefix: Bool) -> Bool { !names.owners(of: word, asPrefix: asPrefix).isEmpty }

    /// Units whose name has a word of the reading, and who have the rarest of its words, in the name or around it:
    /// others cannot fit.
    func candidates(for reading: SearchReading) -> [Int] {
        let words = reading.words.map(\.folded)
        var named: [[Int]] = []
        var best: (place: Int, groups: [Int], count: Int)?
        for (place, word) in words.enumerated() {
            // The last may be unfinished, and any that is no word yet.
            var owners: (names: [Int], groups: [Int]) = ([], [])
            for asPrefix in place == words.count - 1 ? [true] : [false, true]
            where owners.names.isEmpty && owners.groups.isEmpty {
                owners.names = names.owners(of: word, asPrefix: asPrefix)
                owners.groups = surroundings.owners(of: word, asPrefix: asPrefix)
            }
            let count = owners.names.count + owners.groups.reduce(0) { $0 + unitsBySurroundings[$1].count }
            guard count > 0 else { return [] }
            named.append(owners.names)
            if best.map({ count < $0.count }) ?? true { best = (place, owners.groups, count) }
        }
        guard let best else { return [] }
        var found = Set(named[best.place])
        let others = Set(named.enumerated().filter { $0.offset != best.place }.flatMap(\.element))
        if !others.isEmpty {
            for group in best.groups { found.formUnion(unitsBySurroundings[group].lazy.filter(others.contains)) }
        }
        return found.sorted()
    }

    /// The commune whose centre is nearest, within about 50 km.
    public func nearestCommune(to place: Coordinate, isFormer: Bool = false) -> AdministrativeUnit? {
        let middle = Self.cell(of: place)
        var best: (unit: Int, distance: Double)?
        for column in middle.column - 2...middle.column + 2 {
            for row in middle.row - 2...middle.row + 2 {
                for index in cells[Cell(column: column, row: row)] ?? [] where units[index].isFormer == isFormer {
                    let distance = Self.squaredDistance(units[index].centre, place)
                    if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
                }
            }
        }
        return best.map { units[$0.unit] }
    }

    /// In degrees of latitude: for finding places, not for measuring.
    private static func squaredDistance(_ one: Coordinate, _ other: Coordinate) -> Double {
        let east = (one.x - other.x) * cos((one.y + other.y) / 2 * .pi / 180)
        let north = one.y - other.y
        return east * east + north * north
    }

    private static func cell(of place: Coordinate) -> Cell {
        guard abs(place.x) <= 1000, abs(place.y) <= 1000 else { return Cell(column: .min / 2, row: .min / 2) }
        return Cell(
            column: Int((place.x / cellSize).rounded(.down)), row: Int((place.y / cellSize).rounded(.down)))
    }
}
