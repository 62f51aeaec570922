/// Which lines may be drawn as one where nobody said by which property a map tells them apart: those that agree in the
/// properties with few values. A national road is never drawn as part of a lane, nor under its name.
struct LineClasses {
    /// Different combinations of values at most; a property that would make more says nothing about its class.
    private static let most = 64

    private struct Step: Hashable {
        let former: UInt32
        let value: UInt32
    }

    /// By row of the overview, as far as there are lines; empty when all are alike.
    private var classes: [UInt32] = []

    init(_ full: OverviewBand, _ attributes: OverviewAttributes) {
        var rows: [Int] = []
        for index in 0..<full.count {
            let feature = full[index]
            if feature.kind == .lines { rows.append(feature.row) }
        }
        guard let last = rows.max() else { return }
        // The first properties count first: departments begin with what matters.
        for property in attributes.properties.indices {
            guard let steps = steps(property, rows, attributes), steps.count > 1 else { continue }
            if classes.isEmpty { classes = [UInt32](repeating: 0, count: last + 1) }
            // A row whose feature has several lines is taken once.
            var next = classes
            for row in rows { next[row] = steps[step(row, property, attributes)] ?? 0 }
            classes = next
        }
    }

    subscript(row: Int) -> UInt32 { classes.isEmpty ? 0 : classes[row] }

    /// The combinations with one property more, numbered; nil when they are too many.
    private func steps(_ property: Int, _ rows: [Int], _ attributes: OverviewAttributes) -> [Step: UInt32]? {
        var numbers: [Step: UInt32] = [:]
        var former: Step?
        for row in rows {
            let step = step(row, property, attributes)
            guard step != former else { continue }
            former = step
            guard numbers[step] == nil else { continue }
            guard numbers.count < Self.most else { return nil }
            numbers[step] = UInt32(numbers.count)
        }
        return numbers
    }

    private func step(_ row: Int, _ property: Int, _ attributes: OverviewAttributes) -> Step {
        Step(former: self[row], value: attributes.valueIDs(ofRow: row)[property])
    }
}
