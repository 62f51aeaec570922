import Tiling

/// GetTile (OGC 07-057r7, 7.2 and 10.2): a tile of a layer, by parameters or by the parts of a path.
struct WMTSParameters: Sendable {
    let tile: PictureTile

    /// What the names of GetTile stand for; nil where they are missing.
    typealias Source = (_ name: String) throws(ServiceFault) -> String?

    /// - Throws: `ServiceFault`, `TilingError`, `ParameterError`.
    init(layers: MapLayers, _ source: Source) throws {
        func text(_ name: String, _ expected: String) throws(ServiceFault) -> String {
            guard let text = try source(name) else { throw ServiceFault(missing: name, expected: expected) }
            return text
        }
        let layer = try layers.layer(text("LAYER", "the name of a layer"), in: "LAYER")
        let choice = try layers.choice(layer, style: source("STYLE") ?? "", in: "STYLE")
        let sets = MapTileMatrixSet.allCases.map(\.rawValue).joined(separator: " or ")
        let name = try text("TILEMATRIXSET", sets)
        guard let matrixSet = MapTileMatrixSet(name: name) else {
            throw ServiceFault(.invalidParameterValue, "TILEMATRIXSET", name, expected: sets)
        }
        let matrices = "0 to \(matrixSet.set.matrices.count - 1)"
        tile = PictureTile(
            content: layers.content(of: [choice]),
            index: try TileParameters.index(
                matrix: text("TILEMATRIX", matrices), row: text("TILEROW", "a whole number"),
                column: text("TILECOL", "a whole number")),
            pixels: matrixSet.pixels, format: try source("FORMAT").map { try .read("FORMAT", $0) } ?? .png)
    }
}
