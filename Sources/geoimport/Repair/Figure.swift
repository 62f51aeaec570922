import Foundation
import GeoStore
import SimpleFeatures

/// Numbers of details and reports: as many digits as mean something. Positions have a point in every language, because
/// people copy them into programs; measures have the sign of the language.
enum Figure {
    static func metres(_ value: Double) -> LocalizedText {
        measure(abs(value) < 0.0005 ? "0" : fixed(value, abs(value) < 10 ? 3 : 1), "m")
    }

    static func squareMetres(_ value: Double) -> LocalizedText { measure(fixed(value, abs(value) < 100 ? 2 : 1), "m²") }

    static func percent(_ value: Double) -> LocalizedText {
        measure(abs(value) < 0.0005 ? "0" : fixed(value, abs(value) < 1 ? 3 : 1), "%")
    }

    private static func measure(_ number: String, _ unit: String) -> LocalizedText {
        LocalizedText(vi: "\(number.replacing(".", with: ",")) \(unit)", en: "\(number) \(unit)")
    }

    /// Millimetres, or the seventh decimal of a degree, a centimetre.
    static func place(_ coordinate: Coordinate, isDegrees: Bool) -> String {
        let decimals = isDegrees ? 7 : 3
        return "\(fixed(coordinate.x, decimals)) \(fixed(coordinate.y, decimals))"
    }

    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "\(value)" }
        guard abs(value) < 1e15 else { return "\(value)" }
        return String(format: "%.\(decimals)f", value)
    }
}
