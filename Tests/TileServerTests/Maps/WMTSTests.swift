import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// The Web Map Tile Service: what it offers, and what it refuses.
    @Suite struct WMTSTests {
        @Test(
            "capabilities are the same by parameters and by path",
            arguments: [
                "/wmts?service=WMTS&request=GetCapabilities", "/wmts?REQUEST=getcapabilities",
                "/wmts/1.0.0/WMTSCapabilities.xml",
            ])
        func capabilities(target: String) async throws {
            let server = try ServedTests.server
            let document = try await server.xml(target)
            #expect(try document.texts("/Capabilities/@version") == ["1.0.0"])
            let layers = try document.texts("/Capabilities/Contents/Layer/Identifier")
            #expect(layers.starts(with: ["map", "transport", "duong", "health", "tram-y-te"]))
            #expect(layers.count == 11)
            let templates = try document.texts(
                "/Capabilities/Contents/Layer[*[local-name()='Identifier']='thua']/ResourceURL/@template")
            #expect(
                templates.first
                    == server.client.base
                    + "/wmts/1.0.0/thua/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png")
            #expect(templates.count == 3)
        }

        @Test("WebMercatorQuad is the well-known set of scales, from the upper left")
        func matrices() async throws {
            let document = try await ServedTests.server.xml("/wmts/1.0.0/WMTSCapabilities.xml")
            let set = "/Capabilities/Contents/TileMatrixSet[*[local-name()='Identifier']='WebMercatorQuad']"
            #expect(
                try document.texts("\(set)/WellKnownScaleSet") == ["urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"])
            #expect(try document.texts("\(set)/SupportedCRS") == ["urn:ogc:def:crs:EPSG::3857"])
            // OGC 07-057r7, table E.4.
            let scales = try document.texts("\(set)/TileMatrix/ScaleDenominator").compactMap { Double($0) }
            #expect(scales.count == 25)
            #expect(abs(scales[0] - 559_082_264.028_717_8) < 1e-4 && abs(scales[18] - 2132.729_583_849_784) < 1e-6)
            let corner = try #require(try document.text("\(set)/TileMatrix/TopLeftCorner"))
            let numbers = corner.split(separator: " ").compactMap { Double($0) }
            #expect(numbers.count == 2 && abs(numbers[0] + 20_037_508.342_789_2) < 1e-6 && numbers[1] == -numbers[0])
            let double = "/Capabilities/Contents/TileMatrixSet[*[local-name()='Identifier']='WebMercatorQuad512']"
            #expect(try Set(document.texts("\(double)/TileMatrix/TileWidth")) == ["512"])
            let halves = try document.texts("\(double)/TileMatrix/ScaleDenominator").compactMap { Double($0) }
            #expect(abs(halves[0] * 2 - scales[0]) < 1e-4)
        }

        @Test(
            "a tile that cannot be is a report of OWS Common with status 400",
            arguments: [
                ("layer=thua&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=8&tilecol=0", "TileOutOfRange"),
                ("layer=thua&tilematrixset=WebMercatorQuad&tilematrix=99&tilerow=0&tilecol=0", "TileOutOfRange"),
                ("layer=thua&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=-1&tilecol=0", "TileOutOfRange"),
                ("layer=thua&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=x&tilecol=0", "InvalidParameterValue"),
                ("layer=thua&tilematrixset=WorldCRS84Quad&tilematrix=3&tilerow=0&tilecol=0", "InvalidParameterValue"),
                ("layer=thau&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=0&tilecol=0", "LayerNotDefined"),
                (
                    "layer=thua&style=health&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=0&tilecol=0",
                    "StyleNotDefined"
                ),
                (
                    "layer=thua&format=image/gif&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=0&tilecol=0",
                    "InvalidFormat"
                ),
                ("layer=thua&tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=0", "MissingParameterValue"),
                ("tilematrixset=WebMercatorQuad&tilematrix=3&tilerow=0&tilecol=0", "MissingParameterValue"),
            ])
        func faults(query: String, code: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", "/wmts?service=WMTS&request=GetTile&\(query)")
            #expect(answer.status == 400 && answer["content-type"] == "text/xml; charset=utf-8")
            let report = try XMLText(answer.body)
            #expect(try report.texts("/ExceptionReport/Exception/@exceptionCode") == [code])
        }

        @Test(
            "paths are refused as parameters are",
            arguments: [
                ("/thua/default/WebMercatorQuad/3/8/0.png", "TileOutOfRange"),
                ("/thau/default/WebMercatorQuad/3/0/0.png", "LayerNotDefined"),
                ("/thua/nothing/WebMercatorQuad/3/0/0.png", "StyleNotDefined"),
                ("/thua/default/WebMercatorQuad/3/0/0.gif", "InvalidParameterValue"),
                ("/thua/default/WebMercatorQuad/3/0/0", "InvalidParameterValue"),
                ("/thua/default/Mercator/3/0/0.png", "InvalidParameterValue"),
            ])
        func paths(path: String, code: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", "/wmts/1.0.0\(path)")
            #expect(answer.status == 400)
            #expect(try XMLText(answer.body).texts("//Exception/@exceptionCode") == [code])
        }

        @Test(
            "another service or operation is told what this one has",
            arguments: [
                ("/wmts", "MissingParameterValue"),
                ("/wmts?service=WMS&request=GetCapabilities", "InvalidParameterValue"),
                ("/wmts?service=WMTS&request=GetFeatureInfo", "OperationNotSupported"),
            ])
        func strangers(target: String, code: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", target)
            #expect(answer.status == 400)
            #expect(try XMLText(answer.body).texts("//Exception/@exceptionCode") == [code])
        }
    }
}
