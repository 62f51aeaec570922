import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// The OpenAPI document, and Swagger UI over it. Whether every answer is as it says is tried by `make test-api`.
    @Suite struct APIDefinitionTests {
        @Test("the API definition is OpenAPI 3.0, and every reference in it leads somewhere")
        func api() async throws {
            let answer = try await ServedTests.server.get("/api")
            #expect(answer["content-type"] == "application/vnd.oai.openapi+json;version=3.0")
            let document = try answer.json
            #expect(document["openapi"]?.string?.hasPrefix("3.0.") == true)
            var references: Set<String> = []
            Self.collect(document, into: &references)
            #expect(references.count > 10)
            for reference in references {
                let target = reference.dropFirst(2).split(separator: "/").reduce(document as JSONValue?) { value, key in
                    value?[String(key)]
                }
                #expect(target != nil, "\(reference)")
            }
        }

        private static func collect(_ value: JSONValue, into references: inout Set<String>) {
            for member in value.object?.members ?? [] {
                if member.key == "$ref", let text = member.value.string { references.insert(text) }
                collect(member.value, into: &references)
            }
            for member in value.array ?? [] { collect(member, into: &references) }
        }

        @Test("operation ids are unique and path parameters are declared")
        func operations() async throws {
            let paths = try #require(try await ServedTests.server.json("/api")["paths"]?.object?.members)
            let ids = paths.compactMap { $0.value["get"]?["operationId"]?.string }
            #expect(ids.count == paths.count)
            #expect(Set(ids).count == ids.count)
            for path in paths {
                let names = path.key.matches(of: /\{(\w+)\}/).map { String($0.1) }
                let declared = path.value["get"]?["parameters"]?.array?.compactMap { $0["$ref"]?.string } ?? []
                for name in names { #expect(declared.contains("#/components/parameters/\(name)"), "\(path.key)") }
            }
        }

        @Test("every path says what GET, HEAD and OPTIONS answer, and none promises a body to HEAD")
        func methods() async throws {
            let paths = try #require(try await ServedTests.server.json("/api")["paths"]?.object?.members)
            for path in paths {
                for method in ["get", "head", "options"] {
                    #expect(path.value[method]?["responses"]?.object?.members.isEmpty == false, "\(method) \(path.key)")
                }
                #expect(path.value["head"]?["responses"]?["200"]?["content"] == nil, "\(path.key)")
            }
            let export = paths.first { $0.key == "/collections/{collectionId}/export" }
            #expect(export?.value["post"]?["responses"]?["202"] != nil)
            #expect(paths.first { $0.key == "/jobs/{jobId}" }?.value["delete"] != nil)
        }

        @Test(
            "OPTIONS allows what the definition has",
            arguments: ["/collections/thua/export", "/jobs/0", "/tiles/thua/0/0/0"])
        func options(target: String) async throws {
            let server = try ServedTests.server
            let answer = try await server.client.raw("OPTIONS", target)
            #expect(answer.status == 204)
            let pattern = [
                "/collections/thua/export": "/collections/{collectionId}/export", "/jobs/0": "/jobs/{jobId}",
                "/tiles/thua/0/0/0": "/tiles/{collectionIds}/{z}/{x}/{y}",
            ][target]
            let item = try await server.json("/api")["paths"]?[try #require(pattern)]?.object
            let allowed = try #require(answer["allow"]).split(separator: ", ").map { $0.lowercased() }
            #expect(Set(allowed) == Set(item?.members.map(\.key) ?? []))
        }

        @Test("limit is declared as the server takes it, where QGIS and GDAL look for it")
        func limit() async throws {
            let server = try ServedTests.server
            let schema = try await server.json("/api")["components"]?["parameters"]?["limit"]?["schema"]
            #expect(schema?["maximum"]?.integer == 10_000)
            let page = try await server.json("/collections/thua/items")
            #expect(schema?["default"]?.integer == page["numberReturned"]?.integer)
        }

        @Test("each queryable is a parameter of its collection's own path, as a simple form parameter")
        func queryables() async throws {
            let server = try ServedTests.server
            let paths = try #require(try await server.json("/api")["paths"])
            #expect(paths["/collections/{collectionId}/items"] != nil)
            for id in ["tram-y-te", "duong", "thua"] {
                let declared = paths["/collections/\(id)/items"]?["get"]?["parameters"]?.array ?? []
                let queryables = try await server.json("/collections/\(id)/queryables")["properties"]?.object?.members
                for queryable in try #require(queryables) where queryable.value["type"] != nil {
                    let parameter = try #require(declared.first { $0["name"]?.string == queryable.key }, "\(id)")
                    #expect(parameter["style"] == "form" && parameter["explode"] == false)
                    #expect(parameter["schema"]?["type"] == queryable.value["type"])
                }
            }
        }

        @Test("ids are offered to choose from")
        func ids() async throws {
            let parameters = try await ServedTests.server.json("/api")["components"]?["parameters"]
            #expect(parameters?["collectionId"]?["schema"]?["enum"]?.array?.contains("thua") == true)
            #expect(parameters?["styleId"]?["schema"]?["enum"]?.array?.contains("map") == true)
        }

        @Test("the definition names no parameter twice in one operation")
        func parameters() async throws {
            let paths = try #require(try await ServedTests.server.json("/api")["paths"]?.object?.members)
            for path in paths {
                for method in path.value.object?.members ?? [] {
                    let parameters = method.value["parameters"]?.array ?? []
                    let names = parameters.compactMap { $0["$ref"]?.string ?? $0["name"]?.string }
                    #expect(Set(names).count == names.count, "\(method.key) \(path.key)")
                }
            }
        }

        @Test("Swagger UI comes from this server alone")
        func swagger() async throws {
            let server = try ServedTests.server
            let answer = try await server.get("/api.html?lang=en")
            #expect(answer.status == 200)
            let sources = answer.text.matches(of: /<script src="([^"]+)"/).map { String($0.1) }
            #expect(sources.contains { $0.hasSuffix("/vendor/swagger-ui-bundle.js") })
            #expect(sources.allSatisfy { $0.hasPrefix(server.client.base + "/assets/") })
            #expect(try await server.get("/api.html", accept: "application/json").status == 406)
        }
    }
}
