import MapRender
import Testing

@Suite struct CanvasImageTests {
    /// Left half red, right half blue.
    private func halves() throws -> PixelImage {
        try PixelImage(
            width: 8, height: 8, pixels: (0..<64).map { $0 % 8 < 4 ? 0xFFFF_0000 : 0xFF00_00FF })
    }

    /// A square of 16 × 16 as a distance field in 32 × 32.
    private func square() throws -> PixelImage {
        try PixelImage(
            width: 32, height: 32,
            pixels: (0..<1024).map {
                let (x, y) = (Double($0 % 32) - 15.5, Double($0 / 32) - 15.5)
                let distance = 8 - max(abs(x), abs(y))
                return UInt32(min(max(0.75 + distance / 8, 0), 1) * 255 + 0.5) << 24
            })
    }

    @Test("an image lies about its centre, and turns clockwise")
    func turned() throws {
        let image = try Drawings.image { try $0.draw(halves(), centre: CanvasPoint(x: 32, y: 32)) }
        #expect(image[29, 32] == 0xFFFF_0000)
        #expect(image[34, 32] == 0xFF00_00FF)
        var style = ImageStyle()
        style.rotationInRadians = .pi / 2
        let turned = try Drawings.image { try $0.draw(halves(), centre: CanvasPoint(x: 32, y: 32), style) }
        #expect(turned[32, 29] == 0xFFFF_0000)
        #expect(turned[32, 34] == 0xFF00_00FF)
    }

    @Test("scale and opacity apply")
    func scaled() throws {
        var style = ImageStyle()
        style.scale = 4
        style.opacity = 0.5
        let image = try Drawings.image { try $0.draw(halves(), centre: CanvasPoint(x: 32, y: 32), style) }
        #expect(abs(image.opacity(20, 20) - 128) <= 1)
        #expect(image.opacity(10, 20) == 0)
    }

    @Test("a pattern goes on over a tile's edge")
    func pattern() throws {
        let pattern = try PixelImage(
            width: 7, height: 5, pixels: (0..<35).map { 0xFF00_0000 | UInt32($0) * 0x070503 })
        let whole = try Drawings.image(128, 32) {
            try $0.fill(Drawings.box(0, 0, 128, 32), with: pattern, origin: CanvasPoint(x: 3, y: 2))
        }
        let right = try Drawings.image(64, 32) {
            try $0.fill(Drawings.box(-64, 0, 64, 32), with: pattern, origin: CanvasPoint(x: 3 - 64, y: 2))
        }
        #expect(try whole.part(columns: 64..<128, rows: 0..<32) == right)
        #expect(whole[3, 2] == 0xFF00_0000)
    }

    @Test("a distance field is tinted, scaled and turned with a sharp edge")
    func field() throws {
        var style = ImageStyle(.distanceField(Drawings.red, halo: nil))
        func area() throws -> Double {
            try Drawings.image { try $0.draw(square(), centre: CanvasPoint(x: 32, y: 32), style) }.coveredPixels
        }
        #expect(abs(try area() - 256) < 6)
        style.scale = 2
        #expect(abs(try area() - 1024) < 20)
        style.rotationInRadians = 0.7
        #expect(abs(try area() - 1024) < 20)
    }

    @Test("a halo lies around a tinted icon")
    func halo() throws {
        let style = ImageStyle(.distanceField(Drawings.red, halo: .init(colour: Drawings.blue, width: 3)))
        let image = try Drawings.image { try $0.draw(square(), centre: CanvasPoint(x: 32, y: 32), style) }
        #expect(image[32, 32] == 0xFFFF_0000)
        #expect(image[22, 32] == 0xFF00_00FF)
        #expect(image[18, 32] == 0)
    }
}
