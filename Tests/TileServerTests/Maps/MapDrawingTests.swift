import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// Maps of every service as pictures.
    @Suite struct MapDrawingTests {
        /// Metres of EPSG:9218: the parcels fill the upper right quarter, and are 1,245 metres wide.
        private static let ground = Envelope(
            minX: 448_755, minY: 1_545_755, maxX: 451_245, maxY: 1_548_245, crs: .epsg(9218))
        private static let side = 200

        private static func map(
            _ version: WMSVersion, in crs: CRS, _ query: String = "&FORMAT=image/jpeg"
        ) throws -> String {
            let transforms = TransformPool()
            let box = try transforms.withTransform(from: .epsg(9218), to: .crs84) { try $0.transform(ground) }
            let there = try transforms.withTransform(from: .crs84, to: crs) { try $0.transform(box) }
            let isFlipped = try version == .v130 && CRSAxes.of(crs).isNorthFirst
            let sides =
                isFlipped
                ? [there.minY, there.minX, there.maxY, there.maxX] : [there.minX, there.minY, there.maxX, there.maxY]
            return """
                /wms?SERVICE=WMS&VERSION=\(version.rawValue)&REQUEST=GetMap&LAYERS=thua&STYLES=&\(version.crsParameter)=\
                \(MapCRSParameter.name(of: crs))&BBOX=\(sides.map { "\($0)" }.joined(separator: ","))\
                &WIDTH=\(side)&HEIGHT=\(side)\(query)
                """
        }

        private static func picture(_ target: String) async throws -> DrawnPicture {
            let answer = try await ServedTests.server.client.raw("GET", target)
            try #require(answer.status == 200 && answer["content-type"]?.hasPrefix("image/") == true, "\(answer.text)")
            return try DrawnPicture(answer.body, width: side, height: side)
        }

        @Test("parcels are drawn where they are, in every CRS and both orders of axes", arguments: OfferedCRS.ofMaps)
        func systems(crs: CRS) async throws {
            for version in WMSVersion.allCases {
                let picture = try await Self.picture(Self.map(version, in: crs))
                let parcels = picture.mean(2, x: 150, y: 50)
                #expect(parcels < 250, "\(crs) \(version): \(parcels)")
                for (x, y) in [(40, 40), (40, 150), (150, 160)] {
                    #expect(picture.mean(2, x: x, y: y) > 254, "\(crs) \(version) \(x) \(y)")
                }
            }
        }

        @Test("what is free is clear, white, or of the colour that is asked for")
        func ground() async throws {
            let clear = try await Self.picture(
                Self.map(.v130, in: .epsg(3857), "&FORMAT=image/webp&TRANSPARENT=TRUE"))
            #expect(clear.bandCount == 4 && clear.pixel(x: 20, y: 180)[3] == 0)
            #expect(clear.mean(3, x: 150, y: 50) > 20)
            let blue = try await Self.picture(
                Self.map(.v130, in: .epsg(3857), "&FORMAT=image/jpeg&TRANSPARENT=TRUE&BGCOLOR=0x0000FF"))
            let corner = blue.pixel(x: 20, y: 180)
            #expect(corner[0] < 5 && corner[2] > 250)
        }

        @Test("pictures are as large as asked for, in the format asked for")
        func formats() async throws {
            let server = try ServedTests.server
            let png = try await server.client.raw("GET", Self.map(.v130, in: .epsg(9218), "&FORMAT=image/png"))
            #expect(png["content-type"] == "image/png" && PictureFile.size(ofPNG: png.body)?.width == Self.side)
            let dense = try await server.client.raw(
                "GET", Self.map(.v130, in: .epsg(9218), "&FORMAT=image/png&DPI=180"))
            #expect(PictureFile.size(ofPNG: dense.body)?.height == Self.side && dense.body != png.body)
            let jpeg = try await server.client.raw("GET", Self.map(.v111, in: .epsg(9218)))
            #expect(jpeg["content-type"] == "image/jpeg" && jpeg.body.starts(with: [0xFF, 0xD8]))
        }

        @Test("a picture that a client has is not sent again")
        func validator() async throws {
            let server = try ServedTests.server
            let parcel = Coordinate(x: 108.05, y: 13.995)
            let (x, y) = SecretStore.tile(parcel, zoom: 14)
            for target in [
                try Self.map(.v130, in: .epsg(9218)), "/styles/map/14/\(x)/\(y).png",
                "/map/tiles/WebMercatorQuad/14/\(y)/\(x)", "/collections/thua/map",
                "/wmts/1.0.0/thua/default/WebMercatorQuad/14/\(y)/\(x).png",
            ] {
                let answer = try await server.client.raw("GET", target)
                let tag = try #require(answer["etag"], "\(target): \(answer.text)")
                #expect(answer["cache-control"] == "public, no-cache")
                let again = try await server.client.raw("GET", target, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.body.isEmpty && again["etag"] == tag)
            }
        }

        @Test("a tile is the same by every name it has")
        func tiles() async throws {
            let server = try ServedTests.server
            let (x, y) = SecretStore.tile(Coordinate(x: 108.05, y: 13.995), zoom: 14)
            func body(_ target: String) async throws -> [UInt8] {
                let answer = try await server.client.raw("GET", target)
                try #require(answer.status == 200 && answer["content-type"] == "image/png", "\(target): \(answer.text)")
                return answer.body
            }
            let whole = try await body("/styles/map/14/\(x)/\(y).png")
            #expect(PictureFile.size(ofPNG: whole)?.width == 256)
            #expect(try await body("/map/tiles/WebMercatorQuad/14/\(y)/\(x)") == whole)
            #expect(try await body("/styles/map/map/tiles/WebMercatorQuad/14/\(y)/\(x)?f=png") == whole)
            #expect(try await body("/wmts/1.0.0/map/default/WebMercatorQuad/14/\(y)/\(x).png") == whole)
            let key = "TILEMATRIXSET=GoogleMapsCompatible&TILEMATRIX=14&TILEROW=\(y)&TILECOL=\(x)&FORMAT=image/png"
            #expect(try await body("/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=map&STYLE=map&\(key)") == whole)
            let parcels = try await body("/collections/thua/map/tiles/WebMercatorQuad/14/\(y)/\(x)")
            #expect(try await body("/wmts/1.0.0/thua/default/WebMercatorQuad/14/\(y)/\(x).png") == parcels)
            #expect(try await body("/map/tiles/WebMercatorQuad/14/\(y)/\(x)?collections=thua") == parcels)
            let double = try await body("/styles/map/14/\(x)/\(y)@2x.png")
            #expect(PictureFile.size(ofPNG: double)?.width == 512)
            let large = try await body("/wmts/1.0.0/map/default/WebMercatorQuad512/14/\(y)/\(x).png")
            #expect(PictureFile.size(ofPNG: large)?.width == 512 && large != double)
            let photo = try await server.client.raw("GET", "/styles/map/14/\(x)/\(y).jpg")
            #expect(photo["content-type"] == "image/jpeg")
        }

        @Test("a map of the API says where it lies")
        func api() async throws {
            let server = try ServedTests.server
            let answer = try await server.client.raw("GET", "/collections/thua/map?width=300&crs=EPSG:4326")
            #expect(answer.status == 200 && PictureFile.size(ofPNG: answer.body)?.width == 300)
            #expect(answer["content-crs"] == "<http://www.opengis.net/def/crs/EPSG/0/4326>")
            let box = (answer["content-bbox"] ?? "").split(separator: ",").compactMap { Double($0) }
            #expect(box.count == 4 && abs(box[0] - 13.99) < 0.02 && abs(box[1] - 108.04) < 0.03)
            for target in ["/map?f=png", "/styles/land/map?height=64", "/map?f=webp&collections=thua,duong&width=9"] {
                let map = try await server.client.raw("GET", target)
                #expect(map.status == 200 && map["content-type"]?.hasPrefix("image/") == true, "\(map.text)")
            }
        }

        @Test("a fault may come as a picture, with its reason in it or blank")
        func faults() async throws {
            let server = try ServedTests.server
            let start = "/wms?REQUEST=GetMap&LAYERS=nothing&WIDTH=200&HEIGHT=200&FORMAT=image/jpeg"
            for names in [("INIMAGE", "BLANK"), ("application/vnd.ogc.se_inimage", "application/vnd.ogc.se_blank")] {
                let told = try await Self.picture("\(start)&EXCEPTIONS=\(names.0)")
                #expect((0..<200).contains { told.pixel(x: $0, y: 15)[0] < 128 })
                let blank = try await Self.picture("\(start)&EXCEPTIONS=\(names.1)")
                #expect((0..<200).allSatisfy { blank.pixel(x: $0, y: 15) == [255, 255, 255] })
            }
            let answer = try await server.client.raw("GET", "\(start)&EXCEPTIONS=BLANK")
            #expect(answer["cache-control"] == "no-store")
        }

        @Test(
            "the whole world, and more, is a picture too",
            arguments: [
                "CRS:84&BBOX=-180,-90,180,90", "EPSG:4326&BBOX=-90,-180,90,180", "EPSG:4326&BBOX=-500,-500,500,500",
                "EPSG:3857&BBOX=-20037508,-20037508,20037508,20037508", "EPSG:3857&BBOX=-9e8,-9e8,9e8,9e8",
                "EPSG:9218&BBOX=-9e8,-9e8,9e8,9e8", "EPSG:3405&BBOX=-1e7,-1e7,1e7,1e7",
                "EPSG:4756&BBOX=-90,-180,90,180",
                "EPSG:3857&BBOX=12000000,1500000,12000000.000001,1500000.000001",
            ])
        func world(place: String) async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", "/wms?REQUEST=GetMap&LAYERS=map&FORMAT=image/png&WIDTH=64&HEIGHT=32&CRS=\(place)")
            #expect(answer.status == 200 && answer["content-type"] == "image/png", "\(answer.text)")
        }
    }
}
