import MapRender
import TestSupport
import Testing

@testable import MapSheet

@Suite struct SheetLayoutTests {
    private static func layout(
        _ paper: Paper, legend: Double? = nil, title: String = "Bản đồ hiện trạng sử dụng đất"
    ) throws -> SheetLayout {
        let typesetter = try Typesetter(FontLibrary(folders: [SheetFixture.fonts], includesSystemFonts: false))
        var texts = SheetTexts(title: title, date: "22/11/2026", language: .vi)
        texts.number = "3/12"
        let content = SheetContent(texts, legend: legend.map { SheetFixture.Squares(millimetres: $0) })
        return try SheetLayout(paper, content, hasGrid: true, typesetter)
    }

    @Test(
        "no two parts overlap, and all are on the paper", arguments: Paper.Size.allCases, Paper.Orientation.allCases)
    func apart(size: Paper.Size, orientation: Paper.Orientation) throws {
        for legend in [nil, 20.0, 5000] {
            let layout = try Self.layout(Paper(size, orientation), legend: legend)
            let parts =
                [layout.title, layout.number, layout.frame, layout.scale, layout.north, layout.notes]
                + [layout.legend, layout.logo].compactMap { $0 }
            for (index, part) in parts.enumerated() {
                #expect(layout.paper.box.contains(part))
                #expect(part.width > 0 && part.height > 0)
                #expect(!parts[(index + 1)...].contains { $0.overlaps(part) })
            }
            #expect(layout.frame.contains(layout.map))
            // Most of a sheet is map.
            #expect(layout.map.width * layout.map.height > 0.4 * layout.paper.width * layout.paper.height)
        }
    }

    @Test("a title too long for its line is broken, and one too long for the sheet refused")
    func longTitle() throws {
        let short = try Self.layout(Paper(.a4, .portrait))
        let long = try Self.layout(
            Paper(.a4, .portrait), title: Array(repeating: "bản đồ quy hoạch", count: 12).joined(separator: " "))
        #expect(long.map.height < short.map.height)
        #expect(throws: SheetError.noRoom) {
            try Self.layout(
                Paper(.a4, .portrait), title: Array(repeating: "bản đồ", count: 500).joined(separator: " "))
        }
    }

    @Test("letters that no font has are told")
    func uncovered() throws {
        let typesetter = try Typesetter(FontLibrary(folders: [SheetFixture.fonts], includesSystemFonts: false))
        var texts = SheetTexts(title: "Bản đồ phường Ẵng Ộp, Jrai: Pleiku ƀ", date: "22/11/2026", language: .vi)
        try texts.requireLetters(typesetter)
        texts.subtitle = "地图"
        #expect(throws: SheetError.uncovered(["地", "图"], of: .subtitle)) { try texts.requireLetters(typesetter) }
    }

    @Test("a bar is as long as round numbers let it be", arguments: [1000.0, 2500, 10_000, 25_000, 100_000, 750_000])
    func bars(denominator: Double) throws {
        let scale = try #require(MapScale(denominator: denominator))
        let bar = ScaleBar(scale, atMost: 60)
        #expect((20...60.01).contains(bar.millimetres))
        #expect(bar.length == bar.step * 4)
    }

    @Test("the last number of a bar has its unit")
    func barLabels() throws {
        let bar = ScaleBar(try #require(MapScale(denominator: 50_000)), atMost: 60)
        #expect((0...4).map { bar.label($0, .vi) } == ["0", "0,5", "1", "1,5", "2 km"])
        let short = ScaleBar(try #require(MapScale(denominator: 1000)), atMost: 60)
        #expect((0...4).map { short.label($0, .en) } == ["0", "10", "20", "30", "40 m"])
    }
}
