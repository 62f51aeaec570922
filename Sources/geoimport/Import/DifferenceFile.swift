import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// The features that two versions do not have alike, as a file for QGIS.
struct DifferenceFile {
    private enum Side: Int, CaseIterable {
        case added, removed, changedBefore, changedAfter

        var name: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .changedBefore: "changed_before"
            case .changedAfter: "changed_after"
            }
        }

        /// Whether it holds rows of the former version.
        var isFormer: Bool { self == .removed || self == .changedBefore }
    }

    /// Of columns whose names are ours: `gs_change` says which list, `gs_feature_id` which feature.
    private static let own = [
        FeatureSchema.Property(name: "gs_change", type: .text),
        FeatureSchema.Property(name: "gs_feature_id", type: .integer),
    ]

    private let difference: VersionDifference
    private let collection: CollectionID
    private let path: String
    private let format: FeatureFileFormat

    init(_ difference: VersionDifference, collection: CollectionID, path: String) {
        self.difference = difference
        self.collection = collection
        self.path = path
        format = FeatureFileFormat(pathExtension: URL(filePath: path).pathExtension) ?? .geoPackage
    }

    /// - Throws: `FeatureWritingError`, `GeoStoreError`.
    func write(from store: Store) throws {
        guard let former = difference.from.layout, let latter = difference.to.layout else {
            throw GeoStoreError.versionNotRestorable(
                difference.from.number, collection: collection.name, oldest: difference.to.number)
        }
        // One list must hold the columns of both versions.
        let all = latter.schema.properties + former.schema.properties.filter { latter.schema.property(named: $0.name) == nil }
        let layers = Side.allCases.map { side in
            let layout = side.isFormer ? former : latter
            return FeatureFileWriter.Layer(
                name: side.name, columns: Self.own + layout.schema.properties, geometryType: layout.schema.geometryType,
                hasZ: layout.schema.hasZ, crs: layout.storageCRS)
        }
        let list = FeatureFileWriter.Layer(
            name: "changes", columns: Self.own + all, geometryType: .geometry, crs: latter.storageCRS)
        let isList = !format.holdsSeveralLayers
        let writer = try FeatureFileWriter(path: path, format: format, layers: isList ? [list] : layers)
        func append(_ feature: Feature?, _ side: Side) throws {
            guard let feature else { return }
            let layout = side.isFormer ? former : latter
            let own: [PropertyValue] = [.text(side.name), .integer(feature.id.value)]
            guard isList else {
                try writer.append(geometry: feature.geometry, values: own + feature.values, toLayer: side.rawValue)
                return
            }
            let values = all.map { property -> PropertyValue in
                layout.schema.properties.firstIndex { $0.name == property.name }.map { feature.values[$0] } ?? .null
            }
            try writer.append(geometry: feature.geometry, values: own + values)
        }
        try store.forEachChange(of: collection, from: difference.from.number, to: difference.to.number) { change in
            switch change.kind {
            case .added: try append(change.after, .added)
            case .removed: try append(change.before, .removed)
            case .changed:
                try append(change.before, .changedBefore)
                try append(change.after, .changedAfter)
            }
        }
        try writer.finish()
    }
}
