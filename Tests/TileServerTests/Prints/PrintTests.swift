import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

@Suite("A map on paper", .sharedServer) struct PrintTests {
    private var server: TestServer {
        get throws { try #require(TestServer.shared) }
    }

    private func print(_ body: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        var headers = headers
        headers["Content-Type"] = headers["Content-Type"] ?? "application/json"
        return try await server.client.raw("POST", "/print", headers: headers, body: Array(body.utf8))
    }

    private static let pleiku = "\"center\": [108.0, 13.98], \"scale\": 25000"

    private func text(_ answer: HTTPAnswer, pages: ClosedRange<Int> = 1...1) throws -> String {
        let folder = try TemporaryFolder()
        try Data(answer.body).write(to: URL(filePath: folder.path("a.pdf")))
        return try #require(Program("pdftotext")).run(
            ["-layout", "-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)", folder.path("a.pdf"), "-"])
    }

    @Test("comes at once, with what was asked and what follows from the place")
    func sheet() async throws {
        let answer = try await print("{\"title\": \"Phường Đức Cơ\", \(Self.pleiku)}")
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        #expect(answer["content-type"] == "application/pdf")
        #expect(answer["content-disposition"]?.contains("Ph%C6%B0%E1%BB%9Dng%20%C4%90%E1%BB%A9c%20C%C6%A1.pdf") == true)
        #expect(answer["cache-control"] == "no-store")
        let text = try text(answer)
        #expect(text.contains("Phường Đức Cơ"))
        #expect(text.contains("1:25 000"))
        #expect(text.contains("EPSG:9218"))
    }

    @Test("explains the signs that are in view, unless nobody wants that")
    func legend() async throws {
        // The parcels of the sample.
        let place = "\"center\": [108.04, 13.99], \"scale\": 10000, \"layers\": [\"thua\"]"
        let explained = try text(await print("{\"title\": \"A\", \(place)}"))
        #expect(explained.contains("CHÚ DẪN") && explained.contains("Thửa đất"), "\(explained)")
        #expect(try !text(await print("{\"title\": \"A\", \"legend\": false, \(place)}")).contains("CHÚ DẪN"))
        // Where none of them lies, there is nothing to explain.
        let elsewhere = "\"center\": [108.9, 13.99], \"scale\": 10000, \"layers\": [\"thua\"]"
        #expect(try !text(await print("{\"title\": \"A\", \(elsewhere)}")).contains("CHÚ DẪN"))
    }

    @Test("is lettered with what fonts are left when those of the pages are taken away")
    func fontsTakenAway() async throws {
        let folder = try TemporaryFolder()
        for name in ["styles", "data"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: name), withDestinationURL: TestData.packageRoot.appending(path: name))
        }
        let web = folder.url.appending(path: "web")
        try FileManager.default.copyItem(at: TestData.packageRoot.appending(path: "web"), to: web)
        let files = try ProductFiles(HomeFolder(environment: ["GEOSECTOR_HOME": folder.url.path]))
        try await TestServer.run(files: files) { server in
            let fonts = web.appending(path: "fonts")
            for name in try FileManager.default.contentsOfDirectory(atPath: fonts.path) where name.hasSuffix(".ttf") {
                try FileManager.default.removeItem(at: fonts.appending(path: name))
            }
            let answer = try await server.client.raw(
                "POST", "/print", headers: ["Content-Type": "application/json"],
                body: Array("{\"title\": \"Phường Pleiku\", \(Self.pleiku)}".utf8))
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(try text(answer).contains("Phường Pleiku"))
        }
    }

    @Test("lies in the zone that the place's province worked in")
    func zones() async throws {
        let quyNhon = try await print("{\"title\": \"A\", \"center\": [109.22, 13.77], \"scale\": 10000}")
        #expect(try text(quyNhon).contains("EPSG:9217"))
        let web = try await print("{\"title\": \"A\", \(Self.pleiku), \"crs\": \"EPSG:3857\", \"lang\": \"en\"}")
        let said = try text(web)
        #expect(said.contains("EPSG:3857") && said.contains("EPSG:9218"))
        #expect(said.contains("Scale holds on the ground at the centre"))
        #expect(said.contains("True north"))
    }

    @Test("shows a box whole, at a usual scale")
    func box() async throws {
        let answer = try await print("{\"title\": \"A\", \"bbox\": [107.9, 13.9, 108.1, 14.0], \"paper\": \"A3\"}")
        #expect(answer.status == 200)
        #expect(try text(answer).contains("1:75 000"))
    }

    @Test("is a picture as large as its paper, or shapes")
    func otherFormats() async throws {
        let png = try await print("{\"title\": \"A\", \(Self.pleiku), \"format\": \"png\", \"dpi\": 100}")
        #expect(png.status == 200)
        #expect(png.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Width and height of IHDR: 297 × 210 mm at 100 dots per inch.
        func number(at offset: Int) -> Int { png.body[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(number(at: 16) == 1169)
        #expect(number(at: 20) == 827)
        let svg = try await print("{\"title\": \"A\", \(Self.pleiku), \"format\": \"svg\"}")
        #expect(svg["content-type"] == "image/svg+xml")
        #expect(svg.text.contains("<svg"))
    }

    @Test(
        "is refused by the name of what is wrong",
        arguments: [
            ("paper", "\"paper\": \"A9\""), ("orientation", "\"orientation\": \"up\""), ("scale", "\"scale\": 0"),
            ("scale", "\"scale\": -5"), ("scale", "\"scale\": 1e12"), ("scale", "\"scale\": \"NaN\""),
            ("center", "\"center\": [108]"), ("center", "\"center\": [500, 13]"), ("center", "\"center\": [2.3, 48.8]"),
            ("center", "\"center\": \"NaN\""), ("crs", "\"crs\": \"EPSG:4326\""), ("crs", "\"crs\": \"EPSG:1\""),
            ("format", "\"format\": \"docx\""), ("dpi", "\"dpi\": 10000"),
            ("dpi", "\"dpi\": 600, \"format\": \"png\", \"paper\": \"A0\""), ("grid", "\"grid\": 1"),
            ("grid", "\"grid\": -1"), ("graticule", "\"graticule\": 0.0001"), ("titel", "\"titel\": \"x\""),
            ("title", "\"title\": \"\(String(repeating: "x", count: 10_000))\""),
            ("subtitle", "\"subtitle\": \"\u{100000}\""), ("lang", "\"lang\": \"fr\""), ("layers", "\"layers\": []"),
            ("layers", "\"layers\": [\"Chữ\"]"), ("logo", "\"logo\": \"x.png\""),
            ("bbox", "\"bbox\": [108, 13, 108, 14]"),
        ])
    func refused(parameter: String, member: String) async throws {
        var members = ["title": "\"A\"", "center": "[108.0, 13.98]", "scale": "25000"]
        if member.contains("\"bbox\"") { (members["center"], members["scale"]) = (nil, nil) }
        members[String(member.split(separator: "\"")[0])] = nil
        let others = members.filter { !member.contains("\"\($0.key)\":") }.map { "\"\($0.key)\": \($0.value)" }.sorted()
        let answer = try await print("{\((others + [member]).joined(separator: ", "))}")
        #expect(answer.status == 400, "\(answer.text.prefix(300))")
        #expect(answer["content-type"] == "application/problem+json")
        #expect(try answer.json["parameter"]?.string == parameter)
    }

    @Test("needs one of center, bbox and series, and a body that is read")
    func incomplete() async throws {
        #expect(try await print("{\"title\": \"A\"}").json["parameter"]?.string == "center")
        let two = try await print("{\(Self.pleiku), \"bbox\": [1, 2, 3, 4]}")
        #expect(try two.json["parameter"]?.string == "bbox")
        #expect(try await print("{\"center\": [108, 14]}").json["parameter"]?.string == "scale")
        #expect(try await print("{\"title\": ").json["parameter"]?.string == "body")
        #expect(try await print("[]").json["parameter"]?.string == "body")
        #expect(try await print("{}", headers: ["Content-Type": "text/plain"]).status == 415)
        #expect(try await print(String(repeating: " ", count: 5_000_000)).status == 413)
        #expect(try await print("{\"layers\": [\"khong-co\"], \(Self.pleiku)}").status == 404)
        #expect(try await print("{\"style\": \"khong-co\", \(Self.pleiku)}").status == 404)
    }

    @Test("is ordered by a form, too")
    func form() async throws {
        let page = try await server.get("/print?lang=vi", accept: "text/html")
        #expect(page.status == 200)
        #expect(page.text.contains("<form"))
        let answer = try await print(
            "title=B%E1%BA%A3n+%C4%91%E1%BB%93&subtitle=&center=108.0,+13.98&scale=25000&paper=A4&orientation=portrait"
                + "&graticule=true&format=pdf&lang=vi",
            headers: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        #expect(try text(answer).contains("Lưới kinh vĩ tuyến"))
        let wrong = try await print(
            "center=gi%E1%BB%AFa&scale=25000", headers: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(try wrong.json["parameter"]?.string == "center")
    }

    @Test("says what there is to choose from")
    func choices() async throws {
        let document = try await server.json("/print?f=json")
        #expect(document["papers"]?.array?.count == 5)
        #expect(document["styles"]?.array?.contains("map") == true)
    }

    @Test("as a poster is a job, with a page count and a file that only its owner sees")
    func poster() async throws {
        let accepted = try await print("{\"title\": \"Áp phích\", \(Self.pleiku), \"paper\": \"A0\"}")
        #expect(accepted.status == 202, "\(accepted.text.prefix(300))")
        let path = String(try #require(accepted["location"]).dropFirst(try server.client.base.count))
        let isDone = try await TestServer.eventually {
            try await server.json(path)["status"]?.string == "successful"
        }
        #expect(isDone)
        let status = try await server.json(path)
        #expect(status["processID"]?.string == "print")
        #expect(status["pagesDone"]?.integer == 1)
        let file = try await server.client.raw("GET", "\(path)/file")
        #expect(file["content-type"] == "application/pdf")
        #expect(Int64(file.body.count) == status["bytes"]?.integer)
        #expect(try await server.get("\(path)/manifest").status == 404)
        #expect(try await server.get(path, accept: "text/html").status == 200)
    }

    @Test("of each feature of a collection is a page of one document")
    func series() async throws {
        let accepted = try await print(
            "{\"title\": \"Thửa đất\", \"series\": {\"collection\": \"thua\", \"ids\": [1, 2, \"3\"]}}")
        #expect(accepted.status == 202, "\(accepted.text.prefix(300))")
        let path = String(try #require(accepted["location"]).dropFirst(try server.client.base.count))
        let isDone = try await TestServer.eventually {
            try await server.json(path)["status"]?.string == "successful"
        }
        #expect(isDone)
        let file = try await server.client.raw("GET", "\(path)/file")
        let text = try text(file, pages: 1...3)
        for number in 1...3 { #expect(text.contains("Tờ \(number)/3")) }
        let all = try await print("{\"title\": \"A\", \"series\": {\"collection\": \"thua\"}}")
        #expect(try all.json["parameter"]?.string == "series")
        let png = try await print(
            "{\"title\": \"A\", \"format\": \"png\", \"series\": {\"collection\": \"thua\", \"ids\": [1, 2]}}")
        #expect(try png.json["parameter"]?.string == "format")
    }

    @Test("waits for its turn when many posters are asked for at once, and none is refused")
    func many() async throws {
        let server = try server
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let body = "{\"title\": \"\(number)\", \(Self.pleiku), \"paper\": \"A0\"}"
                    let answer = try await server.client.raw(
                        "POST", "/print", headers: ["Content-Type": "application/json"], body: Array(body.utf8))
                    #expect(answer.status == 202)
                    return String((answer["location"] ?? "").dropFirst(server.client.base.count))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Somebody at a desk does not wait for them.
        #expect(try await print("{\"title\": \"A\", \(Self.pleiku)}").status == 200)
        for path in paths {
            let isDone = try await TestServer.eventually {
                try await server.json(path)["status"]?.string == "successful"
            }
            #expect(isDone)
        }
    }
}

@Suite("Who may print what") struct PrintAccessTests {
    @Test("what is hidden is unknown, and is in no word of a sheet")
    func hidden() async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        var configuration = ServerConfiguration()
        configuration.store = try PrintAccessTests.store(in: folder)
        try await TestServer.run(configuration, authenticator: SpokenAuthenticator()) { server in
            func print(_ body: String, as spoken: String? = nil) async throws -> HTTPAnswer {
                var headers = ["Content-Type": "application/json"]
                headers["X-API-Key"] = spoken
                return try await server.client.raw("POST", "/print", headers: headers, body: Array(body.utf8))
            }
            let place = "\"center\": [107.5557, 13.51], \"scale\": 25000"
            for body in [
                "{\"layers\": [\"bi-mat\"], \(place)}",
                "{\"style\": {\"layers\": [{\"id\": \"a\", \"type\": \"fill\", \"source\": \"bi-mat\"}]}, \(place)}",
                "{\"title\": \"A\", \"series\": {\"collection\": \"bi-mat\"}}",
            ] {
                let stranger = try await print(body)
                #expect(stranger.status == 404)
                let own = try await print(body, as: "department:land")
                #expect([200, 202].contains(own.status), "\(own.text.prefix(300))")
            }
            let job = try await print(
                "{\"layers\": [\"bi-mat\"], \(place), \"paper\": \"A0\"}", as: "department:land")
            let path = String(try #require(job["location"]).dropFirst(server.client.base.count))
            #expect(try await server.get(path, headers: ["X-API-Key": "department:land"]).status == 200)
            #expect(try await server.get(path).status == 404)
            #expect(try await server.get("\(path)/file", headers: ["X-API-Key": "department:health"]).status == 404)
        }
    }

    private static func store(in folder: TemporaryFolder) throws -> String {
        let path = try SecretStore.make(in: folder)
        let store = try Store(path: path, access: .readWrite)
        let ofLand = AccessRule(grantees: [.department("land")], permission: .publish)
        try store.setPolicy(AccessPolicy(rules: [ofLand]), of: .collection(CollectionID("bi-mat")), author: "test")
        try store.close()
        return path
    }
}
