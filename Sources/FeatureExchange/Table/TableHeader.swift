/// Where the column names of a table stand: below a title, in one row or in two, or nowhere.
struct TableHeader: Hashable, Sendable {
    /// One for each column; `cột_3` style names where the table has none.
    let names: [String]
    /// The row whose cells are the names as they are; nil when they were made or joined from two rows.
    let nameRow: Int?
    let firstDataRow: Int
    /// What stands above the names.
    let titleRows: Int
    let firstTitle: String
    let hasNumberingRow: Bool
    let hasNames: Bool

    /// Names in the first row, data from the second on.
    var isFirstRowOnly: Bool { nameRow == 0 && firstDataRow == 1 }

    /// Titles, dates of issue and signatures of a report never need more.
    private static let searchedRows = 30

    /// - Parameter rows: the first of the table, as text.
    init(rows: [[String]]) {
        let rows = rows.map { $0.map { $0.trimmingBlanks } }
        let filled = rows.map { row in row.count { !$0.isEmpty } }
        let width = rows.map { ($0.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
        let typical = Self.typicalFilling(filled)
        // The first row as full as the others are: titles fill one cell or two.
        let top = rows.indices.prefix(Self.searchedRows).first { filled[$0] * 10 >= typical * 6 && filled[$0] > 0 } ?? 0
        titleRows = rows.isEmpty ? 0 : top
        firstTitle = rows.prefix(top).joined().first { !$0.isEmpty } ?? ""
        guard top < rows.count, Self.looksLikeNames(rows[top]) else {
            names = (0..<max(width, rows.first?.count ?? 0)).map(Self.name)
            nameRow = nil
            firstDataRow = top
            hasNumberingRow = false
            hasNames = false
            return
        }
        hasNames = true
        var found = rows[top] + Array(repeating: "", count: max(0, width - rows[top].count))
        var next = top + 1
        var isJoined = false
        if next + 1 < rows.count, Self.isSecondNameRow(rows[next], below: found), Self.isBelowNames(rows, next + 1) {
            found = Self.joined(found, rows[next])
            next += 1
            isJoined = true
        }
        hasNumberingRow =
            next < rows.count
            && Self.isNumbering(rows[next], above: next + 1 < rows.count ? rows[next + 1] : nil)
        firstDataRow = next + (hasNumberingRow ? 1 : 0)
        nameRow = isJoined ? nil : top
        names = Self.complete(found)
    }

    /// How many cells most rows fill.
    private static func typicalFilling(_ filled: [Int]) -> Int {
        let counts = Dictionary(grouping: filled.filter { $0 > 0 }) { $0 }.mapValues(\.count)
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }

    /// No numbers, but for years: a table of population has columns 2019 and 2020.
    private static func looksLikeNames(_ row: [String]) -> Bool {
        let filled = row.filter { !$0.isEmpty }
        let numbers = filled.filter { CoordinateText.plainNumber($0) != nil }
        guard numbers.count < filled.count else { return false }
        let years = numbers.allSatisfy { (1900...2100).contains(Int($0) ?? 0) }
        return years && !filled.contains { ShapeText.form(of: Array($0.utf8)) != nil }
    }

    /// `Tọa độ | (empty)` above `X | Y`.
    private static func isSecondNameRow(_ row: [String], below names: [String]) -> Bool {
        let filled = row.indices.filter { !row[$0].isEmpty }
        guard !filled.isEmpty, filled.count < names.count else { return false }
        guard filled.allSatisfy({ CoordinateText.plainNumber(row[$0]) == nil }) else { return false }
        // Each stands below a gap, or below the name that the gap behind it belongs to.
        func isGap(_ index: Int) -> Bool { index < names.count && names[index].isEmpty }
        return filled.contains(where: isGap) && filled.allSatisfy { isGap($0) || isGap($0 + 1) }
    }

    /// Data with a number in it, or the row of column numbers.
    private static func isBelowNames(_ rows: [[String]], _ index: Int) -> Bool {
        hasNumbers(rows[index]) || isNumbering(rows[index], above: index + 1 < rows.count ? rows[index + 1] : nil)
    }

    private static func hasNumbers(_ row: [String]) -> Bool { row.contains { CoordinateText.plainNumber($0) != nil } }

    private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
        var carried = ""
        return upper.indices.map { index in
            if !upper[index].isEmpty { carried = upper[index] }
            guard index < lower.count, !lower[index].isEmpty else { return upper[index] }
            return "\(carried) \(lower[index])".trimmingBlanks
        }
    }

    /// `(1) (2) (3)`, or `1 2 3 4` over all columns: the row of column numbers of an official table. Numbers without
    /// parentheses could be data, so the row below must be of another kind.
    private static func isNumbering(_ row: [String], above next: [String]?) -> Bool {
        let bare = row.map { $0.filter { !"()[]".contains($0) } }
        let numbers = bare.compactMap { Int($0) }
        guard numbers.count >= 3, zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 }), numbers[0] <= 1 else {
            return false
        }
        let rest = bare.filter { Int($0) == nil }
        guard rest.allSatisfy({ $0.isEmpty || $0.count == 1 && $0.first?.isLetter == true }) else { return false }
        if zip(row, bare).allSatisfy({ $0 != $1 || Int($0) == nil }) { return true }
        guard numbers.count == row.count, numbers.count >= 4, let next else { return false }
        return next.contains { !$0.isEmpty && Int($0) == nil }
    }

    private static func complete(_ names: [String]) -> [String] {
        names.indices.map { names[$0].isEmpty ? Self.name(ofColumn: $0) : names[$0] }
    }

    /// Of a column that has none.
    static func name(ofColumn index: Int) -> String { "column_\(index + 1)" }
}

extension String {
    /// Without blanks at either end, the no-break space of spreadsheets among them.
    var trimmingBlanks: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        let start = unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? unicodeScalars.endIndex
        let end = unicodeScalars.lastIndex { !$0.properties.isWhitespace }.map { unicodeScalars.index(after: $0) }
        return end.map { String(unicodeScalars[start..<$0]) } ?? ""
    }
}
