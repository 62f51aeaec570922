import SimpleFeatures

/// Layers that are read and checked, and that no renderer of ours draws.
extension LayerSpecification {
    static let heatmap = LayerSpecification(
        layout: [
            .visibility
        ],
        paint: [
            .number("heatmap-radius", 30, atLeast: 1).perFeature.withTransition,
            .number("heatmap-weight", 1, atLeast: 0).perFeature,
            .number("heatmap-intensity", 1, atLeast: 0).perZoom.withTransition,
            .color("heatmap-color").ramp,
            .fraction("heatmap-opacity", 1).perZoom.withTransition,
        ])

    static let fillExtrusion = LayerSpecification(
        layout: [
            .visibility,
            .number("fill-extrusion-rounded-corner-distance", 0, atLeast: 0).constant,
        ],
        paint: [
            .fraction("fill-extrusion-opacity", 1).perZoom.withTransition,
            .color("fill-extrusion-color", "#000000").perFeature.withTransition,
            .numbers("fill-extrusion-translate", [0, 0]).perZoom.withTransition,
            .enumeration("fill-extrusion-translate-anchor", "map", ["map", "viewport"]).perZoom,
            .image("fill-extrusion-pattern").crossFadedPerFeature.withTransition,
            .number("fill-extrusion-height", 0, atLeast: 0).perFeature.withTransition,
            .number("fill-extrusion-base", 0, atLeast: 0).perFeature.withTransition,
            .boolean("fill-extrusion-vertical-gradient", true).perZoom,
        ])

    static let raster = LayerSpecification(
        layout: [
            .visibility
        ],
        paint: [
            .fraction("raster-opacity", 1).perZoom.withTransition,
            .number("raster-hue-rotate", 0).perZoom.withTransition,
            .fraction("raster-brightness-min", 0).perZoom.withTransition,
            .fraction("raster-brightness-max", 1).perZoom.withTransition,
            .number("raster-saturation", 0, atLeast: -1, atMost: 1).perZoom.withTransition,
            .number("raster-contrast", 0, atLeast: -1, atMost: 1).perZoom.withTransition,
            .enumeration("resampling", "linear", ["linear", "nearest"]).perZoom,
            .enumeration("raster-resampling", "linear", ["linear", "nearest"]).perZoom,
            .number("raster-fade-duration", 300, atLeast: 0).perZoom,
        ])

    static let hillshade = LayerSpecification(
        layout: [
            .visibility
        ],
        paint: [
            .interpolated("hillshade-illumination-direction", .numberArray, 335).perZoom,
            .interpolated("hillshade-illumination-altitude", .numberArray, 45).perZoom,
            .enumeration("hillshade-illumination-anchor", "viewport", ["map", "viewport"]).perZoom,
            .fraction("hillshade-exaggeration", 0.5).perZoom.withTransition,
            .interpolated("hillshade-shadow-color", .colorArray, "#000000").perZoom.withTransition,
            .interpolated("hillshade-highlight-color", .colorArray, "#FFFFFF").perZoom.withTransition,
            .color("hillshade-accent-color", "#000000").perZoom.withTransition,
            .enumeration("hillshade-method", "standard", ["standard", "basic", "combined", "igor", "multidirectional"])
                .perZoom,
            .enumeration("resampling", "linear", ["linear", "nearest"]).perZoom,
        ])

    static let colorRelief = LayerSpecification(
        layout: [
            .visibility
        ],
        paint: [
            .fraction("color-relief-opacity", 1).perZoom.withTransition,
            .color("color-relief-color").ramp,
            .enumeration("resampling", "linear", ["linear", "nearest"]).perZoom,
        ])
}
