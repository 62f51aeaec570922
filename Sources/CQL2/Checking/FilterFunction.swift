/// A function of filters, as `/functions` lists it (21-065r2, requirement class "functions").
public struct FilterFunction: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case casei, accenti, lower, upper, trim, substring, concat
        case charLength = "char_length"
        case abs, round, floor, ceil, sqrt
        case year, month, day
        case area, length, perimeter, distance
    }

    public struct Argument: Hashable, Sendable {
        public let name: String
        public let kinds: [ValueKind]
    }

    public let name: Name
    public let vietnamese: String
    public let english: String
    public let arguments: [Argument]
    /// How many may be given; the last argument may come again where there are more than are listed.
    public let counts: ClosedRange<Int>
    public let returns: ValueKind

    /// By its name in any case.
    public static func named(_ name: String) -> FilterFunction? { byName[name.lowercased()] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name.rawValue, $0) })

    /// What a misspelt name may have meant.
    static let knownNames =
        all.map(\.name.rawValue) + ["DATE", "TIMESTAMP", "INTERVAL", "BBOX"]
        + SpatialOperator.allCases.map { $0.rawValue.uppercased() }
        + TemporalOperator.allCases.map { $0.rawValue.uppercased() }
        + ArrayOperator.allCases.map { $0.rawValue.uppercased() }

    func kinds(ofArgument index: Int) -> [ValueKind] {
        arguments.isEmpty ? [] : arguments[min(index, arguments.count - 1)].kinds
    }

    private init(
        _ name: Name, _ vietnamese: String, _ english: String, _ arguments: [Argument],
        counts: ClosedRange<Int>? = nil, returns: ValueKind
    ) {
        self.name = name
        self.vietnamese = vietnamese
        self.english = english
        self.arguments = arguments
        self.counts = counts ?? arguments.count...arguments.count
        self.returns = returns
    }

    private static let text = Argument(name: "text", kinds: [.text])
    private static let number = Argument(name: "number", kinds: [.integer, .real])
    private static let instant = Argument(name: "time", kinds: [.date, .dateTime])
    private static let geometry = Argument(name: "geometry", kinds: [.geometry])

    private static func whole(_ name: String) -> Argument { Argument(name: name, kinds: [.integer]) }

    public static let all = [
        FilterFunction(
            .casei, "Không phân biệt chữ hoa, chữ thường (Unicode)",
            "Without regard to case (Unicode full case folding)",
            [text], returns: .text),
        FilterFunction(
            .accenti, "Không phân biệt dấu; đ như d", "Without regard to accents and diacritics; đ as d", [text],
            returns: .text),
        FilterFunction(.lower, "Chữ thường", "The text in small letters", [text], returns: .text),
        FilterFunction(.upper, "Chữ hoa", "The text in capitals", [text], returns: .text),
        FilterFunction(
            .trim, "Bỏ khoảng trắng ở hai đầu", "The text without blanks around it", [text], returns: .text),
        FilterFunction(
            .substring, "Một đoạn của văn bản: từ ký tự thứ mấy (tính từ 1), bao nhiêu ký tự",
            "A part of the text: from which character (the first is 1), how many",
            [text, whole("start"), whole("count")], counts: 2...3, returns: .text),
        FilterFunction(
            .concat, "Nối các văn bản", "The texts joined", [text, text], counts: 2...16, returns: .text),
        FilterFunction(.charLength, "Số ký tự", "How many characters", [text], returns: .integer),
        FilterFunction(.abs, "Giá trị tuyệt đối", "The absolute value", [number], returns: .real),
        FilterFunction(
            .round, "Làm tròn, đến mấy chữ số thập phân", "Rounded, to how many decimals", [number, whole("decimals")],
            counts: 1...2, returns: .real),
        FilterFunction(
            .floor, "Số nguyên lớn nhất không vượt quá", "The greatest whole number not above", [number],
            returns: .real),
        FilterFunction(
            .ceil, "Số nguyên nhỏ nhất không dưới", "The least whole number not below", [number], returns: .real),
        FilterFunction(.sqrt, "Căn bậc hai", "The square root", [number], returns: .real),
        FilterFunction(.year, "Năm (theo UTC)", "The year, in UTC", [instant], returns: .integer),
        FilterFunction(.month, "Tháng, 1–12 (theo UTC)", "The month, 1–12, in UTC", [instant], returns: .integer),
        FilterFunction(
            .day, "Ngày trong tháng (theo UTC)", "The day of the month, in UTC", [instant], returns: .integer),
        FilterFunction(
            .area, "Diện tích, m²; 0 với điểm và đường", "The area in m²; 0 for points and lines", [geometry],
            returns: .real),
        FilterFunction(
            .length, "Chiều dài đường, m; 0 với điểm và vùng", "The length of lines in m; 0 for points and polygons",
            [geometry], returns: .real),
        FilterFunction(
            .perimeter, "Chu vi vùng, m; 0 với điểm và đường", "The perimeter of polygons in m; 0 for points and lines",
            [geometry], returns: .real),
        FilterFunction(
            .distance, "Khoảng cách ngắn nhất, m", "The shortest distance in m", [geometry, geometry],
            returns: .real),
    ]
}
