/// Which of many paths are layers, and which files belong to them: in a folder, in an archive.
struct LayerFiles {
    /// Layers in the order of their paths; a file geodatabase is its folder.
    let paths: [String]

    /// Layers of their own.
    private static let layerSuffixes: Set<String> = [
        "shp", "tab", "mif", "gpkg", "geojson", "json", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl",
        "topojson", "kml", "kmz", "gml", "fgb", "dxf", "dgn", "gpx", "sqlite", "pbf", "osm",
    ]
    /// Tables: they count only where there is nothing else, because deliveries have lists beside their layers.
    private static let tableSuffixes: Set<String> = ["csv", "tsv", "xlsx", "xls", "ods"]

    private let stems: Set<String>

    init(among all: [String]) {
        let databases = Set(all.compactMap(Self.geodatabase))
        let files = all.filter { Self.geodatabase($0) == nil }
        // A shapefile's or a table's own .json or .tab never happens; a drawing's own folder does.
        var layers = files.filter { Self.layerSuffixes.contains(Self.suffix($0)) } + databases
        let geographic = layers.filter { Self.suffix($0) != "json" }
        if !geographic.isEmpty { layers = geographic }
        if layers.isEmpty { layers = files.filter { Self.tableSuffixes.contains(Self.suffix($0)) } }
        if layers.isEmpty { layers = files.filter { Self.suffix($0) == "dbf" } }
        paths = layers.sorted()
        stems = Set(paths.map { Self.stem($0).lowercased() })
    }

    /// Whether `path` is a layer, lies in a geodatabase or shares the stem of a layer.
    func needs(_ path: String) -> Bool {
        if let database = Self.geodatabase(path) { return paths.contains(database) }
        let stem = Self.stem(path).lowercased()
        return stems.contains(stem) || stems.contains { stem.hasPrefix($0 + ".") }
    }

    /// The folder `….gdb` that `path` lies in.
    private static func geodatabase(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            parts.append(part)
            if part.lowercased().hasSuffix(".gdb") { return parts.joined(separator: "/") }
        }
        return nil
    }

    private static func suffix(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "" }
        return path[path.index(after: dot)...].lowercased()
    }

    private static func stem(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
        return String(path[..<dot])
    }
}
