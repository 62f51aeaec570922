/// Where coordinates of Viet Nam lie: the ranges of east and north do not meet, neither in degrees nor in metres.
///
///     degrees   north  8 … 24        east  102 … 118   (islands included)
///     VN-2000   north  0.9 … 2.6 M   east  200 … 800 km
enum AxisRange: Hashable, Sendable {
    case latitude, longitude, northing, easting

    var isEast: Bool { self == .longitude || self == .easting }
    var isDegrees: Bool { self == .latitude || self == .longitude }

    init?(_ value: Double) {
        switch value {
        case 8...24: self = .latitude
        case 102...118: self = .longitude
        case 200_000...800_000: self = .easting
        case 900_000...2_600_000: self = .northing
        default: return nil
        }
    }

    enum Order { case eastFirst, northFirst, unknown }

    /// What nine tenths of the rows say.
    static func order(east: Int, north: Int, in rows: [[[UInt8]]]) -> Order {
        let styles = (style(of: east, in: rows), style(of: north, in: rows))
        var counted = 0
        var straight = 0
        var exchanged = 0
        for row in rows {
            guard let x = ShapeColumnSearch.value(row[east], styles.0),
                let y = ShapeColumnSearch.value(row[north], styles.1)
            else { continue }
            counted += 1
            guard let first = AxisRange(x), let second = AxisRange(y), first.isDegrees == second.isDegrees else {
                continue
            }
            if first.isEast && !second.isEast { straight += 1 }
            if !first.isEast && second.isEast { exchanged += 1 }
        }
        guard counted > 0 else { return .unknown }
        if straight * 10 >= counted * 9 { return .eastFirst }
        if exchanged * 10 >= counted * 9 { return .northFirst }
        return .unknown
    }

    /// The range of nearly all values of a column that has digits behind the point; nil when they share none.
    static func of(_ column: Int, in rows: [[[UInt8]]]) -> AxisRange? {
        let filled = rows.map { $0[column] }.filter { !$0.isEmpty }
        let style = style(of: column, in: rows)
        let values = filled.compactMap { ShapeColumnSearch.value($0, style) }
        guard let first = values.first, let range = AxisRange(first), values.count * 10 >= filled.count * 9 else {
            return nil
        }
        let same = values.count { AxisRange($0) == range }
        guard same * 10 >= values.count * 9 else { return nil }
        // Ages and house numbers lie between 8 and 24 too.
        guard !range.isDegrees || values.contains(where: { $0 != $0.rounded() }) else { return nil }
        return range
    }

    /// Whether commas are decimal marks: what puts more values into a range, else what the commas look like.
    static func style(of column: Int, in rows: [[[UInt8]]]) -> CoordinateText.Style {
        let filled = rows.lazy.map { $0[column] }.filter { !$0.isEmpty }
        var point = 0
        var comma = 0
        var commaOnly = 0
        for value in filled {
            let asPoint = ShapeColumnSearch.number(value, .decimalPoint)
            let asComma = ShapeColumnSearch.number(value, .decimalComma)
            if let asPoint, AxisRange(asPoint) != nil { point += 1 }
            if let asComma, AxisRange(asComma) != nil { comma += 1 }
            if asPoint == nil, asComma != nil { commaOnly += 1 }
        }
        if point != comma { return comma > point ? .decimalComma : .decimalPoint }
        return commaOnly > 0 ? .decimalComma : .decimalPoint
    }
}
