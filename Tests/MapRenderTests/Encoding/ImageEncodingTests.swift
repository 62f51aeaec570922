import Foundation
import MapRender
import TestSupport
import Testing

@Suite(.enabled(if: Program("gdal_translate") != nil, "gdal-bin is not installed"))
struct ImageEncodingTests {
    /// What GDAL reads: red, green, blue and perhaps opacity of each pixel, plane by plane.
    private func planes(_ bytes: [UInt8], _ suffix: String, expanding: Bool = false) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "image.\(suffix)")
        let raw = folder.url.appending(path: "raw.bin")
        try Data(bytes).write(to: file)
        let expansion = expanding ? ["-expand", "rgba"] : []
        try #require(Program("gdal_translate")).run(
            ["-q", "-of", "ENVI", "-co", "INTERLEAVE=BSQ"] + expansion + [file.path, raw.path])
        return [UInt8](try Data(contentsOf: raw))
    }

    /// Not premultiplied, opacity last.
    private func expected(_ image: PixelImage, channels: Int) -> [UInt8] {
        (0..<channels).flatMap { channel in
            image.pixels.map { pixel in
                let alpha = pixel >> 24
                if channel == 3 { return UInt8(alpha) }
                let part = pixel >> UInt32(16 - 8 * channel) & 0xFF
                return alpha == 0 ? 0 : UInt8(min((part * 255 + alpha / 2) / alpha, 255))
            }
        }
    }

    /// As many colours as wanted, some of which let through.
    private func image(colours: Int, opaque: Bool) throws -> PixelImage {
        var numbers = RepeatableNumbers(seed: 5)
        let palette = (0..<colours).map { index -> UInt32 in
            let alpha = opaque ? 255 : UInt32(index % 256)
            func part() -> UInt32 { UInt32.random(in: 0...255, using: &numbers) * alpha / 255 }
            return alpha << 24 | part() << 16 | part() << 8 | part()
        }
        return try PixelImage(
            width: 100, height: 90, pixels: (0..<9000).map { palette[$0 % colours] })
    }

    @Test("up to 256 colours are a palette, exactly", arguments: [1, 2, 200, 256], [true, false])
    func palette(colours: Int, opaque: Bool) throws {
        let image = try image(colours: colours, opaque: opaque)
        let bytes = try PNGEncoder.encode(image)
        #expect(bytes[25] == 3)
        #expect(try planes(bytes, "png", expanding: true) == expected(image, channels: 4))
    }

    @Test("colours that no palette can stand for are written as they are", arguments: [true, false])
    func trueColour(opaque: Bool) throws {
        let image = try image(colours: 5000, opaque: opaque)
        for colours in [PNGEncoder.Colours.exact, .reduced] {
            let bytes = try PNGEncoder.encode(image, colours: colours)
            #expect(bytes[25] == (opaque ? 2 : 6))
            #expect(try planes(bytes, "png") == expected(image, channels: opaque ? 3 : 4))
        }
    }

    @Test("a map of few colours with soft edges becomes a palette that nobody tells apart")
    func reduction() throws {
        let image = try Drawings.image(256, 256) { canvas in
            try canvas.fill(Colour(red: 0.95, green: 0.94, blue: 0.9))
            for index in 0..<40 {
                let place = CanvasPoint(x: Double(index * 37 % 256), y: Double(index * 91 % 256))
                let shade = Double(index % 8) / 8
                try canvas.drawCircle(
                    at: place, CircleStyle(radius: 20, colour: Colour(red: shade, green: 0.7, blue: 1 - shade)))
            }
        }
        #expect(Set(image.pixels).count > 256)
        let reduced = try PNGEncoder.encode(image)
        #expect(reduced[25] == 3)
        #expect(reduced.count < (try PNGEncoder.encode(image, colours: .exact)).count)
        let seen = try planes(reduced, "png", expanding: true)
        let meant = expected(image, channels: 4)
        let differences = zip(seen, meant).map { abs(Int($0) - Int($1)) }
        #expect(differences.max() ?? 0 <= 24)
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 0.5)
    }

    @Test("the same pixels are the same bytes")
    func sameBytes() throws {
        let image = try image(colours: 3000, opaque: false)
        #expect(try PNGEncoder.encode(image) == PNGEncoder.encode(image))
        #expect(try WebPEncoder.encode(image) == WebPEncoder.encode(image))
        #expect(try JPEGEncoder.encode(image) == JPEGEncoder.encode(image))
    }

    @Test("lossless WebP keeps every pixel that is seen")
    func webp() throws {
        let image = try image(colours: 5000, opaque: true)
        #expect(try planes(WebPEncoder.encode(image), "webp").prefix(27_000) == expected(image, channels: 3)[...])
    }

    @Test("JPEG shows the background through, and is near", arguments: [95])
    func jpeg(quality: Int) throws {
        let image = try Drawings.image { try $0.fill(Drawings.box(0, 0, 32, 64), Drawings.red) }
        let seen = try planes(JPEGEncoder.encode(image, quality: quality, background: Drawings.blue), "jpg")
        let (left, right) = (30 * 64 + 10, 30 * 64 + 50)
        #expect(seen[left] > 245 && seen[4096 + left] < 10 && seen[8192 + left] < 10)
        #expect(seen[right] < 10 && seen[4096 + right] < 10 && seen[8192 + right] > 245)
    }

    @Test("qualities outside the codecs' ranges are refused")
    func quality() throws {
        let image = try PixelImage(width: 1, height: 1, pixels: [0])
        #expect(throws: MapRenderError.number(of: "JPEG quality", value: 0, allowed: 1...100)) {
            try JPEGEncoder.encode(image, quality: 0)
        }
        #expect(throws: MapRenderError.number(of: "WebP quality", value: 101, allowed: 0...100)) {
            try WebPEncoder.encode(image, .lossy(quality: 101))
        }
    }
}
