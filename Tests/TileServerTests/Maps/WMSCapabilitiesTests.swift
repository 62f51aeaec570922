import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// What the Web Map Service says it offers.
    @Suite struct WMSCapabilitiesTests {
        private static let query = "/wms?service=WMS&request=GetCapabilities"

        @Test("layers lie in their sectors, and sectors in the whole map, with Vietnamese titles")
        func tree() async throws {
            let document = try await ServedTests.server.xml(Self.query)
            #expect(try document.texts("/WMS_Capabilities/@version") == ["1.3.0"])
            #expect(try document.texts("/WMS_Capabilities/Capability/Layer/Name") == ["map"])
            let sectors = try document.texts("/WMS_Capabilities/Capability/Layer/Layer/Name")
            #expect(sectors == ["transport", "health", "education", "land", "environment"])
            #expect(try document.texts("//Layer/Layer/Layer[*[local-name()='Name']='thua']/Title") == ["Thửa đất"])
            #expect(
                try document.texts("//Layer/Layer[*[local-name()='Name']='health']/Layer/Name") == ["tram-y-te"])
        }

        @Test("titles are Vietnamese whatever language a program has, unless English is asked for")
        func language() async throws {
            let server = try ServedTests.server
            let title = "//Layer[*[local-name()='Name']='thua']/Title"
            let plain = try await server.client.raw("GET", Self.query, headers: ["Accept-Language": "en-US,*"])
            #expect(try XMLText(plain.body).texts(title) == ["Thửa đất"])
            #expect(try await server.xml(Self.query + "&lang=en").texts(title) == ["Parcels"])
        }

        @Test("whatever a title holds, the document is well formed")
        func escaping() async throws {
            let document = try await ServedTests.server.xml(Self.query)
            let titles = try document.texts("//Layer[*[local-name()='Name']='tram-y-te']/Title")
            #expect(titles == ["Trạm y tế \(SampleStore.attack)"])
            let abstracts = try document.texts("//Layer[*[local-name()='Name']='tram-y-te']/Abstract")
            #expect(abstracts == ["Mô tả \(SampleStore.attack)"])
        }

        @Test(
            "the version asked for is answered, or the next lower one",
            arguments: [
                ("", "1.3.0"), ("&VERSION=1.3.0", "1.3.0"), ("&VERSION=1.1.1", "1.1.1"), ("&VERSION=1.1.0", "1.1.1"),
                ("&VERSION=1.0.0", "1.1.1"), ("&VERSION=1.2.0", "1.1.1"), ("&VERSION=2.0", "1.3.0"),
            ])
        func negotiation(version: String, answered: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", Self.query + version)
            #expect(answer.status == 200)
            #expect(try XMLText(answer.body).texts("/*/@version") == [answered])
            #expect(
                answer["content-type"]
                    == (answered == "1.3.0" ? "text/xml; charset=utf-8" : "application/vnd.ogc.wms_xml"))
            #expect(answer.text.contains("<!DOCTYPE WMT_MS_Capabilities SYSTEM") == (answered == "1.1.1"))
        }

        @Test("a layer has its box in every CRS, in 1.3.0 with the axes of the authority")
        func boxes() async throws {
            let server = try ServedTests.server
            let layer = "//Layer[*[local-name()='Name']='tram-y-te']"
            func box(_ document: XMLText, _ attribute: String, _ crs: String) throws -> [Double] {
                try ["minx", "miny", "maxx", "maxy"].map { side in
                    let text = try document.text("\(layer)/BoundingBox[@\(attribute)='\(crs)']/@\(side)")
                    return try #require(text.flatMap { Double($0) }, "\(crs) \(side)")
                }
            }
            let new = try await server.xml(Self.query)
            let old = try await server.xml(Self.query + "&VERSION=1.1.1")
            let west = 108.0
            let south = 13.76
            for crs in ["EPSG:4326", "EPSG:4756"] {
                let flipped = try box(new, "CRS", crs)
                #expect(abs(flipped[0] - south) < 0.02 && abs(flipped[1] - west) < 0.02)
                #expect(try box(old, "SRS", crs) == [flipped[1], flipped[0], flipped[3], flipped[2]])
            }
            let plain = try box(new, "CRS", "CRS:84")
            #expect(abs(plain[0] - west) < 0.02 && abs(plain[1] - south) < 0.02)
            // Metres of VN-2000 run east, north in both.
            let metres = try box(new, "CRS", "EPSG:9218")
            #expect(abs(metres[0] - 445_983) < 100 && abs(metres[1] - 1_522_800) < 500)
            #expect(try box(old, "SRS", "EPSG:9218") == metres)
            #expect(try old.texts("\(layer)/LatLonBoundingBox/@minx").count == 1)
            #expect(try new.texts("\(layer)/EX_GeographicBoundingBox/westBoundLongitude").count == 1)
            #expect(try new.texts("//Layer[*[local-name()='Name']='trong']/BoundingBox") == [])
        }

        @Test("every CRS of maps is offered once, by the names of the version")
        func systems() async throws {
            let server = try ServedTests.server
            let new = try await server.xml(Self.query).texts("//CRS")
            #expect(new == OfferedCRS.ofMaps.map(MapCRSParameter.name) && Set(new).count == new.count)
            #expect(new.starts(with: ["CRS:84", "EPSG:4326", "EPSG:3857", "EPSG:4756"]))
            let old = try await server.xml(Self.query + "&VERSION=1.1.1").texts("//SRS")
            #expect(old == new.filter { $0 != "CRS:84" })
        }

        @Test("each layer has its styles with a legend, and its record as metadata")
        func looks() async throws {
            let server = try ServedTests.server
            let document = try await server.xml(Self.query)
            let names = try document.texts("//Layer[*[local-name()='Name']='map']/Style/Name")
            #expect(names.contains("default") && names.contains("land"))
            let legends = try document.texts(
                "//Layer[*[local-name()='Name']='thua']/Style/LegendURL/OnlineResource/@*[local-name()='href']")
            let legend = try #require(legends.first)
            #expect(legend.hasPrefix("\(server.client.base)/wms?") && legend.contains("LAYER=thua&STYLE=default"))
            let records = try document.texts(
                "//Layer[*[local-name()='Name']='thua']/MetadataURL/OnlineResource/@*[local-name()='href']")
            let record = try await server.get(try #require(records.first))
            #expect(record.status == 200 && record.text.contains("MD_Metadata"))
        }

        @Test("scales come from the zooms of the tiles")
        func scales() async throws {
            let folder = try TemporaryFolder()
            defer { withExtendedLifetime(folder) {} }
            let path = try SampleStore.copy(into: folder)
            let store = try Store(path: path, access: .readWrite)
            var settings = TileSettings.standard
            settings.minZoom = 12
            try store.configure(CollectionID("thua"), settings)
            try store.close()
            var configuration = ServerConfiguration()
            configuration.store = path
            try await TestServer.run(configuration) { server in
                let layer = "//Layer[*[local-name()='Name']='thua']"
                let new = try await server.xml(Self.query)
                // 559,082,264.03 at zoom 0 and 256 pixels (OGC 17-083r4, annex D), halved for 512 and for each zoom.
                #expect(try new.texts("\(layer)/MaxScaleDenominator") == ["68247.35"])
                #expect(try new.texts("//MaxScaleDenominator").count == 1)
                let old = try await server.xml(Self.query + "&VERSION=1.1.1")
                let text = try old.text("\(layer)/ScaleHint/@max")
                let hint = try #require(text.flatMap { Double($0) })
                #expect(abs(hint - 68247.35 * 0.000_28 * 2.0.squareRoot()) < 0.001)
            }
        }

        @Test("what is asked for again is not sent again")
        func validator() async throws {
            let server = try ServedTests.server
            let answer = try await server.get(Self.query)
            let tag = try #require(answer["etag"])
            #expect(try await server.get(Self.query, headers: ["If-None-Match": tag]).status == 304)
        }
    }
}
