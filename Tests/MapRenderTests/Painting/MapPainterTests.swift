import MapRender
import SimpleFeatures
import StyleSpec
import Testing
import Tiling
import VectorTile

@Suite("Tiles drawn with a style")
struct MapPainterTests {
    private static let world = try! TileIndex(matrix: 0, row: 0, column: 0, in: .webMercatorQuad)

    /// The tile of zoom 0 at 512 pixels.
    private func image(_ style: Style, _ tile: SketchTile, zoom: Double = 0) throws -> PixelImage {
        let painter = MapPainter(style: style, sprites: [:], shaper: try Fonts.shaper())
        let canvas = try Canvas(width: 512, height: 512)
        let frame = MapFrame(zoom: zoom, origin: CanvasPoint(x: 0, y: 0), width: 512, height: 512)
        try painter.draw(frame, from: SketchSource(tiles: [Self.world: tile.encoded]), labels: .wholeMap, on: canvas)
        return try canvas.image()
    }

    private static let square = [(800, 800), (1600, 800), (1600, 1600), (800, 1600)]

    @Test("Areas are filled by what their features say, holes stay open, and filters leave features out")
    func areas() throws {
        let style = try Style.sketch([
            [
                "type": "fill", "source-layer": "parcels", "filter": ["!=", ["get", "code"], "hidden"],
                "paint": ["fill-color": ["match", ["get", "code"], "a", "#ff0000", "#0000ff"]],
            ]
        ])
        let hole = [(1000, 1000), (1000, 1400), (1400, 1400), (1400, 1000)]
        let tile = SketchTile(
            "parcels",
            [
                (.rings([Self.square, hole]), ["code": "a"]),
                (.rings([Self.square.map { ($0.0 + 1600, $0.1) }]), ["code": "b"]),
                (.rings([Self.square.map { ($0.0, $0.1 + 1600) }]), ["code": "hidden"]),
            ])
        let image = try image(style, tile)
        #expect(image[110, 110] == 0xFFFF_0000)
        #expect(image[150, 150] == 0)
        #expect(image[310, 110] == 0xFF00_00FF)
        #expect(image[110, 310] == 0)
    }

    @Test("Neighbours of one colour have no seam between them")
    func seam() throws {
        let style = try Style.sketch([
            ["type": "fill", "source-layer": "parcels", "paint": ["fill-color": "#ff0000", "fill-opacity": 0.5]]
        ])
        // The edge between them lies in the middle of a pixel.
        let left = [(800, 800), (1604, 800), (1604, 1600), (800, 1600)]
        let right = [(1604, 800), (2400, 800), (2400, 1600), (1604, 1600)]
        let image = try image(style, SketchTile("parcels", [(.rings([left]), [:]), (.rings([right]), [:])]))
        #expect((110..<290).allSatisfy { image[$0, 150] == image[110, 150] })
    }

    @Test("What clipping made of an area at a tile's rim is not drawn as its outline")
    func rim() throws {
        let style = try Style.sketch([
            ["type": "line", "source-layer": "parcels", "paint": ["line-color": "#000000", "line-width": 2]]
        ])
        // Cut at 64 units beyond the tile's left side.
        let cut = [(-64, 800), (1600, 800), (1600, 1600), (-64, 1600)]
        let painter = MapPainter(style: style, sprites: [:], shaper: try Fonts.shaper())
        let canvas = try Canvas(width: 640, height: 512)
        let frame = MapFrame(zoom: 0, origin: CanvasPoint(x: -64, y: 0), width: 640, height: 512)
        try painter.draw(
            frame, from: SketchSource(tiles: [Self.world: SketchTile("parcels", [(.rings([cut]), [:])]).encoded]),
            labels: .wholeMap, on: canvas)
        let image = try canvas.image()
        #expect((120..<180).allSatisfy { image.opacity(56, $0) == 0 })
        #expect(image.opacity(64 + 200, 150) == 255)
        #expect(image.opacity(64 + 100, 100) == 255)
    }

    @Test("A circle belongs to the tile that has its centre, and to no buffer")
    func circles() throws {
        let style = try Style.sketch([
            ["type": "circle", "source-layer": "schools", "paint": ["circle-radius": 6, "circle-color": "#00ff00"]]
        ])
        let tile = SketchTile("schools", [(.points([(800, 800), (-30, 800)]), [:])])
        let image = try image(style, tile)
        #expect(image[100, 100] == 0xFF00_FF00)
        #expect(image.opacity(0, 100) == 0)
    }

    @Test("A name that has no room is left out, and the one that comes first by its sort key stands")
    func names() throws {
        let style = try Style.sketch([
            [
                "type": "symbol", "source-layer": "towns",
                "layout": [
                    "text-field": ["get", "name"], "text-size": 20, "text-font": ["Noto Sans Regular"],
                    "symbol-sort-key": ["to-number", ["get", "rank"]],
                ],
                "paint": ["text-color": ["case", ["==", ["get", "rank"], "1"], "#ff0000", "#0000ff"]],
            ]
        ])
        let tile = SketchTile(
            "towns",
            [
                (.points([(2000, 2000)]), ["name": "Ia Khươl", "rank": "2"]),
                (.points([(2040, 2040)]), ["name": "Pleiku", "rank": "1"]),
            ])
        let image = try image(style, tile)
        #expect(image.pixels.contains { $0 == 0xFFFF_0000 })
        #expect(!image.pixels.contains { $0 == 0xFF00_00FF })
    }

    @Test("A street in pieces has its name once, along the line")
    func street() throws {
        let style = try Style.sketch([
            [
                "type": "symbol", "source-layer": "roads",
                "layout": [
                    "text-field": ["get", "name"], "text-size": 16, "text-font": ["Noto Sans Regular"],
                    "symbol-placement": "line", "symbol-spacing": 1000,
                ],
            ]
        ])
        let name = ["name": "Đường Hùng Vương"]
        let tile = SketchTile(
            "roads",
            [
                (.line([(400, 2000), (1200, 2000)]), name), (.line([(1200, 2000), (2000, 2000)]), name),
                (.line([(2000, 2000), (3000, 2000)]), name),
            ])
        let shaper = try Fonts.shaper()
        let painter = MapPainter(style: style, sprites: [:], shaper: shaper)
        let frame = MapFrame(zoom: 0, origin: CanvasPoint(x: 0, y: 0), width: 512, height: 512)
        let symbols = try painter.symbols(of: MapTile(Self.world, tile.flat, style: style), frame)
        #expect(symbols.count == 1)
    }

    @Test("Layers are drawn at their zooms only, and enlarged tiles beyond the last matrix")
    func zooms() throws {
        let style = try Style.sketch([
            [
                "type": "fill", "source-layer": "parcels", "minzoom": 1, "maxzoom": 2,
                "paint": ["fill-color": "#ff0000"],
            ]
        ])
        let tile = SketchTile("parcels", [(.rings([Self.square]), [:])])
        #expect(try image(style, tile, zoom: 0.9).coveredPixels == 0)
        #expect(try image(style, tile, zoom: 2).coveredPixels == 0)
        let painter = MapPainter(style: style, sprites: [:], shaper: try Fonts.shaper())
        let canvas = try Canvas(width: 1024, height: 1024)
        let frame = MapFrame(zoom: 1, origin: CanvasPoint(x: 0, y: 0), width: 1024, height: 1024)
        let source = SketchSource(tiles: [Self.world: tile.encoded], matrices: 0...0)
        try painter.draw(frame, from: source, labels: .wholeMap, on: canvas)
        #expect(try canvas.image().coveredPixels == 200 * 200)
    }

    @Test("Tiles that claim more than they hold are drawn as far as they go", arguments: 1...40 as ClosedRange<UInt64>)
    func hostile(seed: UInt64) throws {
        let style = try Style.sketch([
            ["type": "fill", "source-layer": "parcels", "paint": ["fill-color": "#ff0000"]],
            ["type": "line", "source-layer": "parcels"],
        ])
        var random = RepeatableNumbers(seed: seed)
        var bytes = SketchTile("parcels", [(.rings([Self.square]), ["code": "a"])]).encoded
        for _ in 0..<4 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let painter = MapPainter(style: style, sprites: [:], shaper: try Fonts.shaper())
        let canvas = try Canvas(width: 64, height: 64)
        let frame = MapFrame(zoom: 0, origin: CanvasPoint(x: 0, y: 0), width: 64, height: 64)
        do {
            try painter.draw(frame, from: SketchSource(tiles: [Self.world: bytes]), labels: .wholeMap, on: canvas)
        } catch is VectorTileError {
            return
        }
        #expect(try canvas.image().pixels.count == 64 * 64)
    }
}
