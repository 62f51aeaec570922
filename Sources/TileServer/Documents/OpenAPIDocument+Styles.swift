import HTTPTypes
import SimpleFeatures

extension OpenAPIDocument {
    /// Styles (OGC API Styles, draft 20-009), their legends, and what clients draw them with.
    static let styleOperations: [Operation] = [
        Operation(path: "/styles", id: "getStyles", tag: "Styles", summary: "Styles", type: .json, schema: "Styles"),
        Operation(
            path: "/styles", id: "createStyle", tag: "Styles",
            summary: "Add a style, or look whether it could be added; for administrators", type: .json, hasHTML: false,
            parameters: ["dry-run", "Slug"], method: .post, isNegotiated: false, hasValidator: false, success: "201",
            answers: ["204", "403", "404", "409", "413", "415", "422"], bodyTypes: [.mapboxStyle, .json]),
        Operation(
            path: "/styles/{styleId}", id: "getStyle", tag: "Styles", summary: "MapLibre style", type: .mapboxStyle,
            parameters: ["styleId", "glyphs", "styleFormat"], schema: "Style"),
        Operation(
            path: "/styles/{styleId}", id: "replaceStyle", tag: "Styles",
            summary: "Replace or add a style, or look whether it could be; for administrators", type: .json,
            hasHTML: false, parameters: ["styleId", "dry-run", "If-Match"], method: .put, isNegotiated: false,
            hasValidator: false, success: "204", answers: ["201"] + styleWriteAnswers + ["413", "415", "422"],
            bodyTypes: [.mapboxStyle, .json]),
        Operation(
            path: "/styles/{styleId}", id: "deleteStyle", tag: "Styles", summary: "Remove a style; for administrators",
            type: .json, hasHTML: false, parameters: ["styleId", "If-Match"], method: .delete, isNegotiated: false,
            hasValidator: false, success: "204", answers: styleWriteAnswers),
        Operation(
            path: "/styles/{styleId}/metadata", id: "getStyleMetadata", tag: "Styles",
            summary: "What a style draws, and in which forms there is one", type: .json, hasHTML: false,
            parameters: ["styleId"]),
        Operation(
            path: "/styles/{styleId}/legend", id: "getLegend", tag: "Styles",
            summary: "What the colours, lines and icons of a style mean", type: .json, hasHTML: false,
            parameters: [
                "styleId", "legendZoom", "legendBox", "collections", "legendScale", "legendWidth", "legendColumns",
                "legendFormat",
            ], otherTypes: [.png, .svg]),
        Operation(
            path: "/fonts.json", id: "getFonts", tag: "Styles", summary: "Names of the fonts", type: .json,
            hasHTML: false, schema: "Names"),
        Operation(
            path: "/fonts/{fontstack}/{range}.pbf", id: "getGlyphs", tag: "Styles",
            summary: "Glyphs of 256 characters as distance fields", type: .glyphs, hasHTML: false,
            parameters: ["fontstack", "range"], isNegotiated: false),
        Operation(
            path: "/sprites/icons.json", id: "getSpriteIndex", tag: "Styles", summary: "Where each icon lies",
            type: .json, hasHTML: false, isNegotiated: false),
        Operation(
            path: "/sprites/icons.png", id: "getSprite", tag: "Styles", summary: "All icons on one image", type: .png,
            hasHTML: false, isNegotiated: false),
        Operation(
            path: "/sprites/icons@2x.json", id: "getFineSpriteIndex", tag: "Styles",
            summary: "Where each icon lies on the image for fine screens", type: .json, hasHTML: false,
            isNegotiated: false),
        Operation(
            path: "/sprites/icons@2x.png", id: "getFineSprite", tag: "Styles",
            summary: "All icons on one image, for fine screens", type: .png, hasHTML: false, isNegotiated: false),
    ]

    private static let styleWriteAnswers = ["403", "412", "428"]

    static var styleParameterDeclarations: [(key: String, value: JSONValue)] {
        func number(_ least: Double, _ most: Double, _ usual: Double? = nil) -> JSONValue {
            var schema: JSONObject = ["type": "number", "minimum": .real(least), "maximum": .real(most)]
            if let usual { schema["default"] = .real(usual) }
            return .object(schema)
        }
        return [
            path("fontstack", "Names of fonts as in text-font, with commas between"),
            path("range", "First and last of 256 characters: 0-255, 256-511, …"),
            query(
                "glyphs", "false leaves out the URL of the glyphs: MapLibre then draws text with fonts of the page",
                schema: ["type": "boolean", "default": true]),
            query(
                "dry-run", "true only looks whether the style is right",
                schema: ["type": "boolean", "default": false]),
            header("Slug", "What the style is to be called; its name without it"),
            named(
                "legendZoom", query("zoom", "What is drawn at this zoom; everything without it", schema: number(0, 24))),
            named(
                "legendBox",
                query(
                    "bbox", "Classes that a feature in west,south,east,north (CRS84) has; all of them without it",
                    schema: ["type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 6])),
            named("legendScale", query("scale", "Pixels per pixel of a picture", schema: number(0.5, 4, 1))),
            named("legendWidth", query("width", "Of a picture, in pixels at scale 1", schema: number(80, 2000, 280))),
            named("legendColumns", query("columns", "Of a picture", schema: number(1, 6, 1))),
        ]
    }
}
