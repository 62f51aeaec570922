import Foundation
import GeoStore
import SimpleFeatures

/// The MapLibre styles of the `styles` folder, the dark variants of those that have a palette for it, and the map styles
/// composed of them.
struct StyleLibrary: Sendable {
    /// What is wrong with a style file.
    struct Fault: Error, Hashable, Sendable {
        let path: String
        let reason: String
    }

    /// The style of the whole map, made from all others.
    static let composedID = "map"
    /// The same, made from their dark variants.
    static let darkComposedID = composedID + DarkPalette.suffix

    let styles: [StyleFile]

    /// - Throws: `Fault` naming the file that is not a style.
    init(folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.sorted()
        let files = try names.map { name in
            let path = "\(folder)/\(name)"
            guard let content = FileManager.default.contents(atPath: path) else {
                throw Fault(path: path, reason: "it cannot be read")
            }
            do {
                return try StyleFile(id: String(name.dropLast(5)), document: JSONReader.read(Array(content)))
            } catch let error as JSONError {
                throw Fault(path: path, reason: "\(error.reason) (byte \(error.byteOffset))")
            } catch let error as StyleFile.Fault {
                throw Fault(path: path, reason: error.reason)
            }
        }
        let own = Set(files.map(\.id))
        // A dark style that somebody wrote as a file of its own is taken as it is.
        styles = files + files.compactMap(\.dark).filter { !own.contains($0.id) }
    }

    var ids: [String] { [Self.composedID, Self.darkComposedID] + styles.map(\.id) }

    /// What the map of everything is made of. Of a style without a dark variant a dark map has the light one.
    private func composition(_ id: String, _ catalog: Catalog) -> StyleComposition? {
        guard id == Self.composedID || id == Self.darkComposedID else { return nil }
        let light = styles.filter { $0.lightID == nil }
        guard id == Self.darkComposedID else { return StyleComposition(styles: light, catalog: catalog) }
        let dark = light.map { file in styles.first { $0.lightID == file.id } ?? file }
        return StyleComposition(styles: dark, catalog: catalog)
    }

    /// A style for the collections that exist, its URLs absolute.
    /// - Throws: `RequestError.styleNotFound`.
    func document(_ id: String, catalog: Catalog, links: LinkBuilder) throws -> JSONValue {
        if let map = composition(id, catalog) { return map.document.absolute(links) }
        guard let style = styles.first(where: { $0.id == id }) else {
            throw RequestError.styleNotFound(id, known: ids)
        }
        return style.restricted(to: catalog).absolute(links)
    }
}

extension StyleLibrary {
    /// What a style draws of the collections that exist.
    /// - Throws: `RequestError.styleNotFound`.
    func layers(of id: String, catalog: Catalog) throws(RequestError) -> [JSONValue] {
        if let map = composition(id, catalog) { return map.orderedLayers }
        guard let style = styles.first(where: { $0.id == id }) else {
            throw RequestError.styleNotFound(id, known: ids)
        }
        return style.layers(in: catalog)
    }

    /// The tiles that the map of everything asks for.
    func mapTiles(_ catalog: Catalog) -> [TileDirectory.Names] {
        let layers = composition(Self.composedID, catalog)?.orderedLayers ?? []
        let used = Set(layers.compactMap { $0["source"]?.string })
        return StyleSources(styleID: Self.composedID, catalog: catalog).groups(used).map { group in
            .style(Self.composedID, only: group.collections.joined(separator: ","))
        }
    }
}

extension JSONValue {
    /// Paths of this server made absolute: MapLibre does not resolve relative URLs in a style.
    fileprivate func absolute(_ links: LinkBuilder) -> JSONValue {
        mapStrings { ["/tiles/", "/styles/", "/fonts/"].contains(where: $0.hasPrefix) ? links.url($0) : $0 }
    }
}
