import Foundation
import Logging
import MapRender
import NIOPosix
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// Glyphs as clients ask for them.
    @Suite struct FontTests {
        private static let font = "/fonts/Noto%20Sans%20Regular"

        @Test(
            "every range of Vietnamese, Bahnar and Jrai has letters",
            arguments: ["0-255", "256-511", "512-767", "768-1023", "7680-7935", "8192-8447"])
        func ranges(range: String) async throws {
            let answer = try await ServedTests.server.get("\(Self.font)/\(range).pbf")
            #expect(answer.status == 200 && answer["content-type"] == "application/x-protobuf")
            #expect(answer.body.count > 1000)
            #expect(answer["cache-control"]?.contains("max-age=604800") == true && answer["etag"] != nil)
        }

        @Test(
            "a range without letters and a font that is not there have an empty message, and a stack takes what is there"
        )
        func empty() async throws {
            let server = try ServedTests.server
            let none = try await server.get("/fonts/Kh%C3%B4ng%20C%C3%B3/0-255.pbf")
            #expect(none.status == 200 && none.body.count < 100)
            let letters = try await server.get("\(Self.font)/0-255.pbf")
            let stack = try await server.get("/fonts/Kh%C3%B4ng%20C%C3%B3,Noto%20Sans%20Regular/0-255.pbf")
            #expect(stack.body == letters.body)
        }

        @Test(
            "a malformed range or stack is refused with what would have worked",
            arguments: [
                "/fonts/Noto%20Sans/0-254.pbf", "/fonts/Noto%20Sans/1-256.pbf", "/fonts/Noto%20Sans/65536-65791.pbf",
                "/fonts/Noto%20Sans/0-255", "/fonts/Noto%20Sans/a-b.pbf", "/fonts/Noto%20Sans/-1-254.pbf",
                "/fonts/Noto%20Sans/99999999999999999999-0.pbf", "/fonts/,/0-255.pbf",
                "/fonts/a,b,c,d,e,f,g,h,i/0-255.pbf",
                "/fonts/..%2F..%2Fetc/passwd",
            ])
        func malformed(path: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", path)
            #expect(answer.status == 400, "\(path)")
            #expect(try answer.json["detail"]?.string?.contains("expected") == true)
        }

        @Test("the fonts are listed as styles name them")
        func list() async throws {
            let names = try await ServedTests.server.json("/fonts.json").array?.compactMap(\.string) ?? []
            #expect(names.contains("Noto Sans Regular") && names.contains("Noto Sans Bold"))
            #expect(names == names.sorted())
        }
    }
}

/// Fonts that come and go.
@Suite struct FontServiceTests {
    @Test("a font that is taken away while the server runs leaves an empty message, not an error")
    func removed() async throws {
        let folder = try TemporaryFolder()
        let source = TestData.packageRoot.appending(path: "web/fonts/NotoSans-Regular.ttf")
        // Under a family that the machine does not have.
        var bytes = try Data(contentsOf: source)
        let name = Array("Noto Sans".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let other = Array("Mono Duck".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        while let range = bytes.range(of: Data(name)) { bytes.replaceSubrange(range, with: other) }
        try bytes.write(to: folder.url.appending(path: "duck.ttf"))
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let service = try FontService(
            folder: folder.url.path, executor: ThreadPoolExecutor(pool: pool), logger: Logger(label: "test"))
        let stack = FontStack(["Mono Duck Regular"])
        #expect(service.library.names.contains("Mono Duck Regular"))
        #expect(try await service.glyphs(stack, first: 0).count > 1000)
        try FileManager.default.removeItem(at: folder.url.appending(path: "duck.ttf"))
        // Not kept yet, and no longer there.
        #expect(try await service.glyphs(stack, first: 256).count < 100)
        #expect(!service.library.names.contains("Mono Duck Regular"))
        try await pool.shutdownGracefully()
    }

    @Test("what is kept of glyphs stays within its bounds")
    func bounds() {
        let cache = GlyphCache()
        let message = [UInt8](repeating: 1, count: 1 << 20)
        for number in 0..<100 { cache.keep(message, for: GlyphCache.Key(stack: FontStack(["\(number)"]), first: 0)) }
        #expect(cache.byteCount <= GlyphCache.byteLimit + message.count)
        #expect(cache.message(for: GlyphCache.Key(stack: FontStack(["99"]), first: 0)) == message)
        #expect(cache.message(for: GlyphCache.Key(stack: FontStack(["0"]), first: 0)) == nil)
    }
}
