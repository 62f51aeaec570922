import Foundation
import GeoStore
import SimpleFeatures

/// The MapLibre styles of the `styles` folder, and the map style composed of them.
struct StyleLibrary: Sendable {
    /// What is wrong with a style file.
    struct Fault: Error, Hashable, Sendable {
        let path: String
        let reason: String
    }

    /// The style of the whole map, made from all others.
    static let composedID = "map"

    let styles: [StyleFile]

    /// - Throws: `Fault` naming the file that is not a style.
    init(folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.sorted()
        styles = try names.map { name in
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
    }

    var ids: [String] { [Self.composedID] + styles.map(\.id) }

    /// A style for the collections that exist, its URLs absolute.
    /// - Throws: `RequestError.styleNotFound`.
    func document(_ id: String, catalog: Catalog, links: LinkBuilder) throws -> JSONValue {
        if id == Self.composedID { return StyleComposition(library: self, catalog: catalog).document.absolute(links) }
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
        if id == Self.composedID { return StyleComposition(library: self, catalog: catalog).orderedLayers }
        guard let style = styles.first(where: { $0.id == id }) else {
            throw RequestError.styleNotFound(id, known: ids)
        }
        return style.layers(in: catalog)
    }

    /// What draws one collection.
    /// - Parameter style: whose layers are wanted; when nil those of its sector's style, or plain ones where that does not
    ///   draw it.
    /// - Throws: `RequestError.styleNotFound`.
    func layers(
        drawing collection: PublishedCollection, style: String?, catalog: Catalog
    ) throws(RequestError) -> [JSONValue] {
        let id = style ?? styles.first { $0.sector == collection.sector }?.id
        let layers = try id.map { id throws(RequestError) in try self.layers(of: id, catalog: catalog) } ?? []
        let own = layers.filter { $0["source"]?.string == collection.id.name }
        guard own.isEmpty, style == nil else { return own }
        return PlainDrawing(collection: collection, in: catalog).layers
    }

    /// The tiles that the map of everything asks for.
    func mapTiles(_ catalog: Catalog) -> [TileDirectory.Names] {
        let layers = StyleComposition(library: self, catalog: catalog).orderedLayers
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
