import Foundation
import MapRender
import SimpleFeatures
import TestSupport
import Testing

@Suite struct SpriteTests {
    private func svg(_ content: String, size: String = "width='16' height='12'", _ more: String = "") -> [UInt8] {
        Array("<svg xmlns='http://www.w3.org/2000/svg' \(size) \(more)>\(content)</svg>".utf8)
    }

    private let square = "<rect width='16' height='12' fill='#f00'/>"

    private func icons() throws -> [SVGIcon] {
        try [
            SVGIcon(name: "school", svg: svg(square)),
            SVGIcon(name: "bệnh viện", svg: svg("<circle cx='10' cy='10' r='9'/>", size: "viewBox='0 0 20 20'")),
            SVGIcon(
                name: "shield",
                svg: svg(
                    "<rect x='1' y='1' width='22' height='14'/>", size: "width='24' height='16'",
                    "data-stretch-x='4 12 14 20' data-stretch-y='2,14' data-content='3 2 21 14'")),
            SVGIcon(name: "pin", svg: svg(square, size: "width='16' height='12'", "data-sdf='true'")),
        ]
    }

    @Test("each icon lies where the index says, at both ratios", arguments: [1, 2])
    func places(ratio: Int) throws {
        let sheet = try SpriteSheet(icons(), ratio: ratio)
        #expect(sheet.sprites.map(\.name) == ["bệnh viện", "pin", "school", "shield"])
        for sprite in sheet.sprites {
            let entry = try #require(sheet.index[sprite.name])
            let x = try #require(entry["x"]?.integer)
            let y = try #require(entry["y"]?.integer)
            #expect(entry["pixelRatio"]?.integer == Int64(ratio))
            #expect(entry["width"]?.integer == Int64(sprite.image.width))
            #expect(
                try sheet.image.part(
                    columns: Int(x)..<Int(x) + sprite.image.width, rows: Int(y)..<Int(y) + sprite.image.height)
                    == sprite.image)
        }
        let school = sheet.sprites[2]
        #expect(school.image.width == 16 * ratio && school.image.height == 12 * ratio)
        #expect(school.image[3, 3] == 0xFFFF_0000)
        #expect(sheet.sprites[0].image.width == 20 * ratio)
    }

    @Test("stretches and content are in pixels of the image", arguments: [1.0, 2])
    func stretches(ratio: Double) throws {
        let entry = try #require(try SpriteSheet(icons(), ratio: Int(ratio)).index["shield"])
        let stretches = entry["stretchX"]?.array?.map { $0.array?.compactMap(\.number) }
        #expect(stretches == [[4 * ratio, 12 * ratio], [14 * ratio, 20 * ratio]])
        #expect(entry["stretchY"]?.array?.count == 1)
        #expect(entry["content"]?.array?.compactMap(\.number) == [3 * ratio, 2 * ratio, 21 * ratio, 14 * ratio])
        #expect(entry["sdf"] == nil)
    }

    @Test("a distance field has a border, and its edge where the icon's is")
    func distanceField() throws {
        let sheet = try SpriteSheet(icons(), ratio: 1)
        let pin = sheet.sprites[1]
        #expect(pin.isDistanceField)
        #expect(sheet.index["pin"]?["sdf"] == true)
        #expect(pin.image.width == 22 && pin.image.height == 18)
        #expect(pin.image.opacity(3, 9) > 191 && pin.image.opacity(2, 9) < 191)
        let drawn = try Drawings.image {
            try $0.draw(
                pin.image, centre: CanvasPoint(x: 32, y: 32), ImageStyle(.distanceField(Drawings.blue, halo: nil)))
        }
        #expect(abs(drawn.coveredPixels - 16 * 12) < 5)
    }

    @Test("the same icons in another order are the same sheet and the same bytes")
    func deterministic() throws {
        let (one, other) = try (SpriteSheet(icons(), ratio: 1), SpriteSheet(icons().reversed(), ratio: 1))
        #expect(one.json == other.json)
        #expect(try PNGEncoder.encode(one.image) == PNGEncoder.encode(other.image))
        #expect(try JSONReader.read(one.json).object == one.index)
    }

    @Test("many icons are packed without overlap, on a sheet that is hardly larger")
    func packing() throws {
        var numbers = RepeatableNumbers(seed: 3)
        let many = try (0..<120).map { index in
            let side = Int.random(in: 8...40, using: &numbers)
            return try SVGIcon(
                name: "icon-\(index)",
                svg: svg("<rect width='40' height='40'/>", size: "width='\(side)' height='\(side)'"))
        }
        let sheet = try SpriteSheet(many, ratio: 1)
        let area = sheet.sprites.reduce(0) { $0 + $1.image.width * $1.image.height }
        #expect(sheet.image.coveredPixels == Double(area))
        #expect(Double(sheet.image.width * sheet.image.height) < Double(area) * 1.35)
        #expect(sheet.image.width < sheet.image.height * 2 && sheet.image.height < sheet.image.width * 2)
    }

    @Test("no icons are a sheet of one clear pixel")
    func none() throws {
        let sheet = try SpriteSheet([], ratio: 1)
        #expect(sheet.json == Array("{}".utf8))
        #expect(sheet.image.pixels == [0])
    }

    @Test("a folder gives what can be drawn, and says what cannot")
    func folder() throws {
        let folder = try TemporaryFolder()
        try Data(svg(square)).write(to: folder.url.appending(path: "school.svg"))
        try Data(svg("<script/>")).write(to: folder.url.appending(path: "bad.svg"))
        let large = svg(String(repeating: " ", count: 1 << 20))
        try Data(large).write(to: folder.url.appending(path: "large.svg"))
        try Data("text".utf8).write(to: folder.url.appending(path: "notes.txt"))
        let icons = try IconFolder(folder.url.path)
        #expect(icons.icons.map(\.name) == ["school"])
        #expect(icons.refused.map(\.name) == ["bad", "large"])
        #expect(icons.refused[0].fault == .element("script"))
        #expect(icons.refused[1].fault == .tooManyBytes(large.count, limit: 256 << 10))
        #expect(throws: MapRenderError.noFolder(folder.path("none"))) { try IconFolder(folder.path("none")) }
    }
}
