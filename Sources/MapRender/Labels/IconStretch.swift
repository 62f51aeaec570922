/// How one side of an icon grows about a text: what must not be stretched keeps its size, and the part that a text may fill
/// becomes as long as the text (MapLibre, `fitIconToText` and `getIconQuads`).
///
/// ```
///   ├─┼╌╌╌╌╌┼─┤      image: stretched where it is dashed
///     ├─────┤        what a text may fill
/// ```
struct IconStretch {
    /// Places of the image in order, and where each comes to lie, in pixels of the canvas.
    private let places: [(image: Double, canvas: Double)]
    private let ratio: Double

    var start: Double { places[0].canvas }
    var end: Double { places[places.count - 1].canvas }

    /// - Parameters:
    ///   - length: of the image, in its own pixels.
    ///   - zones: that may grow; all of it when empty.
    ///   - content: what a text may fill; all of it when nil.
    ///   - text: from where to where it lies, with its padding.
    ///   - ratio: pixels of the image per pixel of the canvas.
    init(length: Double, zones: [[Double]], content: ClosedRange<Double>?, text: ClosedRange<Double>, ratio: Double) {
        let content = content ?? 0...length
        let named = zones.map { (min($0[0], length), min($0[1], length)) }.filter { $0.0 < $0.1 }
        let inside = Self.stretched(content.upperBound, named) - Self.stretched(content.lowerBound, named)
        // Nothing of the content may grow: then all of it does.
        let zones = inside > 0 ? named : [(0, length)]
        let growing = Self.stretched(content.upperBound, zones) - Self.stretched(content.lowerBound, zones)
        let fixed = content.upperBound - content.lowerBound - growing
        let factor = max(0, (text.upperBound - text.lowerBound - fixed / ratio) / growing)
        func canvas(_ place: Double) -> Double {
            let grown = Self.stretched(place, zones) - Self.stretched(content.lowerBound, zones)
            return text.lowerBound + (place - content.lowerBound - grown) / ratio + grown * factor
        }
        places = ([0] + zones.flatMap { [$0.0, $0.1] } + [length]).map { ($0, canvas($0)) }
        self.ratio = ratio
    }

    /// A side that keeps its length, in the middle of the text.
    init(length: Double, about middle: Double, ratio: Double) {
        let half = length / ratio / 2
        places = [(0, middle - half), (length, middle + half)]
        self.ratio = ratio
    }

    /// How much of the image up to a place may grow.
    private static func stretched(_ place: Double, _ zones: [(Double, Double)]) -> Double {
        zones.reduce(0) { $0 + max(0, min(place, $1.1) - $1.0) }
    }

    /// For each pixel of the stretched image the one it is taken from.
    var sources: [Int] {
        let last = Int(places[places.count - 1].image) - 1
        let count = max(1, Int(((end - start) * ratio).rounded()))
        var piece = 1
        return (0..<count).map { pixel in
            let place = start + (Double(pixel) + 0.5) * (end - start) / Double(count)
            while piece < places.count - 1, place > places[piece].canvas { piece += 1 }
            let (from, to) = (places[piece - 1], places[piece])
            let part = to.canvas > from.canvas ? (place - from.canvas) / (to.canvas - from.canvas) : 0
            return min(max(Int(from.image + part * (to.image - from.image)), 0), max(last, 0))
        }
    }
}
