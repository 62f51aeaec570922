import Foundation

/// From a path a person typed to the files GDAL shall open: a file, a folder of shapefiles, or an archive unpacked.
struct SourceFiles {
    let plans: [OpenPlan]
    /// Keeps unpacked and rebuilt files as long as the source is open; nil when everything is read in place.
    let scratch: ScratchFolder?

    init(path: String, unpackedLimitInBytes limit: Int64) throws(FeatureExchangeError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .fileNotFound(path: path)
        }
        var scratch: ScratchFolder?
        func folder() throws(FeatureExchangeError) -> ScratchFolder {
            if let scratch { return scratch }
            let made = try ScratchFolder()
            scratch = made
            return made
        }
        let suffix = URL(filePath: path).pathExtension.lowercased()
        var plans: [OpenPlan] = []
        if isFolder.boolValue && suffix != "gdb" {
            for file in try Self.layerFiles(inFolder: path) { plans.append(try Self.plan(file, folder)) }
        } else if suffix == "zip" || suffix == "shz" {
            for member in try Archive(path: path).unpackedLayers(into: folder(), limitInBytes: limit) {
                var plan = try Self.plan(member.file, folder)
                plan.notes.insert(.extractedFromArchive(member: member.name), at: 0)
                plans.append(plan)
            }
        } else {
            plans.append(try Self.plan(path, folder))
        }
        self.plans = plans
        self.scratch = scratch
    }

    private static func layerFiles(inFolder path: String) throws(FeatureExchangeError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw .notReadable(path: path, errno: errno)
        }
        let shapefiles = names.filter { $0.lowercased().hasSuffix(".shp") }
        guard !shapefiles.isEmpty else { throw .notRecognised(path: path, looksLike: .folderWithoutLayers) }
        return shapefiles.map { "\(path)/\($0)" }
    }

    private static func plan(
        _ path: String, _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "shp":
            return try ShapefileParts(shapes: path).plan(scratch: scratch)
        case "dbf":
            return try tablePlan(path, scratch)
        case "tab", "mif":
            return try MapInfoHeader(path: path).plan(scratch: scratch)
        case "dxf":
            var plan = OpenPlan(path: path, drivers: ["DXF"])
            plan.textIsRaw = true
            plan.declaredEncoding = DeclaredEncoding(name: try DXFHeader(path: path).codePage)
            if let name = plan.declaredEncoding.name { plan.notes.append(.charsetNamed(name)) }
            return plan
        case "csv", "tsv", "txt":
            var plan = OpenPlan(path: path, drivers: ["CSV"], options: CSVColumns.openOptions)
            plan.textIsRaw = true
            return plan
        case "gml":
            // GDAL would leave a .gfs file beside the source.
            return OpenPlan(path: path, options: ["WRITE_GFS=NO"])
        case "gpkg":
            // Immutable: SQLite then leaves no -wal and -shm beside the source. With a filled -wal they are needed.
            let hasPendingWrites = ((try? BinaryFile(path: path + "-wal").size) ?? 0) > 0
            return OpenPlan(path: path, drivers: ["GPKG"], options: hasPendingWrites ? [] : ["IMMUTABLE=YES"])
        default:
            return OpenPlan(path: path)
        }
    }

    /// A .dbf: the shapefile it belongs to, else rows without geometry.
    private static func tablePlan(
        _ path: String, _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        let stem = URL(filePath: path).deletingPathExtension().path
        for suffix in ["shp", "SHP", "Shp"] where FileManager.default.fileExists(atPath: "\(stem).\(suffix)") {
            return try ShapefileParts(shapes: "\(stem).\(suffix)").plan(scratch: scratch)
        }
        let header = try DBFHeader(file: BinaryFile(path: path))
        var plan = OpenPlan(path: path, drivers: ["ESRI Shapefile"], options: ["ENCODING="])
        plan.textIsRaw = true
        plan.declaredEncoding.languageDriver = header?.languageDriver
        plan.dbaseTypes = header?.fields.map(\.type) ?? []
        plan.notes = [.tableWithoutShapes]
        plan.deletedRows = header?.deletedCount ?? 0
        if plan.deletedRows > 0 { plan.notes.append(.deletedRowsSkipped(count: plan.deletedRows)) }
        return plan
    }
}
