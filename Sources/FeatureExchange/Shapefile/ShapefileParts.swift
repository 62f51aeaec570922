import Foundation

/// The files of one shapefile, found whatever the case of their suffixes, and what is wrong with them.
struct ShapefileParts {
    let shapes: String
    /// Lower-case suffix to path, `shp` included.
    let files: [String: String]

    /// - Parameter path: the .shp.
    init(shapes path: String) {
        shapes = path
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent()
        let stem = url.deletingPathExtension().lastPathComponent
        var files = ["shp": path]
        // An unreadable folder still has the .shp we were given.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where name != url.lastPathComponent {
            let candidate = folder.appending(path: name)
            guard candidate.deletingPathExtension().lastPathComponent == stem else { continue }
            let suffix = candidate.pathExtension.lowercased()
            if Self.usedSuffixes.contains(suffix), files[suffix] == nil { files[suffix] = candidate.path }
        }
        self.files = files
    }

    private static let usedSuffixes: Set<String> = ["shx", "dbf", "prj", "cpg"]

    /// From a companion (.dbf, .shx) to its shapefile; a .dbf without one is rows without geometry.
    static func plan(
        ofPart path: String, scratch: () throws(FeatureExchangeError) -> ScratchFolder
    ) throws(FeatureExchangeError) -> OpenPlan {
        let companions = try SourceNode.companions(of: path)
        if let shapes = companions.first(where: { URL(filePath: $0).pathExtension.lowercased() == "shp" }) {
            return try ShapefileParts(shapes: shapes).plan(scratch: scratch)
        }
        guard URL(filePath: path).pathExtension.lowercased() == "dbf" else {
            throw .notRecognised(path: path, looksLike: .shapefilePart(missing: "shp"))
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

    /// How to open it: in place when whole, else through links and a rebuilt index in `scratch`.
    func plan(scratch: () throws(FeatureExchangeError) -> ScratchFolder) throws(FeatureExchangeError) -> OpenPlan {
        var plan = OpenPlan(path: shapes, drivers: ["ESRI Shapefile"], options: ["ENCODING="])
        plan.textIsRaw = true
        let file = try BinaryFile(path: shapes)
        let header = try file.read(Int(ShapefileIndex.headerLength), at: 0)
        guard header.count == 100, header.bigEndianInt32(at: 0) == ShapefileIndex.fileCode else {
            throw .notRecognised(path: shapes, looksLike: UnreadableFormat(at: shapes))
        }
        let table = try attributeTable(&plan)
        try describeTextFiles(&plan)
        plan.declaredEncoding.languageDriver = table?.languageDriver
        plan.dbaseTypes = table?.fields.map(\.type) ?? []
        plan.deletedRows = table?.deletedCount ?? 0
        if plan.deletedRows > 0 { plan.notes.append(.deletedRowsSkipped(count: plan.deletedRows)) }

        let claimed = Int64(header.bigEndianInt32(at: 24)) * 2
        let fault = try indexFault(claimedLength: claimed, actualLength: file.size)
        var recordCount = try shapeCountOfIndex()
        if let fault {
            let index = try ShapefileIndex(walking: file, header: header)
            recordCount = index.recordCount
            plan.notes.append(.indexRebuilt(records: index.recordCount, because: fault))
            if claimed != file.size { plan.notes.append(.headerLengthWrong(claimed: claimed, actual: file.size)) }
            noteRest(from: index.end, size: file.size, &plan)
            try rearrange(&plan, in: scratch(), file, header, index)
        } else if hasOddSuffixes || plan.notes.contains(.attributeTableUnreadable) {
            try rearrange(&plan, in: scratch(), file, header, nil)
        }
        if let rows = table?.rowCount, let shapes = recordCount, rows != shapes {
            plan.notes.append(.rowCountDiffers(shapes: shapes, rows: rows))
        }
        return plan
    }

    private func attributeTable(_ plan: inout OpenPlan) throws(FeatureExchangeError) -> DBFHeader? {
        guard let path = files["dbf"] else {
            plan.notes.append(.attributeTableMissing)
            return nil
        }
        let table = try DBFHeader(file: BinaryFile(path: path))
        if table == nil { plan.notes.append(.attributeTableUnreadable) }
        return table
    }

    /// .cpg and .prj are sometimes a web server's error page.
    private func describeTextFiles(_ plan: inout OpenPlan) throws(FeatureExchangeError) {
        if let path = files["cpg"] {
            let text = try BinaryFile.beginning(of: path, bytes: 60).trimmingCharacters(in: .whitespacesAndNewlines)
            // Encoding names are short and on one line.
            if text.isEmpty || text.utf8.count > 40 || text.contains(where: { $0 == "<" || $0.isNewline }) {
                plan.notes.append(.encodingFileUnusable(beginning: String(text.prefix(40))))
            } else {
                plan.declaredEncoding.name = text
            }
        }
        guard let path = files["prj"] else {
            plan.notes.append(.crsFileMissing)
            return
        }
        let text = try BinaryFile.beginning(of: path, bytes: 40)
        // Old ESRI .prj start with `Projection`, all others with a WKT keyword.
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if !(start.first?.isLetter ?? false) { plan.notes.append(.crsFileUnusable(beginning: String(start))) }
    }

    /// Why the .shx cannot be trusted, nil when it can.
    private func indexFault(
        claimedLength: Int64, actualLength: Int64
    ) throws(FeatureExchangeError) -> SourceNote.IndexFault? {
        guard let path = files["shx"] else { return .missing }
        let index = try BinaryFile(path: path)
        let head = try index.read(Int(ShapefileIndex.headerLength), at: 0)
        guard head.count == 100, head.bigEndianInt32(at: 0) == ShapefileIndex.fileCode,
            Int64(head.bigEndianInt32(at: 24)) * 2 == index.size
        else { return .lengthWrong }
        return claimedLength == actualLength ? nil : .shapesLengthWrong
    }

    private func shapeCountOfIndex() throws(FeatureExchangeError) -> Int? {
        guard let path = files["shx"] else { return nil }
        return Int((try BinaryFile(path: path).size - ShapefileIndex.headerLength) / 8)
    }

    private func noteRest(from end: Int64, size: Int64, _ plan: inout OpenPlan) {
        guard end < size else { return }
        // Less than a record header is filling, more is a record that was cut or overwritten.
        plan.notes.append(
            size - end < 12 ? .trailingBytesIgnored(count: size - end) : .recordsUnreadable(fromByte: end))
    }

    private var hasOddSuffixes: Bool {
        files.contains { suffix, path in
            let written = URL(filePath: path).pathExtension
            return written != suffix && written != suffix.uppercased()
        }
    }

    /// The same shapefile in `scratch`: links to what is sound, new files for what is not.
    private func rearrange(
        _ plan: inout OpenPlan, in scratch: ScratchFolder, _ file: BinaryFile, _ header: [UInt8],
        _ index: ShapefileIndex?
    ) throws(FeatureExchangeError) {
        let stem = URL(filePath: shapes).deletingPathExtension().lastPathComponent
        let base = "\(try scratch.makePart())/\(stem)"
        for (suffix, path) in files.sorted(by: { $0.key < $1.key }) {
            if suffix == "shx" && index != nil { continue }
            if suffix == "shp", let index, Int64(header.bigEndianInt32(at: 24)) * 2 != index.end { continue }
            if suffix == "dbf" && plan.notes.contains(.attributeTableUnreadable) { continue }
            try scratch.link(path, as: "\(base).\(suffix)")
        }
        if let index {
            try scratch.write(index.bytes, to: base + ".shx")
            if Int64(header.bigEndianInt32(at: 24)) * 2 != index.end {
                try copyShapes(file, header, to: base + ".shp", length: index.end)
            }
        }
        plan.path = base + ".shp"
    }

    /// The readable records under a header that tells the truth.
    private func copyShapes(
        _ file: BinaryFile, _ header: [UInt8], to path: String, length: Int64
    ) throws(FeatureExchangeError) {
        let piece = 1 << 20
        guard FileManager.default.createFile(atPath: path, contents: nil), let out = FileHandle(forWritingAtPath: path)
        else { throw .scratchFailed(path: path, errno: errno) }
        do {
            try out.write(contentsOf: ShapefileIndex.patched(header, fileLength: length))
            var offset = ShapefileIndex.headerLength
            while offset < length {
                let bytes = try file.read(min(piece, Int(length - offset)), at: offset)
                try out.write(contentsOf: bytes)
                offset += Int64(bytes.count)
            }
            try out.close()
        } catch let error as FeatureExchangeError {
            throw error
        } catch {
            throw .scratchFailed(path: path, errno: ScratchFolder.number(of: error))
        }
    }
}
