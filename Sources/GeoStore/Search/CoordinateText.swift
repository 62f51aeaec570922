public import SimpleFeatures

/// Two numbers that a person wrote as a position, in the ways there are to read them.
///
/// Degrees as `13.982, 108.002`, `13,982 108,002`, `13°58'55"N 108°00'06"E`, `13 58 55 B 108 00 06 Đ`; metres as
/// `X=1546367.08 Y=445983.83`, `445.983,83 1.546.367,08`, `48N 823456 1547012`.
public struct CoordinateText: Hashable, Sendable {
    public struct Pair: Hashable, Sendable {
        public let first: Double
        public let second: Double
        /// Whether the first is the northing or latitude; nil when it does not say.
        public let isNorthFirst: Bool?
    }

    /// In the order of likelihood.
    public let pairs: [Pair]
    /// Systems the text names.
    public let systems: [CRS]
    /// Whether it names VN-2000 at all.
    public let namesVN2000: Bool

    /// Nil when the text is anything but a position.
    public init?(_ text: String) {
        guard text.utf8.count <= 200, text.contains(where: \.isNumber) else { return nil }
        var scanner = CoordinateScanner(text)
        guard let tokens = scanner.tokens() else { return nil }
        systems = scanner.systems
        namesVN2000 = scanner.namesVN2000
        let pairs = Self.degrees(tokens).map { [$0] } ?? Self.pairs(tokens)
        guard !pairs.isEmpty else { return nil }
        self.pairs = pairs
    }

    /// Degrees, minutes and seconds: with their signs, or four or six numbers with letters.
    private static func degrees(_ tokens: [CoordinateScanner.Token]) -> Pair? {
        var angles: [(value: Double, axis: CoordinateScanner.Axis?)] = []
        var parts: [Double] = []
        var pending: CoordinateScanner.Axis?
        var hasSigns = false
        var sign = 1.0
        func close(_ axis: CoordinateScanner.Axis?) {
            guard !parts.isEmpty else { return }
            let value = parts.enumerated().reduce(0) { $0 + $1.element / [1, 60, 3600][$1.offset] }
            angles.append((sign * value, axis))
            parts = []
            sign = 1
        }
        for token in tokens {
            switch token {
            case .number(let text):
                guard let value = CoordinateNumber.decimal(text) else { return nil }
                if parts.count == 3 {
                    close(pending)
                    pending = nil
                }
                if parts.isEmpty, text.hasPrefix("-") { sign = -1 }
                parts.append(abs(value))
            case .sign(let place):
                hasSigns = true
                // A degree sign behind the second number: the first was an angle without parts.
                if place == 0, parts.count > 1, let last = parts.popLast() {
                    close(pending)
                    pending = nil
                    parts = [last]
                }
            case .axis(let axis):
                if parts.isEmpty {
                    pending = axis
                } else {
                    close(pending ?? axis)
                    // A letter in front belongs to what follows.
                    pending = angles.last?.axis == axis ? nil : axis
                }
            case .comma:
                if hasSigns {
                    close(pending)
                    pending = nil
                }
            }
        }
        let count = parts.count
        close(pending)
        let hasLetters = angles.contains { $0.axis != nil }
        guard angles.count == 2, hasSigns || (hasLetters && count > 0) || (hasLetters && angles.count == 2),
            hasSigns || tokens.count(where: \.isNumber) > 2, angles.allSatisfy({ abs($0.value) <= 180 })
        else { return nil }
        let isNorthFirst = angles[0].axis.map { $0 == .north } ?? angles[1].axis.map { $0 == .east }
        return Pair(first: angles[0].value, second: angles[1].value, isNorthFirst: isNorthFirst)
    }

    private static func pairs(_ tokens: [CoordinateScanner.Token]) -> [Pair] {
        guard !tokens.contains(where: \.isSign) else { return [] }
        let axes = tokens.compactMap { token -> CoordinateScanner.Axis? in
            if case .axis(let axis) = token { axis } else { nil }
        }
        let isNorthFirst = axes.first.map { $0 == .north }
        let texts = tokens.compactMap { if case .number(let text) = $0 { text } else { nil } }
        var readings: [[Double]] = [[]]
        for text in texts {
            let numbers = CoordinateNumber.readings(of: text)
            readings = readings.flatMap { reading in numbers.map { reading + $0 } }.filter { $0.count <= 2 }
            guard readings.count <= 64 else { return [] }
        }
        return (readings.filter { $0.count == 2 } + CoordinateNumber.spaced(texts)).map {
            Pair(first: $0[0], second: $0[1], isNorthFirst: isNorthFirst)
        }
    }
}

/// Numbers as people of both habits write them: `1546367.08`, `1.546.367,08`, `13,982`.
enum CoordinateNumber {
    /// What a run of digits, points and commas may mean: one number, or two that a comma joins.
    static func readings(of text: String) -> [[Double]] {
        var found = single(text).map { [$0] }
        let characters = Array(text)
        for place in characters.indices where characters[place] == "," {
            let left = single(String(characters[..<place]))
            let right = single(String(characters[(place + 1)...]))
            for first in left { found += right.map { [first, $0] } }
        }
        return found
    }

    /// Where only decimals can be meant.
    static func decimal(_ text: String) -> Double? {
        text.contains(",") && text.contains(".") ? nil : Double(text.replacing(",", with: "."))
    }

    private static func single(_ text: String) -> [Double] {
        guard text.contains(where: \.isNumber) else { return [] }
        let separators = text.filter { $0 == "." || $0 == "," }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard let last = separators.last, let first = separators.first else { return Double(text).map { [$0] } ?? [] }
        let areThousands = parts.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(digits(parts[0]))
        if separators.count == 1 {
            let decimal = Double(parts.joined(separator: ".")).map { [$0] } ?? []
            let whole = areThousands ? Double(parts.joined()).map { [$0] } ?? [] : []
            return decimal + whole
        }
        if Set(separators).count == 1 { return areThousands ? Double(parts.joined()).map { [$0] } ?? [] : [] }
        // One kind between thousands, the other once, at the end.
        let groups = parts.dropLast()
        guard first != last, separators.dropLast().allSatisfy({ $0 == first }),
            groups.dropFirst().allSatisfy({ $0.count == 3 }), let end = parts.last
        else { return [] }
        return Double(groups.joined() + "." + end).map { [$0] } ?? []
    }

    /// Two numbers whose thousands stand apart: `1 546 367,08 445 983,83`.
    static func spaced(_ parts: [String]) -> [[Double]] {
        guard (4...6).contains(parts.count) else { return [] }
        return (2...parts.count - 2).compactMap { middle in
            guard let first = joined(parts[..<middle]), let second = joined(parts[middle...]) else { return nil }
            return [first, second]
        }
    }

    private static func joined(_ groups: ArraySlice<String>) -> Double? {
        guard let first = groups.first, let last = groups.last, first.wholeMatch(of: /\d{1,3}/) != nil,
            groups.dropFirst().dropLast().allSatisfy({ $0.wholeMatch(of: /\d{3}/) != nil }),
            last.wholeMatch(of: /\d{3}(?:[.,]\d+)?/) != nil
        else { return nil }
        return decimal(groups.joined())
    }

    private static func digits(_ text: Substring) -> Int { text.count(where: \.isNumber) }
}
