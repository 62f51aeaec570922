internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// Rows of a collection grouped by their texts: a road's name is kept once, however many pieces the road has.
struct SearchableRows {
    /// Stands between the texts of columns.
    static let separatorByte: UInt8 = 0x1F
    private static let separator = Character(UnicodeScalar(separatorByte))

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
    /// What the index holds: the words of the title, and those of everything else.
    let folded: (title: String, detail: String)

    /// - Parameter fold: the words of a value, by its place.
    init(_ stored: String, fold: (String, Int) -> String = { text, _ in SearchText.folded(text) }) {
        // By bytes: looking for a character takes letters with all their marks together.
        values = stored.utf8.split(separator: SearchableRows.separatorByte, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        let words = values.enumerated().map { fold($0.element, $0.offset) }
        let titlePosition = words.firstIndex { !$0.isEmpty } ?? 0
        self.titlePosition = titlePosition
        let others = words.indices.filter { $0 != titlePosition && !words[$0].isEmpty }
        folded = (words[titlePosition], others.map { words[$0] }.joined(separator: " "))
    }

    var title: String { values[titlePosition] }

    /// The same without what some columns say; nil when nothing is left.
    func without(_ places: [Int]) -> SearchEntryText? {
        guard !places.isEmpty else { return self }
        let rest = values.enumerated().map { places.contains($0.offset) ? "" : $0.element }
        return rest.allSatisfy(\.isEmpty) ? nil : SearchEntryText(SearchableRows.joined(rest))
    }
}

/// The words of texts that were seen before: what stands beside a name, its kind or the unit it lies in, repeats.
struct SearchWordMemory {
    /// Texts kept: a column of more is one of names.
    private static let limit = 1 << 12

    private var words: [String: String] = [:]

    mutating func folded(_ text: String) -> String {
        if let known = words[text] { return known }
        let folded = SearchText.folded(text)
        if words.count < Self.limit { words[text] = folded }
        return folded
    }
}
