import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("Coordinate reference systems") struct CRSTests {
        private static let stations = "/collections/tram-y-te/items"
        private static let prefix = "http://www.opengis.net/def/crs/"

        private static func place(_ query: String) async throws -> [Double] {
            try await QueryTests.server.json("\(stations)/1\(query)")["geometry"]?["coordinates"]?.numbers ?? []
        }

        @Test("a collection lists them, CRS84 first, and says which it is stored in")
        func list() async throws {
            let collection = try await QueryTests.server.json("/collections/tram-y-te")
            let list = collection["crs"]?.array?.compactMap(\.string) ?? []
            #expect(list.first == Self.prefix + "OGC/1.3/CRS84")
            for code in [4326, 3857, 4756, 3405, 3406, 9217, 9218] {
                #expect(list.contains("\(Self.prefix)EPSG/0/\(code)"))
            }
            #expect(Set(list).count == list.count)
            #expect(collection["storageCrs"]?.string == Self.prefix + "EPSG/0/9218")
            #expect(list.contains(collection["storageCrs"]?.string ?? ""))
        }

        @Test("each of the list is answered, named in Content-Crs, by URI and in short")
        func all() async throws {
            let server = try QueryTests.server
            let list = try await server.json("/collections/tram-y-te")["crs"]?.array?.compactMap(\.string) ?? []
            for uri in list {
                for name in [uri, CRS(uri)!.identifier, "[\(CRS(uri)!.identifier)]"] {
                    for target in [Self.stations, "\(Self.stations)/1"] {
                        let answer = try await server.get("\(target)?crs=\(QueryTests.encoded(name))")
                        #expect(answer.status == 200)
                        #expect(answer["content-crs"] == "<\(uri)>", "\(name)")
                    }
                }
            }
        }

        @Test("stored metres come back as they were; degrees come in the order of their authority")
        func axes() async throws {
            let golden = SampleStore.golden[0]
            let metres = try await Self.place("?crs=EPSG:9218")
            #expect(abs(metres[0] - golden.metres.x) < 1e-4 && abs(metres[1] - golden.metres.y) < 1e-4)
            let northFirst = try await Self.place("?crs=EPSG:4326")
            #expect(abs(northFirst[0] - golden.degrees.y) < 1e-8 && abs(northFirst[1] - golden.degrees.x) < 1e-8)
            let vietnamese = try await Self.place("?crs=EPSG:4756")
            #expect((13.9...14.1).contains(vietnamese[0]) && (107.9...108.1).contains(vietnamese[1]))
            let mercator = try await Self.place("?crs=EPSG:3857")
            #expect(mercator[0] > 1.2e7 && mercator[1] > 1.5e6)
        }

        @Test(
            "a box may be in any of them, in the order of the authority",
            arguments: [
                ("577000,1522000,578000,1523000", "EPSG:9218"), ("13,109,14,110", "EPSG:4326"),
                ("13,109,14,110", "EPSG:4756"), ("109,13,110,14", "OGC:CRS84"),
                ("12158000,1530000,12160000,1560000", "EPSG:3857"), ("13,109,-10,14,110,500", "EPSG:4326"),
            ])
        func boxes(box: String, crs: String) async throws {
            #expect(
                try await QueryTests.server.ids("\(Self.stations)?bbox=\(box)&bbox-crs=\(crs)&filter=TEN+IS+NOT+NULL")
                    == [2, 8])
        }

        @Test(
            "others are refused, and so are boxes that are none",
            arguments: [
                "crs=EPSG:32648", "crs=", "crs=32648", "crs=CRS84h", "crs=http://example.org/EPSG/0/4326",
                "bbox=1,2,3,4&bbox-crs=EPSG:1", "bbox=500000,1,400000,2&bbox-crs=EPSG:9218",
                "bbox=14,109,13,110&bbox-crs=EPSG:4326",
            ])
        func refused(query: String) async throws {
            let answer = try await QueryTests.server.get("\(Self.stations)?\(query)")
            #expect(answer.status == 400)
        }

        @Test(
            "a box where its CRS has no place is answered, never 500",
            arguments: ["1e30,1e30,2e30,2e30", "-1e9,-1e9,1e9,1e9", "0,0,1,1"])
        func farAway(box: String) async throws {
            for crs in ["EPSG:9218", "EPSG:9217", "EPSG:3857", "EPSG:4326", "EPSG:3405"] {
                let answer = try await QueryTests.server.get("\(Self.stations)?bbox=\(box)&bbox-crs=\(crs)")
                #expect([200, 400].contains(answer.status), "\(crs) \(box): \(answer.text)")
            }
        }
    }
}
