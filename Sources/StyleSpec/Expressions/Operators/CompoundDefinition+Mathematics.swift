import Foundation

extension CompoundDefinition {
    static let mathematics: [String: CompoundDefinition] = [
        "+": CompoundDefinition(.number, .anyNumber(of: .number), .fold(0) { $0 + $1 }),
        "*": CompoundDefinition(.number, .anyNumber(of: .number), .fold(1) { $0 * $1 }),
        "-": CompoundDefinition(
            .number,
            [(.exactly([.number, .number]), .binary { $0 - $1 }), (.exactly([.number]), .unary { -$0 })]),
        "/": binary { $0 / $1 },
        "%": binary { $0.truncatingRemainder(dividingBy: $1) },
        "^": binary { pow($0, $1) },
        "min": CompoundDefinition(.number, .anyNumber(of: .number), .fold(.infinity) { $1 < $0 || $1.isNaN ? $1 : $0 }),
        "max": CompoundDefinition(
            .number, .anyNumber(of: .number), .fold(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }),
        "ln2": CompoundDefinition(.number, .exactly([]), .constant(M_LN2)),
        "pi": CompoundDefinition(.number, .exactly([]), .constant(.pi)),
        "e": CompoundDefinition(.number, .exactly([]), .constant(M_E)),
        "sqrt": unary { $0.squareRoot() },
        // By way of the natural logarithm, as MapLibre has it: the last digits are then the same.
        "log10": unary { log($0) / M_LN10 },
        "ln": unary { log($0) },
        "log2": unary { log($0) / M_LN2 },
        "sin": unary { sin($0) },
        "cos": unary { cos($0) },
        "tan": unary { tan($0) },
        "asin": unary { asin($0) },
        "acos": unary { acos($0) },
        "atan": unary { atan($0) },
        "abs": unary { abs($0) },
        "round": unary { $0.rounded(.toNearestOrAwayFromZero) },
        "floor": unary { $0.rounded(.down) },
        "ceil": unary { $0.rounded(.up) },
    ]

    private static func unary(_ function: @escaping @Sendable (Double) -> Double) -> CompoundDefinition {
        CompoundDefinition(.number, .exactly([.number]), .unary(function))
    }

    private static func binary(_ function: @escaping @Sendable (Double, Double) -> Double) -> CompoundDefinition {
        CompoundDefinition(.number, .exactly([.number, .number]), .binary(function))
    }
}
