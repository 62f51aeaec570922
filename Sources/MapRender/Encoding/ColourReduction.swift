/// Up to 256 colours that stand for those of a census: median cut (Heckbert 1982), in premultiplied colours, where equal
/// steps are equally visible.
struct ColourReduction {
    static let mostColours = 256

    /// Premultiplied.
    private(set) var palette: [UInt32]
    /// Per colour of the census its place in the palette.
    private(set) var places: [UInt8]
    /// The farthest that a part of a colour has moved, of 255.
    private(set) var largestError = 0
    /// How far parts of colours have moved, mean over all pixels, of 255.
    private(set) var meanError = 0.0

    init(_ census: ColourCensus) {
        places = [UInt8](repeating: 0, count: census.colours.count)
        if census.colours.count <= Self.mostColours {
            palette = census.colours
            for place in places.indices { places[place] = UInt8(place) }
            return
        }
        palette = []
        for group in Self.groups(census) {
            let mean = Self.mean(group.members, census)
            for member in group.members { places[member] = UInt8(palette.count) }
            palette.append(mean)
        }
        measure(census)
    }

    /// Colours that one entry stands for.
    private struct Group {
        var members: ArraySlice<Int>
        /// The part that differs most: its shift in a pixel.
        var shift: UInt32 = 0
        /// How much there is to gain by splitting.
        var urgency = 0.0

        init(_ members: ArraySlice<Int>, _ census: ColourCensus) {
            self.members = members
            var widest = -1
            for candidate: UInt32 in [16, 8, 0, 24] {
                var (low, high) = (255, 0)
                for member in members {
                    let value = Int(census.colours[member] >> candidate & 0xFF)
                    low = min(low, value)
                    high = max(high, value)
                }
                if high - low > widest { (widest, shift) = (high - low, candidate) }
            }
            guard members.count > 1 else { return }
            let pixels = members.reduce(0) { $0 + census.counts[$1] }
            // The error counts squared; seldom colours count too, or thin lines would lose theirs.
            urgency = Double(widest * widest) * Double(pixels).squareRoot()
        }
    }

    private static func groups(_ census: ColourCensus) -> [Group] {
        var groups = [Group(census.colours.indices.map { $0 }[...], census)]
        while groups.count < mostColours {
            guard let next = groups.indices.max(by: { groups[$0].urgency < groups[$1].urgency }),
                groups[next].urgency > 0
            else { break }
            let (low, high) = split(groups[next], census)
            groups[next] = Group(low, census)
            groups.append(Group(high, census))
        }
        return groups
    }

    /// Halves the range of the part that differs most.
    private static func split(_ group: Group, _ census: ColourCensus) -> (low: ArraySlice<Int>, high: ArraySlice<Int>) {
        func value(_ member: Int) -> UInt32 { census.colours[member] >> group.shift & 0xFF }
        let (least, most) = group.members.reduce((UInt32(255), UInt32(0))) {
            (min($0.0, value($1)), max($0.1, value($1)))
        }
        let middle = (least + most) / 2
        var members = group.members
        let border = members.partition { value($0) > middle }
        return (members[..<border], members[border...])
    }

    private static func mean(_ members: ArraySlice<Int>, _ census: ColourCensus) -> UInt32 {
        var sums = SIMD4<Int>()
        var pixels = 0
        for member in members {
            let count = census.counts[member]
            sums &+= parts(census.colours[member]) &* SIMD4(repeating: count)
            pixels += count
        }
        let mean = (sums &+ SIMD4(repeating: pixels / 2)) / SIMD4(repeating: pixels)
        return UInt32(mean[0]) << 24 | UInt32(mean[1]) << 16 | UInt32(mean[2]) << 8 | UInt32(mean[3])
    }

    private static func parts(_ pixel: UInt32) -> SIMD4<Int> {
        SIMD4(Int(pixel >> 24), Int(pixel >> 16 & 0xFF), Int(pixel >> 8 & 0xFF), Int(pixel & 0xFF))
    }

    private mutating func measure(_ census: ColourCensus) {
        var sum = 0
        for (member, colour) in census.colours.enumerated() {
            let difference = Self.parts(colour) &- Self.parts(palette[Int(places[member])])
            for part in 0..<4 {
                largestError = max(largestError, abs(difference[part]))
                sum += abs(difference[part]) * census.counts[member]
            }
        }
        meanError = Double(sum) / Double(4 * max(census.places.count, 1))
    }
}
