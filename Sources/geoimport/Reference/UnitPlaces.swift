import Foundation
import GeoStore
import SimpleFeatures
import Synchronization

/// Where the administrative units of the country lie: what a candidate CRS is measured against.
///
/// Read when first asked for: a load whose file needs no test pays nothing. For one thread at a time.
final class UnitPlaces {
    /// Lists of the country, the one in force first.
    private static let lists = ["data/units/vietnam-2025-07-01.csv", "data/units/vietnam-before-2025-07-01.csv"]
    private static let outlines = "data/units/vietnam-provinces-2025-07-01.geojson"

    /// What was read, by path: the product's own files stay as they are while a program runs, and a batch asks for them
    /// with each of its sources (a tenth of a second).
    private static let tables = Mutex<[[String]: UnitTable]>([:])
    private static let provinceOutlines = Mutex<[String: ProvinceOutlines]>([:])

    private let store: Store?
    private let home: HomeFolder
    private var readTable: UnitTable?
    private var readOutlines: ProvinceOutlines?
    private var readPolygons: UnitPolygons?

    /// - Parameter store: its collections of the sector `administration` are the best evidence; nil when there is no
    ///   store yet.
    init(store: Store?, home: HomeFolder = HomeFolder()) {
        self.store = store
        self.home = home
    }

    /// With lists of its own.
    convenience init(table: UnitTable, provinces: ProvinceOutlines) {
        self.init(store: nil)
        readTable = table
        readOutlines = provinces
    }

    /// Whether the lists lie nowhere: a layer is then measured against the country's box alone, which decides little.
    var areMissing: Bool { path(of: Self.outlines) == nil || Self.lists.contains { path(of: $0) == nil } }

    /// - Throws: `UnitTable.Malformed`, or what reading throws.
    func table() throws -> UnitTable {
        if let readTable { return readTable }
        let table =
            areMissing
            ? UnitTable(units: [])
            : try Self.once(Self.lists.compactMap(path), Self.tables, read: UnitTable.init)
        readTable = table
        return table
    }

    /// - Throws: `UnitTable.Malformed`, or what reading throws.
    func provinces() throws -> ProvinceOutlines {
        if let readOutlines { return readOutlines }
        let outlines =
            try path(of: Self.outlines).map {
                try Self.once($0, Self.provinceOutlines, read: ProvinceOutlines.init)
            } ?? .countryBox
        readOutlines = outlines
        return outlines
    }

    private static func once<Place: Hashable & Sendable, Value: Sendable>(
        _ place: Place, _ memory: borrowing Mutex<[Place: Value]>, read: (Place) throws -> Value
    ) throws -> Value {
        try memory.withLock { known in
            if let value = known[place] { return value }
            let value = try read(place)
            known[place] = value
            return value
        }
    }

    /// Where the product's files are found, else in a source tree that the binary was built in.
    private func path(of item: String) -> String? {
        if let found = try? home.path(of: item) { return found }
        var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        // `.build/<triple>/release` lies three levels below the tree.
        for _ in 0..<4 {
            folder = folder?.deletingLastPathComponent()
            if let path = folder?.appending(path: item).path, FileManager.default.fileExists(atPath: path) {
                return path
            }
        }
        return nil
    }

    /// Outlines of units in the store; empty without a store or without such a collection.
    /// - Throws: `GeoStoreError`, `ProjError`.
    func polygons() throws -> UnitPolygons {
        if let readPolygons { return readPolygons }
        let polygons = try store.map { try UnitPolygons(store: $0) } ?? UnitPolygons()
        readPolygons = polygons
        return polygons
    }
}
