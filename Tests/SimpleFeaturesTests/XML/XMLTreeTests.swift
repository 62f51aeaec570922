import SimpleFeatures
import Testing

@Suite struct XMLTreeTests {
    private func text(_ tree: XMLTree) -> String { String(decoding: tree.document(), as: UTF8.self) }

    @Test("texts and attributes are escaped, and what XML cannot hold is replaced")
    func escaping() {
        let tree = XMLTree("a", ["b": "\"<&>'"], text: "</a>&\u{1}\u{FFFE}đ")
        #expect(
            text(tree) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a b="&quot;&lt;&amp;&gt;'">&lt;/a&gt;&amp;\u{FFFD}\u{FFFD}đ</a>

                """)
    }

    @Test("children stand on lines of their own; those that are nil are left out; nothing is an empty element")
    func children() {
        let tree = XMLTree("a", [:], [XMLTree("b"), nil, XMLTree("c", text: "")])
        #expect(text(tree).hasSuffix("<a>\n  <b/>\n  <c></c>\n</a>\n"))
    }
}
