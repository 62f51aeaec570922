import GeoStore
import SimpleFeatures
import VietnameseText

/// The properties that say when a feature is or was (OGC 23-058r2, "advanced property roles"): what `datetime` selects
/// by.
enum PrimaryTime: Hashable, Sendable {
    case none
    case instant(String)
    /// An end that is null is open.
    case interval(start: String, end: String)

    /// Names of a beginning and an end, as letters without marks.
    private static let pairs: [(start: String, end: String)] = [
        ("tungay", "denngay"), ("validfrom", "validto"), ("hieuluctu", "hieulucden"), ("ngayhieuluc", "ngayhethieuluc"),
        ("ngayhieuluc", "ngayhethan"), ("ngaybatdau", "ngayketthuc"), ("batdau", "ketthuc"), ("ngaycap", "ngayhethan"),
        ("startdate", "enddate"), ("begindate", "enddate"), ("starttime", "endtime"), ("startsat", "endsat"),
        ("start", "end"), ("begin", "end"),
    ]
    /// Of the record, not of the thing.
    private static let bookkeeping = ["capnhat", "update", "create", "ngaytao", "ngaynhap", "ngaysua", "modif", "edit"]

    /// A pair of names that belong together; else the first date that is not about the record.
    init(of schema: FeatureSchema) {
        let moments = schema.properties.filter { $0.type == .date || $0.type == .dateTime }
        func property(_ letters: String) -> String? { moments.first { Self.letters($0.name) == letters }?.name }
        for pair in Self.pairs {
            if let start = property(pair.start), let end = property(pair.end) {
                self = .interval(start: start, end: end)
                return
            }
        }
        let telling = moments.filter { moment in
            !Self.bookkeeping.contains { Self.letters(moment.name).contains($0) }
        }
        self = (telling.first ?? moments.first).map { .instant($0.name) } ?? .none
    }

    private static func letters(_ name: String) -> String {
        VietnameseFolding.fold(name).filter(\.isLetter)
    }

    /// The value of `x-ogc-role` for a property; nil when it has none.
    func role(of property: String) -> String? {
        switch self {
        case .none: nil
        case .instant(let name): name == property ? "primary-instant" : nil
        case .interval(let start, let end):
            property == start ? "primary-interval-start" : property == end ? "primary-interval-end" : nil
        }
    }
}
