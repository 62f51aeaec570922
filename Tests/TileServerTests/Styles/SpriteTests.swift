import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Icons of the styles' folder as clients get them.
@Suite struct SpriteTests {
    private func serve(
        _ icons: [String: String], _ body: (TestServer, TemporaryFolder) async throws -> Void
    ) async throws {
        var files = ["roads.json": StyleFixture.roads]
        for (name, text) in icons { files["icons/\(name).svg"] = text }
        let folder = try StyleFixture.folder(files)
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { try await body($0, folder) }
    }

    @Test("icons are on two sheets, the one for fine screens twice as large, each with its table")
    func sheets() async throws {
        try await serve(["cham": StyleFixture.icon, "vong": StyleFixture.icon]) { server, _ in
            for (suffix, ratio) in [("", 1), ("@2x", 2), ("%402x", 2)] {
                let table = try await server.json("/sprites/icons\(suffix).json")
                #expect(table.object?.members.map(\.key) == ["cham", "vong"])
                #expect(table["cham"]?["width"]?.integer == Int64(16 * ratio))
                #expect(table["cham"]?["pixelRatio"]?.integer == Int64(ratio))
                let image = try await server.get("/sprites/icons\(suffix).png")
                #expect(image.status == 200 && image["content-type"] == "image/png")
                #expect(image.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
                let again = try await server.get(
                    "/sprites/icons\(suffix).png", headers: ["If-None-Match": try #require(image["etag"])])
                #expect(again.status == 304)
            }
        }
    }

    @Test("a new icon is on the sheet without a restart, a removed one is not")
    func change() async throws {
        try await serve(["cham": StyleFixture.icon]) { server, folder in
            try StyleFixture.write(StyleFixture.icon, to: "icons/moi.svg", in: folder)
            #expect(
                try await TestServer.eventually {
                    try await server.json("/sprites/icons.json").object?.members.map(\.key) == ["cham", "moi"]
                })
            try FileManager.default.removeItem(atPath: folder.path("icons/cham.svg"))
            #expect(
                try await TestServer.eventually {
                    try await server.json("/sprites/icons.json").object?.members.map(\.key) == ["moi"]
                })
        }
    }

    @Test(
        "icons that run, load or declare something, and those that are too large, are refused and said; others are there",
        arguments: [
            #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>"#,
            #"<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#,
            #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>"#,
            #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="url(http://a.vn/)"/></svg>"#,
            #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">"# + String(repeating: " ", count: 1 << 20)
                + "</svg>",
            "no svg",
        ])
    func hostile(text: String) async throws {
        try await serve(["cham": StyleFixture.icon, "xau": text]) { server, _ in
            let sprites = try await server.json("/sprites/icons.json")
            #expect(sprites.object?.members.map(\.key) == ["cham"])
            #expect(server.log.lines.contains { $0.message == "icon refused" && $0.metadata["icon"] == "xau" })
        }
    }

    @Test(
        "other names lead nowhere",
        arguments: [
            "/sprites/icons", "/sprites/icons@3x.png", "/sprites/icons@2x", "/sprites/icons.svg", "/sprites/other.json",
            "/sprites/..%2F..%2Fetc%2Fpasswd", "/sprites/icons%2Fcham.svg", "/sprites/icons.json.png", "/sprites/.json",
        ])
    func names(path: String) async throws {
        try await serve(["cham": StyleFixture.icon]) { server, _ in
            let answer = try await server.client.raw("GET", path)
            #expect(answer.status == 404 && !answer.text.contains("root:"))
        }
    }
}
