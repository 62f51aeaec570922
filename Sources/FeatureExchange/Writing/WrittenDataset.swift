import CGDAL

/// The end of writing, the same for a new file and for one that was changed.
enum WrittenDataset {
    /// Commits where the format has transactions, and flushes. The dataset stays open.
    static func commit(_ dataset: GDALDatasetH, path: String) throws(FeatureWritingError) {
        if GDALDatasetTestCapability(dataset, ODsCTransactions) != 0 {
            guard GDALDatasetCommitTransaction(dataset) == OGRERR_NONE else {
                let function = "GDALDatasetCommitTransaction"
                throw .failed(
                    path: path, GDALError(function: function, messages: GDALMessages.take(), writing: path))
            }
        }
        GDALFlushCache(dataset)
    }

    /// Frees the dataset, whatever happens.
    static func close(_ dataset: GDALDatasetH, path: String) throws(FeatureWritingError) {
        // GDALClose: says nothing in GDAL 3.6 but what goes to the error handler.
        GDALClose(dataset)
        let messages = GDALMessages.take()
        if messages.contains(where: { $0.severity == .failure }) {
            throw .failed(path: path, GDALError(function: "GDALClose", messages: messages, writing: path))
        }
    }
}
