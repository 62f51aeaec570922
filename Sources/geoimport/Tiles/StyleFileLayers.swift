import Foundation
import GeoStore
import SimpleFeatures
import StyleSpec

/// What a MapLibre style file reads of tiles.
struct StyleFileLayers: Hashable, Sendable {
    let name: String
    let usage: StyleUsage

    /// What the server calls the style that it makes of all others.
    private static let composedStyle = "map"

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
            throw TileExportError.styleUnreadable(path: path, reason: "no layers")
        }
        usage = StyleUsage(layers: layers)
    }

    private static func path(of style: String, home: HomeFolder) throws -> String {
        if style.hasSuffix(".json") || style.contains("/") { return style }
        let folder = try home.path(of: "styles")
        let known = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        if style == composedStyle { throw TileExportError.styleComposed(style, known: known) }
        guard known.contains(style) else { throw TileExportError.styleNotFound(style, known: known) }
        return "\(folder)/\(style).json"
    }

    /// Its source layers that the store has, in the order in which the style first draws them.
    /// - Throws: `TileExportError.styleWithoutCollections`.
    func published(in catalog: Catalog) throws(TileExportError) -> [String] {
        let known = Set(catalog.collections.map(\.id.name))
        let found = usage.sourceLayers.filter { known.contains(LayerName($0).collection) }
        guard !found.isEmpty else {
            throw TileExportError.styleWithoutCollections(name, named: usage.sourceLayers)
        }
        return found
    }
}
