import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// What is at a point of a map.
    @Suite struct FeatureInfoTests {
        /// A map of 101 by 101 pixels about the first golden station, which lies under the pixel in its middle.
        private static func target(
            layers: String = "tram-y-te", format: String = "application/json", query: String = ""
        ) -> String {
            let place = SampleStore.golden[0].degrees
            let reach = 0.01
            let box = "\(place.y - reach),\(place.x - reach),\(place.y + reach),\(place.x + reach)"
            return """
                /wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=\(layers)&QUERY_LAYERS=\(layers)&STYLES=\
                &CRS=EPSG:4326&BBOX=\(box)&WIDTH=101&HEIGHT=101&I=50&J=50&INFO_FORMAT=\(format)\(query)
                """
        }

        @Test("GeoJSON has the feature under the pixel, with its layer in its id and its CRS told")
        func json() async throws {
            let answer = try await ServedTests.server.client.raw("GET", Self.target())
            #expect(answer.status == 200 && answer["content-type"] == "application/geo+json")
            let document = try answer.json
            #expect(document["crs"]?["properties"]?["name"] == "urn:ogc:def:crs:OGC:1.3:CRS84")
            let features = try #require(document["features"]?.array)
            #expect(features.count == 1 && features[0]["id"] == "tram-y-te.1")
            #expect(features[0]["properties"]?["TEN"] == "Trạm A+B")
            let place = try #require(features[0]["geometry"]?["coordinates"]?.numbers)
            #expect(abs(place[0] - SampleStore.golden[0].degrees.x) < 1e-8)
        }

        @Test("the other formats say the same")
        func formats() async throws {
            let server = try ServedTests.server
            let html = try await server.client.raw("GET", Self.target(format: "text/html"))
            #expect(html["content-type"] == "text/html; charset=utf-8" && html.text.contains("<td>Trạm A+B</td>"))
            #expect(!html.text.contains("<script"))
            let text = try await server.client.raw("GET", Self.target(format: "text/plain"))
            #expect(text["content-type"] == "text/plain; charset=utf-8" && text.text.contains(": Trạm A+B\n"))
            let gml = try await server.client.raw("GET", Self.target(format: "application/vnd.ogc.gml"))
            let document = try XMLText(gml.body)
            #expect(try document.texts("/FeatureCollection/featureMember").count == 1)
            #expect(try document.texts("//TEN") == ["Trạm A+B"])
            #expect(try document.texts("//pos").count == 1)
        }

        @Test("as many features of each layer are told as are asked for")
        func count() async throws {
            let server = try ServedTests.server
            // The whole map lies within reach of a pixel when it is one pixel wide.
            let all = "&WIDTH=1&HEIGHT=1&I=0&J=0"
            func small(_ target: String) -> String {
                target.replacing("&WIDTH=101&HEIGHT=101&I=50&J=50", with: all)
            }
            func found(_ layers: String, _ count: String) async throws -> [String] {
                try await server.json(small(Self.target(layers: layers, query: count)))["features"]?.array?
                    .compactMap { $0["id"]?.string } ?? []
            }
            #expect(try await found("tram-y-te", "") == ["tram-y-te.1"])
            #expect(
                try await found("tram-y-te", "&FEATURE_COUNT=3") == (1...4).filter { $0 != 2 }.map { "tram-y-te.\($0)" }
            )
            #expect(
                try await found("tram-y-te,thua", "&FEATURE_COUNT=2")
                    == ["tram-y-te.1", "tram-y-te.3", "thua.1", "thua.2"])
            #expect(try await found("health", "") == ["tram-y-te.1"])
            #expect(try await found("map", "").count == 3)
        }

        @Test(
            "a point beside everything is told so in each format",
            arguments: [
                ("application/json", "\"features\":[]"), ("text/html", "Không có đối tượng"), ("text/plain", ""),
                ("application/vnd.ogc.gml", "FeatureCollection"),
            ])
        func nothing(format: String, text: String) async throws {
            let target = Self.target(format: format).replacing("&I=50&J=50", with: "&I=10&J=90")
            let answer = try await ServedTests.server.client.raw("GET", target)
            #expect(answer.status == 200 && (text.isEmpty ? answer.text.isEmpty : answer.text.contains(text)))
        }

        @Test("1.1.1 names the point X and Y, and runs its axes east, north")
        func old() async throws {
            let place = SampleStore.golden[0].degrees
            let box = "\(place.x - 0.01),\(place.y - 0.01),\(place.x + 0.01),\(place.y + 0.01)"
            let document = try await ServedTests.server.json(
                """
                /wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetFeatureInfo&LAYERS=tram-y-te&QUERY_LAYERS=tram-y-te&STYLES=\
                &SRS=EPSG:4326&BBOX=\(box)&WIDTH=101&HEIGHT=101&X=50&Y=50&INFO_FORMAT=application/json
                """)
            #expect(document["features"]?[0]?["id"] == "tram-y-te.1")
        }

        @Test("a map in any CRS finds the feature", arguments: OfferedCRS.ofMaps)
        func systems(crs: CRS) async throws {
            let transforms = TransformPool()
            let place = SampleStore.golden[0].degrees
            let around = Envelope(
                minX: place.x - 0.001, minY: place.y - 0.001, maxX: place.x + 0.001, maxY: place.y + 0.001, crs: .crs84)
            let box = try transforms.withTransform(from: .crs84, to: crs) { try $0.transform(around) }
            let isFlipped = try CRSAxes.of(crs).isNorthFirst
            let sides =
                isFlipped ? [box.minY, box.minX, box.maxY, box.maxX] : [box.minX, box.minY, box.maxX, box.maxY]
            let document = try await ServedTests.server.json(
                """
                /wms?VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=tram-y-te&QUERY_LAYERS=tram-y-te&CRS=\
                \(MapCRSParameter.name(of: crs))&BBOX=\(sides.map { "\($0)" }.joined(separator: ","))\
                &WIDTH=41&HEIGHT=41&I=20&J=20&INFO_FORMAT=application/json
                """)
            #expect(document["features"]?[0]?["id"] == "tram-y-te.1", "\(crs)")
        }

        @Test(
            "what is wrong with a question is told by its code",
            arguments: [
                ("&QUERY_LAYERS=duong", "LayerNotQueryable"), ("&QUERY_LAYERS=abc", "LayerNotDefined"),
                ("&I=101", "InvalidPoint"), ("&J=-1", "InvalidPoint"), ("&I=x", "InvalidPoint"),
                ("&I=", "MissingParameterValue"),
                ("&INFO_FORMAT=image/png", "InvalidFormat"), ("&INFO_FORMAT=", "MissingParameterValue"),
                ("&FEATURE_COUNT=0", "InvalidParameterValue"), ("&FEATURE_COUNT=1000", "InvalidParameterValue"),
            ])
        func faults(change: String, code: String) async throws {
            let name = change.dropFirst().prefix { $0 != "=" }
            let rest = Self.target().split(separator: "&").filter { !$0.hasPrefix("\(name)=") }.joined(separator: "&")
            let report = try await ServedTests.server.xml(rest + change)
            #expect(try report.texts("//ServiceException/@code") == [code])
        }

        @Test(
            "places beyond the earth are answered with nothing",
            arguments: [
                "CRS=EPSG:3405&BBOX=-900000000,-900000000,900000000,900000000", "CRS=EPSG:4326&BBOX=-500,-500,500,500",
                "CRS=EPSG:3857&BBOX=-900000000,-900000000,900000000,900000000",
                "CRS=EPSG:9218&BBOX=99999990,99999990,100000000,100000000",
            ])
        func beyond(place: String) async throws {
            let document = try await ServedTests.server.json(
                "/wms?VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=tram-y-te&QUERY_LAYERS=tram-y-te&\(place)"
                    + "&WIDTH=100&HEIGHT=100&I=1&J=1&INFO_FORMAT=application/json")
            #expect(document["features"]?.array?.isEmpty == true)
        }
    }
}
