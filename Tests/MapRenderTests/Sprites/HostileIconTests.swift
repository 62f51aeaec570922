import Foundation
import MapRender
import TestSupport
import Testing

@Suite struct HostileIconTests {
    private func fault(_ text: String) -> IconFault? {
        do throws(MapRenderError) {
            _ = try SVGIcon(name: "x", svg: Array(text.utf8)).image(ratio: 1)
            return nil
        } catch {
            guard case .icon("x", let fault) = error else { return nil }
            return fault
        }
    }

    private func svg(_ content: String, _ attributes: String = "width='16' height='16'") -> String {
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \(attributes)>\(content)</svg>"
    }

    @Test(
        "what runs, loads or embeds is refused by name",
        arguments: ["script", "SCRIPT", "foreignObject", "image", "svg:script", "iframe", "feImage", "feTurbulence"])
    func elements(name: String) {
        let plain = name.lowercased().replacing("svg:", with: "")
        #expect(fault(svg("<\(name) />")) == .element(plain))
        #expect(fault(svg("<g\n><\(name)\n>alert(1)</\(name)></g>")) == .element(plain))
    }

    @Test(
        "links to anything outside the document are refused",
        arguments: [
            "<use href='file:///etc/passwd'/>", "<use xlink:href=\"http://example.org/a.svg#b\"/>",
            "<use href=other.svg />", "<rect fill='url(http://example.org/a.svg#b)'/>",
            "<rect style='fill:URL( \"file:///x\" )'/>", "<style>@import 'x.css';</style>",
            "<style>rect { fill: u\\72l(http://example.org) }</style>", "<style>rect { fill: url(x) }</style>",
            "<use href='data:image/svg+xml,x'/>",
        ])
    func links(content: String) {
        guard case .externalLink = fault(svg(content)) else {
            Issue.record("\(content) was \(String(describing: fault(svg(content))))")
            return
        }
    }

    @Test("links inside the document are drawn")
    func innerLinks() {
        let content = """
            <defs><linearGradient id='a'><stop stop-color='red'/></linearGradient><path id='b' d='M0 0h9v9z'/></defs>
            <use href='#b' fill='url(#a)'/><use xlink:href=' #b'/>
            """
        #expect(fault(svg(content)) == nil)
    }

    @Test(
        "entities and document types are refused: no billion laughs, no file read",
        arguments: [
            "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>",
            "<!DOCTYPE svg SYSTEM 'http://example.org/x.dtd'>", "<?xml version='1.0'?>\n<!doctype svg>",
        ])
    func declarations(head: String) {
        #expect(fault(head + svg("&b;")) == .documentType)
        #expect(fault(svg("<![CDATA[<script/>]]>")) == .documentType)
    }

    @Test(
        "sizes that no icon has are refused",
        arguments: [
            "width='100000' height='100000'", "width='1e9' height='1'", "viewBox='0 0 99999 4'",
            "width='0' height='5'", "width='nan' height='nan'", "width='-5' height='5'",
        ])
    func sizes(attributes: String) {
        switch fault(svg("<rect width='9' height='9'/>", attributes)) {
        case .size, .noSize, .notDrawable: break
        case let other: Issue.record("\(attributes) was \(String(describing: other))")
        }
    }

    @Test("an icon without a size is refused")
    func noSize() {
        #expect(fault("<svg xmlns='http://www.w3.org/2000/svg' width='100%' height='100%'/>") == .noSize)
    }

    @Test("a megabyte, bytes that are no text, and text that is no icon are refused")
    func noIcon() {
        let large = svg(String(repeating: "<g/>", count: 250_000))
        #expect(fault(large) == .tooManyBytes(large.utf8.count, limit: 256 << 10))
        #expect(throws: MapRenderError.icon(name: "x", .notUTF8)) {
            try SVGIcon(name: "x", svg: [0xFF, 0xFE, 0x3C, 0x00])
        }
        for text in [
            "", "text", "<html></html>", "<svg", "<svg><", "<<<>>>", "<svg xmlns='http://www.w3.org/2000/svg'",
        ] {
            guard case .notDrawable = fault(text) else {
                Issue.record("\(text) was \(String(describing: fault(text)))")
                continue
            }
        }
    }

    @Test("deep nesting and uses of uses end in an error or a drawing, soon")
    func deep() {
        let nested = svg(String(repeating: "<g>", count: 1000) + String(repeating: "</g>", count: 1000))
        var uses = "<path id='u0' d='M0 0h1v1z'/>"
        for level in 1...8 {
            uses += "<g id='u\(level)'>" + String(repeating: "<use href='#u\(level - 1)'/>", count: 10) + "</g>"
        }
        let loop = svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")
        let took = ContinuousClock().measure {
            for text in [nested, svg(uses), loop] { _ = fault(text) }
        }
        #expect(took < .seconds(20))
    }

    @Test(
        "attributes that are not what they should be are named",
        arguments: [
            ("data-sdf", "yes"), ("data-stretch-x", "4"), ("data-stretch-x", "9 4"), ("data-stretch-y", "a b"),
            ("data-content", "1 2 3"), ("data-content", "5 5 1 1"), ("data-content", "0 0 nan 5"),
        ])
    func attributes(name: String, value: String) {
        #expect(fault(svg("", "width='9' height='9' \(name)='\(value)'")) == .attribute(name, value: value))
    }

    @Test("cut anywhere, an icon is an error or a drawing")
    func cut() {
        let whole = svg("<!-- c --><style>rect{fill:red}</style><rect x='1' y=\"2\" width='9' height='9'/><?p q?>")
        for length in 0..<whole.count { _ = fault(String(whole.prefix(length))) }
        #expect(fault(whole) == nil)
    }
}
