/// What a layer is drawn as.
public enum LayerType: String, Hashable, Sendable, CaseIterable {
    case background, fill, line, circle, symbol, heatmap, raster, hillshade
    case fillExtrusion = "fill-extrusion"
    case colorRelief = "color-relief"
}
