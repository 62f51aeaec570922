import Foundation

/// How a text table is opened: as it lies there, or through a copy without title, UTF-16 and odd separators.
enum DelimitedPlan {
    /// So many are opened, for a choice of `VectorSource.maximumColumns` among them.
    static let maximumColumns = 20_000

    /// Text is often named .xls so that it opens in a spreadsheet program.
    static let suffixes: Set<String> = ["csv", "tsv", "txt", "xls"]

    /// GDAL makes no geometry of its own: `ShapeColumnSearch` does, for every kind of table alike.
    private static let openOptions = [
        "GEOM_POSSIBLE_NAMES=\u{1}", "EMPTY_STRING_AS_NULL=YES", "MAX_LINE_SIZE=\(DelimitedText.maximumRecordBytes)",
        "HEADERS=YES",
    ]

    static func make(
        _ path: String, _ content: FileContent, _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        if let format = UnreadableFormat(at: path), format == .htmlPage || format == .empty {
            throw .notRecognised(path: path, looksLike: format)
        }
        var readable = path
        var notes: [SourceNote] = []
        var declared = DeclaredEncoding()
        if case .text16(let encoding, let name, let mark) = content {
            readable = "\(try scratch().makePart())/text.csv"
            try UTF16Copy.write(path, encoding, from: mark, to: readable)
            notes.append(.textConverted(from: name))
            declared = DeclaredEncoding(name: "UTF-8")
        } else if case .other = content {
            // A NUL byte: no text table, whatever the suffix says.
            throw .notRecognised(path: path, looksLike: UnreadableFormat(at: path))
        } else if DelimitedText.byteOrderMarkLength(try BinaryFile(path: path).read(3, at: 0)) > 0 {
            declared = DeclaredEncoding(name: "UTF-8")
        }
        let text = try DelimitedText(path: readable)
        guard text.width <= Self.maximumColumns else {
            let name = URL(filePath: path).deletingPathExtension().lastPathComponent
            throw .tooManyColumns(layer: name, count: text.width, limit: VectorSource.maximumColumns)
        }
        if text.rowCount > 0 || text.header.hasNames { notes += Self.notes(on: text) }
        let suffix = URL(filePath: path).pathExtension.lowercased()
        var plan = OpenPlan(path: readable, drivers: ["CSV"], options: openOptions)
        // GDAL takes a text for a table by its suffix.
        if !text.isPlain || readable != path || !["csv", "tsv"].contains(suffix) {
            let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
            let copy = "\(try scratch().makePart())/table.csv"
            try text.writePlainCopy(to: copy)
            plan.path = copy
            plan.layerName = stem
        }
        plan.textIsRaw = true
        plan.declaredEncoding = declared
        plan.isTable = true
        plan.rowCount = text.rowCount
        plan.notes = notes
        if suffix == "xls" { plan.notes.insert(.contentIs(format: "CSV"), at: 0) }
        return plan
    }

    private static func notes(on text: DelimitedText) -> [SourceNote] {
        let header = text.header
        var notes: [SourceNote] = []
        if header.titleRows > 0 {
            notes.append(.titleRowsSkipped(count: header.titleRows, first: header.firstTitle))
        }
        if header.hasNumberingRow { notes.append(.numberingRowSkipped) }
        if !header.hasNames { notes.append(.columnNamesMissing) }
        if text.raggedCount > 0 {
            notes.append(.raggedRows(count: text.raggedCount, firstLine: text.firstRaggedLine))
        }
        return notes
    }
}

/// A text in UTF-16 as UTF-8, piece by piece.
enum UTF16Copy {
    private static let pieceBytes = 1 << 20
    /// Room for an XML declaration.
    private static let declarationBytes = 200

    /// `encoding="UTF-16"` of an XML text would be a lie now; blanks keep every byte behind it in its place.
    static func correctDeclaration(in copy: String) throws(FeatureExchangeError) {
        let head = try BinaryFile.beginning(of: copy, bytes: declarationBytes)
        guard head.hasPrefix("<?xml") || head.hasPrefix("\u{FEFF}<?xml"),
            let found = head.firstMatch(of: #/encoding\s*=\s*["'][Uu][Tt][Ff]-16(?:LE|BE)?["']/#)
        else { return }
        let count = found.output.utf8.count
        let text = #"encoding="UTF-8""#
        let offset = head[..<found.range.lowerBound].utf8.count
        do {
            let file = try FileHandle(forUpdating: URL(filePath: copy))
            defer { try? file.close() }
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: Data((text + String(repeating: " ", count: count - text.utf8.count)).utf8))
        } catch {
            throw .scratchFailed(path: copy, errno: ScratchFolder.number(of: error))
        }
    }

    static func write(
        _ path: String, _ encoding: String.Encoding, from mark: Int64, to target: String
    ) throws(FeatureExchangeError) {
        let file = try BinaryFile(path: path)
        guard FileManager.default.createFile(atPath: target, contents: nil),
            let out = FileHandle(forWritingAtPath: target)
        else { throw .scratchFailed(path: target, errno: errno) }
        let isLittle = encoding == .utf16LittleEndian
        var offset = mark
        var held: [UInt16] = []
        while offset < file.size {
            let bytes = try file.read(pieceBytes, at: offset)
            guard bytes.count > 1 else { break }
            offset += Int64(bytes.count & ~1)
            var units = held
            held = []
            for index in stride(from: 0, to: bytes.count - 1, by: 2) {
                let (low, high) = isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
                units.append(UInt16(low) | UInt16(high) << 8)
            }
            // The first half of a pair waits for the second.
            if let last = units.last, UTF16.isLeadSurrogate(last), offset < file.size { held = [units.removeLast()] }
            do {
                try out.write(contentsOf: Data(String(decoding: units, as: UTF16.self).utf8))
            } catch {
                throw .scratchFailed(path: target, errno: ScratchFolder.number(of: error))
            }
        }
        do {
            try out.close()
        } catch {
            throw .scratchFailed(path: target, errno: ScratchFolder.number(of: error))
        }
    }
}
