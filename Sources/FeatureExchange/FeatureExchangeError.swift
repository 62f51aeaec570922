/// Why a source cannot be read, or not further.
public enum FeatureExchangeError: Error, Hashable, Sendable {
    case fileNotFound(path: String)
    /// The operating system's error number (errno).
    case notReadable(path: String, errno: Int32)
    /// No driver takes the file. `looksLike` says what it seems to be.
    case notRecognised(path: String, looksLike: UnreadableFormat?)
    /// A driver took the file and gave up.
    case damaged(path: String, GDALError)
    case noLayers(path: String)
    case layerNotFound(name: String, available: [String])
    /// One layer was expected: these are there.
    case severalLayers([SourceLayer.Summary])
    /// A layer has one cursor and it is in use.
    case layerInUse(name: String)
    /// Reading ended before the last feature.
    case readStopped(layer: String, afterFeatures: Int, GDALError)
    /// The unpacked files would need more than the limit.
    case archiveTooLarge(path: String, bytes: Int64, limit: Int64)
    /// The folder for copies and rebuilt indexes cannot be written.
    case scratchFailed(path: String, errno: Int32)
    case unknownCodePage(name: String)
    case unexpected(GDALError)
}

/// What an unreadable file is, as far as its first bytes and its name tell.
public enum UnreadableFormat: Hashable, Sendable {
    case empty
    /// MicroStation V8: only its own makers' library reads it; save as DXF, DGN V7 or GeoPackage.
    case microStationV8
    /// AutoCAD drawing: save as DXF.
    case autoCADDrawing
    /// Microsoft Access or a personal geodatabase.
    case accessDatabase
    case htmlPage
    /// Named .zip, but no archive.
    case notAnArchive
    /// An archive; the first names in it.
    case archiveWithoutLayers(members: [String])
    case folderWithoutLayers
    /// A part of a shapefile without its .shp.
    case shapefilePart(missing: String)
}
