public import SimpleFeatures

/// One feature that two versions do not have alike.
public struct FeatureChange: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case added, changed, removed
    }

    public let id: FeatureID
    public let kind: Kind
    /// Values in the order of the former version's schema; nil when it was added.
    public let before: Feature?
    /// Values in the order of the latter version's schema; nil when it was removed.
    public let after: Feature?
}

/// What two versions have not alike.
public struct VersionDifference: Hashable, Sendable {
    public let from: DatasetVersion
    public let to: DatasetVersion
    public let changes: VersionChanges
}

/// Whether a feature is the same under two layouts: the same place, and the same values by name. A column that one of
/// them lacks counts as null.
struct RowComparison {
    private let hasSameCRS: Bool
    private let pairs: [(before: Int?, after: Int?)]
    private let beforeTypes: [FeatureSchema.PropertyType]
    private let afterTypes: [FeatureSchema.PropertyType]

    init(before: DatasetVersion.Layout, after: DatasetVersion.Layout) {
        hasSameCRS = before.storageCRS == after.storageCRS
        beforeTypes = before.schema.properties.map(\.type)
        afterTypes = after.schema.properties.map(\.type)
        let names = after.schema.properties.map(\.name)
        let vanished = before.schema.properties.indices.filter { !names.contains(before.schema.properties[$0].name) }
        pairs =
            after.schema.properties.indices.map { index in
                (before.schema.properties.firstIndex { $0.name == names[index] }, index)
            } + vanished.map { ($0, nil) }
    }

    func isSame(_ before: VersionRow, _ after: VersionRow) -> Bool {
        guard hasSameCRS else { return false }
        for pair in pairs {
            let left = pair.before.map { before.values[$0] } ?? .null
            let right = pair.after.map { after.values[$0] } ?? .null
            if left == .null, right == .null { continue }
            guard left != .null, right != .null, let first = pair.before, let second = pair.after,
                ValueDigest.of(left, type: beforeTypes[first]) == ValueDigest.of(right, type: afterTypes[second])
            else { return false }
        }
        return before.blob == after.blob || GeometryDigest.of(before.blob) == GeometryDigest.of(after.blob)
    }
}

extension VersionReader {
    /// The features that differ, in the order of their ids.
    /// - Parameter place: only features with larger ids.
    func forEachDifference(
        from first: Int, to second: Int, behind place: Int64? = nil,
        _ body: (_ id: Int64, _ before: VersionRow?, _ after: VersionRow?) throws -> Void
    ) throws {
        let former = try lookup(first)
        let latter = try lookup(second)
        let comparison = RowComparison(before: try version(first).layout, after: try version(second).layout)
        guard first != second else { return }
        try forEachCandidate(from: first, to: second) { id in
            if let place, id <= place { return }
            let before = try former.row(of: id)
            let after = try latter.row(of: id)
            switch (before, after) {
            case (nil, nil): return
            case (let before?, let after?) where comparison.isSame(before, after): return
            case (.some, .some), (nil, .some), (.some, nil): try body(id, before, after)
            }
        }
    }

    func changes(from first: Int, to second: Int) throws -> VersionChanges {
        var changes = VersionChanges()
        var after = 0
        try forEachDifference(from: first, to: second) { _, before, after in
            if before == nil {
                changes.added += 1
            } else if after == nil {
                changes.removed += 1
            } else {
                changes.changed += 1
            }
        }
        after = try version(second).version.featureCount
        changes.unchanged = after - changes.added - changes.changed
        return changes
    }
}
