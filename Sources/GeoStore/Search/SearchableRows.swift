internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// Rows of a collection grouped by their texts: a road's name is kept once, however many pieces the road has.
struct SearchableRows {
    /// Stands between the texts of columns.
    static let separator: Character = "\u{1F}"

    private(set) var texts: [String] = []
    /// The features of each text.
    private(set) var features: [[Int64]] = []
    private(set) var sheets: [String: ParcelList] = [:]
    private var positions: [Digest: Int] = [:]

    /// - Parameter condition: of the rows, `WHERE …`; empty for all.
    init(
        of table: LayerTable, layout: SearchLayout, where condition: String = "", in database: Database
    ) throws {
        guard !layout.isEmpty else { return }
        let parcel = layout.parcel.map { [$0.sheet, $0.number] } ?? []
        let columns = [LayerTable.idColumn] + (layout.columns + parcel).map { "\(SQLIdentifier($0))" }
        let statement = try database.makeStatement(
            sql: """
                SELECT \(columns.joined(separator: ", ")) FROM \(table.name) \(condition)
                ORDER BY \(LayerTable.idColumn)
                """)
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        let count = layout.columns.count
        while try cursor.step() {
            let id = cursor.integer(at: 0)
            if count > 0 { add(id, cursor, count) }
            if layout.parcel != nil { addParcel(id, cursor, at: Int32(count + 1)) }
        }
        positions = [:]
    }

    private mutating func add(_ id: Int64, _ cursor: StatementCursor, _ count: Int) {
        var digester = Digester(0)
        var length = 0
        for column in 1...Int32(count) {
            cursor.withBlob(at: column) { bytes in
                length += bytes.count
                digester.add(UInt64(bytes.count), UInt64(column))
                digester.add(bytes)
            }
        }
        guard length > 0 else { return }
        let digest = digester.digest
        if let position = positions[digest] { return features[position].append(id) }
        positions[digest] = texts.count
        texts.append(Self.joined((1...Int32(count)).map { cursor.text(at: $0) }))
        features.append([id])
    }

    /// The texts of one row's columns as one.
    static func joined(_ values: [String]) -> String {
        values.map { value in
            value.unicodeScalars.contains("\u{1F}") ? String(value.map { $0 == separator ? " " : $0 }) : value
        }.joined(separator: String(separator))
    }

    private mutating func addParcel(_ id: Int64, _ cursor: StatementCursor, at column: Int32) {
        guard let sheet = ParcelList.key(of: cursor.value(at: column)),
            let number = ParcelList.key(of: cursor.value(at: column + 1))
        else { return }
        sheets[sheet, default: ParcelList()].append(
            ParcelList.Parcel(feature: id, number: ParcelList.number(of: number)))
    }
}

/// A text of the index: what its columns say.
struct SearchEntryText {
    /// In the order of the layout's columns; empty where a feature has no value.
    let values: [String]
    /// Which of them names the feature: the first that says anything.
    let titlePosition: Int

    init(_ stored: String) {
        values = stored.split(separator: SearchableRows.separator, omittingEmptySubsequences: false).map(String.init)
        titlePosition = values.firstIndex { !SearchText.folded($0).isEmpty } ?? 0
    }

    var title: String { values[titlePosition] }

    /// What the index holds: the words of the title, and those of everything else.
    var folded: (title: String, detail: String) {
        let others = values.indices.filter { $0 != titlePosition }.map { SearchText.folded(values[$0]) }
        return (SearchText.folded(title), others.filter { !$0.isEmpty }.joined(separator: " "))
    }
}
