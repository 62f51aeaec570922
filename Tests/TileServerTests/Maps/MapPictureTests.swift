import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Maps of the API as orders, and what is wrong with those that are none.
@Suite struct MapPictureParameterTests {
    private static let extent = Envelope(minX: 107, minY: 13, maxX: 109, maxY: 14, crs: .crs84)

    private static func order(_ query: String, format: MapOrder.Format = .png) throws -> MapOrder {
        try MapPictureParameters(
            QueryParameters(query), of: .style("map"), extent: extent, limit: MapSize(), format: format,
            transforms: TransformPool()
        ).order
    }

    @Test("the map that nobody says anything of is all of it, in its proportion")
    func standard() throws {
        let order = try Self.order("")
        #expect(order.envelope == Self.extent && (order.width, order.height) == (1024, 512))
        #expect(order.isTransparent && order.background == 0xFFFFFF)
    }

    @Test(
        "one side follows from the other",
        arguments: [
            ("width=300", 300, 150), ("height=300", 600, 300), ("width=10&height=20", 10, 20),
            ("bbox=107,13,107.5,14", 512, 1024), ("bbox=107,13,107.00001,14&width=1", 1, 4096),
        ])
    func size(query: String, width: Int, height: Int) throws {
        let order = try Self.order(query)
        #expect((order.width, order.height) == (width, height))
    }

    @Test("a box in the axes of its CRS is shown in the CRS of the map")
    func systems() throws {
        let flipped = try Self.order("bbox=13,107,14,109&bbox-crs=EPSG:4326").envelope
        #expect([flipped.minX, flipped.minY, flipped.maxX, flipped.maxY] == [107, 13, 109, 14])
        let metres = try Self.order("bbox=107,13,109,14&crs=EPSG:3857").envelope
        #expect(metres.crs == .epsg(3857) && abs(metres.minX - 11_911_185.5) < 1)
    }

    @Test("a ground that is asked for is there, unless it is to be seen through")
    func ground() throws {
        let filled = try Self.order("bgcolor=0x102030")
        #expect(!filled.isTransparent && filled.background == 0x102030)
        #expect(try Self.order("bgcolor=%23102030&transparent=true").isTransparent)
        #expect(try !Self.order("transparent=false").isTransparent)
        #expect(try !Self.order("transparent=true", format: .jpeg).isTransparent)
    }

    @Test(
        "what cannot be drawn is refused with its parameter",
        arguments: [
            ("width=0", "width"), ("width=1000000&height=1000000", "width"), ("height=4097", "height"),
            ("bbox=107,13,107,14", "bbox"), ("bbox=107,13,nan,14", "bbox"), ("bbox=109,13,107,14", "bbox"),
            ("bbox=107,14,109,13", "bbox"), ("bbox=1,2,3", "bbox"), ("crs=EPSG:32648", "crs"),
            ("bbox-crs=x", "bbox-crs"),
            ("bgcolor=blue", "bgcolor"), ("transparent=yes", "transparent"),
        ])
    func faults(query: String, parameter: String) throws {
        let error = try #require(throws: ParameterError.self) { try Self.order(query) }
        #expect(error.parameter == parameter && !error.expected.isEmpty)
    }

    @Test(
        "the last part of a tile's path says its row, its density and its format",
        arguments: [
            ("7.png", "7", 1.0, MapOrder.Format.png), ("7@2x.png", "7", 2, .png), ("7.jpg", "7", 1, .jpeg),
            ("7@2x.webp", "7", 2, .webp), (".png", "", 1, .png),
        ])
    func names(text: String, number: String, ratio: Double, format: MapOrder.Format) throws {
        let name = try PictureTileName(text)
        #expect(name.number == number && name.pixelRatio == ratio && name.format == format)
    }

    @Test(
        "a client gets the picture that it likes best, and a browser the page",
        arguments: [
            (nil as String?, MapOrder.Format.png, false), ("*/*", .png, false), ("image/*", .png, true),
            ("image/webp,*/*;q=0.5", .webp, true),
            ("image/jpeg", .jpeg, true), ("text/html,application/xhtml+xml,image/webp,*/*;q=0.8", .webp, false),
        ])
    func negotiation(accept: String?, format: MapOrder.Format, prefersPicture: Bool) throws {
        let query = QueryParameters(nil)
        #expect(try PictureNegotiation.format(query, accept: accept) == format)
        #expect(try PictureNegotiation.prefersPicture(query, accept: accept) == prefersPicture)
    }
}

extension ServedTests {
    /// Map tilesets, and paths of tiles that are none.
    @Suite struct MapTileTests {
        @Test(
            "a list leads to a tileset, and that to tiles, for each origin",
            arguments: [
                "/map", "/collections/thua/map", "/styles/land/map",
            ])
        func tilesets(path: String) async throws {
            let server = try ServedTests.server
            let list = try await server.json("\(path)/tiles")
            let entry = try #require(list["tilesets"]?[0])
            #expect(entry["dataType"] == "map" && entry["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857")
            let document = try await server.json(try #require(entry.link("self")?["href"]?.string))
            let scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
            let matrices = try await server.json(try #require(document.link(scheme)?["href"]?.string))
            #expect(matrices["id"] == "WebMercatorQuad")
            let item = try #require(document.link("item", type: "image/png")?["href"]?.string)
            #expect(item.hasPrefix("\(server.client.base)\(path)/tiles/WebMercatorQuad/"))
            #expect(item.hasSuffix("/{tileMatrix}/{tileRow}/{tileCol}?f=png"))
        }

        @Test("collections, styles and the landing page link to their maps")
        func links() async throws {
            let server = try ServedTests.server
            let rel = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-map"
            for path in ["/", "/collections/thua"] {
                let list = try #require(try await server.json(path).link(rel)?["href"]?.string)
                #expect(try await server.json(list)["tilesets"] != nil)
            }
            let style = try #require(try await server.json("/styles")["styles"]?[1])
            #expect(try await server.json(#require(style.link(rel)?["href"]?.string))["tilesets"] != nil)
        }

        @Test(
            "what is no tile of a map is refused",
            arguments: [
                ("/styles/map/3/0/8.png", 404), ("/styles/map/3/8/0.png", 404), ("/styles/map/99/0/0.png", 404),
                ("/styles/map/3/0/0.gif", 400), ("/styles/map/3/0/0", 400), ("/styles/map/x/0/0.png", 400),
                ("/styles/nothing/3/0/0.png", 404), ("/map/tiles/WebMercatorQuad/3/8/0", 404),
                ("/map/tiles/WorldCRS84Quad/3/0/0", 404), ("/map/tiles/WebMercatorQuad/3/0/0?f=gif", 400),
                ("/map/tiles?x=1", 400), ("/map/tiles?f=xml", 400), ("/collections/nothing/map/tiles", 404),
                ("/collections/thua/map?width=0", 400), ("/collections/nothing/map", 404), ("/map?f=gif", 400),
                ("/map?f=png&collections=nothing", 404), ("/map?f=png&bbox=1,2,3", 400), ("/styles/nothing/map", 404),
            ])
        func refused(target: String, status: Int) async throws {
            let answer = try await ServedTests.server.client.raw("GET", target)
            #expect(answer.status == status && answer["content-type"] == "application/problem+json", "\(answer.text)")
        }

        @Test("the page is at /map for browsers and for who takes anything", arguments: [nil, "*/*", "text/html"])
        func page(accept: String?) async throws {
            let answer = try await ServedTests.server.get("/map?bbox=1,2,3", accept: accept)
            #expect(answer.status == 200 && answer["content-type"] == "text/html; charset=utf-8")
        }
    }
}
