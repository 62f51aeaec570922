import CGDAL
import Foundation

/// A zip file whose layers are unpacked before they are read: shapes need an index, databases need random access.
struct Archive {
    let path: String

    struct Member {
        /// As it stands in the archive, folders included.
        let name: String
        /// Unpacked.
        let file: String
    }

    private static let layerSuffixes: Set<String> = [
        "shp", "gpkg", "geojson", "json", "kml", "kmz", "gml", "fgb", "tab", "mif", "dxf", "dgn", "csv", "gpx", "xlsx",
    ]

    /// Unpacks every file and returns those that hold layers; a lone .dbf counts when nothing else does.
    func unpackedLayers(
        into scratch: ScratchFolder, limitInBytes limit: Int64
    ) throws(FeatureExchangeError) -> [Member] {
        GDALLibrary.start()
        let names = try memberNames()
        let total = names.reduce(Int64(0)) { $0 + size(of: $1) }
        guard total <= limit else { throw .archiveTooLarge(path: path, bytes: total, limit: limit) }
        var folders: [String: String] = [:]
        var files: [Member] = []
        for name in names {
            let parent = name.split(separator: "/").dropLast().joined(separator: "/")
            if folders[parent] == nil { folders[parent] = try scratch.makePart() }
            guard let folder = folders[parent], let last = name.split(separator: "/").last else { continue }
            let file = "\(folder)/\(last)"
            try unpack(name, to: file)
            files.append(Member(name: name, file: file))
        }
        var layers = files.filter { Self.layerSuffixes.contains(URL(filePath: $0.file).pathExtension.lowercased()) }
        if layers.isEmpty { layers = files.filter { $0.name.lowercased().hasSuffix(".dbf") } }
        guard !layers.isEmpty else {
            throw .notRecognised(path: path, looksLike: .archiveWithoutLayers(members: Array(names.prefix(10))))
        }
        return layers
    }

    /// Files in the archive in the order of their names, without what macOS adds and without names that climb out.
    private func memberNames() throws(FeatureExchangeError) -> [String] {
        // VSIReadDirRecursive: a list to free with CSLDestroy, NULL when the archive cannot be read or is empty.
        let list = VSIReadDirRecursive(virtualPath(nil))
        defer { CSLDestroy(list) }
        let messages = GDALMessages.take()
        guard let list else {
            if !messages.isEmpty {
                throw .damaged(path: path, GDALError(function: "VSIReadDirRecursive", messages: messages, fallback: ""))
            }
            let looksLike = UnreadableFormat(at: path) ?? .archiveWithoutLayers(members: [])
            throw .notRecognised(path: path, looksLike: looksLike)
        }
        var names: [String] = []
        for index in 0..<Int(CSLCount(list)) {
            guard let entry = list[index] else { break }
            let name = String(cString: entry)
            let parts = name.split(separator: "/")
            let isHidden = name.hasSuffix("/") || parts.contains("..") || parts.contains("__MACOSX")
            if !isHidden, parts.last?.hasPrefix("._") == false { names.append(name) }
        }
        return names.sorted()
    }

    private func size(of member: String) -> Int64 {
        // VSIFOpenL: NULL when the member cannot be opened, which unpacking it will report. Seeking to the end of a
        // member reads its length from the archive's directory. (VSIStatL takes a struct Swift cannot see.)
        guard let file = VSIFOpenL(virtualPath(member), "rb") else { return 0 }
        defer { VSIFCloseL(file) }
        return VSIFSeekL(file, 0, SEEK_END) == 0 ? Int64(VSIFTellL(file)) : 0
    }

    private func unpack(_ member: String, to file: String) throws(FeatureExchangeError) {
        // CPLCopyFile: 0 when all bytes were written.
        guard CPLCopyFile(file, virtualPath(member)) == 0 else {
            let error = GDALError(
                function: "CPLCopyFile", messages: GDALMessages.take(), fallback: "cannot unpack \(member)")
            throw .damaged(path: path, error)
        }
        let messages = GDALMessages.take().filter { $0.severity == .failure }
        guard messages.isEmpty else {
            throw .damaged(path: path, GDALError(function: "CPLCopyFile", messages: messages, fallback: ""))
        }
    }

    /// Braces let the archive have any suffix and blanks in its name.
    private func virtualPath(_ member: String?) -> String {
        let root = "/vsizip/{\(URL(filePath: path).path)}"
        return member.map { "\(root)/\($0)" } ?? root
    }
}
