/// Finds the words of a text format that stand where coordinates must be and cannot be numbers.
///
/// A look at every byte, once, in pieces: a number has digits, signs, a point and an exponent. What else may be wrong
/// with it, GDAL says.
struct CoordinateWords {
    enum Kind: Sendable {
        case kml, gml, mif

        /// Between the numbers of one position.
        var separator: String { self == .mif ? " " : "," }
    }

    /// Bytes read at a time.
    static let chunk: Int64 = 4 << 20

    private let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// What a look at a file finds: the words in the order of the file, the columns' names of a KML, and whether some
    /// placemark has both kinds of values.
    typealias Findings = (words: [FaultyCoordinates.Word], columns: Set<String>, mixesData: Bool)

    /// - Returns: the first `limit` words.
    /// - Throws: `FeatureExchangeError`.
    func faulty(
        in file: BinaryFile, atMost limit: Int
    ) throws(FeatureExchangeError) -> Findings {
        var markup = MarkupCoordinates(kind)
        var lines = MIFCoordinates()
        var offset: Int64 = 0
        while offset < file.size {
            let bytes = try file.read(Int(min(Self.chunk, file.size - offset)), at: offset)
            guard !bytes.isEmpty else { break }
            bytes.withUnsafeBytes { kind == .mif ? lines.take($0, at: offset) : markup.take($0, at: offset) }
            offset += Int64(bytes.count)
            if markup.words.count + lines.words.count >= limit { break }
        }
        lines.endLine(at: offset)
        return (Array((markup.words + lines.words).prefix(limit)), markup.columns, markup.mixesData)
    }

    /// Whether the byte occurs in numbers.
    @inline(__always)
    static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }
}

/// The contents of `<coordinates>` (OGC 12-007r2 10.7, OGC 02-069), `<gml:pos>` and `<gml:posList>` (OGC 07-036 10.1.4).
struct MarkupCoordinates {
    private(set) var words: [FaultyCoordinates.Word] = []
    /// Names in `<Data name="…">`, `<SimpleData name="…">` and `<SimpleField name="…">` (OGC 12-007r2 9.3, 9.9).
    private(set) var columns: Set<String> = []
    /// Whether some `<ExtendedData>` has `<Data>` and `<SchemaData>`.
    private(set) var mixesData = false
    private var hasData = false
    private var hasSchemaData = false
    private let kind: CoordinateWords.Kind
    private var tag: [UInt8] = []
    private var isInTag = false
    private var isInContent = false
    private var start: Int64?
    private var isSuspicious = false
    /// Words since the tag, and the last of them.
    private var count = 0
    private var last: (offset: Int64, count: Int)?

    /// A tag longer than this has no name of ours.
    private static let tagLimit = 256

    init(_ kind: CoordinateWords.Kind) { self.kind = kind }

    mutating func take(_ bytes: UnsafeRawBufferPointer, at offset: Int64) {
        for (place, byte) in bytes.enumerated() {
            if isInTag {
                if byte == UInt8(ascii: ">") { endTag() } else if tag.count < Self.tagLimit { tag.append(byte) }
            } else if byte == UInt8(ascii: "<") {
                if isInContent { endContent(at: offset + Int64(place)) }
                isInTag = true
                tag.removeAll(keepingCapacity: true)
            } else if isInContent {
                if byte <= 0x20 || byte == UInt8(ascii: ",") {
                    endWord(at: offset + Int64(place))
                } else {
                    if start == nil { start = offset + Int64(place) }
                    if !CoordinateWords.isOfNumber(byte) { isSuspicious = true }
                }
            }
        }
    }

    private mutating func endTag() {
        isInTag = false
        guard let first = tag.first, first != UInt8(ascii: "/"), tag.last != UInt8(ascii: "/") else { return }
        let text = String(decoding: tag, as: UTF8.self)
        isInContent = isOfCoordinates(text)
        if kind == .kml, let name = text.prefixMatch(of: #/(?:Data|SimpleData|SimpleField)\s(?:.*\s)?name="([^"]+)"/#) {
            columns.insert(SpreadsheetPlan.text(ofAttribute: name.1))
        }
        if kind == .kml { noteData(text) }
        count = 0
        last = nil
    }

    private mutating func noteData(_ tag: String) {
        let name = tag.prefix { !$0.isWhitespace }
        switch name.split(separator: ":").last ?? name {
        case "ExtendedData": (hasData, hasSchemaData) = (false, false)
        case "Data": hasData = true
        case "SchemaData": hasSchemaData = true
        default: return
        }
        mixesData = mixesData || hasData && hasSchemaData
    }

    private func isOfCoordinates(_ tag: String) -> Bool {
        let name = tag.prefix { !$0.isWhitespace }
        let parts = name.split(separator: ":")
        guard let local = parts.last else { return false }
        switch kind {
        case .kml: return local == "coordinates"
        case .mif: return false
        case .gml:
            // A column may be called `pos`: its prefix is another one.
            guard parts.count == 2, parts[0].hasPrefix("gml") else { return false }
            guard local == "coordinates" else { return local == "pos" || local == "posList" }
            let usual = [#"decimal=".""#, #"cs=",""#, #"ts=" ""#]
            return zip(["decimal=", "cs=", "ts="], usual).allSatisfy { !tag.contains($0) || tag.contains($1) }
        }
    }

    private mutating func endContent(at end: Int64) {
        endWord(at: end)
        isInContent = false
        if count == 1, let last, words.last?.offset != last.offset {
            words.append(FaultyCoordinates.Word(offset: last.offset, count: last.count, isAlone: true))
        } else if count == 1, let faulty = words.popLast() {
            words.append(FaultyCoordinates.Word(offset: faulty.offset, count: faulty.count, isAlone: true))
        }
    }

    private mutating func endWord(at end: Int64) {
        guard let start else { return }
        count += 1
        last = (start, Int(end - start))
        if isSuspicious {
            words.append(FaultyCoordinates.Word(offset: start, count: Int(end - start), isAlone: false))
        }
        self.start = nil
        isSuspicious = false
    }
}

/// The lines of a MIF below `Data` (MapInfo Interchange Format, MapBasic reference, appendix J).
struct MIFCoordinates {
    private(set) var words: [FaultyCoordinates.Word] = []
    private var line: [UInt8] = []
    private var lineStart: Int64 = 0
    private var isBelowData = false

    /// A line of coordinates is short; what goes beyond is no such line.
    private static let lineLimit = 4096
    /// Followed by coordinates on the same line.
    private static let figures: Set<String> = ["point", "line", "rect", "roundrect", "ellipse", "arc"]
    /// Begin lines without coordinates.
    private static let others: Set<String> = [
        "none", "pline", "region", "multipoint", "collection", "text", "pen", "brush", "symbol", "smooth", "center",
        "font", "spacing", "justify", "angle", "label", "multiple",
    ]

    mutating func take(_ bytes: UnsafeRawBufferPointer, at offset: Int64) {
        for (place, byte) in bytes.enumerated() {
            if byte == 0x0A || byte == 0x0D {
                endLine(at: offset + Int64(place))
                lineStart = offset + Int64(place) + 1
            } else if line.count < Self.lineLimit {
                line.append(byte)
            }
        }
    }

    mutating func endLine(at end: Int64) {
        defer { line.removeAll(keepingCapacity: true) }
        guard isBelowData else {
            let text = String(decoding: line, as: UTF8.self)
            isBelowData =
                text.trimmingPrefix { $0.isWhitespace }.lowercased().prefix(while: { $0.isLetter }) == "data"
                && !text.contains("(")
            return
        }
        guard line.contains(where: { $0 > 0x20 && !CoordinateWords.isOfNumber($0) }),
            !line.contains(UInt8(ascii: "\"")), !line.contains(UInt8(ascii: "("))
        else { return }
        var found = line.indices.split { line[$0] <= 0x20 }
        let keyword = found.first.map { String(decoding: line[$0.first!...$0.last!], as: UTF8.self).lowercased() } ?? ""
        if Self.others.contains(keyword) { return }
        let isFigure = Self.figures.contains(keyword)
        if isFigure { found.removeFirst() }
        for word in found {
            guard let first = word.first else { continue }
            let isAlone = isFigure && keyword == "point" && found.count == 1
            guard isAlone || word.contains(where: { !CoordinateWords.isOfNumber(line[$0]) }) else { continue }
            words.append(
                FaultyCoordinates.Word(offset: lineStart + Int64(first), count: word.count, isAlone: isAlone))
        }
    }
}
