public import SimpleFeatures

/// Icons on one image, with a table that says where each lies (MapLibre style specification, "sprite").
public struct SpriteSheet: Sendable {
    /// An icon of the sheet.
    public struct Sprite: Sendable {
        public let name: String
        public let image: PixelImage
        /// Whether the image is a distance field, to be tinted.
        public let isDistanceField: Bool
        /// Pixels of the image per pixel on the map at scale 1.
        public let ratio: Int
    }

    /// In the order of their names.
    public let sprites: [Sprite]
    /// All of them. Of one clear pixel when there is none.
    public let image: PixelImage
    /// What `sprite.json` says.
    public let index: JSONObject

    /// - Parameters:
    ///   - icons: names that occur once.
    ///   - ratio: 1, or 2 for `@2x`.
    /// - Throws: `MapRenderError.icon`, `.canvasSize`.
    public init(_ icons: [SVGIcon], ratio: Int) throws(MapRenderError) {
        var sprites: [Sprite] = []
        let ordered = icons.sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
        for icon in ordered {
            sprites.append(
                Sprite(
                    name: icon.name, image: try icon.image(ratio: ratio),
                    isDistanceField: icon.attributes.isDistanceField, ratio: ratio))
        }
        let packing = SpritePacking(sprites.map { ($0.image.width, $0.image.height) })
        image = try Self.sheet(sprites, packing)
        index = JSONObject(
            zip(sprites, zip(ordered, packing.places)).map { sprite, place in
                (sprite.name, .object(Self.entry(sprite, place.0.attributes, place.1)))
            })
        self.sprites = sprites
    }

    /// The bytes of `sprite.json`.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.append(.object(index))
        return writer.bytes
    }

    private static func sheet(_ sprites: [Sprite], _ packing: SpritePacking) throws(MapRenderError) -> PixelImage {
        let (width, height) = (max(packing.width, 1), max(packing.height, 1))
        guard width <= Canvas.sideLimit, height <= Canvas.sideLimit else {
            throw .canvasSize(
                width: Double(width), height: Double(height), sideLimit: Canvas.sideLimit,
                pixelLimit: Canvas.pixelLimit)
        }
        var pixels = [UInt32](repeating: 0, count: width * height)
        for (sprite, place) in zip(sprites, packing.places) {
            for row in 0..<sprite.image.height {
                let start = (place.y + row) * width + place.x
                pixels.replaceSubrange(
                    start..<(start + sprite.image.width),
                    with: sprite.image.pixels[(row * sprite.image.width)..<((row + 1) * sprite.image.width)])
            }
        }
        return try PixelImage(width: width, height: height, pixels: pixels)
    }

    private static func entry(
        _ sprite: Sprite, _ attributes: SpriteAttributes, _ place: SpritePacking.Place
    ) -> JSONObject {
        var members: [(key: String, value: JSONValue)] = [
            ("height", JSONValue(sprite.image.height)), ("pixelRatio", JSONValue(sprite.ratio)),
            ("width", JSONValue(sprite.image.width)), ("x", JSONValue(place.x)), ("y", JSONValue(place.y)),
        ]
        if attributes.isDistanceField { members.append(("sdf", true)) }
        // In pixels of the image, and a distance field has a border.
        let border = attributes.isDistanceField ? DistanceField.border : 0
        func pixels(_ numbers: [Double]) -> JSONValue {
            .array(numbers.map { .real(($0 + Double(border)) * Double(sprite.ratio)) })
        }
        if !attributes.stretchX.isEmpty { members.append(("stretchX", .array(attributes.stretchX.map(pixels)))) }
        if !attributes.stretchY.isEmpty { members.append(("stretchY", .array(attributes.stretchY.map(pixels)))) }
        if !attributes.content.isEmpty { members.append(("content", pixels(attributes.content))) }
        return JSONObject(members)
    }
}
