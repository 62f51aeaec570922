import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// How the Web Map Service says what is wrong.
    @Suite struct WMSFaultTests {
        private static let map =
            "/wms?SERVICE=WMS&REQUEST=GetMap&FORMAT=image/png&BBOX=107,13,109,14&WIDTH=10&HEIGHT=10"

        @Test("a fault of 1.3.0 is XML of its namespace, with code and parameter, and status 200")
        func new() async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", Self.map + "&VERSION=1.3.0&CRS=EPSG:1&LAYERS=thua")
            #expect(answer.status == 200 && answer["content-type"] == "text/xml; charset=utf-8")
            #expect(answer["cache-control"] == "no-store")
            #expect(answer.text.contains("xmlns=\"http://www.opengis.net/ogc\""))
            let report = try XMLText(answer.body)
            #expect(try report.texts("/ServiceExceptionReport/@version") == ["1.3.0"])
            #expect(try report.texts("//ServiceException/@code") == ["InvalidCRS"])
            #expect(try report.texts("//ServiceException/@locator") == ["CRS"])
            #expect(try report.text("//ServiceException")?.contains("EPSG:9218") == true)
        }

        @Test("a fault of 1.1.1 has the older words")
        func old() async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", Self.map + "&VERSION=1.1.1&SRS=EPSG:1&LAYERS=thua")
            #expect(answer.status == 200 && answer["content-type"] == "application/vnd.ogc.se_xml")
            #expect(answer.text.contains("<!DOCTYPE ServiceExceptionReport SYSTEM"))
            let report = try XMLText(answer.body)
            #expect(try report.texts("//ServiceException/@code") == ["InvalidSRS"])
            #expect(try report.texts("//ServiceException/@locator").isEmpty)  // not in its DTD
        }

        @Test(
            "what is no request of the service is told what would be",
            arguments: [
                ("/wms", "MissingParameterValue", "REQUEST"),
                ("/wms?service=WFS&request=GetCapabilities", "InvalidParameterValue", "SERVICE"),
                ("/wms?service=WMS&request=GetFeature", "OperationNotSupported", "REQUEST"),
                ("/wms?request=GetMap", "MissingParameterValue", "FORMAT"),
                ("/wms?request=GetMap&request=GetCapabilities", "InvalidParameterValue", "REQUEST"),
                ("/wms?request=GetCapabilities&lang=xx", "InvalidParameterValue", "lang"),
                ("/wms?request=%FF%FE", "InvalidParameterValue", "REQUEST"),
                ("/wms?version=7&request=GetMap&format=image/png", "InvalidParameterValue", "VERSION"),
                ("/wms?request=GetLegendGraphic", "MissingParameterValue", "LAYER"),
                ("/wms?request=GetLegendGraphic&layer=thua&style=health", "StyleNotDefined", "STYLE"),
                ("/wms?request=GetLegendGraphic&layer=thua&width=99999", "InvalidParameterValue", "WIDTH"),
            ])
        func strangers(target: String, code: String, parameter: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", target)
            #expect(answer.status == 200)
            let report = try XMLText(answer.body)
            #expect(try report.texts("//ServiceException/@code") == [code])
            #expect(try report.texts("//ServiceException/@locator") == [parameter])
        }

        @Test("what comes in is escaped on its way out")
        func escaping() async throws {
            let attack = SampleStore.attack.encoded
            let answer = try await ServedTests.server.client.raw(
                "GET", Self.map + "&VERSION=1.3.0&CRS=CRS:84&LAYERS=\(attack)")
            #expect(try XMLText(answer.body).text("//ServiceException")?.contains(SampleStore.attack) == true)
            #expect(!answer.text.contains("<script"))
        }

        @Test("a map is read, not sent", arguments: ["/wms", "/wmts", "/map/tiles", "/collections/thua/map"])
        func methods(path: String) async throws {
            let answer = try await ServedTests.server.client.raw("POST", path)
            #expect(answer.status == 405 && answer["allow"] == "GET, HEAD, OPTIONS")
        }
    }
}
