import SimpleFeatures

/// The small elements that capabilities are made of.
enum ServiceElement {
    /// Nil where there is no text.
    static func text(_ name: String, _ value: String?) -> XMLTree? {
        value.map { XMLTree(name, text: $0) }
    }

    /// - Parameter decimals: no more than these.
    static func decimal(_ value: Double, decimals: Int) -> String {
        var writer = JSONWriter()
        writer.append(value, decimals: decimals)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// With its namespace: in documents that have a DTD, nobody but the DTD says it otherwise, and few read that.
    static func onlineResource(_ url: String) -> XMLTree {
        XMLTree(
            "OnlineResource",
            ["xmlns:xlink": "http://www.w3.org/1999/xlink", "xlink:type": "simple", "xlink:href": url])
    }

    /// Where an operation is asked for with GET.
    static func operation(_ name: String, formats: [String], url: String) -> XMLTree {
        XMLTree(
            name, [:],
            formats.map { XMLTree("Format", text: $0) } + [
                XMLTree(
                    "DCPType", [:], [XMLTree("HTTP", [:], [XMLTree("Get", [:], [onlineResource(url)])])])
            ])
    }
}
