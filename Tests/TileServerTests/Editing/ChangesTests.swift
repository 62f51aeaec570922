import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// The delta feed over HTTP.
struct ChangesTests {
    private static let feed = "/collections/tram-y-te/changes"

    @Test("changes come in pages that lead on, with the version reached; unchanged is an empty page and 304")
    func pages() async throws {
        try await EditingFixture.run { server in
            let empty = try await server.get("\(Self.feed)?since=1")
            #expect(try empty.json["numberReturned"] == 0 && empty.json["version"] == 1)
            let again = try await server.get(
                "\(Self.feed)?since=1", headers: ["If-None-Match": try #require(empty["etag"])])
            #expect(again.status == 304)
            for name in ["a", "b"] {
                #expect(
                    try await server.send("POST", EditingFixture.stations, EditingFixture.station(name)).status == 201)
            }
            #expect(
                try await server.send("DELETE", "\(EditingFixture.stations)/3", headers: ["If-Match": "*"]).status
                    == 204)
            var upserts: [Int64] = []
            var removed: [Int64] = []
            var next: String? = "\(Self.feed)?since=1&limit=1"
            var count = 0
            while let target = next {
                let page = try await server.json(target)
                upserts += page["features"]?.array?.compactMap { $0["id"]?.integer } ?? []
                removed += page["removed"]?.array?.compactMap(\.integer) ?? []
                #expect(page["version"] == 4)
                next = page.link("next")?["href"]?.string
                count += 1
                if next == nil {
                    let following = try #require(page.link("monitor")?["href"]?.string)
                    #expect(try await server.json(following)["numberReturned"] == 0)
                }
            }
            #expect(upserts == [9, 10] && removed == [3] && count == 3)
        }
    }

    @Test("the same as a text sequence, each feature with what became of it")
    func sequence() async throws {
        try await EditingFixture.run { server in
            _ = try await server.send("POST", EditingFixture.stations, EditingFixture.station("a"))
            _ = try await server.send("DELETE", "\(EditingFixture.stations)/3", headers: ["If-Match": "*"])
            let answer = try await server.get("\(Self.feed)?since=1", accept: "application/geo+json-seq")
            #expect(answer["content-type"] == "application/geo+json-seq" && answer["geosector-version"] == "3")
            let texts = answer.text.split(separator: "\u{1E}")
            #expect(try texts.map { try JSONReader.read(Array($0.utf8))["change"] } == ["removed", "upsert"])
        }
    }

    @Test("what is no longer kept is 410 with the way to the whole collection")
    func gone() async throws {
        try await TestServer.run { server in
            let answer = try await server.get("\(Self.feed)?since=77")
            #expect(answer.status == 410)
            #expect(try answer.json["resync"] == true)
            #expect(answer["link"]?.contains("/collections/tram-y-te/export?f=geojsonseq") == true)
            for broken in ["", "?since=x", "?since=-1", "?since=1&cursor=abc", "?since=1&f=html", "?since=1&mau=2"] {
                #expect(try await server.get(Self.feed + broken).status == 400, "\(broken)")
            }
            #expect(try await server.get("/collections/khong/changes?since=1").status == 404)
            let all = try await server.json("\(Self.feed)?since=0&crs=EPSG:9218")
            #expect(all["numberReturned"]?.integer == Int64(SampleStore.stationCount))
            #expect(all["features"]?[0]?["geometry"]?["coordinates"]?.numbers?.first ?? 0 > 400_000)
        }
    }
}
