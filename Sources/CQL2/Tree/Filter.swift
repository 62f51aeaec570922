public import SimpleFeatures

/// A filter of OGC CQL2 (21-065r2): what is true, false or unknown of a feature.
///
/// Text and JSON that mean the same give equal trees. A tree says nothing of where it came from.
public indirect enum Filter: Hashable, Sendable {
    case literal(Bool)
    /// Two or more, as written: a nested conjunction stays one.
    case and([Filter])
    case or([Filter])
    case not(Filter)
    case comparison(ComparisonOperator, ValueExpression, ValueExpression)
    /// The pattern is a text, alone or inside CASEI and ACCENTI.
    case like(ValueExpression, pattern: ValueExpression)
    case between(ValueExpression, lower: ValueExpression, upper: ValueExpression)
    case isIn(ValueExpression, [ValueExpression])
    case isNull(ValueExpression)
    case spatial(SpatialOperator, ValueExpression, ValueExpression)
    case temporal(TemporalOperator, ValueExpression, ValueExpression)
    case array(ArrayOperator, ValueExpression, ValueExpression)
    /// A function that gives a truth value.
    case function(FunctionCall)
}

/// What a filter compares.
public indirect enum ValueExpression: Hashable, Sendable {
    case property(String)
    case text(String)
    case integer(Int64)
    case real(Double)
    /// Coordinates as written, in the axis order of the filter's CRS until `Filter.withAxesSwapped`.
    case geometry(Geometry)
    case box(FilterBox)
    case date(CalendarDate)
    case timestamp(UTCTimestamp)
    case interval(start: IntervalBound, end: IntervalBound)
    case array([ValueExpression])
    case arithmetic(ArithmeticOperator, ValueExpression, ValueExpression)
    case caseInsensitive(ValueExpression)
    case accentInsensitive(ValueExpression)
    case function(FunctionCall)
    /// A truth value where a value stands: `swimming_pool = TRUE`. Never a bare `.function`.
    case filter(Filter)
}

/// One end of an interval, which belongs to the interval.
public enum IntervalBound: Hashable, Sendable {
    /// `..`
    case open
    /// A date, a timestamp, a property or a function.
    case value(ValueExpression)
}

public struct FunctionCall: Hashable, Sendable {
    /// As written; functions are told apart without regard to case.
    public var name: String
    public var arguments: [ValueExpression]

    public init(name: String, arguments: [ValueExpression]) {
        self.name = name
        self.arguments = arguments
    }
}

/// `BBOX(…)`: west above east is a box over the antimeridian.
public struct FilterBox: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double
    /// Nil for a box of four numbers. Predicates are those of Simple Features, in the plane: heights are not compared.
    public var heights: Heights?

    public struct Heights: Hashable, Sendable {
        public var min: Double
        public var max: Double

        public init(min: Double, max: Double) {
            self.min = min
            self.max = max
        }
    }

    /// Nil unless there are 4 or 6 numbers in the order of the standard, the southern (lower) ones first.
    public init?(_ numbers: [Double]) {
        switch numbers.count {
        case 4:
            self.init(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
        case 6:
            self.init(minX: numbers[0], minY: numbers[1], maxX: numbers[3], maxY: numbers[4])
            guard numbers[2] <= numbers[5] else { return nil }
            heights = Heights(min: numbers[2], max: numbers[5])
        default: return nil
        }
    }

    /// Whether the lower corner is below the upper one. West may lie above east.
    public var isUpright: Bool { minY <= maxY }

    public init(minX: Double, minY: Double, maxX: Double, maxY: Double, heights: Heights? = nil) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
        self.heights = heights
    }

    /// In the order of the standard.
    public var numbers: [Double] {
        guard let heights else { return [minX, minY, maxX, maxY] }
        return [minX, minY, heights.min, maxX, maxY, heights.max]
    }
}
