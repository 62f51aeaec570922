import Foundation
import GeoStore
import SimpleFeatures

/// Which collections a MapLibre style draws: the source layers of its vector sources.
struct StyleCollections: Hashable, Sendable {
    let name: String
    /// In the order in which the style first draws them; none twice.
    let ids: [String]

    /// - Parameter style: a name in the folder `styles`, or the path of a style file.
    /// - Throws: `TileExportError`, `HomeFolder.Missing`.
    init(_ style: String, home: HomeFolder = HomeFolder()) throws {
        let path = try Self.path(of: style, home: home)
        name = URL(filePath: path).deletingPathExtension().lastPathComponent
        guard let content = FileManager.default.contents(atPath: path) else {
            throw TileExportError.styleUnreadable(path: path, reason: String(cString: strerror(errno)))
        }
        let document: JSONValue
        do { document = try JSONReader.read([UInt8](content)) } catch {
            throw TileExportError.styleUnreadable(path: path, reason: "\(error.reason) (byte \(error.byteOffset))")
        }
        guard let layers = document["layers"]?.array else {
            throw TileExportError.styleUnreadable(path: path, reason: "layers?")
        }
        var seen: Set<String> = []
        ids = layers.compactMap { $0["source-layer"]?.string }.filter { seen.insert($0).inserted }
    }

    private static func path(of style: String, home: HomeFolder) throws -> String {
        if style.hasSuffix(".json") || style.contains("/") { return style }
        let folder = try home.path(of: "styles")
        let known = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        guard known.contains(style) else { throw TileExportError.styleNotFound(style, known: known) }
        return "\(folder)/\(style).json"
    }

    /// Those that the store has.
    /// - Throws: `TileExportError.styleWithoutCollections`.
    func published(in catalog: Catalog) throws(TileExportError) -> [PublishedCollection] {
        let found = ids.compactMap { id in catalog.collections.first { $0.id.name == id } }
        guard !found.isEmpty else { throw TileExportError.styleWithoutCollections(name, named: ids) }
        return found
    }
}
