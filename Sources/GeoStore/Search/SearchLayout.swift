public import SimpleFeatures
internal import VietnameseText

/// The columns of a collection that the search index holds.
public struct SearchLayout: Hashable, Sendable {
    /// The column that names a feature first; empty when no text is searched.
    public let columns: [String]
    /// The columns of a land parcel's map sheet and number; nil when the collection has none.
    public let parcel: ParcelColumns?

    public struct ParcelColumns: Hashable, Sendable {
        public let sheet: String
        public let number: String
    }

    var isEmpty: Bool { columns.isEmpty && parcel == nil }

    /// For the index's record of what it was made with.
    var stored: String {
        let json: JSONValue = [
            "columns": .array(columns.map { .string($0) }), "sheet": JSONValue(parcel?.sheet),
            "number": JSONValue(parcel?.number),
        ]
        return String(decoding: json.serialized, as: UTF8.self)
    }

    public init(of collection: PublishedCollection) {
        self.init(schema: collection.schema, sector: collection.sector, settings: collection.searchSettings)
    }

    /// Of the table, of which a view may show less.
    init(ofTableOf collection: PublishedCollection) {
        self.init(
            schema: collection.view?.schema ?? collection.schema, sector: collection.sector,
            settings: collection.view?.searchSettings ?? collection.searchSettings)
    }

    init(schema: FeatureSchema, sector: String, settings: SearchSettings) {
        let names = schema.properties.map { ColumnWords($0) }
        let parcel = Self.parcelColumns(schema, names)
        self.parcel = parcel
        if let chosen = settings.columns {
            columns = chosen.filter { schema.property(named: $0) != nil }
            return
        }
        var ranked: [(rank: Int, name: String)] = []
        for (property, words) in zip(schema.properties, names) where property.type == .text {
            let purpose = words.purpose(namesUnits: sector == Self.unitSector)
            // Numbers of parcels are found by sheet and number; a code of each would cost as much as the parcels.
            if parcel != nil, purpose == .code { continue }
            if let rank = purpose?.rank { ranked.append((rank, property.name)) }
        }
        // What says where a feature lies, or of which kind it is, does not make it findable by itself.
        let hasName = ranked.contains { $0.rank < ColumnWords.Purpose.context.rank }
        let ordered = ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        columns = hasName ? ordered.prefix(Self.maximumColumns).map(\.element.name) : []
    }

    /// Whether a column's name says that it holds whose a thing is, or how to reach them. Such columns are searched only
    /// when somebody chooses them.
    public static func looksPersonal(_ property: FeatureSchema.Property) -> Bool { ColumnWords(property).isPersonal }

    /// The sector of units in `data/sectors.yaml`.
    static let unitSector = "administration"
    private static let maximumColumns = 6

    private static func parcelColumns(_ schema: FeatureSchema, _ names: [ColumnWords]) -> ParcelColumns? {
        func first(_ known: Set<String>) -> String? {
            zip(schema.properties, names).first { $0.0.type != .binary && $0.1.isAny(of: known) }?.0.name
        }
        guard
            let sheet = first([
                "soto", "shto", "tobando", "shbando", "sohieuto", "sohieutobando", "sotobando", "tobd", "shtobando",
                "mapsheet", "sheet",
            ]),
            let number = first([
                "sothua", "shthua", "sothututhua", "sohieuthua", "thuaso", "stthua", "sttthua", "parcelno",
                "parcelnumber", "thuadatso", "sothuadat", "shthuadat",
            ])
        else { return nil }
        return ParcelColumns(sheet: sheet, number: number)
    }
}

/// What a column's name and title say that it holds.
struct ColumnWords {
    enum Purpose {
        case fullName, name, address, code
        /// The unit it lies in, its kind.
        case context

        var rank: Int {
            switch self {
            case .fullName: 0
            case .name: 1
            case .address: 2
            case .code: 3
            case .context: 4
            }
        }
    }

    /// Words of the name and of the title, each without marks.
    private let readings: [[String]]

    init(_ property: FeatureSchema.Property) {
        readings = [property.name, property.title].map { text in
            SearchText.folded(Self.separated(text)).split(separator: " ").map(String.init)
        }
    }

    /// `TenDuong` → `Ten Duong`.
    private static func separated(_ name: String) -> String {
        var result = ""
        var lastIsSmall = false
        for character in name {
            if lastIsSmall, character.isUppercase { result.append(" ") }
            result.append(character)
            lastIsSmall = character.isLowercase
        }
        return result
    }

    func isAny(of compact: Set<String>) -> Bool { readings.contains { compact.contains($0.joined()) } }

    /// - Parameter namesUnits: whether the features are units themselves.
    func purpose(namesUnits: Bool) -> Purpose? {
        guard !isPersonal else { return nil }
        return readings.lazy.compactMap { Self.purpose(of: $0, namesUnits: namesUnits) }.min { $0.rank < $1.rank }
    }

    private static func purpose(of words: [String], namesUnits: Bool) -> Purpose? {
        let compact = words.joined()
        let saysUnit = units.contains { unit in words.dropFirst().contains(unit) || compact.hasSuffix(unit) }
        let saysKind = words.contains("loai") || compact.hasSuffix("loai")
        let saysName =
            words.contains { ["ten", "name", "nhan", "label", "ref"].contains($0) } || compact.hasPrefix("ten")
            || compact.hasSuffix("name")
        if saysName {
            if ["tinh", "province", "en"].contains(where: { words.dropFirst().contains($0) }) { return nil }
            if saysKind || (saysUnit && !namesUnits) { return .context }
            return compact.contains("daidu") || compact.contains("fullname") ? .fullName : .name
        }
        if compact.contains("diachi") || compact.contains("address") || words.contains("addr") { return .address }
        // Codes of units and kinds repeat, and nobody types them.
        let saysCode =
            words.first == "ma" || words.contains("code") || ["sohieu", "kihieu"].contains { compact.hasPrefix($0) }
        return saysCode && !saysUnit && !saysKind ? .code : nil
    }

    private static let units = ["xa", "phuong", "huien", "tinh", "commune", "district", "province", "dvhc"]

    /// Whose a thing is, and how to reach them: never searched unless somebody says so.
    var isPersonal: Bool {
        readings.contains { words in
            let compact = words.joined()
            if Self.personal.contains(where: compact.contains) { return true }
            guard let place = words.firstIndex(of: "chu") else { return false }
            // `Ghi chú` is a note, `chu vi` a perimeter.
            return !(place > 0 && words[place - 1] == "ghi")
        }
    }

    private static let personal = [
        "tenchu", "chuho", "chusd", "chusudung", "chusohuu", "chudat", "hoten", "hovaten", "nguoi", "owner", "person",
        "cccd", "cmnd", "cancuoc", "chungminh", "sdt", "dienthoai", "sodt", "phone", "mobile", "email", "ngaisinh",
        "namsinh", "birth", "daidien", "hogiadinh", "passport", "giaito", "masothue",
    ]
}
