import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Requests for maps as orders, and what is wrong with those that are none.
@Suite struct WMSRequestTests {
    private static let box = "&bbox=107,13,109,14&width=200&height=100"
    private static let size = "&width=200&height=100"

    @Test(
        "axes are those of the authority in 1.3.0 and x, y in 1.1.1",
        arguments: [
            (WMSVersion.v130, "crs=EPSG:4326&bbox=13,107,14,109"), (.v130, "crs=EPSG:4756&bbox=13,107,14,109"),
            (.v130, "crs=CRS:84&bbox=107,13,109,14"), (.v130, "crs=EPSG:3857&bbox=107,13,109,14"),
            (.v130, "crs=EPSG:9218&bbox=107,13,109,14"), (.v130, "crs=EPSG:3405&bbox=107,13,109,14"),
            (.v111, "srs=EPSG:4326&bbox=107,13,109,14"), (.v111, "srs=EPSG:4756&bbox=107,13,109,14"),
            (.v111, "srs=EPSG:9217&bbox=107,13,109,14"),
        ])
    func axes(version: WMSVersion, query: String) throws {
        let order = try MapFixture().map("layers=duong&\(query)\(Self.size)", version: version).order
        let envelope = order.envelope
        #expect([envelope.minX, envelope.minY, envelope.maxX, envelope.maxY] == [107, 13, 109, 14])
        #expect((order.width, order.height) == (200, 100))
    }

    @Test("names of parameters have any case, and what nobody knows is passed over")
    func names() throws {
        let query = "LaYeRs=duong&CRS=crs:84\(Self.box.uppercased())&_=1&TILED=true&layers=duong"
        let order = try MapFixture().map(query).order
        #expect(order.content == .layers([MapOrder.Layer(collection: try CollectionID("duong"), style: nil)]))
    }

    @Test("a sector stands for its layers, areas first, and the whole map for its style")
    func groups() throws {
        let fixture = try MapFixture()
        func content(_ query: String) throws -> MapOrder.Content {
            try fixture.map("\(query)&crs=CRS:84\(Self.box)").order.content
        }
        #expect(try content("layers=map") == .style("map"))
        #expect(try content("layers=map&styles=land") == .style("land"))
        let parcels = MapOrder.Layer(collection: try CollectionID("thua"), style: nil)
        #expect(try content("layers=land") == .layers([parcels]))
        let stations = MapOrder.Layer(collection: try CollectionID("tram-y-te"), style: nil)
        #expect(try content("layers=health,thua,land") == .layers([stations, parcels]))
        guard case .layers(let all) = try content("layers=duong,map") else {
            Issue.record("the whole map beside a layer is its layers")
            return
        }
        #expect(all.map(\.collection.name) == ["duong", "thua", "hon-hop", "tram-y-te", "trong"])
    }

    @Test(
        "default is a style of every layer",
        arguments: ["", "&styles=", "&styles=default", "&styles=,", "&styles=default,"])
    func standard(styles: String) throws {
        let isPair = styles.contains(",")
        let map = try MapFixture().map("layers=\(isPair ? "thua,duong" : "thua")&crs=CRS:84\(styles)\(Self.box)")
        #expect(map.choices.allSatisfy { $0.style == nil })
    }

    @Test(
        "pixels are as dense as the client says",
        arguments: [
            ("", 1), ("&DPI=96", 96 / 90.714_285_714), ("&MAP_RESOLUTION=180", 180 / 90.714_285_714),
            ("&FORMAT_OPTIONS=antialias:on;dpi:300", 300 / 90.714_285_714),
            ("&FORMAT_OPTIONS=layout:none", 1),
            ("&DPI=96&MAP_RESOLUTION=96&FORMAT_OPTIONS=dpi:96", 96 / 90.714_285_714),
        ] as [(String, Double)])
    func density(query: String, ratio: Double) throws {
        let order = try MapFixture().map("layers=thua&crs=CRS:84\(Self.box)\(query)").order
        #expect(abs(order.pixelRatio - ratio) < 1e-9)
    }

    @Test("ground and format are what is asked for")
    func look() throws {
        let fixture = try MapFixture()
        func order(_ query: String) throws -> MapOrder {
            try fixture.map("layers=thua&crs=CRS:84\(Self.box)&\(query)").order
        }
        let clear = try order("format=image/png&transparent=TRUE")
        #expect(clear.isTransparent && clear.format == .png)
        #expect(try !order("format=image/png").isTransparent)
        #expect(try !order("format=image/jpeg&transparent=true").isTransparent)
        #expect(try order("format=image/webp&bgcolor=0x102030").background == 0x102030)
        #expect(try order("format=image/png;%20mode=8bit").format == .png)
    }

    @Test(
        "what is wrong is told by the code of the standard and the parameter at fault",
        arguments: [
            ("crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "MissingParameterValue", "LAYERS"),
            ("layers=&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "MissingParameterValue", "LAYERS"),
            ("layers=thau&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "LayerNotDefined", "LAYERS"),
            ("layers=thua,&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "LayerNotDefined", "LAYERS"),
            ("layers=thua&styles=health&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "StyleNotDefined", "STYLES"),
            ("layers=thua&styles=a,b&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "InvalidParameterValue", "STYLES"),
            ("layers=thua&crs=EPSG:32648&bbox=1,2,3,4&width=1&height=1", "InvalidCRS", "CRS"),
            ("layers=thua&crs=nonsense&bbox=1,2,3,4&width=1&height=1", "InvalidCRS", "CRS"),
            ("layers=thua&bbox=1,2,3,4&width=1&height=1", "MissingParameterValue", "CRS"),
            ("layers=thua&crs=CRS:84&width=1&height=1", "MissingParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,nan,4&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,inf,4&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,1e308,4&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=3,2,1,4&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,1,4&width=1&height=1", "InvalidParameterValue", "BBOX"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=0&height=0", "InvalidParameterValue", "WIDTH"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1000000&height=1000000", "InvalidParameterValue", "WIDTH"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=4097", "InvalidParameterValue", "HEIGHT"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1.5&height=1", "InvalidParameterValue", "WIDTH"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1", "MissingParameterValue", "HEIGHT"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=1&format=image/gif", "InvalidFormat", "FORMAT"),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=1&bgcolor=red", "InvalidParameterValue", "BGCOLOR"),
            (
                "layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=1&transparent=2", "InvalidParameterValue",
                "TRANSPARENT"
            ),
            ("layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=1&dpi=1e9", "InvalidParameterValue", "DPI"),
            (
                "layers=thua&crs=CRS:84&bbox=1,2,3,4&width=1&height=1&cql_filter=1=1", "OperationNotSupported",
                "CQL_FILTER"
            ),
            ("layers=thua&layers=duong&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "InvalidParameterValue", "LAYERS"),
            ("layers=%FF&crs=CRS:84&bbox=1,2,3,4&width=1&height=1", "InvalidParameterValue", "LAYERS"),
        ] as [(String, String, String)])
    func faults(query: String, code: String, parameter: String) throws {
        let fixture = try MapFixture()
        let fault = try #require(throws: ServiceFault.self) { try fixture.map(query) }
        #expect(fault.code.rawValue == code && fault.parameter == parameter && !fault.expected.isEmpty)
    }

    @Test("five hundred layers are too many, and the sector is named as the way out")
    func many() throws {
        let fixture = try MapFixture()
        let names = Array(repeating: "thua", count: 500).joined(separator: ",")
        let fault = try #require(throws: ServiceFault.self) { try fixture.map("layers=\(names)&crs=CRS:84\(Self.box)") }
        #expect(fault.value == "500 names" && fault.expected.contains("sector"))
    }

    @Test("a mistyped layer is answered with the one that was meant")
    func meant() throws {
        let fixture = try MapFixture()
        let fault = try #require(throws: ServiceFault.self) { try fixture.map("layers=thau&crs=CRS:84\(Self.box)") }
        #expect(fault.expected.contains("thua"))
    }

    @Test("the query box lies around the pixel, whichever way the axes run")
    func box() throws {
        let order = try MapFixture().map("layers=thua&crs=EPSG:4326&bbox=13,107,14,109\(Self.size)").order
        let box = FeatureSurroundings.box(order, column: 0, row: 0)
        #expect(abs(box.centre.x - 107.005) < 1e-9 && abs(box.centre.y - 13.995) < 1e-9)
        #expect(abs(box.width - 0.09) < 1e-9)
    }

    @Test("a map shows the zoom that tiles of its size have")
    func zoom() throws {
        let fixture = try MapFixture()
        // A tile of 512 pixels at zoom 10: 39,135.76 metres of Web Mercator.
        let side = 39_135.758_481
        let query = "layers=thua&crs=EPSG:3857&bbox=12000000,1500000,\(12_000_000 + side),\(1_500_000 + side)"
        let order = try fixture.map("\(query)&width=512&height=512").order
        #expect(abs(try #require(try PictureScale(of: order, TransformPool())).zoom - 10) < 1e-6)
        var dense = order
        dense.pixelRatio = 2
        #expect(abs(try #require(try PictureScale(of: dense, TransformPool())).zoom - 9) < 1e-6)
    }
}
