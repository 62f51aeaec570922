/// A colour without premultiplication, each part in 0...1.
public struct Colour: Hashable, Sendable {
    public let red: Double
    public let green: Double
    public let blue: Double
    public let opacity: Double

    /// Parts outside 0...1 are brought to its ends, what is no number to 0.
    public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        func unit(_ value: Double) -> Double { value > 0 ? min(value, 1) : 0 }
        self.red = unit(red)
        self.green = unit(green)
        self.blue = unit(blue)
        self.opacity = unit(opacity)
    }

    public static let black = Colour(red: 0, green: 0, blue: 0)
    public static let white = Colour(red: 1, green: 1, blue: 1)
    public static let clear = Colour(red: 0, green: 0, blue: 0, opacity: 0)

    /// The same, let through more.
    public func faded(to factor: Double) -> Colour {
        Colour(red: red, green: green, blue: blue, opacity: opacity * factor)
    }
}
