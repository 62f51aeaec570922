import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("sortby") struct SortTests {
        private static let names = QueryStore.thingSchema.properties.map(\.name)

        /// As a dictionary has them.
        private static let texts = ["a", "b", "B", "đồng", "Đồng", "Trường Tiểu học Nguyễn Du"]

        /// Nothing, then numbers, then texts; days as they are written.
        private static func isBefore(_ left: PropertyValue, _ right: PropertyValue) -> Bool {
            switch (left, right) {
            case (.null, .null): false
            case (.null, _): true
            case (_, .null): false
            case (.integer(let a), .integer(let b)): a < b
            case (.real(let a), .real(let b)): a < b
            case (.text(let a), .text(let b)):
                if let first = texts.firstIndex(of: a), let second = texts.firstIndex(of: b) {
                    first < second
                } else {
                    a < b
                }
            default: false
            }
        }

        /// The ids in an order such as `-so,ten`.
        private static func expected(_ order: String) -> [Int64] {
            let keys = order.split(separator: ",").map { key in
                (name: String(key.drop { "+-".contains($0) }), falls: key.hasPrefix("-"))
            }
            return QueryStore.things.sorted { left, right in
                for key in keys {
                    if key.name == "id" { return key.falls ? left.id > right.id : left.id < right.id }
                    let index = names.firstIndex(of: key.name)!
                    let (a, b) = key.falls ? (right, left) : (left, right)
                    if isBefore(a.values[index], b.values[index]) { return true }
                    if isBefore(b.values[index], a.values[index]) { return false }
                }
                return keys.last?.falls == true ? left.id > right.id : left.id < right.id
            }.map(\.id.value)
        }

        @Test(
            "puts features in order, and next visits each once, whatever is equal or null at a page's edge",
            arguments: [
                "ten", "+ten", "-ten", "so", "-so", "so,-cao", "-so,cao", "mo,ten", "-mo,-ten,so", "ngay,-id", "-id",
                "cao,so,ten,mo,ngay",
            ], [1, 7, 20, 60])
        func pages(order: String, limit: Int) async throws {
            let ids = try await QueryTests.server.ids(
                "/collections/thu/items?limit=\(limit)&sortby=\(QueryTests.encoded(order))")
            #expect(ids == Self.expected(order))
        }

        @Test("a box does not change where a page goes on", arguments: ["-so", "so,-cao", "-id"])
        func pagesOfABox(order: String) async throws {
            let ids = try await QueryTests.server.ids(
                "/collections/thu/items?limit=7&bbox=-180,-90,180,90&sortby=\(QueryTests.encoded(order))")
            #expect(ids == Self.expected(order))
        }

        @Test("the plus of a URL is a blank")
        func plus() async throws {
            #expect(
                try await QueryTests.server.ids("/collections/thu/items?limit=60&sortby=+so,-cao")
                    == Self.expected("so,-cao"))
        }

        @Test("the last page, exactly full, has no next")
        func exactlyFull() async throws {
            let page = try await QueryTests.server.json("/collections/thu/items?sortby=-ten&limit=60")
            #expect(page["features"]?.array?.count == 60 && page.link("next") == nil)
        }

        @Test("an offset counts in the order asked for, and goes on by cursor")
        func offset() async throws {
            let ids = try await QueryTests.server.ids("/collections/thu/items?sortby=so,-ten&offset=13&limit=10")
            #expect(ids == Array(Self.expected("so,-ten").dropFirst(13)))
        }

        @Test("goes together with every other parameter, and with chunks of a long page")
        func together() async throws {
            let server = try QueryTests.server
            let filtered = try await server.ids(
                "/collections/thu/items?sortby=-cao&limit=3&mo=true&properties=ten&filter=so%20IS%20NOT%20NULL")
            let wanted = Self.expected("-cao").filter { $0 % 2 == 1 && $0 % 10 != 0 }
            #expect(filtered == wanted)
            let parcels = try await server.ids("/collections/thua/items?sortby=LOAI,-feature_id&limit=2200")
            #expect(parcels.count == SampleStore.parcelCount && Set(parcels).count == parcels.count)
            #expect(Array(parcels.prefix(2)) == [2500, 2498] && parcels.last == 1)
        }

        @Test(
            "names what it does not know, and takes a cursor of its own order only",
            arguments: [
                ("sortby=tem", "ten"), ("sortby=", "properties"), ("sortby=so,,ten", "properties"),
                ("sortby=so,-so", "once"), ("sortby=geometry", "properties"),
                ("sortby=so&cursor=7", "cursor"), ("sortby=so&cursor=WyIrc28sKyIsIjciXQ", "cursor"),
                ("cursor=WyIrc28sKyIsIjciLCJuIl0", "cursor"), ("sortby=-so&cursor=WyIrc28sKyIsIjciLCJuIl0", "cursor"),
                ("sortby=%22so%22", "did you mean so"), ("sortby=so;DROP%20TABLE%20thu", "properties"),
                ("cursor=3&offset=3", "cursor"),
            ])
        func refused(query: String, hint: String) async throws {
            let answer = try await QueryTests.server.get("/collections/thu/items?\(query)")
            #expect(answer.status == 400)
            #expect(try answer.json["detail"]?.string?.contains(hint) == true, "\(answer.text)")
        }

        @Test("an order in which features have moved meanwhile is not gone on with, that of ids is")
        func moved() async throws {
            try await QueryStore.serve { server in
                let sorted = try await server.json("/collections/thu/items?sortby=so,ten&limit=10")
                let plain = try await server.json("/collections/thu/items?sortby=-id&limit=10")
                let writer = try Store(path: server.storePath, access: .readWrite)
                let definition = LayerDefinition(
                    id: try CollectionID("thu"), sector: "health", title: LocalizedText(vi: "thu", en: "thu"),
                    storageCRS: .crs84, schema: QueryStore.thingSchema)
                try writer.load(definition, mode: .replace) {
                    for feature in QueryStore.things {
                        var values = feature.values
                        if feature.id.value == 7 { values[1] = .integer(1000) }
                        try $0.append(geometry: feature.geometry, values: values)
                    }
                    return Provenance(source: "test.shp", sourceCRS: .crs84)
                }
                #expect(
                    try await TestServer.eventually {
                        try await server.json("/collections/thu")["datasetVersion"]?.string == "2"
                    })
                let next = try #require(sorted.link("next")?["href"]?.string)
                let answer = try await server.get(next)
                #expect(answer.status == 410, "\(answer.text)")
                let start = try #require(try answer.json["suggestions"]?.array?.first?.string)
                #expect(!start.contains("cursor=") && start.contains("sortby="))
                #expect(try await server.get(start).status == 200)
                let byID = try #require(plain.link("next")?["href"]?.string)
                #expect(try await server.ids(byID) == Array((1...50).reversed()))
            }
        }

        @Test("a feature that is deleted between two pages leaves its place")
        func deleted() async throws {
            try await QueryStore.serve { server in
                let target = "/collections/thu/items?sortby=so,ten&limit=10"
                let first = try await server.json(target)
                let ids = try #require(first["features"]?.array?.compactMap { $0["id"]?.integer })
                let writer = try Store(path: server.storePath, access: .readWrite)
                let rest = QueryStore.things.filter { $0.id.value != ids.last }
                let definition = LayerDefinition(
                    id: try CollectionID("thu"), sector: "health", title: LocalizedText(vi: "thu", en: "thu"),
                    storageCRS: .crs84, schema: QueryStore.thingSchema)
                try writer.load(definition, mode: .replace) {
                    for feature in rest { try $0.append(geometry: feature.geometry, values: feature.values) }
                    return Provenance(source: "test.shp", sourceCRS: .crs84)
                }
                let next = try #require(first.link("next")?["href"]?.string)
                #expect(
                    try await TestServer.eventually {
                        try await server.json("/collections/thu")["numberOfFeatures"]?.integer == 59
                    })
                let second = try await server.json(next)
                let values = second["features"]?.array?.compactMap { $0["properties"]?["so"] } ?? []
                let last = first["features"]?.array?.last?["properties"]?["so"]?.integer ?? -3
                #expect(values.count == 10)
                #expect(values.allSatisfy { ($0.integer ?? -3) >= last })
            }
        }
    }
}
