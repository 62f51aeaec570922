import CGDAL
import Foundation
public import SimpleFeatures

/// Changes values of features in a file that exists, all or none. A GeoPackage is changed in one transaction; a workbook
/// is changed in a copy that takes its place. A CSV has no ids to go by: write it anew.
///
/// For one thread at a time: not Sendable.
public final class FeatureFileUpdater {
    public let path: String
    private let layerName: String
    private let temporary: String?
    private var dataset: GDALDatasetH?
    private var layer: OGRLayerH?

    /// - Throws: `FeatureWritingError`.
    public init(path: String, format: FeatureFileFormat, layer name: String) throws(FeatureWritingError) {
        precondition(format == .geoPackage || format == .xlsx, "no ids to go by")
        self.path = path
        layerName = name
        GDALLibrary.start()
        _ = GDALMessages.take()
        if format == .xlsx {
            let copy = TemporaryName.beside(path, pathExtension: format.fileExtension)
            do {
                try FileManager.default.copyItem(atPath: path, toPath: copy)
            } catch {
                throw .notPublished(path: path, errno: errno)
            }
            temporary = copy
        } else {
            temporary = nil
        }
        let flags = UInt32(GDAL_OF_VECTOR) | UInt32(GDAL_OF_UPDATE) | UInt32(GDAL_OF_VERBOSE_ERROR)
        let opened = temporary ?? path
        // GDALOpenEx: ours to close, NULL on failure. The list is copied.
        dataset = CStringList([format.driver]).withConstPointer { GDALOpenEx(opened, flags, $0, nil, nil) }
        guard let dataset else { throw failure("GDALOpenEx") }
        guard let layer = GDALDatasetGetLayerByName(dataset, name) else {
            throw .layerNotFound(path: path, layer: name)
        }
        self.layer = layer
        if GDALDatasetTestCapability(dataset, ODsCTransactions) != 0,
            GDALDatasetStartTransaction(dataset, 0) != OGRERR_NONE
        {
            throw failure("GDALDatasetStartTransaction")
        }
    }

    deinit {
        if let dataset {
            // Nothing was committed: the transaction is taken back, the copy thrown away.
            if GDALDatasetTestCapability(dataset, ODsCTransactions) != 0 { _ = GDALDatasetRollbackTransaction(dataset) }
            GDALClose(dataset)
        }
        if let temporary { TemporaryName.remove(temporary) }
        _ = GDALMessages.take()
    }

    /// - Parameter id: the feature's number, `SourceFeature.sourceID` of a reader.
    /// - Throws: `FeatureWritingError`.
    public func set(
        _ values: [(column: String, value: PropertyValue)], ofFeature id: Int64
    ) throws(FeatureWritingError) {
        // OGR_L_GetFeature: ours to destroy, NULL when there is none.
        guard let layer, let feature = OGR_L_GetFeature(layer, id) else {
            throw .featureNotFound(path: path, id: id)
        }
        defer { OGR_F_Destroy(feature) }
        for (column, value) in values {
            let index = OGR_F_GetFieldIndex(feature, column)
            guard index >= 0 else { throw .columnNotFound(path: path, column: column) }
            FieldWriter.set(value, at: index, of: feature)
        }
        _ = GDALMessages.take()
        guard OGR_L_SetFeature(layer, feature) == OGRERR_NONE else { throw failure("OGR_L_SetFeature") }
    }

    /// Makes the changes last.
    /// - Throws: `FeatureWritingError`; the file is as it was then.
    public func finish() throws(FeatureWritingError) {
        guard let dataset else { return }
        try WrittenDataset.commit(dataset, path: path)
        self.dataset = nil
        try WrittenDataset.close(dataset, path: path)
        if let temporary { try TemporaryName.publish(temporary, as: path) }
    }

    private func failure(_ function: String) -> FeatureWritingError {
        .failed(path: path, GDALError(function: function, messages: GDALMessages.take(), fallback: "it failed"))
    }
}
