internal import SimpleFeatures
internal import VietnameseText

/// Takes a text apart into numbers, signs of angles and letters of directions.
struct CoordinateScanner {
    enum Axis: Hashable { case north, east }

    enum Token: Hashable {
        case number(String)
        /// Of degrees, minutes, seconds: 0, 1, 2.
        case sign(Int)
        case axis(Axis)
        case comma

        var isNumber: Bool { if case .number = self { true } else { false } }
        var isSign: Bool { if case .sign = self { true } else { false } }
    }

    private(set) var systems: [CRS] = []
    private(set) var namesVN2000 = false
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    /// Nil when there is something that belongs to no position.
    mutating func tokens() -> [Token]? {
        var tokens: [Token] = []
        takeSystems()
        while let character = rest.first {
            if character.isWhitespace || ";:=()/|".contains(character) {
                rest.removeFirst()
            } else if character == "," {
                rest.removeFirst()
                tokens.append(.comma)
            } else if character.isNumber || "+-−".contains(character) {
                guard let number = takeNumber() else { return nil }
                tokens.append(.number(number))
            } else if let place = Self.signs[character] {
                rest.removeFirst()
                // Two apostrophes are the sign of seconds.
                if place == 1, rest.first.flatMap({ Self.signs[$0] }) == 1 {
                    rest.removeFirst()
                    tokens.append(.sign(2))
                } else {
                    tokens.append(.sign(place))
                }
            } else {
                guard let token = takeWord() else { return nil }
                if let token = token.token { tokens.append(token) }
            }
        }
        return tokens
    }

    private static let signs: [Character: Int] = [
        "°": 0, "º": 0, "˚": 0, "'": 1, "′": 1, "’": 1, "‘": 1, "\"": 2, "″": 2, "”": 2, "“": 2,
    ]

    private mutating func takeNumber() -> String? {
        var text = ""
        if let sign = rest.first, "+-−".contains(sign) {
            rest.removeFirst()
            if sign != "+" { text = "-" }
        }
        while let character = rest.first {
            let isInside = character == "." || character == ","
            guard character.isASCII, character.isNumber || isInside else { break }
            // `13.9, 108.0`: a comma with a blank behind it stands between numbers.
            if isInside, rest.dropFirst().first.map({ $0.isNumber }) != true { break }
            text.append(character)
            rest.removeFirst()
        }
        // A stop at the end of a sentence.
        if rest.first == "." { rest.removeFirst() }
        return text.contains(where: \.isNumber) ? text : nil
    }

    private struct Word { var token: Token? }

    /// A word that may stand beside a number; nil for any other.
    private mutating func takeWord() -> Word? {
        let letters = rest.prefix { $0.isLetter }
        guard !letters.isEmpty else { return nil }
        rest = rest.dropFirst(letters.count)
        // Đ is east, d would be nothing.
        if letters.lowercased() == "đ" { return Word(token: .axis(.east)) }
        let word = SearchText.folded(String(letters))
        if let axis = Self.axes[word] { return Word(token: .axis(axis)) }
        if let sign = Self.signWords[word] { return Word(token: .sign(sign)) }
        if Self.fillers.contains(word) { return Word(token: nil) }
        return nil
    }

    /// Vietnamese plane coordinates call the northing x. Folding makes i of y.
    private static let axes: [String: Axis] = [
        "n": .north, "b": .north, "bac": .north, "north": .north, "lat": .north, "latitude": .north, "vi": .north,
        "x": .north, "northing": .north, "e": .east, "dong": .east, "east": .east, "lon": .east, "lng": .east,
        "long": .east, "longitude": .east, "kinh": .east, "i": .east, "easting": .east,
    ]
    private static let signWords = ["do": 0, "phut": 1, "giai": 2, "deg": 0, "min": 1, "sec": 2]
    private static let fillers: Set<String> = ["m", "met", "tuien", "point", "va"]

    /// Takes names of systems out: `VN-2000`, `EPSG:9218`, `UTM 48N`, `48P`, `KTT 108°30'`.
    private mutating func takeSystems() {
        var text = String(rest)
        if let zone = Self.zone(in: text) {
            systems.append(zone.crs)
            text.replaceSubrange(zone.range, with: " ")
        }
        // Its second word alone would be a sign of degrees.
        if let match = text.firstMatch(of: /(?i)t(?:oạ|ọa|oa)\s+(?:độ|do)/) {
            text.replaceSubrange(match.range, with: " ")
        }
        if let match = text.firstMatch(of: /(?i)vn[\s\-]?2000/) {
            namesVN2000 = true
            text.replaceSubrange(match.range, with: " ")
        }
        if let match = text.firstMatch(of: /(?i)wgs[\s\-]?84/) { text.replaceSubrange(match.range, with: " ") }
        if let match = text.firstMatch(of: /(?i)epsg\s*:?\s*(\d{4,6})/) {
            if let code = Int(match.1) { systems.append(.epsg(code)) }
            text.replaceSubrange(match.range, with: " ")
        }
        if let match = text.firstMatch(of: /(?i)^\s*(?:utm\s*)?(?:zone\s*|múi\s*)?(4[89])\s*([npq])(?=[\s,;:])/),
            let zone = Int(match.1)
        {
            systems += [.epsg(32600 + zone), .epsg(zone == 48 ? 3405 : 3406)]
            text.replaceSubrange(match.range, with: " ")
        } else if let match = text.firstMatch(of: /(?i)\butm\b/) {
            systems += [.epsg(32648), .epsg(32649), .epsg(3405), .epsg(3406)]
            text.replaceSubrange(match.range, with: " ")
        }
        rest = text[...]
    }

    /// The central meridian that surveyors write beside coordinates: `KTT 108-30`, `kinh tuyến trục 108°30'`.
    private static func zone(in text: String) -> (crs: CRS, range: Range<String.Index>)? {
        let name = /(?i)(?:ktt|kinh\s+tuyến\s+trục|kinh\s+tuyen\s+truc)[\s:=]*/
        let degreesAndMinutes = /(10\d)(?!\d)(?:[\s°º.,\-]+(\d\d)(?!\d)\s*['′’]?)?/
        guard let named = text.firstMatch(of: name),
            let match = text[named.range.upperBound...].prefixMatch(of: degreesAndMinutes),
            let degrees = Double(match.1), let minutes = Double(match.2 ?? "0"),
            let crs = VN2000Zone.crs(ofMeridian: degrees + minutes / 60)
        else { return nil }
        return (crs, named.range.lowerBound..<match.range.upperBound)
    }
}
