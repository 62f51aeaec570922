internal import SimpleFeatures

/// What an overview shows of a later state than its own: some of its features are gone, and those of a small overview,
/// the patch, are in their places. Features come in the order that an overview made of the later state has, and equal
/// values have equal numbers, so that tiles are the same to the byte.
///
/// ```
///   base     ▪ ▪ ▫ ▪ ▪ ▪ ▫ ▪ ▪        ▫ hidden: a feature that was touched
///   patch         ◆     ◆             features that were touched, as they are now
///   seen     ▪ ▪ ▪ ◆ ▪ ▪ ◆ ▪ ▪
/// ```
/// That holds from zoom 12 on, where everything is shown as it is. What lower zooms show depends on neighbours.
public final class OverviewOverlay: Sendable {
    /// Of the features of both.
    public let attributes: OverviewAttributes
    /// Ids of the features that are not looked for in the base.
    public let touched: Set<Int64>
    /// Around the features of the patch; nil when there are none.
    public var patchBox: WorldBox? { patch.box }
    /// Features that are seen.
    public let featureCount: Int

    private let base: OverviewBand
    private let patch: OverviewBand
    private let rowCount: Int
    private let hidden: [HiddenEntry]
    private let added: [AddedEntry]
    private let hiddenEntries: [Int64: Range<Int>]
    private let addedEntries: [Int64: Range<Int>]

    private struct HiddenEntry {
        let index: Int
        let box: WorldBox
        let isFirst: Bool
    }

    private struct AddedEntry {
        /// Its place in the patch.
        let index: Int
        /// How many entries of the base come before it.
        let place: Int
        let box: WorldBox
    }

    /// - Parameters:
    ///   - patch: the touched features that are there in the later state, with the properties of the base. It is kept.
    ///   - touched: ids of all that came, changed or went since the base was made.
    /// - Returns: nil when there are more values than have numbers.
    public init?(of base: OverviewReader, patch: OverviewReader, touched: Set<Int64>) {
        precondition(
            base.header.description.properties == patch.header.description.properties,
            "the features of a patch have other properties")
        guard base.attributes.valueCount + patch.attributes.valueCount < Int(UInt32.max) else { return nil }
        let (all, new) = (
            base.band(zoom: OverviewReader.fullBandZoom), patch.band(zoom: OverviewReader.fullBandZoom)
        )
        self.base = all
        self.patch = new
        self.touched = touched
        rowCount = base.attributes.rowCount
        attributes = OverviewAttributes(
            base.attributes, adding: AddedAttributes(patch.attributes, behind: base.attributes))
        let rows = base.attributes.rows(of: touched)
        featureCount = base.header.featureCount - rows.count + patch.header.featureCount
        let hiddenEntries = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, all.entries(ofRow: $0.row)) })
        hidden = rows.flatMap { row in
            (hiddenEntries[row.id] ?? 0..<0).map { index in
                let entry = all[index]
                return HiddenEntry(index: index, box: entry.box, isFirst: entry.id != nil)
            }
        }
        self.hiddenEntries = hiddenEntries
        var addedEntries: [Int64: Range<Int>] = [:]
        added = (0..<new.count).map { index in
            let entry = new[index]
            let id = patch.attributes.featureID(ofRow: entry.row)?.value ?? 0
            addedEntries[id] = (addedEntries[id]?.lowerBound ?? index)..<(index + 1)
            return AddedEntry(
                index: index, place: all.count(before: entry.box.curvePosition, id: id), box: entry.box)
        }
        self.addedEntries = addedEntries
    }

    /// Hands over the entries whose boxes touch a box, in the order of an overview of the later state.
    public func forEachFeature(touching box: WorldBox, _ body: (OverviewFeature) throws -> Void) rethrows {
        let hidden = hidden.filter { $0.box.intersects(box) }
        let added = added.filter { $0.box.intersects(box) }
        guard !hidden.isEmpty || !added.isEmpty else { return try base.forEachFeature(touching: box, body) }
        var nextHidden = 0
        var nextAdded = 0
        try base.forEachIndex(touching: box) { index in
            while nextAdded < added.count, added[nextAdded].place <= index {
                try body(patchFeature(added[nextAdded].index))
                nextAdded += 1
            }
            if nextHidden < hidden.count, hidden[nextHidden].index == index {
                nextHidden += 1
            } else {
                try body(base[index])
            }
        }
        for entry in added[nextAdded...] { try body(patchFeature(entry.index)) }
    }

    /// Features (not entries) whose boxes touch a box.
    public func matchedCount(touching box: WorldBox) -> Int {
        base.featureCount(touching: box) - hidden.count { $0.isFirst && $0.box.intersects(box) }
            + patch.featureCount(touching: box)
    }

    /// Where something else is seen than in a former overlay of the same base, or than in the base alone: the boxes of
    /// features before and after.
    public func differences(from former: OverviewOverlay?) -> [WorldBox] {
        var boxes: Set<WorldBox> = []
        for id in former.map({ touched.union($0.touched) }) ?? touched {
            let range = hiddenEntries[id] ?? former?.hiddenEntries[id] ?? 0..<0
            let before = former?.features(id, baseEntries: range) ?? range.map { base[$0] }
            let after = features(id, baseEntries: range)
            let isSame =
                before.count == after.count
                && zip(before, after).allSatisfy { Self.isSame($0, former?.attributes ?? attributes, $1, attributes) }
            guard !isSame else { continue }
            for feature in before + after { boxes.insert(feature.box) }
        }
        return Array(boxes)
    }

    /// A feature as it is seen.
    private func features(_ id: Int64, baseEntries: Range<Int>) -> [OverviewFeature] {
        guard touched.contains(id) else { return baseEntries.map { base[$0] } }
        return addedEntries[id].map { $0.map(patchFeature) } ?? []
    }

    /// An entry of the patch, with the row that it has among those of both.
    private func patchFeature(_ index: Int) -> OverviewFeature {
        let feature = patch[index]
        return OverviewFeature(
            id: feature.id, row: rowCount + feature.row, kind: feature.kind, box: feature.box,
            geometry: feature.geometry, weight: feature.weight, label: feature.label, minZoom: feature.minZoom)
    }

    private static func isSame(
        _ old: OverviewFeature, _ oldAttributes: OverviewAttributes, _ new: OverviewFeature,
        _ newAttributes: OverviewAttributes
    ) -> Bool {
        guard old.box == new.box, old.kind == new.kind, old.label == new.label, old.minZoom == new.minZoom,
            (old.id == nil) == (new.id == nil), old.geometry.elementsEqual(new.geometry)
        else { return false }
        let (before, after) = (oldAttributes.valueIDs(ofRow: old.row), newAttributes.valueIDs(ofRow: new.row))
        return zip(before, after).allSatisfy { old, new in
            guard old != 0, new != 0 else { return old == new }
            return oldAttributes.message(ofValue: old).elementsEqual(newAttributes.message(ofValue: new))
        }
    }
}
