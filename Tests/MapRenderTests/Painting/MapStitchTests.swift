import MapRender
import SimpleFeatures
import StyleSpec
import Testing
import Tiling

/// Pictures of one plane, drawn apart and put together.
@Suite("Tiles of a map fit together", .enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct MapStitchTests {
    private static let matrix = 5
    /// The corner of what is drawn, in tiles of the matrix.
    private static let corner = 8
    private let placement = LabelPlacement(reach: 112, rounds: 3)

    private static let style = Result {
        try Style.sketch([
            ["type": "background", "paint": ["background-color": "#f4f0e6"]],
            [
                "type": "fill", "source-layer": "parcels",
                "paint": ["fill-color": "#cfe0b0", "fill-opacity": 0.7, "fill-outline-color": "#7a8a5a"],
            ],
            [
                "type": "line", "source-layer": "roads", "layout": ["line-cap": "round", "line-join": "round"],
                "paint": ["line-color": "#c06020", "line-width": 7, "line-opacity": 0.8],
            ],
            [
                "type": "symbol", "source-layer": "roads",
                "layout": [
                    "text-field": ["get", "name"], "text-size": 11, "text-font": ["Noto Sans Regular"],
                    "symbol-placement": "line", "symbol-spacing": 200,
                ],
                "paint": ["text-halo-color": "#ffffff", "text-halo-width": 1.2],
            ],
            [
                "type": "symbol", "source-layer": "towns",
                "layout": [
                    "text-field": ["get", "name"], "text-size": 13, "text-font": ["Noto Sans Bold"],
                    "text-variable-anchor": ["top", "left", "right"], "text-radial-offset": 0.5,
                ],
                "paint": ["text-color": "#3a2a6a", "text-halo-color": "#ffffff", "text-halo-width": 1.5],
            ],
        ])
    }

    /// Streets that go on from tile to tile, areas cut at their rims, towns anywhere.
    private func source() -> SketchSource {
        var numbers = RepeatableNumbers(seed: 11)
        var source = SketchSource(matrices: Self.matrix...Self.matrix)
        let names = ["Pleiku", "Ia Grai", "Xã Ia Khươl", "Čư Păh", "Hồ Tơ Nưng", "Phường Diên Hồng"]
        for row in (Self.corner - 6)..<(Self.corner + 8) {
            for column in (Self.corner - 6)..<(Self.corner + 8) {
                let number = (row * 5 + column * 3) % names.count
                var tile = SketchTile(
                    "roads",
                    [
                        (.line([(-64, 1000), (4160, 1000)]), ["name": "Đường \(names[number])"]),
                        (.line([(700, -64), (700, 4160)]), ["name": "Quốc lộ 19"]),
                    ])
                tile.add("parcels", [(.rings([[(-64, 1500), (4160, 1500), (4160, 3000), (-64, 3000)]]), [:])])
                let towns = (0..<9).map { _ in
                    (
                        shape: SketchTile.Shape.points([
                            (Int.random(in: -60..<4160, using: &numbers), Int.random(in: -60..<4160, using: &numbers))
                        ]), properties: ["name": names.randomElement(using: &numbers) ?? ""]
                    )
                }
                tile.add("towns", towns)
                if let index = try? TileIndex(matrix: Self.matrix, row: row, column: column, in: .webMercatorQuad) {
                    source.tiles[index] = tile.encoded
                }
            }
        }
        return source
    }

    private func draw(
        _ x: Double, _ y: Double, side: Int, scale: Double, _ source: SketchSource
    ) throws -> PixelImage {
        // Nothing is remembered from picture to picture.
        let painter = MapPainter(style: try Self.style.get(), sprites: [:], shaper: try Fonts.shaper())
        let start = Double(Self.corner) * MapFrame.tileSide
        let frame = MapFrame(
            zoom: Double(Self.matrix), origin: CanvasPoint(x: start + x, y: start + y), width: Double(side),
            height: Double(side))
        let canvas = try Canvas(width: side, height: side, scale: scale)
        try painter.draw(frame, from: source, labels: placement, on: canvas)
        return try canvas.image()
    }

    @Test("Sixteen tiles put together are the picture drawn at once", arguments: [1.0, 2.0])
    func stitched(scale: Double) throws {
        let source = source()
        let whole = try draw(0, 0, side: 1024, scale: scale, source)
        let side = Int(256 * scale)
        for row in 0..<4 {
            for column in 0..<4 {
                let tile = try draw(Double(column * 256), Double(row * 256), side: 256, scale: scale, source)
                let part = try whole.part(
                    columns: (column * side)..<((column + 1) * side), rows: (row * side)..<((row + 1) * side))
                #expect(tile.pixelsUnlike(part) == 0, "tile \(column), \(row)")
            }
        }
    }

    @Test("Tiles on both sides of a border between blocks of names fit together too")
    func betweenBlocks() throws {
        let source = source()
        // Blocks are four tiles of the matrix wide: this one begins in the middle of one and ends in the next.
        let whole = try draw(1536, 0, side: 512, scale: 1, source)
        let next = try draw(2048, 0, side: 512, scale: 1, source)
        var across = try MapOfTwo(whole, next).joined()
        let shifted = try draw(1792, 0, side: 512, scale: 1, source)
        across = try across.part(columns: 256..<768, rows: 0..<512)
        #expect(across.pixelsUnlike(shifted) == 0)
    }
}

extension PixelImage {
    /// How many pixels differ by what can be seen: Cairo counts the edge of a long stroke anew where its window ends, and
    /// may come to a neighbouring step of its seventeen.
    fileprivate func pixelsUnlike(_ other: PixelImage) -> Int {
        func unlike(_ one: UInt32, _ other: UInt32, _ shift: UInt32) -> Bool {
            abs(Int(one >> shift & 0xFF) - Int(other >> shift & 0xFF)) > 16
        }
        return zip(pixels, other.pixels).count { one, another in
            unlike(one, another, 0) || unlike(one, another, 8) || unlike(one, another, 16) || unlike(one, another, 24)
        }
    }
}

/// Two pictures side by side.
private struct MapOfTwo {
    let left: PixelImage
    let right: PixelImage

    init(_ left: PixelImage, _ right: PixelImage) { (self.left, self.right) = (left, right) }

    func joined() throws -> PixelImage {
        try PixelImage(
            width: left.width + right.width, height: left.height,
            pixels: (0..<left.height).flatMap { row in
                (0..<left.width).map { left[$0, row] } + (0..<right.width).map { right[$0, row] }
            })
    }
}
