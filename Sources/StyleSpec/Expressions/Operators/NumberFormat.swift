import Foundation
import SimpleFeatures

/// `number-format`: a number as a language writes it.
struct NumberFormat: ExpressionNode {
    let type = ExpressionType.string
    let number: any ExpressionNode
    let locale: (any ExpressionNode)?
    /// ISO 4217.
    let currency: (any ExpressionNode)?
    /// A unit of ECMA-402.
    let unit: (any ExpressionNode)?
    let minimumDigits: (any ExpressionNode)?
    let maximumDigits: (any ExpressionNode)?

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 else {
            context.fail("Expected two arguments.")
            return nil
        }
        guard let number = context.parse(parts[1], at: 1, expecting: .number) else { return nil }
        guard let options = parts[2].object else {
            context.fail("NumberFormat options argument must be an object.")
            return nil
        }
        var isRight = true
        func option(_ name: String, _ type: ExpressionType) -> (any ExpressionNode)? {
            guard isRight, let json = options[name], json.isGiven else { return nil }
            let node = context.parse(json, at: 1, expecting: type)
            isRight = node != nil
            return node
        }
        let locale = option("locale", .string)
        let currency = option("currency", .string)
        let unit = option("unit", .string)
        guard isRight else { return nil }
        if currency != nil, unit != nil {
            context.fail("NumberFormat options `currency` and `unit` are mutually exclusive")
            return nil
        }
        let minimumDigits = option("min-fraction-digits", .number)
        let maximumDigits = option("max-fraction-digits", .number)
        guard isRight else { return nil }
        return NumberFormat(
            number: number, locale: locale, currency: currency, unit: unit, minimumDigits: minimumDigits,
            maximumDigits: maximumDigits)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let number = try number.number(context)
        let language = try locale?.evaluate(context).string ?? "en-US"
        let currency = try currency?.evaluate(context).string
        let unit = try unit?.evaluate(context).string
        let minimum = try minimumDigits?.number(context).fractionDigits
        let maximum = try maximumDigits?.number(context).fractionDigits
        let place = Locale(identifier: language)
        let text: String
        if let currency {
            let style = FloatingPointFormatStyle<Double>.Currency(code: currency, locale: place)
            // As many decimals as the currency has, when nothing else is said.
            let digits = Self.digits(minimum, maximum, usual: nil)
            text = number.formatted(digits.map { style.precision(.fractionLength($0)) } ?? style)
        } else {
            let style = FloatingPointFormatStyle<Double>(locale: place)
            text = number.formatted(
                style.precision(.fractionLength(Self.digits(minimum, maximum, usual: 0...3) ?? 0...3)))
        }
        return .string(text + (unit.map(Self.suffix) ?? ""))
    }

    /// How many decimals are written (ECMA-402, SetNumberFormatDigitOptions).
    private static func digits(_ minimum: Int?, _ maximum: Int?, usual: ClosedRange<Int>?) -> ClosedRange<Int>? {
        guard minimum != nil || maximum != nil else { return usual }
        let high = max(maximum ?? usual?.upperBound ?? 2, minimum ?? 0)
        return min(minimum ?? usual?.lowerBound ?? 0, high)...high
    }

    /// The short form of the units that maps show; the name itself of others.
    private static func suffix(_ unit: String) -> String { units[unit] ?? " \(unit)" }

    private static let units: [String: String] = [
        "celsius": "°C", "fahrenheit": "°F", "degree": "°", "percent": "%", "meter": " m", "kilometer": " km",
        "centimeter": " cm", "millimeter": " mm", "foot": " ft", "inch": " in", "mile": " mi", "yard": " yd",
        "hectare": " ha", "acre": " ac", "liter": " L", "milliliter": " mL", "gram": " g", "kilogram": " kg",
        "bit": " bit", "byte": " byte", "kilobit": " kb", "kilobyte": " kB", "megabit": " Mb", "megabyte": " MB",
        "gigabit": " Gb", "gigabyte": " GB", "second": " sec", "minute": " min", "hour": " hr",
        "kilometer-per-hour": " km/h", "meter-per-second": " m/s", "mile-per-hour": " mph",
    ]

    var children: [any ExpressionNode] {
        [number, locale, currency, unit, minimumDigits, maximumDigits].compactMap(\.self)
    }
}

extension Double {
    /// As many decimals as ECMA-402 allows: 0…100.
    fileprivate var fractionDigits: Int { isNaN ? 0 : Int(Swift.min(Swift.max(self, 0), 100)) }
}
