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
        /// What may grow when a text is to fit in: from, to, in pixels of the image.
        public let stretchX: [[Double]]
        public let stretchY: [[Double]]
        /// The box that a text may fill, in pixels of the image: left, top, right, bottom; empty for all of it.
        public let content: [Double]

        /// - Throws: `MapRenderError.icon`, `.canvasSize`.
        init(_ icon: SVGIcon, ratio: Int) throws(MapRenderError) {
            let attributes = icon.attributes
            let border = attributes.isDistanceField ? Double(DistanceField.border) : 0
            func pixels(_ numbers: [Double]) -> [Double] { numbers.map { ($0 + border) * Double(ratio) } }
            name = icon.name
            image = try icon.image(ratio: ratio)
            isDistanceField = attributes.isDistanceField
            self.ratio = ratio
            stretchX = attributes.stretchX.map(pixels)
            stretchY = attributes.stretchY.map(pixels)
            content = pixels(attributes.content)
        }
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
        for icon in ordered { sprites.append(try Sprite(icon, ratio: ratio)) }
        let packing = SpritePacking(sprites.map { ($0.image.width, $0.image.height) })
        image = try Self.sheet(sprites, packing)
        index = JSONObject(zip(sprites, packing.places).map { ($0.name, .object(Self.entry($0, $1))) })
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

    private static func entry(_ sprite: Sprite, _ place: SpritePacking.Place) -> JSONObject {
        var members: [(key: String, value: JSONValue)] = [
            ("height", JSONValue(sprite.image.height)), ("pixelRatio", JSONValue(sprite.ratio)),
            ("width", JSONValue(sprite.image.width)), ("x", JSONValue(place.x)), ("y", JSONValue(place.y)),
        ]
        func array(_ numbers: [Double]) -> JSONValue { .array(numbers.map { .real($0) }) }
        if sprite.isDistanceField { members.append(("sdf", true)) }
        if !sprite.stretchX.isEmpty { members.append(("stretchX", .array(sprite.stretchX.map(array)))) }
        if !sprite.stretchY.isEmpty { members.append(("stretchY", .array(sprite.stretchY.map(array)))) }
        if !sprite.content.isEmpty { members.append(("content", array(sprite.content))) }
        return JSONObject(members)
    }
}
