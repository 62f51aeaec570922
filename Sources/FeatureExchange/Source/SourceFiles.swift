import Foundation

/// From what a person typed to what GDAL shall open: a file, a folder, an archive unpacked, a connection.
struct SourceFiles {
    let plans: [OpenPlan]
    /// Keeps unpacked and rebuilt files as long as the source is open; nil when everything is read in place.
    let scratch: ScratchFolder?
    let watch: SourceWatch

    init(path: String, options: VectorSource.Options) throws(FeatureExchangeError) {
        if options.allowsConnections, let connection = Connection(path) {
            var plan = OpenPlan(path: path, drivers: connection.driver.map { [$0] } ?? [])
            plan.isConnection = true
            plan.isTable = URL(filePath: path).pathExtension.lowercased() == "csv"
            plans = [plan]
            scratch = nil
            watch = SourceWatch(FileManager.default.fileExists(atPath: path) ? [path] : [])
            return
        }
        var planner = FilePlanner(options: options)
        let node = try SourceNode(at: path)
        let suffix = URL(filePath: path).pathExtension.lowercased()
        var plans: [OpenPlan] = []
        switch node {
        case .folder where suffix != "gdb":
            let files = try FolderListing.files(in: path)
            let layers = LayerFiles(among: files)
            guard !layers.paths.isEmpty else { throw .notRecognised(path: path, looksLike: .folderWithoutLayers) }
            for layer in layers.paths {
                var plan = try planner.plan("\(path)/\(layer)")
                plan.place = layer.split(separator: "/").dropLast().joined(separator: "/")
                plans.append(plan)
            }
        case .folder:
            plans = [try planner.plan(path)]
        case .file:
            if let archive = try planner.archive(path, suffix: suffix) {
                plans = try planner.plans(of: archive, path: path)
            } else {
                plans = [try planner.plan(path)]
            }
        }
        self.plans = plans
        scratch = planner.scratch
        watch = planner.watched
        // What was looked at or unpacked must be what is there now.
        try watch.check()
    }
}

/// Makes the plan of each file; holds the one temporary folder they share.
struct FilePlanner {
    let options: VectorSource.Options
    private(set) var scratch: ScratchFolder?
    /// Each file as it was before anything in it was read.
    private(set) var watched = SourceWatch([])

    init(options: VectorSource.Options) { self.options = options }

    private mutating func folder() throws(FeatureExchangeError) -> ScratchFolder {
        if let scratch { return scratch }
        let made = try ScratchFolder()
        scratch = made
        return made
    }

    /// The archive at `path`, when it is one to be unpacked: spreadsheets are not, a KMZ is when it has several KML.
    mutating func archive(_ path: String, suffix: String) throws(FeatureExchangeError) -> Archive? {
        guard ["zip", "shz", "kmz"].contains(suffix) else { return nil }
        // A KML that is called KMZ is left to its content.
        if suffix == "kmz", try FileContent(of: path) != .zip { return nil }
        let archive = try Archive(path: path)
        if suffix == "kmz" {
            guard archive.count(endingIn: ".kml") > 1 else { return nil }
            try archive.refuseIfLarger(than: options.inMemoryLimitInBytes)
            return archive
        }
        return Self.isSpreadsheet(archive) ? nil : archive
    }

    private static func isSpreadsheet(_ archive: Archive) -> Bool {
        archive.has("xl/workbook.xml") || archive.has("content.xml") && archive.has("mimetype")
    }

    mutating func plans(of archive: Archive, path: String) throws(FeatureExchangeError) -> [OpenPlan] {
        watched.add([path])
        // What is unpacked is ours alone, and GDAL may add to it.
        let delivered = watched
        defer { watched = delivered }
        let nested = archive.nestedArchives
        var plans: [OpenPlan] = []
        for layer in try archive.unpackedLayers(into: folder(), limitInBytes: options.unpackedLimitInBytes) {
            let shown = "\(path) (\(layer.name))"
            var plan = try unpacked(layer.file, as: shown)
            plan.name = shown
            plan.notes.insert(.extractedFromArchive(member: layer.name), at: 0)
            if !nested.isEmpty { plan.notes.insert(.nestedArchivesIgnored(members: nested), at: 1) }
            plan.place = layer.name.split(separator: "/").dropLast().joined(separator: "/")
            plans.append(plan)
        }
        return plans
    }

    /// The plan of an unpacked file, which people know by the name of its archive.
    private mutating func unpacked(_ file: String, as name: String) throws(FeatureExchangeError) -> OpenPlan {
        do throws(FeatureExchangeError) { return try plan(file) } catch { throw error.naming(name, insteadOf: file) }
    }

    mutating func plan(_ path: String) throws(FeatureExchangeError) -> OpenPlan {
        let suffix = URL(filePath: path).pathExtension.lowercased()
        if suffix == "gdb", try SourceNode(at: path) == .folder {
            watched.add(try FolderListing.files(in: path).map { "\(path)/\($0)" })
            return OpenPlan(path: path, drivers: ["OpenFileGDB"])
        }
        watched.add(try SourceNode.companions(of: path).sorted())
        var scratchFolder = scratch
        func shared() throws(FeatureExchangeError) -> ScratchFolder {
            if let scratchFolder { return scratchFolder }
            let made = try ScratchFolder()
            scratchFolder = made
            return made
        }
        defer { scratch = scratchFolder }
        return try Self.plan(path, suffix: suffix, options, shared)
    }

    private static func plan(
        _ path: String, suffix: String, _ options: VectorSource.Options,
        _ scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        let content = try FileContent(of: path)
        switch content {
        case .microStationV8: throw .notRecognised(path: path, looksLike: .microStationV8)
        case .officeDocument: throw .notRecognised(path: path, looksLike: .officeDocument)
        case .excelBinary: return try SpreadsheetPlan.binary(path, suffix: suffix, scratch)
        case .zip where suffix == "kmz":
            // Unpacked, it is read like any KML.
            let archive = try Archive(path: path)
            try archive.refuseIfLarger(than: options.inMemoryLimitInBytes)
            guard let (name, bytes) = try archive.onlyMember(endingIn: ".kml", options.inMemoryLimitInBytes) else {
                return OpenPlan(path: path)
            }
            let copy = "\(try scratch().makePart())/\(URL(filePath: name).lastPathComponent)"
            try scratch().write(bytes, to: copy)
            do throws(FeatureExchangeError) {
                var plan = try plan(copy, suffix: "kml", options, scratch)
                plan.name = path
                return plan
            } catch {
                throw error.naming(path, insteadOf: copy)
            }
        case .zip where suffix != "shp": return try SpreadsheetPlan.zipped(path, suffix: suffix, options, scratch)
        case .text16(let encoding, let name, let mark) where !DelimitedPlan.suffixes.contains(suffix):
            // GDAL reads no UTF-16.
            let copy = "\(try scratch().makePart())/\(URL(filePath: path).lastPathComponent)"
            try UTF16Copy.write(path, encoding, from: mark, to: copy)
            try UTF16Copy.correctDeclaration(in: copy)
            var converted = try plan(copy, suffix: suffix, options, scratch)
            converted.notes.insert(.textConverted(from: name), at: 0)
            return converted
        case .zip, .text16, .text, .other: break
        }
        switch suffix {
        case "shp": return try ShapefileParts(shapes: path).plan(scratch: scratch)
        case "dbf", "shx": return try ShapefileParts.plan(ofPart: path, scratch: scratch)
        case "tab": return try MapInfoHeader(path: path).plan(scratch: scratch)
        case "mif":
            let plan = try MapInfoHeader(path: path).plan(scratch: scratch)
            return try FaultyCoordinates.screening(plan, known: path, as: .mif, scratch)
        case "mid", "dat", "map", "id": return try MapInfoHeader.plan(ofPart: path, scratch: scratch)
        case "dgn": return try DGNFile.plan(path)
        case "dxf": return try DXFHeader.plan(path)
        case _ where DelimitedPlan.suffixes.contains(suffix):
            return try DelimitedPlan.make(path, content, scratch)
        case "gml":
            try LongRun.refuse(in: path, endingIn: UInt8(ascii: "<"))
            let plan = OpenPlan(path: path, drivers: ["GML"], options: gmlOptions)
            return try FaultyCoordinates.screening(plan, known: path, as: .gml, scratch)
        case "gpkg":
            // Immutable: SQLite then leaves no -wal and -shm beside the source. With a filled -wal they are needed.
            let hasPendingWrites = ((try? BinaryFile(path: path + "-wal").size) ?? 0) > 0
            return OpenPlan(path: path, drivers: ["GPKG"], options: hasPendingWrites ? [] : ["IMMUTABLE=YES"])
        case "kml", "topojson":
            let size = try BinaryFile(path: path).size
            let limit = options.inMemoryLimitInBytes
            guard size <= limit else { throw .fileTooLarge(path: path, bytes: size, limit: limit) }
            guard suffix == "kml" else { return OpenPlan(path: path) }
            return try FaultyCoordinates.screening(OpenPlan(path: path), known: path, as: .kml, scratch)
        case "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl":
            try LongRun.refuse(in: path, endingIn: UInt8(ascii: "\n"))
            return OpenPlan(path: path, drivers: ["GeoJSONSeq", "GeoJSON"])
        default:
            return OpenPlan(path: path, options: gmlOptions)
        }
    }

    /// GDAL would leave a .gfs file beside the source, and fetch schemas from wherever the file says.
    private static let gmlOptions = ["WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO"]
}
