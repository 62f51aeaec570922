import Foundation

/// The formulas of a sheet, and which of them have no value (ECMA-376 part 1, 18.3.1.4: `c`, `f`, `v`).
///
/// A spreadsheet program keeps the last value beside each formula. Programs that only write workbooks leave it out, or
/// write 0 everywhere and ask for a calculation when the file is opened: what reads the values then finds none.
struct SheetFormulas {
    private(set) var count = 0
    private(set) var emptyCount = 0
    private(set) var zeroCount = 0
    private(set) var firstEmpty = ""
    private var first = ""

    private static let longestTag = 200
    private var tag: [UInt8] = []
    private var isInTag = false
    private var text: [UInt8] = []
    private var isInValue = false
    private var cell: Cell?

    private struct Cell {
        var name = ""
        var isText = false
        var hasFormula = false
        var value: [UInt8] = []
    }

    var note: SourceNote? { emptyCount > 0 ? .formulasNotCalculated(count: emptyCount, first: firstEmpty) : nil }

    /// By the sheets' names, those that were never calculated.
    static func uncalculated(in archive: Archive) throws(FeatureExchangeError) -> [String: SheetFormulas] {
        let limit: Int64 = 4 << 20
        guard let workbook = try archive.contents(of: "xl/workbook.xml", limit: limit),
            let relations = try archive.contents(of: "xl/_rels/workbook.xml.rels", limit: limit)
        else { return [:] }
        let book = String(decoding: workbook, as: UTF8.self)
        let asksForCalculation = book.contains(/fullCalcOnLoad="(1|true)"/)
        let targets = Self.targets(String(decoding: relations, as: UTF8.self))
        var found: [String: SheetFormulas] = [:]
        for element in book.matches(of: /<(?:\w+:)?sheet\s[^>]*>/).map(\.output) {
            guard let name = element.firstMatch(of: /\sname="([^"]*)"/),
                let id = element.firstMatch(of: /\s\w+:id="([^"]*)"/), let target = targets[String(id.output.1)]
            else { continue }
            var formulas = SheetFormulas()
            try archive.read(target) { formulas.take($0) }
            // All of them 0, and a wish to be calculated.
            if asksForCalculation, formulas.emptyCount == 0, formulas.zeroCount == formulas.count {
                formulas.emptyCount = formulas.count
                formulas.firstEmpty = formulas.first
            }
            if formulas.emptyCount > 0 { found[SpreadsheetPlan.text(ofAttribute: name.output.1)] = formulas }
        }
        return found
    }

    /// Where the parts of the workbook are, by their ids.
    private static func targets(_ relations: String) -> [String: String] {
        var targets: [String: String] = [:]
        for element in relations.matches(of: /<(?:\w+:)?Relationship\s[^>]*>/).map(\.output) {
            guard let id = element.firstMatch(of: /\sId="([^"]*)"/),
                let target = element.firstMatch(of: /\sTarget="([^"]*)"/)?.output.1
            else { continue }
            targets[String(id.output.1)] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
        }
        return targets
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"):
                isInTag = true
                tag.removeAll(keepingCapacity: true)
            case UInt8(ascii: ">") where isInTag:
                isInTag = false
                element()
            default:
                if isInTag {
                    if tag.count < Self.longestTag { tag.append(byte) }
                } else if isInValue, byte > 0x20, cell?.value.count ?? 0 < 2 {
                    cell?.value.append(byte)
                }
            }
        }
    }

    private mutating func element() {
        let isEnd = tag.first == UInt8(ascii: "/")
        let isAlone = tag.last == UInt8(ascii: "/")
        let words = tag.dropFirst(isEnd ? 1 : 0).prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        let name = words.lastIndex(of: UInt8(ascii: ":")).map { words[words.index(after: $0)...] } ?? words
        guard name.count == 1 else { return }
        switch name.first {
        case UInt8(ascii: "c") where !isEnd:
            let text = String(decoding: tag, as: UTF8.self)
            cell = Cell(
                name: text.firstMatch(of: /\sr="([^"]*)"/).map { String($0.output.1) } ?? "",
                isText: text.contains("t=\"str\""))
            if isAlone { cell = nil }
        case UInt8(ascii: "c"): endCell()
        case UInt8(ascii: "f"): cell?.hasFormula = true
        case UInt8(ascii: "v"): isInValue = !isEnd && !isAlone
        default: break
        }
    }

    private mutating func endCell() {
        defer { cell = nil }
        guard let cell, cell.hasFormula else { return }
        count += 1
        if first.isEmpty { first = cell.name }
        if cell.value == [UInt8(ascii: "0")] { zeroCount += 1 }
        // An empty text is a value.
        guard cell.value.isEmpty, !cell.isText else { return }
        emptyCount += 1
        if firstEmpty.isEmpty { firstEmpty = cell.name }
    }
}
