import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Map services of others: here, another server of ours.
@Suite struct ExternalTests {
    private static func between(_ body: (TestServer) async throws -> Void) async throws {
        try await TestServer.run { other in
            let folder = try TemporaryFolder()
            defer { withExtendedLifetime(folder) {} }
            let list = folder.path("external.yaml")
            let home = "http://127.0.0.1:\(other.client.port)"
            try """
            - {id: ben-canh, type: wms, url: "\(home)/wms?LANG=vi", title_vi: Bên cạnh, attribution: Tỉnh bên, layers: [thua]}
            - {id: nen, type: xyz, url: "\(home)/styles/map/{z}/{x}/{y}.png", title_vi: Nền, title_en: Base}
            - {id: trang, type: wms, url: "\(home)/map", title_vi: Một trang}
            - {id: vang, type: wms, url: "http://127.0.0.1:9/wms", title_vi: Không ai}
            """.write(toFile: list, atomically: true, encoding: .utf8)
            var configuration = ServerConfiguration()
            configuration.externalServices = list
            try await TestServer.run(configuration) { try await body($0) }
        }
    }

    @Test("services are listed without their addresses, pictures and capabilities are handed on")
    func asked() async throws {
        try await Self.between { server in
            let list = try await server.get("/external")
            #expect(try list.json["services"]?.array?.map { $0["id"]?.string } == ["ben-canh", "nen", "trang", "vang"])
            #expect(!list.text.contains("127.0.0.1"))
            let picture = try await server.get(
                "/external/ben-canh?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=thua&STYLES=&CRS=CRS:84"
                    + "&BBOX=108.5,13.9,108.6,14&WIDTH=64&HEIGHT=64&FORMAT=image/png")
            #expect(picture.status == 200 && picture["content-type"] == "image/png")
            #expect(picture["cache-control"] == "public, max-age=3600")
            let capabilities = try await server.get("/external/ben-canh?SERVICE=WMS&REQUEST=GetCapabilities")
            #expect(capabilities.text.contains("<WMS_Capabilities"))
            let tile = try await server.get("/external/nen/8/204/117")
            #expect(tile.status == 200 && tile["content-type"] == "image/png")
        }
    }

    @Test("nothing else can be asked: no other layer, operation, parameter, service or tile")
    func refused() async throws {
        try await Self.between { server in
            let map = "/external/ben-canh?SERVICE=WMS&REQUEST=GetMap"
            for (target, parameter) in [
                ("\(map)&LAYERS=duong", "LAYERS"), ("\(map)&sld=http://example.org/", "sld"),
                ("/external/ben-canh?REQUEST=Execute", "REQUEST"),
            ] {
                let answer = try await server.get(target)
                let told = try answer.json["parameter"]?.string
                #expect(answer.status == 400 && told == parameter)
            }
            for path in [
                "/external/khong", "/external/nen", "/external/nen/25/0/0", "/external/nen/1/2/0",
                "/external/ben-canh/1/0/0", "/external/http:%2F%2Fexample.org",
            ] {
                let status = try await server.get(path).status
                #expect(status == 404, "\(path)")
            }
        }
    }

    @Test("a page, a redirect and a service that is not there are 502 with the reason")
    func failed() async throws {
        try await Self.between { server in
            let page = try await server.get("/external/trang?SERVICE=WMS&REQUEST=GetMap")
            let silence = try await server.get("/external/vang?SERVICE=WMS&REQUEST=GetCapabilities")
            #expect(page.status == 502 && silence.status == 502)
        }
    }

    @Test(
        "a list that is wrong keeps the server from starting, and says which entry and what would be right",
        arguments: [
            ("- {id: A, type: wms, url: http://a}", "id"), ("- {id: a, type: wfs, url: http://a}", "type"),
            ("- {id: a, type: wms, url: file:///etc/passwd}", "url"),
            ("- {id: a, type: xyz, url: http://a/{z}}", "url"),
            ("- {id: a, type: wms, url: http://a, mau: 1}", "mau"), ("a: 1", "list of services"),
            ("- {id: a, type: wms, url: http://a}\n- {id: a, type: wms, url: http://b}", "id"),
        ])
    func wrong(text: String, expected: String) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let list = folder.path("external.yaml")
        try text.write(toFile: list, atomically: true, encoding: .utf8)
        var configuration = ServerConfiguration()
        configuration.externalServices = list
        let settings = configuration
        let fault = #expect(throws: ServerConfiguration.Fault.self) { _ = try settings.externalServiceList() }
        #expect(String(describing: fault).contains(expected))
    }
}
