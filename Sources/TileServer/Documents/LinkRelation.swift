/// Relations of the OGC register (http://www.opengis.net/def/rel) that several documents use.
enum LinkRelation {
    private static let register = "http://www.opengis.net/def/rel/ogc/1.0/"

    /// From a dataset or a collection to the list of its vector tilesets (OGC 20-057, table 2).
    static let vectorTilesets = register + "tilesets-vector"
    /// The same of pictures.
    static let mapTilesets = register + "tilesets-map"
    /// From a dataset, a collection or a style to a map of it (OGC 20-058).
    static let map = register + "map"
    /// From a tileset to the definition of its tile matrix set.
    static let tilingScheme = register + "tiling-scheme"
    static let tilingSchemes = register + "tiling-schemes"
    /// From a tileset or one of its layers to the collection it is made from.
    static let geodata = register + "geodata"
    static let dataset = register + "dataset"
}
