import GeoStore
import SimpleFeatures

/// Where the administrative units of the country lie: what a candidate CRS is measured against.
///
/// Read when first asked for: a load whose file needs no test pays nothing. For one thread at a time.
final class UnitPlaces {
    /// Lists of the country, the one in force first.
    private static let lists = ["data/units/vietnam-2025-07-01.csv", "data/units/vietnam-before-2025-07-01.csv"]
    private static let outlines = "data/units/vietnam-provinces-2025-07-01.geojson"

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

    /// With lists that were read before.
    convenience init(store: Store?, table: UnitTable, provinces: ProvinceOutlines) {
        self.init(store: store)
        readTable = table
        readOutlines = provinces
    }

    /// - Throws: `HomeFolder.Missing`, `UnitTable.Malformed`.
    func table() throws -> UnitTable {
        if let readTable { return readTable }
        let table = try UnitTable(paths: Self.lists.map { try home.path(of: $0) })
        readTable = table
        return table
    }

    /// - Throws: `HomeFolder.Missing`, `UnitTable.Malformed`.
    func provinces() throws -> ProvinceOutlines {
        if let readOutlines { return readOutlines }
        let outlines = try ProvinceOutlines(path: home.path(of: Self.outlines))
        readOutlines = outlines
        return outlines
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
