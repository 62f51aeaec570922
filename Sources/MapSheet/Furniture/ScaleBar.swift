internal import Foundation

/// A bar that measures round lengths.
public struct ScaleBar: Hashable, Sendable {
    /// Metres of the whole, and of each part.
    public let length: Double
    public let step: Double
    /// Of the whole, in millimetres.
    public let millimetres: Double

    public static let parts = 4

    /// The longest of a part of 1, 2, 2.5 or 5 times a power of ten metres that fits.
    init(_ scale: MapScale, atMost millimetres: Double) {
        let most = millimetres / Double(Self.parts) * scale.denominator / 1000
        let power = pow(10, log10(most).rounded(.down))
        step = ([5, 2.5, 2, 1].first { $0 * power <= most * 1.000_001 } ?? 1) * power
        length = step * Double(Self.parts)
        self.millimetres = length / scale.denominator * 1000
    }

    var isInKilometres: Bool { step >= 500 }

    /// What stands at the end of so many parts; the last has the unit.
    func label(_ parts: Int, _ language: SheetLanguage) -> String {
        let value = step * Double(parts) / (isInKilometres ? 1000 : 1)
        let number = value == value.rounded() ? GroupedNumber.text(value) : language.decimal(value, places: 1)
        guard parts == Self.parts else { return number }
        return number + (isInKilometres ? " km" : " m")
    }
}
