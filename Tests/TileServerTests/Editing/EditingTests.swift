import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// OGC API Features 4: create, replace, update, delete, with optimistic locking.
struct EditingTests {
    private static let items = EditingFixture.stations
    private static let patch = "application/merge-patch+json"

    @Test("without editing there is nothing to write to, and nothing says so")
    func off() async throws {
        try await TestServer.run { server in
            for (method, target) in [("POST", Self.items), ("PUT", "\(Self.items)/1"), ("DELETE", "\(Self.items)/1")] {
                let answer = try await server.send(method, target, EditingFixture.station("x"))
                #expect(answer.status == 405 && answer["allow"] == "GET, HEAD, OPTIONS")
            }
            #expect(try await server.send("OPTIONS", Self.items)["allow"] == "GET, HEAD, OPTIONS")
            #expect(try await server.get("/collections/tram-y-te/drafts").status == 404)
            #expect(try await !server.get("/conformance").text.contains("ogcapi-features-4"))
            #expect(
                try await server.json("/api")["paths"]?[Self.items.replacing("tram-y-te", with: "{collectionId}")]?[
                    "post"] == nil)
        }
    }

    @Test("with editing, nobody may whom no policy allows it, and OPTIONS does not offer it")
    func nobody() async throws {
        try await EditingFixture.run {
            $0.editing = .on
        } _: { server in
            let answer = try await server.send("POST", Self.items, EditingFixture.station("x"))
            #expect(answer.status == 403)
            #expect(try await server.send("OPTIONS", Self.items)["allow"] == "GET, HEAD, OPTIONS")
            #expect(
                try await server.get("/conformance").text.contains("ogcapi-features-4/1.0/conf/create-replace-delete"))
        }
    }

    @Test("OPTIONS lists the methods, where QGIS looks before it offers editing")
    func options() async throws {
        try await EditingFixture.run { server in
            let items = try await server.send("OPTIONS", Self.items)
            #expect(items["allow"] == "GET, HEAD, POST, OPTIONS" && items["accept-post"]?.contains("geo+json") == true)
            let item = try await server.send("OPTIONS", "\(Self.items)/1")
            #expect(item["allow"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS" && item["accept-patch"] == Self.patch)
            let paths = try #require(try await server.json("/api")["paths"])
            let path = paths["/collections/{collectionId}/items/{featureId}"]
            for method in ["put", "patch", "delete"] {
                #expect(path?[method]?["responses"]?["412"] != nil, "\(method)")
            }
        }
    }

    @Test("a feature is created, read, replaced, patched and deleted, each a version; everything follows")
    func lifeCycle() async throws {
        try await EditingFixture.run { server in
            let created = try await server.send("POST", Self.items, EditingFixture.station("Trạm mới"))
            #expect(created.status == 201, "\(created.text)")
            let location = try #require(created["location"])
            #expect(location.hasSuffix("\(Self.items)/9") && created["geosector-version"] == "2")
            let read = try await server.get(location)
            #expect(try read.json["properties"]?["TEN"] == "Trạm mới")
            let tag = try #require(read["etag"])
            #expect(tag.dropFirst().hasPrefix(try #require(created["etag"]).dropFirst().dropLast()))
            #expect(try await server.json("\(Self.items)?count=true")["numberMatched"]?.integer == 9)
            #expect(try await server.json("/collections/tram-y-te")["numberOfFeatures"]?.integer == 9)
            // The station without a geometry is in every box.
            #expect(try await server.ids("\(Self.items)?bbox=108.04,13.94,108.06,13.96") == [8, 9])

            let replaced = try await server.send(
                "PUT", "\(Self.items)/9", EditingFixture.station("Trạm hai", number: 5), headers: ["If-Match": tag])
            #expect(replaced.status == 204 && replaced["geosector-version"] == "3", "\(replaced.text)")
            let stale = try await server.send(
                "PATCH", "\(Self.items)/9", #"{"properties":{"so":7}}"#, type: Self.patch, headers: ["If-Match": tag])
            #expect(stale.status == 412 && stale["etag"] == replaced["etag"])
            let patched = try await server.send(
                "PATCH", "\(Self.items)/9", #"{"properties":{"so":7,"TEN":null}}"#, type: Self.patch,
                headers: ["If-Match": try #require(stale["etag"]), "Prefer": "return=representation"])
            #expect(patched.status == 200 && patched["preference-applied"] == "return=representation")
            #expect(try patched.json["properties"]?["so"] == 7 && patched.json["properties"]?["TEN"] == .null)
            #expect(
                try await server.tag("\(Self.items)/9").dropFirst().prefix(32)
                    == patched["etag"]?.dropFirst().prefix(32))

            let deleted = try await server.send(
                "DELETE", "\(Self.items)/9", headers: ["If-Match": try #require(patched["etag"])])
            #expect(deleted.status == 204)
            #expect(try await server.get("\(Self.items)/9").status == 404)
            #expect(try await server.json("/collections/tram-y-te")["datasetVersion"] == "5")
            let gone = try await server.send("DELETE", "\(Self.items)/9", headers: ["If-Match": "*"])
            #expect(gone.status == 404)
        }
    }

    @Test("what was created is shown where the client prefers it, in the CRS it came in")
    func representation() async throws {
        try await EditingFixture.run { server in
            let created = try await server.send(
                "POST", Self.items, EditingFixture.station("Trạm mới", "[450000,1550000]"),
                headers: [
                    "Prefer": "handling=strict, return=representation",
                    "Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/9218>",
                ])
            #expect(created.status == 201 && created["location"]?.hasSuffix("/9") == true, "\(created.text)")
            #expect(created["content-crs"] == "<http://www.opengis.net/def/crs/EPSG/0/9218>")
            #expect(try created.json["id"] == 9)
            #expect(try created.json["geometry"]?["coordinates"]?.numbers == [450_000, 1_550_000])
            let answer = try await server.send(
                "DELETE", "\(Self.items)/9", headers: ["If-Match": try #require(created["etag"])])
            #expect(answer.status == 204)
        }
    }

    @Test("tiles follow an edit")
    func tiles() async throws {
        try await EditingFixture.run { server in
            let tile = "/tiles/tram-y-te/8/204/117"
            let before = try await server.get(tile)["etag"]
            let place = try await server.json("\(Self.items)/1")["geometry"]?["coordinates"]?.numbers
            #expect(place?.count == 2)
            let answer = try await server.send("DELETE", "\(Self.items)/1", headers: ["If-Match": "*"])
            #expect(answer.status == 204)
            #expect(try await TestServer.eventually { try await server.get(tile)["etag"] != before })
        }
    }

    @Test("a write without If-Match is 428, unless the server is told otherwise")
    func conditions() async throws {
        try await EditingFixture.run { server in
            for (method, body, type) in [
                ("PUT", EditingFixture.station("x"), "application/geo+json"), ("PATCH", "{}", Self.patch),
                ("DELETE", "", ""),
            ] {
                let answer = try await server.send(method, "\(Self.items)/1", body, type: type)
                #expect(answer.status == 428, "\(method): \(answer.text)")
                let broken = try await server.send(
                    method, "\(Self.items)/1", body, type: type, headers: ["If-Match": "abc"])
                #expect(broken.status == 400, "\(method): \(broken.text)")
            }
        }
        try await EditingFixture.run {
            $0.editCondition = .optional
        } _: { server in
            let answer = try await server.send("DELETE", "\(Self.items)/1")
            #expect(answer.status == 204)
        }
    }

    @Test("a tag from any representation will do: another CRS, compressed, weakened by a proxy")
    func representations() async throws {
        try await EditingFixture.run { server in
            let utm = try await server.tag("\(Self.items)/2?crs=EPSG:9218")
            let plain = try await server.tag("\(Self.items)/2")
            #expect(utm != plain)
            for tag in [utm, "W/\(plain)", "\"x\", \(plain.dropLast())-gz\""] {
                let answer = try await server.send(
                    "PATCH", "\(Self.items)/2", "{}", type: Self.patch, headers: ["If-Match": tag])
                #expect(answer.status == 204, "\(tag): \(answer.text)")
            }
        }
    }

    @Test("coordinates come in the CRS of Content-Crs, in the order of its authority")
    func crs() async throws {
        try await EditingFixture.run { server in
            let golden = SampleStore.golden[1]
            for (name, place) in [
                ("http://www.opengis.net/def/crs/EPSG/0/9218", "[\(golden.metres.x),\(golden.metres.y)]"),
                ("http://www.opengis.net/def/crs/EPSG/0/4326", "[\(golden.degrees.y),\(golden.degrees.x)]"),
                ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "[\(golden.degrees.x),\(golden.degrees.y)]"),
            ] {
                let created = try await server.send(
                    "POST", Self.items, EditingFixture.station("x", place), headers: ["Content-Crs": "<\(name)>"])
                #expect(created.status == 201, "\(created.text)")
                let numbers = try await server.json(try #require(created["location"]))["geometry"]?["coordinates"]?
                    .numbers
                let found = try #require(numbers)
                #expect(abs(found[0] - golden.degrees.x) < 1e-8 && abs(found[1] - golden.degrees.y) < 1e-8, "\(name)")
            }
            let unknown = try await server.send(
                "POST", Self.items, EditingFixture.station("x"), headers: ["Content-Crs": "<http://example.org/crs>"])
            #expect(unknown.status == 400 && unknown.text.contains("EPSG/0/9218"))
        }
    }

    @Test("a feature sent back as it was read changes nothing")
    func identity() async throws {
        try await EditingFixture.run { server in
            for target in ["\(Self.items)/1", "/collections/thua/items/7", "/collections/duong/items/1"] {
                let read = try await server.get(target)
                for _ in 0..<2 {
                    let answer = try await server.send(
                        "PUT", target, read.text, headers: ["If-Match": try #require(read["etag"])])
                    #expect(answer.status == 204 && answer["geosector-version"] == nil, "\(target): \(answer.text)")
                }
                #expect(try await server.get(target)["etag"] == read["etag"])
            }
        }
    }

    @Test("several features make one version, all or none")
    func batches() async throws {
        try await EditingFixture.run { server in
            let features = ["a", "b", "c"].map { EditingFixture.station($0) }
            let collection = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
            let created = try await server.send("POST", Self.items, collection)
            #expect(created.status == 201, "\(created.text)")
            #expect(try created.json["numberCreated"] == 3 && created.json["version"] == 2)
            #expect(try created.json["features"]?[2]?["id"] == 11)
            let broken = collection.replacing("\"TEN\":\"b\"", with: "\"TENN\":\"b\"")
            let refused = try await server.send("POST", Self.items, broken)
            #expect(refused.status == 422)
            let problem = try refused.json
            #expect(problem["errors"]?[0]?["edit"] == 1 && problem["errors"]?[0]?["property"] == "TENN")
            #expect(problem["suggestions"]?[0] == "TEN")
            #expect(try await server.json("/collections/tram-y-te")["numberOfFeatures"] == 11)
        }
    }

    @Test(
        "what is no feature is 400 with a pointer, and what does not fit the collection 422",
        arguments: [
            ("{", 400, nil), ("[]", 400, "/type"), (#"{"type":"Feature","properties":{}}"#, 400, "/geometry"),
            (
                #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1]},"properties":{}}"#, 400,
                "/geometry/coordinates"
            ),
            (
                #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,"2"]},"properties":{}}"#, 400,
                "/geometry/coordinates"
            ),
            (#"{"type":"Feature","geometry":null,"properties":[]}"#, 400, "/properties"),
            (#"{"type":"FeatureCollection","features":[]}"#, 400, "/features"),
            (#"{"type":"Feature","geometry":null,"properties":{"so":"1"}}"#, 422, nil),
            (#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2,3]},"properties":{}}"#, 422, nil),
            (#"{"type":"Feature","geometry":{"type":"Point","coordinates":[108,95]},"properties":{}}"#, 422, nil),
        ] as [(String, Int, String?)])
    func malformed(body: String, status: Int, pointer: String?) async throws {
        try await EditingFixture.run { server in
            let answer = try await server.send("POST", Self.items, body)
            #expect(answer.status == status, "\(answer.text)")
            if let pointer { #expect(try answer.json["pointer"]?.string == pointer) }
            #expect(try await server.json("/collections/tram-y-te")["datasetVersion"] == "1")
        }
    }

    @Test("a body of another type is 415 with what is taken, a large one 413")
    func bodies() async throws {
        try await EditingFixture.run {
            $0.editBody = 2000
        } _: { server in
            let post = try await server.send("POST", Self.items, "a=1", type: "application/x-www-form-urlencoded")
            #expect(post.status == 415 && post["accept-post"] == "application/geo+json, application/json")
            let patch = try await server.send(
                "PATCH", "\(Self.items)/1", "[]", type: "application/json-patch+json", headers: ["If-Match": "*"])
            #expect(patch.status == 415 && patch["accept-patch"] == Self.patch)
            let long = EditingFixture.station(String(repeating: "x", count: 3000))
            #expect(try await server.send("POST", Self.items, long).status == 413)
            let id = EditingFixture.station("x").replacing(#""type":"Feature","#, with: #""type":"Feature","id":4,"#)
            let other = try await server.send("PUT", "\(Self.items)/1", id, headers: ["If-Match": "*"])
            #expect(try other.status == 400 && other.json["pointer"] == "/id")
        }
    }

    @Test("a browser does not edit in the name of a page of another site")
    func otherSites() async throws {
        try await EditingFixture.run { server in
            let answer = try await server.send(
                "POST", Self.items, EditingFixture.station("x"), headers: ["Origin": "https://example.org"])
            #expect(answer.status == 403)
            let own = try await server.send(
                "POST", Self.items, EditingFixture.station("x"), headers: ["Origin": server.client.base])
            #expect(own.status == 201)
        }
    }

    @Test("while an import holds the store an edit is 503 with Retry-After, and works afterwards")
    func busy() async throws {
        try await EditingFixture.run { server in
            let path = server.storePath
            let answer = try await offPool {
                let store = try Store(path: path, access: .readWrite)
                defer { try? store.close() }
                let held = try store.catalog().collection("tram-y-te")
                let reply = Reply()
                try store.load(
                    LayerDefinition(
                        id: held.id, sector: held.sector, title: held.title, storageCRS: held.storageCRS,
                        schema: held.schema), mode: .append
                ) { _ in
                    let done = DispatchSemaphore(value: 0)
                    Task {
                        defer { done.signal() }
                        reply.answer = try await server.send("POST", Self.items, EditingFixture.station("chờ"))
                    }
                    done.wait()
                    return Provenance()
                }
                return reply.answer
            }
            #expect(answer?.status == 503 && answer?["retry-after"] != nil)
            #expect(try await server.send("POST", Self.items, EditingFixture.station("chờ")).status == 201)
        }
    }

    private final class Reply: @unchecked Sendable { var answer: HTTPAnswer? }

    @Test("editing for everybody on this machine is refused where others reach the server")
    func localOnly() throws {
        var configuration = ServerConfiguration()
        configuration.editing = .local
        try configuration.checkLocalEditing()
        configuration.host = "0.0.0.0"
        #expect(throws: ServerConfiguration.Fault.self) { try configuration.checkLocalEditing() }
        configuration.host = "127.0.0.1"
        configuration.baseURL = "https://gis.example.org"
        #expect(throws: ServerConfiguration.Fault.self) { try configuration.checkLocalEditing() }
    }
}
