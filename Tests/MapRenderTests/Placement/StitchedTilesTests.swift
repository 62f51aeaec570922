import MapRender
import Testing

/// Labels as a painter of symbols draws them, tile by tile.
@Suite(.enabled(if: Fonts.areInstalled, "fonts-noto-core is not installed"))
struct StitchedTilesTests {
    private static let tile = 128.0
    /// Far from the world's corner, where numbers have few digits left.
    private static let corner = CanvasPoint(x: 1_070_386_176, y: 493_821_952)
    private let placement = LabelPlacement(reach: 64, rounds: 4)

    private struct Map {
        let shaper: TextShaper
        var layouts: [TextLayout] = []
        var candidates: [LabelCandidate] = []
        let paint: TextPaint

        /// Random names at random places of `side` pixels from the corner.
        init(side: Double) throws {
            shaper = try Fonts.shaper()
            var paint = TextPaint(colour: .black)
            paint.halo = .init(colour: Colour(red: 1, green: 1, blue: 0.8, opacity: 0.7), width: 1.5, blur: 0.5)
            self.paint = paint
            var numbers = RepeatableNumbers(seed: 5)
            let names = [
                "Pleiku", "Xã Ia Grăng", "Čư Păh", "Trường Tiểu học Nguyễn Bỉnh Khiêm", "Hồ Tơ Nưng", "Kon Dơ̆ng",
            ]
            for index in 0..<Int(side * side / 2500) {
                let anchor = CanvasPoint(
                    x: StitchedTilesTests.corner.x + Double.random(in: 0..<side, using: &numbers),
                    y: StitchedTilesTests.corner.y + Double.random(in: 0..<side, using: &numbers))
                var style = TextStyle(fonts: index % 2 == 0 ? Fonts.regular : Fonts.bold, size: 11)
                style.maximumWidth = 8
                let layout = try shaper.layout(FormattedText(names[index % names.count]), style)
                layouts.append(layout)
                candidates.append(
                    try LabelCandidate(
                        identity: .init(layer: 0, feature: UInt64(index)), rank: Double(index % 3), anchor: anchor,
                        alternatives: [[.box(layout.box.grown(by: 2).moved(by: anchor))]]))
            }
        }
    }

    /// A square of the map, which knows the labels within the margin and no others.
    private func draw(_ map: Map, _ x: Double, _ y: Double, side: Double) throws -> (PixelImage, count: Int) {
        let corner = CanvasPoint(x: Self.corner.x + x, y: Self.corner.y + y)
        let known = CanvasBox(minX: corner.x, minY: corner.y, maxX: corner.x + side, maxY: corner.y + side)
            .grown(by: placement.margin)
        let near = map.candidates.indices.filter {
            let anchor = map.candidates[$0].anchor
            return (known.minX...known.maxX).contains(anchor.x) && (known.minY...known.maxY).contains(anchor.y)
        }
        let placed = placement.place(near.map { map.candidates[$0] })
        let image = try Drawings.image(Int(side), Int(side)) { canvas in
            try canvas.fill(Colour(red: 0.8, green: 0.9, blue: 0.8))
            for label in placed {
                let anchor = map.candidates[near[label.candidate]].anchor
                try canvas.draw(
                    map.layouts[near[label.candidate]], at: CanvasPoint(x: anchor.x - corner.x, y: anchor.y - corner.y),
                    map.paint, with: map.shaper)
            }
        }
        return (image, placed.count)
    }

    @Test("4 × 4 tiles put together are the map drawn at once: no label cut, none doubled")
    func stitched() throws {
        let margin = placement.margin
        let map = try Map(side: 4 * Self.tile + 2 * margin)
        let whole = try draw(map, margin, margin, side: 4 * Self.tile)
        #expect(whole.count > 100)
        let side = Int(Self.tile)
        for row in 0..<4 {
            for column in 0..<4 {
                let tile = try draw(
                    map, margin + Double(column) * Self.tile, margin + Double(row) * Self.tile, side: Self.tile)
                let part = try whole.0.part(
                    columns: column * side..<(column + 1) * side, rows: row * side..<(row + 1) * side)
                #expect(tile.0 == part, "tile \(column), \(row) differs by \(tile.0.difference(from: part))")
            }
        }
    }
}
