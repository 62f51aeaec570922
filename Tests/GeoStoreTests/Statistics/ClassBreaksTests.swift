import GeoStore
import SimpleFeatures
import Testing

/// How numbers are divided into classes.
@Suite struct ClassBreaksTests {
    @Test("equal intervals are as wide, and a value on a boundary is in the class above, the greatest in the last")
    func equal() {
        let breaks = ClassBreaks(of: [0, 1, 2.5, 5, 7.5, 10], count: 4, by: .equal)
        #expect(breaks.breaks == [0, 2.5, 5, 7.5, 10])
        #expect(breaks.counts == [2, 1, 1, 2])
    }

    @Test("quantiles hold as many each; values that are alike are not torn apart")
    func quantiles() {
        let even = ClassBreaks(of: (1...100).map(Double.init), count: 4, by: .quantile)
        #expect(even.counts == [25, 25, 25, 25] && even.breaks == [1, 26, 51, 76, 100])
        let lumpy = ClassBreaks(of: [1, 1, 1, 1, 1, 1, 2, 3, 4, 5], count: 5, by: .quantile)
        #expect(lumpy.counts.reduce(0, +) == 10)
        #expect(lumpy.counts[0] == 6 && lumpy.breaks == [1, 2, 4, 5])
    }

    /// E. M. Slocum, Thematic Cartography: the same answer as R's `classIntervals(style = "jenks")` and by hand.
    @Test("natural breaks fall where the numbers leave gaps")
    func natural() {
        let breaks = ClassBreaks(of: [4, 5, 9, 10], count: 2, by: .jenks)
        #expect(breaks.breaks == [4, 9, 10] && breaks.counts == [2, 2])
        let three = ClassBreaks(of: [1, 2, 3, 50, 51, 52, 53, 900, 901], count: 3, by: .jenks)
        #expect(three.breaks == [1, 50, 900, 901] && three.counts == [3, 4, 2])
    }

    @Test("natural breaks are the best of all divisions", arguments: 0..<40)
    func best(seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let values = (0..<(6 + seed % 7)).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 58) + 1_000_000
        }.sorted()
        let count = 2 + seed % 3
        let breaks = ClassBreaks(of: values, count: count, by: .jenks)
        var (groups, rest) = ([[Double]](), values[...])
        for size in breaks.counts {
            groups.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let found = groups.reduce(0) { $0 + Self.deviation($1) }
        #expect(abs(found - Self.least(values, count)) < 1e-6)
    }

    private static func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(max(values.count, 1))
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    /// Of every way to divide.
    private static func least(_ values: [Double], _ count: Int) -> Double {
        guard count > 1, values.count > 1 else { return deviation(values) }
        return (1...values.count).map { size in
            deviation(Array(values.prefix(size))) + least(Array(values.dropFirst(size)), count - 1)
        }.min() ?? 0
    }

    @Test("few values make few classes; one makes one; none makes none", arguments: ClassBreaks.Method.allCases)
    func few(method: ClassBreaks.Method) {
        #expect(ClassBreaks(of: [], count: 5, by: method).counts.isEmpty)
        let one = ClassBreaks(of: [7, 7, 7], count: 5, by: method)
        #expect(one.breaks == [7, 7] && one.counts == [3])
        let two = ClassBreaks(of: [1, 9], count: 5, by: method)
        #expect(two.counts.reduce(0, +) == 2 && two.breaks.first == 1 && two.breaks.last == 9)
        #expect(two.breaks.count == two.counts.count + 1)
        #expect(ClassBreaks(of: [1, 2, 3], count: 1, by: method).counts == [3])
    }

    @Test("many different values are divided as few would be")
    func many() {
        let values = (0..<60_000).map { number in
            Double(number) / 60_000 + (number < 20_000 ? 0 : number < 50_000 ? 100 : 1_000)
        }
        let breaks = ClassBreaks(of: values, count: 3, by: .jenks)
        #expect(breaks.counts == [20_000, 30_000, 10_000])
    }
}
