import Foundation

/// A copy of a KML in which a placemark's untyped values stand beside its typed ones.
///
/// LIBKML reads `<SchemaData>` or `<Data>` of a placemark (OGC 12-007r2 9.4), and where there are both drops the second
/// without a word. In the copy each `<Data>` of such a placemark is a `<SimpleData>` of its schema:
/// ```
/// <ExtendedData>                                     <ExtendedData>
///   <Data name="Ghi chú"><value>a</value></Data>   →
///   <SchemaData schemaUrl="#x">                        <SchemaData schemaUrl="#x">
///     <SimpleData name="MA">1</SimpleData>               <SimpleData name="MA">1</SimpleData>
///   </SchemaData>                                        <SimpleData name="Ghi chú">a</SimpleData>
/// ```
struct KMLDataCopy {
    private let bytes: [UInt8]
    private var edits: [(range: Range<Int>, text: [UInt8])] = []
    /// Names as written, by the schema they were given to.
    private var added: [String: [String]] = [:]
    /// Where a schema ends, and the fields it has.
    private var schemas: [String: (end: Int, names: Set<String>)] = [:]

    /// The file is read as a whole: a plan is made for files of a limited size only.
    /// - Throws: `FeatureExchangeError`.
    static func write(_ file: BinaryFile, to path: String, in scratch: ScratchFolder) throws(FeatureExchangeError) {
        var copy = KMLDataCopy(bytes: try file.read(Int(file.size), at: 0))
        copy.scan()
        try scratch.write(copy.text, to: path)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private struct Tag {
        let range: Range<Int>
        /// Without a prefix.
        let name: String
        let attributes: String
        let isClosing: Bool
        let isEmpty: Bool

        func attribute(_ name: String) -> String? {
            guard let found = attributes.firstMatch(of: #/\s([A-Za-z]+)\s*=\s*("[^"]*"|'[^']*')/#) else { return nil }
            if found.1 == name { return String(found.2.dropFirst().dropLast()) }
            let rest = Tag(
                range: range, name: self.name, attributes: String(attributes[found.range.upperBound...]),
                isClosing: isClosing, isEmpty: isEmpty)
            return rest.attribute(name)
        }
    }

    /// What one `<ExtendedData>` has.
    private struct Extended {
        var data: [(range: Range<Int>, name: String, value: Range<Int>)] = []
        var schema: String?
        /// Of the first `</SchemaData>`.
        var end: Int?
    }

    private mutating func scan() {
        var position = 0
        var extended: Extended?
        var data: (start: Int, name: String, value: Range<Int>)?
        var schema: (id: String, names: Set<String>)?
        while let tag = nextTag(from: position) {
            position = tag.range.upperBound
            switch (tag.name, tag.isClosing) {
            case ("ExtendedData", false): extended = tag.isEmpty ? nil : Extended()
            case ("ExtendedData", true):
                if let extended { merge(extended) }
                extended = nil
            case ("Data", false) where !tag.isEmpty:
                data = tag.attribute("name").map { (tag.range.lowerBound, $0, position..<position) }
            case ("value", false) where !tag.isEmpty: data?.value = position..<position
            case ("value", true):
                if let start = data?.value.lowerBound { data?.value = start..<tag.range.lowerBound }
            case ("Data", true):
                if let data { extended?.data.append((data.start..<position, data.name, data.value)) }
                data = nil
            case ("SchemaData", false) where !tag.isEmpty && extended?.schema == nil:
                extended?.schema = tag.attribute("schemaUrl")
            case ("SchemaData", true) where extended?.end == nil: extended?.end = tag.range.lowerBound
            case ("Schema", false) where !tag.isEmpty: schema = tag.attribute("id").map { ($0, []) }
            case ("SimpleField", false):
                if let name = tag.attribute("name") { schema?.names.insert(name) }
            case ("Schema", true):
                if let schema { schemas[schema.id] = (tag.range.lowerBound, schema.names) }
                schema = nil
            default: continue
            }
        }
    }

    private mutating func merge(_ extended: Extended) {
        guard let end = extended.end, let url = extended.schema, url.hasPrefix("#"), !extended.data.isEmpty else {
            return
        }
        var moved: [UInt8] = []
        for (range, name, value) in extended.data {
            edits.append((range, []))
            moved += Array("<SimpleData name=\(Self.quoted(name))>".utf8) + bytes[value] + Array("</SimpleData>".utf8)
            let id = String(url.dropFirst())
            if added[id]?.contains(name) != true { added[id, default: []].append(name) }
        }
        edits.append((end..<end, moved))
    }

    /// A name that is written with apostrophes may have quotation marks in it.
    private static func quoted(_ name: String) -> String { name.contains("\"") ? "'\(name)'" : "\"\(name)\"" }

    private var text: [UInt8] {
        var edits = edits
        for (id, names) in added {
            guard let schema = schemas[id] else { continue }
            let fields = names.filter { !schema.names.contains($0) }
                .map { "<SimpleField type=\"string\" name=\(Self.quoted($0))/>" }
            edits.append((schema.end..<schema.end, Array(fields.joined().utf8)))
        }
        edits.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        var position = 0
        for (range, replacement) in edits {
            text += bytes[position..<range.lowerBound]
            text += replacement
            position = range.upperBound
        }
        return text + bytes[position...]
    }

    /// Comments and CDATA are no tags.
    private func nextTag(from start: Int) -> Tag? {
        var position = start
        while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = bytes[open...]
            if rest.starts(with: Array("<!--".utf8)) {
                position = end(of: "-->", from: open)
            } else if rest.starts(with: Array("<![CDATA[".utf8)) {
                position = end(of: "]]>", from: open)
            } else {
                guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
                return tag(open..<close + 1)
            }
        }
        return nil
    }

    private func end(of mark: String, from start: Int) -> Int {
        let mark = Array(mark.utf8)
        var position = start
        while position + mark.count <= bytes.count {
            if bytes[position] == mark[0], bytes[position...].starts(with: mark) { return position + mark.count }
            position += 1
        }
        return bytes.count
    }

    private func tag(_ range: Range<Int>) -> Tag {
        var inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        let isClosing = inner.first == UInt8(ascii: "/")
        if isClosing { inner = inner.dropFirst() }
        let isEmpty = inner.last == UInt8(ascii: "/")
        if isEmpty { inner = inner.dropLast() }
        let name = inner.prefix { $0 > 0x20 }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? name
        // Only few tags have attributes that are asked for.
        let attributes = name.count == inner.count ? "" : String(decoding: inner.dropFirst(name.count), as: UTF8.self)
        return Tag(
            range: range, name: String(decoding: local, as: UTF8.self), attributes: attributes, isClosing: isClosing,
            isEmpty: isEmpty)
    }
}
