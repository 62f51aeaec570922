import CQL2
import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("Documents for queries") struct SchemaTests {
        @Test("schema, queryables and sortables number their properties and say their roles")
        func roles() async throws {
            let server = try QueryTests.server
            for name in ["schema", "queryables", "sortables"] {
                let answer = try await server.get("/collections/hieu-luc/\(name)")
                #expect(answer["content-type"] == "application/schema+json")
                let document = try answer.json
                #expect(document["additionalProperties"] == .boolean(false))
                let members = document["properties"]?.object?.members ?? []
                #expect(
                    members.compactMap { $0.value["x-ogc-propertySeq"]?.integer } == Array(1...Int64(members.count)))
                let roles = members.compactMap { $0.value["x-ogc-role"]?.string }
                #expect(Set(roles).count == roles.count)
                #expect(document["properties"]?["feature_id"]?["x-ogc-role"]?.string == "id")
                #expect(document["properties"]?["tu_ngay"]?["x-ogc-role"]?.string == "primary-interval-start")
                #expect(document["properties"]?["den_ngay"]?["x-ogc-role"]?.string == "primary-interval-end")
                #expect((document["properties"]?["geometry"] != nil) == (name != "sortables"))
            }
            let schema = try await server.json("/collections/thu/schema")
            #expect(schema["properties"]?["ngay"]?["x-ogc-role"]?.string == "primary-instant")
        }

        @Test("collections link to all of them")
        func links() async throws {
            let server = try QueryTests.server
            let collection = try await server.json("/collections/thu")
            for name in ["schema", "queryables", "sortables"] {
                let link = try #require(
                    collection.link("http://www.opengis.net/def/rel/ogc/1.0/\(name)", type: "application/schema+json"))
                let href = try #require(link["href"]?.string)
                #expect(try await server.json(href)["$id"]?.string == href)
            }
            let page = try await server.get("/collections/thu/items")
            #expect(page["link"]?.contains("/collections/thu/queryables>; rel=") == true)
        }

        @Test("every function is listed with its arguments and what it gives, in the form of the standard")
        func functions() async throws {
            let server = try QueryTests.server
            let functions = try #require(try await server.json("/functions?lang=vi")["functions"]?.array)
            #expect(functions.count == FilterFunction.all.count)
            let types: Set<String> = ["string", "number", "integer", "datetime", "geometry", "boolean"]
            for function in functions {
                #expect(function["name"]?.string?.isEmpty == false)
                for list in [function["returns"]] + (function["args"]?.array ?? []).map({ $0["type"] }) {
                    let names = list?.array?.compactMap(\.string) ?? []
                    #expect(!names.isEmpty && types.isSuperset(of: names))
                }
            }
            #expect(try await server.get("/functions?f=html").text.contains("accenti"))
        }

        @Test("what conformance says of filters is what QGIS and GDAL look for")
        func conformance() async throws {
            let classes =
                try await QueryTests.server.json("/conformance")["conformsTo"]?.array?.compactMap(\.string) ?? []
            for name in [
                "ogcapi-features-2/1.0/conf/crs", "ogcapi-features-3/1.0/conf/filter",
                "ogcapi-features-3/1.0/conf/features-filter", "cql2/1.0/conf/cql2-text", "cql2/1.0/conf/basic-cql2",
                "cql2/1.0/conf/basic-spatial-operators", "cql2/1.0/conf/accent-insensitive-comparison",
                "ogcapi-features-5/1.0/conf/schemas", "ogcapi-common-3/1.0/conf/sortables",
            ] {
                #expect(classes.contains("http://www.opengis.net/spec/\(name)"), "\(name)")
            }
            #expect(Set(classes).count == classes.count)
        }

        @Test("the API definition declares every parameter of items, at the template and at each collection")
        func api() async throws {
            let api = try await QueryTests.server.json("/api")
            for path in ["/collections/{collectionId}/items", "/collections/thu/items"] {
                let list = api["paths"]?[path]?["get"]?["parameters"]?.array ?? []
                let parameters = list.map { parameter -> JSONValue in
                    guard let name = parameter["$ref"]?.string?.split(separator: "/").last else { return parameter }
                    return api["components"]?["parameters"]?[String(name)] ?? .null
                }
                let names = Set(parameters.compactMap { $0["name"]?.string })
                #expect(names.isSuperset(of: ItemsParameters.reserved.subtracting(["resulttype"])), "\(path)")
                let language = parameters.first { $0["name"]?.string == "filter-lang" }
                #expect(language?["schema"]?["enum"]?.array?.contains("cql2-text") == true)
                if path.contains("thu") { #expect(names.isSuperset(of: ["ten", "so", "feature_id", "id"])) }
            }
        }

        @Test("a page of another site may ask first, and read what it needs of the answer")
        func cors() async throws {
            let preflight = try await QueryTests.server.client.raw(
                "OPTIONS", "/collections/thu/items",
                headers: [
                    "Origin": "https://example.org", "Access-Control-Request-Method": "GET",
                    "Access-Control-Request-Headers": "If-None-Match",
                ])
            #expect(preflight.status == 204)
            #expect(preflight["access-control-allow-headers"]?.contains("If-None-Match") == true)
            let answer = try await QueryTests.server.get("/collections/thu/items")
            for name in ["ETag", "Link", "Content-Crs"] {
                #expect(answer["access-control-expose-headers"]?.contains(name) == true)
            }
        }
    }

    @Suite("Exports of a selection") struct ExportSelectionTests {
        private static func export(_ query: String) async throws -> HTTPAnswer {
            try await QueryTests.server.get("/collections/thu/export?\(query)")
        }

        @Test("hold what every parameter of items leaves")
        func filtered() async throws {
            let text = try await Self.export(
                "f=csv&properties=ten,so&sortby=-so&filter=mo=TRUE&datetime=2026-01-01&q=a,b,dong&ids=1,3,5,7,9,15"
            ).text
            let lines = text.split(separator: "\r\n")
            #expect(lines[0].hasPrefix("feature_id,ten,so"))
            #expect(
                lines.dropFirst().map { $0.split(separator: ",")[0] } == ["15", "3", "9", "5"].map { $0[...] },
                "\(text)")
            let boxed = try await Self.export(
                "f=geojson&bbox=13,108,15,108.0105&bbox-crs=EPSG:4326&sortby=-ten&properties=")
            let features = try boxed.json["features"]?.array ?? []
            #expect(features.count == 13)
            #expect(features.allSatisfy { $0["properties"]?.object?.members.isEmpty == true })
        }

        @Test("of built formats too", arguments: ["gpkg", "xlsx", "shp"])
        func built(format: String) async throws {
            let query = "f=\(format)&properties=so&filter=so%20%3E%200&sortby=-so"
            #expect(try await Self.export(query).status == 200)
        }

        @Test(
            "refuse what no file can be, and filters where they are at fault",
            arguments: [
                "skipGeometry=true", "zoom-level=3", "count=false", "resultType=hits", "cursor=3", "filter=tem=1",
                "sortby=tem", "properties=tem", "q=", "ids=x", "datetime=x", "bbox-crs=EPSG:1", "filter-lang=x",
            ])
        func refused(query: String) async throws {
            for format in ["csv", "gpkg"] {
                let answer = try await Self.export("f=\(format)&\(query)")
                #expect(answer.status == 400, "\(query)")
                if query.hasPrefix("filter=") { #expect(try answer.json["offset"]?.integer == 0) }
            }
        }
    }
}
