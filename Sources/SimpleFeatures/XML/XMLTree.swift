/// An XML element as a value: documents are built of these, and everything is escaped when it is written.
public struct XMLTree: Hashable, Sendable {
    public struct Attribute: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    public let name: String
    public let attributes: [Attribute]
    /// Nil where there are children, or nothing.
    public let text: String?
    public let children: [XMLTree]

    /// - Parameters:
    ///   - name: with its prefix; never a value out of the data.
    ///   - children: those that are nil are left out.
    public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XMLTree?]) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.children = children.compactMap { $0 }
        text = nil
    }

    public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.text = text
        children = []
    }

    /// The whole document, UTF-8, a line for each element. What XML 1.0 has no place for becomes U+FFFD.
    /// - Parameter doctype: where the DTD of the document is, when it has one.
    public func document(doctype: String? = nil) -> [UInt8] {
        var xml = XMLBytes()
        xml.append(raw: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        if let doctype {
            xml.append(markup: "<!DOCTYPE \(name) SYSTEM \"\(XMLBytes.escaped(doctype))\">\n")
        }
        write(to: &xml, depth: 0)
        return xml.take()
    }

    private func write(to xml: inout XMLBytes, depth: Int) {
        let indentation = String(repeating: "  ", count: depth)
        xml.append(markup: "\(indentation)<\(name)")
        for attribute in attributes {
            xml.append(markup: " \(attribute.name)=\"")
            xml.append(attribute.value)
            xml.append(raw: "\"")
        }
        if let text {
            xml.append(raw: ">")
            xml.append(text)
            xml.append(markup: "</\(name)>\n")
        } else if children.isEmpty {
            xml.append(raw: "/>\n")
        } else {
            xml.append(raw: ">\n")
            for child in children { child.write(to: &xml, depth: depth + 1) }
            xml.append(markup: "\(indentation)</\(name)>\n")
        }
    }
}
