import CGDAL

/// Owns one read-only GDAL dataset. For one thread at a time: not Sendable, like the C handle.
final class GDALDataset {
    let handle: GDALDatasetH
    /// What GDAL said while opening, though it opened.
    let warnings: [GDALMessage]
    /// Layers with a reader: a layer has one cursor.
    var layersBeingRead: Set<Int> = []
    /// Layers of which only some rows are read.
    var filteredLayers: Set<Int> = []
    /// Tells what GDAL leaves out of a format without saying so; nil for formats that need no such look.
    var witness: GeometryWitness?
    /// Tells coordinates that were no numbers in the source; nil where all were.
    var faultyCoordinates: FaultyCoordinates?
    /// The .shp whose plain records need no GDAL; nil for other formats.
    var plainShapes: String?
    /// Who read what a dataset in memory holds.
    private let reader: (shortName: String, longName: String)?

    /// - Parameters:
    ///   - options: `KEY=VALUE`, as the driver's page names them.
    init(path: String, drivers: [String], options: [String]) throws(GDALError) {
        GDALLibrary.start()
        _ = GDALMessages.take()
        let flags = UInt32(GDAL_OF_VECTOR) | UInt32(GDAL_OF_READONLY) | UInt32(GDAL_OF_VERBOSE_ERROR)
        // GDALOpenEx: NULL when no driver takes the file; ours to close. The lists are copied.
        let opened = CStringList(drivers).withConstPointer { drivers in
            CStringList(options).withConstPointer { GDALOpenEx(path, flags, drivers, $0, nil) }
        }
        let messages = GDALMessages.take()
        guard let opened else {
            throw GDALError(function: "GDALOpenEx", messages: messages, fallback: "no driver recognises the file")
        }
        handle = opened
        // One list of options serves several drivers; each complains of those it does not know.
        warnings = messages.filter { !$0.text.contains("does not support open option") }
        reader = nil
    }

    /// An empty dataset in memory, for what `reader` delivers.
    init(inMemoryFor reader: (shortName: String, longName: String)) throws(GDALError) {
        // GDALCreate: NULL on failure; ours to close.
        guard let driver = GDALGetDriverByName("Memory"), let made = GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, nil)
        else { throw GDALError(function: "GDALCreate", messages: GDALMessages.take(), fallback: "no memory driver") }
        handle = made
        warnings = []
        self.reader = reader
    }

    deinit { GDALClose(handle) }

    /// Short and long name of the driver.
    var driver: (shortName: String, longName: String) {
        if let reader { return reader }
        // GDALGetDatasetDriver, GDALGetDriverShortName, …LongName: static storage, not ours to free.
        guard let driver = GDALGetDatasetDriver(handle) else { return ("", "") }
        return (String(cString: GDALGetDriverShortName(driver)), String(cString: GDALGetDriverLongName(driver)))
    }

    var layerCount: Int { Int(GDALDatasetGetLayerCount(handle)) }

    /// The layer lives as long as the dataset.
    func layer(at index: Int) throws(GDALError) -> OGRLayerH {
        // GDALDatasetGetLayer: NULL outside the range or on failure; the dataset keeps it.
        guard let layer = GDALDatasetGetLayer(handle, Int32(index)) else {
            throw GDALError(
                function: "GDALDatasetGetLayer", messages: GDALMessages.take(), fallback: "no layer \(index)")
        }
        return layer
    }
}
