/// What an icon's outermost element says of its use, in pixels of the icon:
/// `data-sdf="true"`, `data-stretch-x="4 12 20 28"` (from, to, from, to), `data-stretch-y`, and `data-content="x y x y"`,
/// the box that a text may fill.
struct SpriteAttributes: Hashable, Sendable {
    var isDistanceField = false
    var stretchX: [[Double]] = []
    var stretchY: [[Double]] = []
    var content: [Double] = []

    /// - Throws: `IconFault.attribute`.
    init(_ attributes: [(name: String, value: String)]) throws(IconFault) {
        for (name, value) in attributes {
            switch name {
            case "data-sdf": isDistanceField = try Self.flag(name, value)
            case "data-stretch-x": stretchX = try Self.ranges(name, value)
            case "data-stretch-y": stretchY = try Self.ranges(name, value)
            case "data-content":
                content = try Self.numbers(name, value)
                guard content.count == 4, content[0] < content[2], content[1] < content[3] else {
                    throw .attribute(name, value: value)
                }
            default: continue
            }
        }
    }

    private static func flag(_ name: String, _ value: String) throws(IconFault) -> Bool {
        switch value {
        case "true": return true
        case "false": return false
        default: throw .attribute(name, value: value)
        }
    }

    private static func numbers(_ name: String, _ value: String) throws(IconFault) -> [Double] {
        var numbers: [Double] = []
        for word in value.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let number = Double(word), (0...Double(SVGIcon.sideLimit)).contains(number) else {
                throw .attribute(name, value: value)
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Pairs that go on from left to right.
    private static func ranges(_ name: String, _ value: String) throws(IconFault) -> [[Double]] {
        let numbers = try numbers(name, value)
        let isAscending = zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
        guard numbers.count >= 2, numbers.count % 2 == 0, isAscending else { throw .attribute(name, value: value) }
        return stride(from: 0, to: numbers.count, by: 2).map { [numbers[$0], numbers[$0 + 1]] }
    }
}
