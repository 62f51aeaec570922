import GeoStore
import SimpleFeatures

/// What a report page says of one import: values only, nothing of HTML.
struct ReportContent: Sendable {
    enum State: Hashable, Sendable {
        case published(version: Int)
        /// The file has what the collection has already.
        case unchanged(version: Int)
        case rehearsal
        /// Nothing was published; why.
        case failed(LocalizedText)
    }

    /// A line of a list of facts.
    struct Fact: Hashable, Sendable {
        var name: LocalizedText
        var value: String
        /// Smaller, below the value.
        var remark: String?

        init(_ vi: String, _ en: String, _ value: String, remark: String? = nil) {
            name = LocalizedText(vi: vi, en: en)
            self.value = value
            self.remark = remark
        }
    }

    struct ColumnReading: Hashable, Sendable {
        var column: String
        var encoding: LocalizedText
        /// 0 to 1; nil where nobody had to guess.
        var confidence: Double?
        /// `declared`, `detected`, `given`, `overruled`.
        var origin: String
        var samples: [(raw: String, text: String)]

        static func == (left: Self, right: Self) -> Bool {
            left.column == right.column && left.encoding == right.encoding && left.origin == right.origin
                && left.confidence == right.confidence && left.samples.elementsEqual(right.samples, by: ==)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(column) }
    }

    struct IssueLine: Hashable, Sendable {
        var code: String
        var outcome: ImportIssue.Outcome
        var count: Int
        var reason: LocalizedText
        var detail: LocalizedText
        /// The first few.
        var rows: [Int64]
        /// All, each once.
        var rowCount: Int
    }

    struct Changes: Hashable, Sendable {
        var added: Int
        var changed: Int
        var removed: Int
        var unchanged: Int
    }

    /// The most rejects a page lists: more would be no page but a table, and the ledger is that.
    static let listedRejects = 500

    var title: String
    var collection: String
    var sourceName: String
    var state: State
    /// Local time, as people write it.
    var date: String
    var facts: [Fact]
    var read: Int
    var written: Int
    var repaired: Int
    var rejected: Int
    var changes: Changes?
    var tilesTouched: Int?
    var columns: [ColumnReading]
    var notes: [LocalizedText]
    var issues: [IssueLine]
    /// The first `listedRejects`, rejected rows before repaired ones.
    var entries: [LedgerEntry]
    /// Names of the attributes of the entries.
    var attributes: [String]
    /// Rows of the ledger altogether.
    var entryCount: Int
    /// Files written beside the report.
    var ledgerFiles: [String]
    var sketch: LayerSketch
    var crs: CRS?

    init(title: String, collection: String, sourceName: String, state: State, date: String = "") {
        self.title = title
        self.collection = collection
        self.sourceName = sourceName
        self.state = state
        self.date = date
        facts = []
        (read, written, repaired, rejected) = (0, 0, 0, 0)
        columns = []
        notes = []
        issues = []
        entries = []
        attributes = []
        entryCount = 0
        ledgerFiles = []
        sketch = LayerSketch()
    }

    /// Keeps the first rows: call it for each row that goes to the ledger.
    mutating func keep(_ entry: LedgerEntry) {
        entryCount += 1
        guard entries.count < Self.listedRejects else {
            // A repaired row gives way to a rejected one.
            guard entry.outcome == .rejected, let last = entries.lastIndex(where: { $0.outcome != .rejected }) else {
                return
            }
            entries.remove(at: last)
            entries.append(entry)
            return
        }
        entries.append(entry)
    }

    /// Makes a rejected row of one that was kept as repaired.
    mutating func reject(row: Int64, because issue: ImportIssue) {
        guard let index = entries.firstIndex(where: { $0.row == row && $0.outcome == .repaired }) else { return }
        entries[index].outcome = .rejected
        entries[index].issues.append(issue)
    }
}
