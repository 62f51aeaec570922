import Foundation
import GeoStore
import Logging
import ServiceLifecycle
import SimpleFeatures
import StyleSpec
import Synchronization

/// The MapLibre styles of the `styles` folder as they are now, the dark variants of those that have a palette for it, and the
/// map styles composed of them. New, changed and removed files are noticed without a restart; of a file that has become
/// wrong the last right state is kept.
final class StyleLibrary: Service {
    /// The style of the whole map, made from all others.
    static let composedID = "map"
    /// The same, made from their dark variants.
    static let darkComposedID = composedID + DarkPalette.suffix

    /// Whether a style is made of all others, and no file.
    static func isComposed(_ id: String) -> Bool { id == composedID || id == darkComposedID }

    private static let interval = Duration.seconds(1)

    let folder: StyleFolder
    private let executor: ThreadPoolExecutor
    private let onChange: @Sendable () -> Void
    private let current: Mutex<StyleShelf>
    private let changes = Atomic(0)

    /// - Parameter onChange: told after something else is served, on any thread.
    init(
        folder: String, executor: ThreadPoolExecutor, logger: Logger, onChange: @escaping @Sendable () -> Void = {}
    ) {
        self.folder = StyleFolder(path: folder, logger: logger)
        self.executor = executor
        self.onChange = onChange
        current = Mutex(self.folder.read() ?? StyleShelf(styles: [], icons: .none, faults: []))
    }

    /// What is served, all of one moment.
    var shelf: StyleShelf { current.withLock { $0 } }

    /// Another number whenever something else is served.
    var generation: Int { changes.load(ordering: .acquiring) }

    var styles: [StyleFile] { shelf.styles }

    var ids: [String] { [Self.composedID, Self.darkComposedID] + styles.map(\.id) }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            // Ends early when the server shuts down.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
            try await executor.run { self.look() }
        }
    }

    /// Takes over what is in the folder now.
    func look() {
        guard let read = folder.read() else { return }
        current.withLock { $0 = read }
        changes.add(1, ordering: .releasing)
        onChange()
    }

    /// - Throws: `RequestError.styleNotFound`.
    func file(_ id: String) throws(RequestError) -> StyleFile {
        let styles = styles
        guard let style = styles.first(where: { $0.id == id }) else {
            throw RequestError.styleNotFound(id, known: [Self.composedID, Self.darkComposedID] + styles.map(\.id))
        }
        return style
    }

    /// A style for the collections that exist, its URLs absolute.
    /// - Parameter hasGlyphs: whether it names glyphs; without, MapLibre draws text with fonts of the page.
    /// - Throws: `RequestError.styleNotFound`.
    func document(
        _ id: String, catalog: Catalog, links: LinkBuilder, hasGlyphs: Bool
    ) throws(RequestError) -> JSONValue {
        let map = composition(id, catalog)?.document
        let style = if let map { map } else { try file(id).restricted(to: catalog) }
        guard var members = style.object else { return style }
        let drawsImages = (members["layers"]?.array ?? []).contains { StyleImages(ofLayer: $0).isUsed }
        if drawsImages, !shelf.icons.isEmpty, members["sprite"] == nil {
            members["sprite"] = .string("/sprites/\(StyleIcons.folder)")
        }
        if !hasGlyphs {
            members["glyphs"] = nil
        } else if members["glyphs"] == nil {
            members["glyphs"] = "/fonts/{fontstack}/{range}.pbf"
        }
        return JSONValue.object(members).absolute(links)
    }

    /// What the map of everything is made of. Of a style without a dark variant a dark map has the light one.
    private func composition(_ id: String, _ catalog: Catalog) -> StyleComposition? {
        guard Self.isComposed(id) else { return nil }
        let styles = styles
        let light = styles.filter { $0.lightID == nil }
        guard id == Self.darkComposedID else { return StyleComposition(styles: light, catalog: catalog) }
        let dark = light.map { file in styles.first { $0.lightID == file.id } ?? file }
        return StyleComposition(styles: dark, catalog: catalog)
    }
}

extension StyleLibrary {
    /// What a style draws of the collections that exist.
    /// - Throws: `RequestError.styleNotFound`.
    func layers(of id: String, catalog: Catalog) throws(RequestError) -> [JSONValue] {
        if let map = composition(id, catalog) { return map.orderedLayers }
        return try file(id).layers(in: catalog)
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
        mapStrings { text in
            ["/tiles/", "/styles/", "/fonts/", "/sprites/"].contains(where: text.hasPrefix) ? links.url(text) : text
        }
    }
}
