import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Versions of a collection over HTTP, and what two of them do not have alike.
@Suite struct VersionComparisonTests {
    private static let collection = "/collections/tram-y-te"

    /// Version 2 adds a station, 3 renames one, 4 removes one.
    private static func edited(_ body: (TestServer) async throws -> Void) async throws {
        try await EditingFixture.run { server in
            #expect(
                try await server.send("POST", EditingFixture.stations, EditingFixture.station("mới")).status == 201)
            let rename = try await server.send(
                "PATCH", "\(EditingFixture.stations)/2", #"{"properties":{"TEN":"Trạm khác"}}"#,
                type: "application/merge-patch+json", headers: ["If-Match": "*"])
            #expect(rename.status == 204)
            let removal = try await server.send(
                "DELETE", "\(EditingFixture.stations)/3", headers: ["If-Match": "*"])
            #expect(removal.status == 204)
            try await body(server)
        }
    }

    @Test("versions are listed, the newest first, with what each changed")
    func versions() async throws {
        try await Self.edited { server in
            let document = try await server.json("\(Self.collection)/versions")
            #expect(document["current"] == 4)
            let versions = try #require(document["versions"]?.array)
            #expect(versions.map { $0["number"]?.integer } == [4, 3, 2, 1])
            #expect(versions[0]["origin"] == "edited" && versions[3]["origin"] == "import")
            #expect(versions[3]["source"] == "tram.shp")
            #expect(versions[0]["changes"]?["removed"] == 1 && versions[1]["changes"]?["changed"] == 1)
            #expect(versions.allSatisfy { $0["isComparable"] == true })
        }
    }

    @Test("a difference has each feature before and after, in degrees")
    func difference() async throws {
        try await Self.edited { server in
            let document = try await server.json("\(Self.collection)/diff?from=1")
            #expect(document["to"] == 4 && document["numberReturned"] == 3)
            #expect(document["counts"] == ["added": 1, "changed": 1, "removed": 1, "unchanged": 6])
            let changes = try #require(document["changes"]?.array)
            #expect(changes.map { $0["change"]?.string } == ["changed", "removed", "added"])
            #expect(changes[0]["before"]?["properties"]?["TEN"] == "Trạm Đức Cơ")
            #expect(changes[0]["after"]?["properties"]?["TEN"] == "Trạm khác")
            #expect(changes[1]["after"] == .null && changes[2]["before"] == .null)
            let place = try #require(changes[2]["after"]?["geometry"]?["coordinates"]?.numbers)
            #expect(abs(place[0] - 108.05) < 1e-8 && abs(place[1] - 13.95) < 1e-8)
        }
    }

    @Test("it comes in pages, and the other way round")
    func pages() async throws {
        try await Self.edited { server in
            var ids: [Int64] = []
            var next: String? = "\(Self.collection)/diff?from=1&to=4&limit=1"
            while let target = next {
                let page = try await server.json(target)
                ids += page["changes"]?.array?.compactMap { $0["id"]?.integer } ?? []
                next = page.link("next")?["href"]?.string
            }
            #expect(ids == [2, 3, 9])
            let back = try await server.json("\(Self.collection)/diff?from=4&to=1")
            #expect(back["changes"]?.array?.map { $0["change"]?.string } == ["changed", "added", "removed"])
            #expect(try await server.json("\(Self.collection)/diff?from=2&to=2")["numberReturned"] == 0)
        }
    }

    @Test("a version that never was is 404 and names those that are; what is no number is refused")
    func faults() async throws {
        try await Self.edited { server in
            let unknown = try await server.get("\(Self.collection)/diff?from=77")
            #expect(unknown.status == 404)
            #expect(try unknown.json["detail"]?.string?.contains("4, 3, 2, 1") == true)
            for (query, parameter) in [
                ("", "from"), ("?from=x", "from"), ("?from=0", "from"), ("?from=1&to=-3", "to"),
                ("?from=1&cursor=a", "cursor"), ("?from=1&limit=0", "limit"), ("?from=1&mau=2", "mau"),
            ] {
                let answer = try await server.get("\(Self.collection)/diff\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(try answer.json["parameter"]?.string == parameter)
            }
            #expect(try await server.get("/collections/khong/diff?from=1").status == 404)
            #expect(try await server.get("/collections/khong/versions").status == 404)
        }
    }
}
