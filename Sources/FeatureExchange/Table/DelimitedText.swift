import Foundation

/// A text table as it lies there: what separates its columns, where its names are, and what is odd about it.
///
/// GDAL detects the separator from the first line alone, takes a title for the column names and knows no UTF-16; where
/// that would go wrong the table is read through a plain copy.
struct DelimitedText {
    let path: String
    let separator: UInt8
    let header: TableHeader
    /// Data rows.
    private(set) var rowCount = 0
    private(set) var raggedCount = 0
    private(set) var firstRaggedLine = 0
    private(set) var widest = 0
    /// Columns of the widest row, the names included.
    var width: Int { max(widest, header.names.count) }
    /// The first line names every column and GDAL finds the same separator.
    var isPlain: Bool { isPlainHead && width == namesInFirstRow && width > 1 }
    private let isPlainHead: Bool
    private let namesInFirstRow: Int

    /// A polygon of a million vertices as WKT has 40 MB.
    static let maximumRecordBytes = 256 << 20
    private static let pieceBytes = 1 << 20
    private static let headBytes = 1 << 18
    private static let headRecords = 50
    /// A second column for a table of one; no layer shows it.
    static let fillerColumn = "geosector-filler"
    private static let separators = Array(",;\t|".utf8)

    /// - Parameter path: text of 8 bits to a character, or UTF-8.
    init(path: String) throws(FeatureExchangeError) {
        self.path = path
        let file = try BinaryFile(path: path)
        let head = try file.read(Self.headBytes, at: 0)
        let start = Self.byteOrderMarkLength(head)
        let isWhole = Int64(head.count) >= file.size
        let sample = [UInt8](head.dropFirst(start))
        let separator = Self.separator(of: sample)
        self.separator = separator
        let records = try Self.records(sample, separator, isWhole: isWhole)
        header = TableHeader(rows: records.map { $0.map { String(decoding: $0, as: UTF8.self) } })
        let names = records.first ?? []
        let foreign = Self.separators + [UInt8(ascii: " ")]
        let agrees = names.allSatisfy { name in name.allSatisfy { $0 == separator || !foreign.contains($0) } }
        let isComma = separator == UInt8(ascii: ",")
        namesInFirstRow = names.count
        isPlainHead =
            header.isFirstRowOnly && separator != UInt8(ascii: "|")
            && (agrees || isComma && names.allSatisfy { !$0.contains { ";\t|".utf8.contains($0) } })
        try scan(file, from: Int64(start))
    }

    static func byteOrderMarkLength(_ head: [UInt8]) -> Int { head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// The whole file once: rows are counted, and what swallows rows is found before it does.
    private mutating func scan(_ file: BinaryFile, from start: Int64) throws(FeatureExchangeError) {
        let first = header.firstDataRow
        let width = header.nameRow == 0 ? namesInFirstRow : header.names.count
        var seen = 0
        var rows = 0
        var ragged = 0
        var raggedLine = 0
        var widest = 0
        try Self.forEachRecord(file, from: start, separator, keepsFields: false) {
            record throws(FeatureExchangeError) in
            defer { seen += 1 }
            guard seen >= first else { return true }
            rows += 1
            widest = max(widest, record.width)
            if record.width != width {
                ragged += 1
                if raggedLine == 0 { raggedLine = record.line }
            }
            return true
        }
        rowCount = rows
        raggedCount = ragged
        firstRaggedLine = raggedLine
        self.widest = widest
    }

    /// - Throws: `.rowTooLong`, `.quoteNotClosed`.
    private static func forEachRecord(
        _ file: BinaryFile, from start: Int64, _ separator: UInt8, keepsFields: Bool,
        _ body: @escaping (DelimitedRecords.Record) throws(FeatureExchangeError) -> Bool
    ) throws(FeatureExchangeError) {
        var records = DelimitedRecords(separator: separator, keepsFields: keepsFields, receive: body)
        var offset = start
        while offset < file.size {
            let piece = try file.read(pieceBytes, at: offset)
            guard !piece.isEmpty, try records.feed(piece) else { break }
            offset += Int64(piece.count)
            guard records.pendingBytes <= maximumRecordBytes else {
                throw .rowTooLong(path: file.path, line: records.currentLine, limit: Int64(maximumRecordBytes))
            }
        }
        if records.isInQuotes { throw .quoteNotClosed(path: file.path, line: records.quoteLine) }
        try records.finish()
    }

    /// The first records of `sample`, the last one left out unless the file ends there.
    private static func records(
        _ sample: [UInt8], _ separator: UInt8, isWhole: Bool
    ) throws(FeatureExchangeError) -> [[[UInt8]]] {
        var found: [[[UInt8]]] = []
        var records = DelimitedRecords(separator: separator) { record in
            found.append(record.fields)
            return found.count < headRecords
        }
        if try records.feed(sample), isWhole || found.isEmpty { try records.finish() }
        return found
    }

    /// The separator under which the first records have the same number of columns, and the most of them.
    ///
    /// A decimal comma makes commas as regular as semicolons: the separator that leaves numbers whole wins.
    private static func separator(of sample: [UInt8]) -> UInt8 {
        var best = (separator: UInt8(ascii: ","), score: 0.0)
        for candidate in separators {
            guard let records = try? records(sample, candidate, isWhole: true), !records.isEmpty else { continue }
            let widths = records.map(\.count)
            let counts = Dictionary(grouping: widths) { $0 }.mapValues(\.count)
            guard let common = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), common.key > 1 else {
                continue
            }
            let regularity = Double(common.value) / Double(records.count)
            // Under `;` a cell `107,95` is one number; under `,` the same line falls into 107 and 95.
            var score = regularity * (1 + Double(min(common.key, 50)) / 100)
            if candidate == UInt8(ascii: ",") {
                let others = separators.dropFirst().contains { other in
                    records.allSatisfy { record in record.contains { $0.contains(other) } }
                }
                if others { score /= 2 }
            }
            if score > best.score { best = (candidate, score) }
        }
        return best.separator
    }
}

extension DelimitedText {
    /// The data rows below one row of names, separated by commas.
    func writePlainCopy(to target: String) throws(FeatureExchangeError) {
        guard FileManager.default.createFile(atPath: target, contents: nil),
            let out = FileHandle(forWritingAtPath: target)
        else { throw .scratchFailed(path: target, errno: errno) }
        func write(_ bytes: [UInt8]) throws(FeatureExchangeError) {
            do {
                try out.write(contentsOf: bytes)
            } catch {
                throw .scratchFailed(path: target, errno: ScratchFolder.number(of: error))
            }
        }
        let file = try BinaryFile(path: path)
        let rawNames = try rawNames(file)
        let width = rawNames.count
        var pending: [UInt8] = []
        var seen = 0
        Self.append(rawNames, width: width, to: &pending)
        let first = header.firstDataRow
        let head = try file.read(3, at: 0)
        try Self.forEachRecord(file, from: Int64(Self.byteOrderMarkLength(head)), separator, keepsFields: true) {
            record throws(FeatureExchangeError) in
            defer { seen += 1 }
            guard seen >= first else { return true }
            Self.append(record.fields, width: width, to: &pending)
            if pending.count > Self.pieceBytes {
                try write(pending)
                pending.removeAll(keepingCapacity: true)
            }
            return true
        }
        try write(pending)
        do {
            try out.close()
        } catch {
            throw .scratchFailed(path: target, errno: ScratchFolder.number(of: error))
        }
    }

    /// The names' own bytes where one row holds them: they may be in any encoding.
    private func rawNames(_ file: BinaryFile) throws(FeatureExchangeError) -> [[UInt8]] {
        var names = header.names.map { [UInt8]($0.utf8) }
        for index in names.count..<max(width, names.count) {
            names.append([UInt8](TableHeader.name(ofColumn: index).utf8))
        }
        // GDAL takes a table of one column for no table.
        if names.count == 1 { names.append([UInt8](Self.fillerColumn.utf8)) }
        guard let row = header.nameRow else { return names }
        let head = try file.read(Self.headBytes, at: 0)
        let sample = [UInt8](head.dropFirst(Self.byteOrderMarkLength(head)))
        let records = try Self.records(sample, separator, isWhole: true)
        guard row < records.count else { return names }
        return names.indices.map { index in
            index < records[row].count && !records[row][index].isEmpty ? records[row][index] : names[index]
        }
    }

    private static func append(_ record: [[UInt8]], width: Int, to bytes: inout [UInt8]) {
        for index in 0..<width {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard index < record.count else { continue }
            // A value in quotes stays what it is: GDAL takes a bare row of blanks for no row.
            bytes.append(UInt8(ascii: "\""))
            for byte in record[index] {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
