/// Why a source cannot be read, or not further.
public enum FeatureExchangeError: Error, Hashable, Sendable {
    case fileNotFound(path: String)
    /// The operating system's error number (errno).
    case notReadable(path: String, errno: Int32)
    /// A device, a pipe or a socket: reading it could last for ever.
    case notAFile(path: String, NodeKind)
    /// A link whose target does not exist.
    case linkBroken(path: String, target: String)
    case linkLoop(path: String)
    /// No driver takes the file. `looksLike` says what it seems to be.
    case notRecognised(path: String, looksLike: UnreadableFormat?)
    /// A driver took the file and gave up.
    case damaged(path: String, GDALError)
    /// A connection string that leads nowhere; passwords in `name` are masked.
    case connectionFailed(name: String, GDALError)
    /// The GDAL of this machine was built without it.
    case driverMissing(driver: String, name: String)
    case noLayers(path: String)
    case layerNotFound(name: String, available: [String])
    /// One layer was expected: these are there.
    case severalLayers([SourceLayer.Summary])
    /// Columns asked for that the layer does not have.
    case columnsNotFound(names: [String], layer: String, available: [String])
    /// More columns than a table of the store can have; keep some by name.
    case tooManyColumns(layer: String, count: Int, limit: Int)
    /// `--where` is no condition over this layer's columns.
    case filterInvalid(filter: String, reason: String, columns: [String])
    /// A layer has one cursor and it is in use.
    case layerInUse(name: String)
    /// Reading ended before the last feature.
    case readStopped(layer: String, afterFeatures: Int, GDALError)
    /// A file of the source is not what it was when reading began.
    case sourceChanged(path: String, SourceChange)
    /// The unpacked files would need more than the limit.
    case archiveTooLarge(path: String, bytes: Int64, limit: Int64)
    /// `member`: nil when the archive as a whole is meant.
    case archiveUnusable(path: String, member: String?, ArchiveFault)
    /// A format that is read into memory as a whole.
    case fileTooLarge(path: String, bytes: Int64, limit: Int64)
    /// A row of a text table beyond every use.
    case rowTooLong(path: String, line: Int, limit: Int64)
    /// A text or a geometry beyond every use.
    case valueTooLong(path: String, limit: Int64)
    /// A quotation mark that opens at this line and swallows the rest of the file.
    case quoteNotClosed(path: String, line: Int)
    /// The folder for copies and rebuilt indexes cannot be written.
    case scratchFailed(path: String, errno: Int32)
    /// A program wrote formulas into the sheet and never calculated them: `count` cells without a value, the first by
    /// its name.
    case formulasNotCalculated(path: String, sheet: String, count: Int, first: String)
    case unknownCodePage(name: String)
    case unexpected(GDALError)
}

extension FeatureExchangeError {
    /// The same error of a file that people know by another name: it was unpacked, or a copy.
    func naming(_ name: String, insteadOf path: String) -> FeatureExchangeError {
        switch self {
        case .notReadable(path, let number): .notReadable(path: name, errno: number)
        case .notRecognised(path, let format): .notRecognised(path: name, looksLike: format)
        case .damaged(path, let error): .damaged(path: name, error)
        case .fileTooLarge(path, let bytes, let limit): .fileTooLarge(path: name, bytes: bytes, limit: limit)
        case .rowTooLong(path, let line, let limit): .rowTooLong(path: name, line: line, limit: limit)
        case .valueTooLong(path, let limit): .valueTooLong(path: name, limit: limit)
        case .quoteNotClosed(path, let line): .quoteNotClosed(path: name, line: line)
        case .archiveTooLarge(path, let bytes, let limit): .archiveTooLarge(path: name, bytes: bytes, limit: limit)
        case .archiveUnusable(path, let member, let fault): .archiveUnusable(path: name, member: member, fault)
        default: self
        }
    }
}

/// What a path leads to that is neither a file nor a folder.
public enum NodeKind: Hashable, Sendable { case characterDevice, blockDevice, pipe, socket }

/// What happened to a file while it was read.
public enum SourceChange: Hashable, Sendable {
    /// Deleted, unmounted, out of reach; the operating system's error number.
    case gone(errno: Int32)
    case resized(from: Int64, to: Int64)
    /// Another file under the same name.
    case replaced
    case modified
}

/// Why an archive cannot be unpacked.
public enum ArchiveFault: Hashable, Sendable {
    /// The directory at the end is missing or contradicts itself.
    case directoryDamaged
    case tooManyMembers(count: Int, limit: Int)
    /// Members share bytes: a bomb.
    case membersOverlap
    /// Compressed beyond what data are: a bomb.
    case ratioTooHigh(ratio: Int64)
    case encrypted
    /// A link instead of a file: what it leads to was not packed.
    case symbolicLink
    /// PKWARE's number of the method; 9 is Deflate64, which Windows uses above 2 GB.
    case methodUnsupported(method: Int)
    /// The data end early or are no deflate stream.
    case dataDamaged
    /// More or fewer bytes than the directory declares.
    case sizeDisagrees(declared: Int64)
    case checksumWrong
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
    /// A Microsoft Office document that is no spreadsheet.
    case officeDocument
    case htmlPage
    /// Named .zip, but no archive.
    case notAnArchive
    /// Another kind of archive (rar, 7z, gzip, tar): unpack it or pack it as zip.
    case foreignArchive(kind: String)
    /// An archive; the first names in it.
    case archiveWithoutLayers(members: [String])
    case folderWithoutLayers
    /// A part of a shapefile or a MapInfo table without its main file.
    case shapefilePart(missing: String)
}
