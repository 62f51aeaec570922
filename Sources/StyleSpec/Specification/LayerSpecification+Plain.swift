/// Layers that are drawn as areas, lines and points (MapLibre Style Specification 8, Layers).
extension LayerSpecification {
    static let background = LayerSpecification(
        layout: [
            .visibility
        ],
        paint: [
            .color("background-color", "#000000").perZoom.withTransition,
            .image("background-pattern").crossFaded.withTransition,
            .fraction("background-opacity", 1).perZoom.withTransition,
        ])

    static let fill = LayerSpecification(
        layout: [
            .number("fill-sort-key").perFeature.stepped,
            .visibility,
        ],
        paint: [
            .boolean("fill-antialias", true).perZoom,
            .fraction("fill-opacity", 1).perFeature.withTransition,
            .fraction("fill-layer-opacity", 1).perZoom.withTransition,
            .color("fill-color", "#000000").perFeature.withTransition,
            .color("fill-outline-color").perFeature.withTransition,
            .numbers("fill-translate", [0, 0]).perZoom.withTransition,
            .enumeration("fill-translate-anchor", "map", ["map", "viewport"]).perZoom,
            .image("fill-pattern").crossFadedPerFeature.withTransition,
        ])

    static let line = LayerSpecification(
        layout: [
            .enumeration("line-cap", "butt", ["butt", "round", "square"]).perFeature,
            .enumeration("line-join", "miter", ["bevel", "round", "miter"]).perFeature,
            .number("line-miter-limit", 2).perFeature,
            .number("line-round-limit", 1.05).perFeature,
            .number("line-sort-key").perFeature.stepped,
            .visibility,
        ],
        paint: [
            .fraction("line-opacity", 1).perFeature.withTransition,
            .fraction("line-layer-opacity", 1).perZoom.withTransition,
            .color("line-color", "#000000").perFeature.withTransition,
            .numbers("line-translate", [0, 0]).perZoom.withTransition,
            .enumeration("line-translate-anchor", "map", ["map", "viewport"]).perZoom,
            .number("line-width", 1, atLeast: 0).perFeature.withTransition,
            .number("line-gap-width", 0, atLeast: 0).perFeature.withTransition,
            .number("line-offset", 0).perFeature.withTransition,
            .number("line-blur", 0, atLeast: 0).perFeature.withTransition,
            .dashes("line-dasharray").crossFadedPerFeature.withTransition,
            .image("line-pattern").crossFadedPerFeature.withTransition,
            .color("line-gradient").ramp,
        ])

    static let circle = LayerSpecification(
        layout: [
            .number("circle-sort-key").perFeature.stepped,
            .visibility,
        ],
        paint: [
            .number("circle-radius", 5, atLeast: 0).perFeature.withTransition,
            .color("circle-color", "#000000").perFeature.withTransition,
            .number("circle-blur", 0).perFeature.withTransition,
            .fraction("circle-opacity", 1).perFeature.withTransition,
            .numbers("circle-translate", [0, 0]).perZoom.withTransition,
            .enumeration("circle-translate-anchor", "map", ["map", "viewport"]).perZoom,
            .enumeration("circle-pitch-scale", "map", ["map", "viewport"]).perZoom,
            .enumeration("circle-pitch-alignment", "viewport", ["map", "viewport"]).perZoom,
            .number("circle-stroke-width", 0, atLeast: 0).perFeature.withTransition,
            .color("circle-stroke-color", "#000000").perFeature.withTransition,
            .fraction("circle-stroke-opacity", 1).perFeature.withTransition,
        ])
}
