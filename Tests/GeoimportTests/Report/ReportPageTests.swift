import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

@Suite("Report page") struct ReportPageTests {
    /// The page as XML sees it: every tag closed, every attribute quoted, every entity known.
    static func isWellFormed(_ html: String) throws -> Bool {
        let python = try #require(Program("python3"))
        let script = """
            import sys,html.parser
            void={'meta','input','br','img'}
            class P(html.parser.HTMLParser):
                stack=[]; bad=[]
                def handle_starttag(self,t,a):
                    if t not in void: self.stack.append(t)
                def handle_startendtag(self,t,a): pass
                def handle_endtag(self,t):
                    if not self.stack or self.stack.pop()!=t: self.bad.append((t,self.getpos()))
            p=P(); p.feed(sys.stdin.read()); p.close()
            print('ok' if not p.bad and not p.stack else (p.bad[:3],p.stack))
            """
        let said = try python.run(["-c", script], input: html)
        if said != "ok\n" { print(said) }
        return said == "ok\n"
    }

    @Test("is whole in both languages, with the chosen one first", arguments: Language.allCases)
    func languages(language: Language) throws {
        let html = try ReportPage(ReportFixture.content()).html(language: language)
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(
            html.contains(
                "id=\"lang-\(language.rawValue)\" aria-label=\"\(language == .vi ? "Tiếng Việt" : "English")\" checked")
        )
        #expect(html.components(separatedBy: " checked>").count == 2)
        for text in ["Đã công bố phiên bản 4.", "Version 4 is published.", "12.480", "12,480", "Bị loại", "Rejected"] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(try Self.isWellFormed(html))
    }

    @Test("needs nothing from anywhere")
    func selfContained() throws {
        let html = try ReportPage(ReportFixture.content()).html(language: .vi)
        for word in ["<script", "http:", "https:", "url(", "@import", " src=", "<link"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test("every number on the map leads to its row")
    func links() throws {
        let content = try ReportFixture.content()
        let html = try ReportPage(content).html(language: .vi)
        #expect(!content.entries.isEmpty)
        for number in 1...content.entries.count {
            #expect(html.contains("href=\"#r\(number)\""))
            #expect(html.contains("id=\"r\(number)\""))
        }
        #expect(html.contains("<title id=\"map-title\">") && html.contains("<desc id=\"map-desc\">"))
        #expect(html.contains("°N") && html.contains(" km</text>") || html.contains(" m</text>"))
    }

    @Test("lines to the numbers lie below all of them")
    func leaders() throws {
        let html = try ReportPage(ReportFixture.content()).html(language: .vi)
        // One map for wide screens, one for narrow ones.
        let maps = html.components(separatedBy: "<svg").filter { $0.contains("class=\"tag") }
        #expect(!maps.isEmpty)
        for map in maps {
            let last = try #require(map.range(of: "<line class=\"leader", options: .backwards))
            let first = try #require(map.range(of: "<rect class=\"tag"))
            #expect(last.lowerBound < first.lowerBound)
        }
    }

    @Test("a code whose sentence says all has nothing behind it, and all rows listed promise no more")
    func nothingToAdd() throws {
        var content = try ReportFixture.content()
        content.issues = [
            ReportContent.IssueLine(
                code: "geometry-null", outcome: .noted, count: 4, reason: LocalizedText(vi: "Không.", en: "None."),
                detail: LocalizedText(vi: "", en: "stored"), rows: [23, 48], rowCount: 2)
        ]
        let html = try ReportPage(content).html(language: .vi)
        #expect(html.contains("<code>geometry-null</code><span lang=\"vi\"></span><span lang=\"en\"> · stored</span>"))
        #expect(html.contains(">23, 48</td>"))
    }

    @Test("what people typed is text and nothing else, also with a combining mark behind the bracket")
    func escaping() throws {
        #expect(HTMLText.escaped("<\u{0301}b>&\"'\u{1}") == "&lt;\u{0301}b&gt;&amp;&quot;&#39;\u{FFFD}")
        var content = try ReportFixture.content()
        content.title = "<\u{0300}script>alert(1)</script>"
        content.entries[0].values[1] = .text("<img\u{0323} src=x>")
        let html = try ReportPage(content).html(language: .en)
        #expect(!html.unicodeScalars.split(separator: "<").contains { String($0).hasPrefix("img") })
        #expect(!html.contains("<script"))
        #expect(try Self.isWellFormed(html))
    }

    @Test("lists five hundred rows and says how many there are; rejected ones go before repaired ones")
    func manyRows() throws {
        var content = ReportContent(title: "a", collection: "a", sourceName: "a", state: .rehearsal)
        let point = Geometry.point(Coordinate(x: 446_000, y: 1_546_000))
        for row in 0..<700 {
            content.keep(
                LedgerEntry(
                    row: Int64(row), outcome: row < 600 ? .repaired : .rejected, issues: [.textComposed], values: [],
                    original: point))
        }
        content.crs = .epsg(9218)
        #expect(content.entries.count == 500 && content.entryCount == 700)
        #expect(content.entries.count { $0.outcome == .rejected } == 100)
        let html = try ReportPage(content).html(language: .vi)
        #expect(html.contains("đủ 700 dòng nằm trong sổ lỗi"))
        #expect(html.contains("Chạy thử: chưa công bố gì."))
    }

    @Test("a layer whose CRS is unknown is drawn as it stands")
    func unknownCRS() throws {
        let html = try ReportPage(ReportFixture.content(crs: nil)).html(language: .en)
        #expect(html.contains("the CRS is not known"))
        #expect(html.contains("<svg class=\"map\""))
    }

    @Test("a narrow screen has a map of its own, which needs no scrolling")
    func narrowMap() throws {
        let html = try ReportPage(ReportFixture.content()).html(language: .vi)
        #expect(html.contains("viewBox=\"0 0 960 ") && html.contains("viewBox=\"0 0 360 "))
        #expect(!html.contains("min-width:660px") && !html.contains("overflow-x:auto"))
        #expect(html.components(separatedBy: "id=\"small-map-title\"").count == 2)
        #expect(try Self.isWellFormed(html))
    }

    @Test("an import without a fault has no map and says so")
    func faultless() throws {
        let content = ReportContent(
            title: "Trường học", collection: "truong_hoc", sourceName: "a.shp", state: .unchanged(version: 2))
        let html = try ReportPage(content).html(language: .vi)
        #expect(html.contains("Không có vấn đề nào."))
        #expect(!html.contains("<svg class=\"map\""))
        #expect(html.contains("phiên bản 2 vẫn đang được dùng"))
        #expect(try Self.isWellFormed(html))
    }

    @Test("geometries with no place, or none at all, do no harm")
    func oddGeometries() throws {
        var content = ReportContent(title: "a", collection: "a", sourceName: "a", state: .rehearsal)
        content.crs = .epsg(9218)
        let nan = Geometry.polygon(.init(rings: [CoordinateSequence(values: [.nan, 1, 2, 3])]))
        let far = Geometry.point(Coordinate(x: 1e300, y: 1e300))
        let dot = Geometry.polygon(
            .init(rings: [CoordinateSequence(values: [446_000, 1_546_000, 446_000, 1_546_000])]))
        for geometry in [nil, nan, far, dot, .multiPolygon([])] {
            content.keep(
                LedgerEntry(row: 1, outcome: .rejected, issues: [.notFinite], values: [], original: geometry))
        }
        #expect(try Self.isWellFormed(ReportPage(content).html(language: .vi)))
    }

    @Test("rows beside the stored ones widen the map's frame, rows far off do not")
    func frame() throws {
        func square(_ x: Double) -> Geometry {
            .polygon(.init(rings: [CoordinateSequence(values: [x, 0, x + 20, 0, x + 20, 20, x, 20, x, 0])]))
        }
        var content = ReportContent(title: "a", collection: "a", sourceName: "a", state: .rehearsal)
        content.sketch.add(square(1000))
        for (row, x) in [(1, 1030.0), (2, 90_000)] {
            content.keep(
                LedgerEntry(row: Int64(row), outcome: .rejected, issues: [], values: [], original: square(x)))
        }
        let svg = try #require(try RejectMap(content)).svg
        #expect(svg.contains("href=\"#r1\""))
        #expect(!svg.contains("href=\"#r2\""))
    }

    @Test("the sketch of a layer does not grow with it")
    func sketch() {
        var sketch = LayerSketch()
        for number in 0..<100_000 { sketch.add(.point(Coordinate(x: Double(number), y: 0))) }
        #expect(sketch.places.count <= 1500 && sketch.places.count > 500)
        #expect((sketch.minX, sketch.maxX) == (0, 99_999))
    }
}
