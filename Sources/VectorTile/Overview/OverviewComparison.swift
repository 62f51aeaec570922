internal import SimpleFeatures

/// Finds where two states of a collection look different at one zoom: entry by entry, to the byte.
struct OverviewComparison {
    private let former: OverviewReader
    private let attributes: OverviewAttributes
    /// The number in the new file of each value of the former; `unknown` where it has gone.
    private let newValues: [UInt32]
    private static let unknown = UInt32.max

    /// - Parameter newValues: what `numbers(ofValuesOf:in:release:)` gave.
    init(_ former: OverviewReader, _ attributes: OverviewAttributes, newValues: [UInt32]) {
        self.former = former
        self.attributes = attributes
        self.newValues = newValues
    }

    /// The number in the new file of each value of the former; looked up as soon as all values are there, so that what
    /// finds them need not stay in memory until the bands are compared.
    /// - Parameter release: called now and then: what was read is not read again soon.
    static func numbers(
        ofValuesOf former: OverviewReader, in values: OverviewValueTable, release: () -> Void
    ) -> [UInt32] {
        var numbers: [UInt32] = [0]
        numbers.reserveCapacity(former.attributes.valueCount + 1)
        for index in 0..<former.attributes.valueCount {
            if index.isMultiple(of: OverviewLayout.releaseInterval) { release() }
            let message = former.attributes.message(ofValue: UInt32(index + 1))
            numbers.append(values.number(ofMessage: message) ?? unknown)
        }
        return numbers
    }

    /// Hands over the boxes of entries that are in one band only, and both boxes of those that differ, along the curve.
    /// - Parameter release: called now and then: what was read is not read again.
    func differences(
        _ old: OverviewBand, _ new: OverviewBand, release: () -> Void, _ body: (WorldBox) -> Void
    ) {
        // Rows lie in the order of the full band; those of the others are spread over the file.
        let interval =
            old.isFull && new.isFull ? OverviewLayout.releaseInterval : OverviewLayout.comparedReleaseInterval
        var oldIndex = 0
        var newIndex = 0
        var stepCount = 0
        while oldIndex < old.count, newIndex < new.count {
            stepCount += 1
            if stepCount.isMultiple(of: interval) { release() }
            let before = old[oldIndex]
            let after = new[newIndex]
            if isSame(before, after) {
                oldIndex += 1
                newIndex += 1
                continue
            }
            let oldPlace = place(before, former.attributes)
            let newPlace = place(after, attributes)
            if oldPlace <= newPlace {
                body(before.box)
                oldIndex += 1
            }
            if newPlace <= oldPlace {
                if newPlace != oldPlace || before.box != after.box { body(after.box) }
                newIndex += 1
            }
        }
        for band in [(old, oldIndex), (new, newIndex)] {
            for index in band.1..<band.0.count {
                stepCount += 1
                if stepCount.isMultiple(of: interval) { release() }
                body(band.0[index].box)
            }
        }
        release()
    }

    /// What entries are ordered by.
    private func place(_ feature: OverviewFeature, _ attributes: OverviewAttributes) -> (UInt64, Int64, UInt8) {
        // Polygons come before lines and points.
        let id = attributes.featureID(ofRow: feature.row)?.value ?? 0
        return (feature.box.curvePosition, id, GeometryKind.polygons.rawValue - feature.kind.rawValue)
    }

    private func isSame(_ old: OverviewFeature, _ new: OverviewFeature) -> Bool {
        guard old.box == new.box, old.kind == new.kind, old.weight == new.weight, old.label == new.label,
            old.minZoom == new.minZoom, (old.id == nil) == (new.id == nil), old.geometry.count == new.geometry.count,
            former.attributes.featureID(ofRow: old.row) == attributes.featureID(ofRow: new.row)
        else { return false }
        let oldValues = former.attributes.valueIDs(ofRow: old.row)
        let values = attributes.valueIDs(ofRow: new.row)
        for index in values.indices where newValues[Int(oldValues[index])] != values[index] { return false }
        return old.geometry.elementsEqual(new.geometry)
    }
}
