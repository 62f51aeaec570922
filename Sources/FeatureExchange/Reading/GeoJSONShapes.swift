/// What the features of a GeoJSON text say of their geometries, told from the text itself.
///
/// GDAL makes nothing of a position that is no number, and leaves out the part that has it; which feature that was, and
/// that there had been something, it does not say. The text is read once more, and only when something is missing.
final class GeoJSONShapes {
    enum Kind: UInt8 {
        /// No geometry: null, absent, or without a position.
        case none
        case numbers
        /// A position with text, null or nothing where a number must be; or no positions at all.
        case noNumbers
        /// NaN or Infinity, which JSON does not have and many programs write.
        case notFinite
        /// Not of a type that GeoJSON has.
        case unknown
    }

    private static let pieceBytes = 1 << 20
    /// Beginnings of faulty geometries that are kept, for messages.
    private static let keptBeginnings = 1_000

    private var kinds: [Kind] = []
    private var beginnings: [Int: String] = [:]
    var count: Int { kinds.count }

    /// - Parameter isSequence: each feature is a text of its own, one after the other.
    init(path: String, isSequence: Bool) throws(FeatureExchangeError) {
        let file = try BinaryFile(path: path)
        try scan(file, isSequence: isSequence)
        // One feature without a collection around it.
        if kinds.isEmpty, !isSequence { try scan(file, isSequence: true) }
    }

    /// - Parameter position: of the feature in the text, from 0.
    func kind(at position: Int) -> Kind? { kinds.indices.contains(position) ? kinds[position] : nil }
    /// Of a faulty geometry; empty for one beyond the first thousand.
    func beginning(at position: Int) -> String { beginnings[position] ?? "" }

    private func scan(_ file: BinaryFile, isSequence: Bool) throws(FeatureExchangeError) {
        var scanner = GeoJSONScanner(isSequence: isSequence)
        var offset: Int64 = 0
        while offset < file.size {
            let piece = try file.read(Self.pieceBytes, at: offset)
            guard !piece.isEmpty else { break }
            offset += Int64(piece.count)
            piece.withUnsafeBufferPointer { bytes in
                for byte in bytes {
                    guard let shape = scanner.take(byte) else { continue }
                    if ![.none, .numbers].contains(shape.kind), beginnings.count < Self.keptBeginnings {
                        beginnings[kinds.count] = shape.beginning
                    }
                    kinds.append(shape.kind)
                }
            }
        }
    }
}

/// Walks through a GeoJSON text byte by byte. It knows strings and brackets, and looks at nothing but geometries.
private struct GeoJSONScanner {
    struct Shape {
        let kind: GeoJSONShapes.Kind
        let beginning: String
    }

    private static let types: Set<[UInt8]> = Set(
        [
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
        ].map { Array($0.utf8) })
    private static let longestName = 20
    private static let shownBytes = 60

    private let isSequence: Bool
    private var depth = 0
    private var isInFeatures = false
    private var isInFeature = false
    private var isInString = false
    private var isEscaped = false
    private var isInToken = false
    /// A string has ended; a colon after it makes it a name.
    private var isNameOrValue = false
    private var text: [UInt8] = []
    private var name: [UInt8] = []
    private var geometry: Geometry?
    private var shape = Shape(kind: .none, beginning: "")

    /// The geometry that is being read.
    private struct Geometry {
        var beginning: [UInt8] = []
        var isObject = false
        var isNull = false
        var hasUnknownType = false
        var hasPlaces = false
        var hasNumbers = false
        var hasForeignTokens = false
        var hasInfinities = false
        /// Of the object whose positions are being read.
        var placesDepth: Int?
        /// Numbers so far, of each array that is open.
        var counts: [Int] = []

        var kind: GeoJSONShapes.Kind {
            if isNull { return .none }
            if !isObject || hasUnknownType { return .unknown }
            if hasForeignTokens || !hasPlaces { return .noNumbers }
            if hasInfinities { return .notFinite }
            return hasNumbers ? .numbers : .none
        }
    }

    init(isSequence: Bool) { self.isSequence = isSequence }

    private var featureDepth: Int { isSequence ? 1 : 3 }
    private var isAtFeature: Bool { isInFeature && depth == featureDepth }

    /// - Returns: what a feature has, once its last byte has come.
    mutating func take(_ byte: UInt8) -> Shape? {
        if geometry != nil, byte > 0x20 || isInString { note(byte) }
        if isInString {
            takeInString(byte)
            return nil
        }
        let isBlank = byte <= 0x20
        if isNameOrValue, !isBlank {
            isNameOrValue = false
            if byte == UInt8(ascii: ":") { name = text } else { value() }
        }
        switch byte {
        case _ where isBlank: isInToken = false
        case UInt8(ascii: "\""):
            (isInString, isInToken) = (true, false)
            text.removeAll(keepingCapacity: true)
        case UInt8(ascii: ":"): startValue()
        case UInt8(ascii: ","):
            isInToken = false
            endValue()
        case UInt8(ascii: "["), UInt8(ascii: "{"): open(byte == UInt8(ascii: "{"))
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return close()
        default: token(byte)
        }
        return nil
    }

    private mutating func takeInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            isNameOrValue = true
            return
        }
        if text.count < Self.longestName { text.append(byte) }
    }

    private mutating func note(_ byte: UInt8) {
        if geometry?.beginning.count ?? 0 < Self.shownBytes { geometry?.beginning.append(byte) }
    }

    private func isNamed(_ expected: StaticString) -> Bool {
        name.elementsEqual(UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount))
    }

    private mutating func startValue() {
        if isAtFeature, geometry == nil, isNamed("geometry") {
            geometry = Geometry()
        } else if geometry != nil, geometry?.placesDepth == nil {
            if isNamed("coordinates") {
                geometry?.placesDepth = depth
                geometry?.hasPlaces = true
            } else if isNamed("geometries") {
                geometry?.hasPlaces = true
            }
        }
    }

    /// A string that is no name.
    private mutating func value() {
        guard geometry != nil else { return }
        if geometry?.placesDepth != nil {
            geometry?.hasForeignTokens = true
        } else if isNamed("type"), depth > featureDepth, !Self.types.contains(text) {
            geometry?.hasUnknownType = true
        }
    }

    private mutating func endValue() {
        if geometry?.placesDepth == depth { geometry?.placesDepth = nil }
        if isAtFeature, let done = geometry {
            shape = Shape(kind: done.kind, beginning: Self.shown(done.beginning))
            geometry = nil
        }
    }

    private static func shown(_ bytes: [UInt8]) -> String {
        let isCut = bytes.count == shownBytes
        let text = isCut ? bytes[...] : bytes.dropLast()
        return String(decoding: text, as: UTF8.self) + (isCut ? "…" : "")
    }

    private mutating func open(_ isObject: Bool) {
        isInToken = false
        if geometry != nil {
            if depth == featureDepth { geometry?.isObject = isObject }
            if geometry?.placesDepth != nil {
                if isObject { geometry?.hasForeignTokens = true }
                geometry?.counts.append(0)
            }
        }
        if !isSequence, !isObject, depth == 1, isNamed("features") { isInFeatures = true }
        depth += 1
        if isObject, depth == featureDepth, isSequence || isInFeatures {
            isInFeature = true
            shape = Shape(kind: .none, beginning: "")
        }
        name.removeAll(keepingCapacity: true)
    }

    private mutating func close() -> Shape? {
        isInToken = false
        endValue()
        if geometry?.placesDepth != nil, let count = geometry?.counts.popLast(), count == 1 {
            // A position has two numbers at least.
            geometry?.hasForeignTokens = true
        }
        defer { depth = max(0, depth - 1) }
        if depth == 2, !isSequence { isInFeatures = false }
        guard isAtFeature else { return nil }
        isInFeature = false
        return shape
    }

    /// The beginning of a number or of a word, or more of it.
    private mutating func token(_ byte: UInt8) {
        let isFirst = !isInToken
        isInToken = true
        guard geometry != nil else { return }
        guard geometry?.placesDepth != nil else {
            if isFirst, depth == featureDepth { geometry?.isNull = byte == UInt8(ascii: "n") }
            return
        }
        if isFirst, let last = geometry?.counts.indices.last { geometry?.counts[last] += 1 }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): geometry?.hasNumbers = true
        case UInt8(ascii: "N"), UInt8(ascii: "I"): geometry?.hasInfinities = true
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"):
            if isFirst { geometry?.hasForeignTokens = true }
        default: break
        }
    }
}
