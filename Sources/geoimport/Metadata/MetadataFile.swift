import Foundation
import GeoStore
import SimpleFeatures
import Yams

/// A YAML file of what is said of a collection, read strictly and written as a form to fill in.
///
/// ```yaml
/// title.vi: Trường học
/// contact:
///   name: Phòng Kế hoạch
///   email: kehoach@gialai.gov.vn
/// keywords.vi: [trường học, giáo dục]
/// ```
struct MetadataFile {
    struct Statement: Hashable, Sendable {
        let field: MetadataField
        /// Blank takes back what was said.
        let text: String
    }

    let statements: [Statement]

    /// - Throws: `MetadataFileError`.
    init(path: String) throws(MetadataFileError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw .unreadable(path: path, reason: String(describing: error))
        }
        var statements: [Statement] = []
        if let root { try Self.read(root, below: "", of: path, into: &statements) }
        self.statements = statements
    }

    private static func read(
        _ node: Node, below prefix: String, of path: String, into statements: inout [Statement]
    ) throws(MetadataFileError) {
        func place(_ node: Node) -> Int { node.mark?.line ?? 1 }
        guard let mapping = node.mapping else { throw .notAList(path: path, line: place(node)) }
        for (key, value) in mapping {
            guard let part = key.scalar?.string else { throw .notAList(path: path, line: place(key)) }
            let name = prefix + part
            if value.mapping != nil {
                try read(value, below: name + ".", of: path, into: &statements)
                continue
            }
            guard let field = MetadataField(rawValue: name) else {
                throw .unknownField(path: path, line: place(key), name: name)
            }
            if statements.contains(where: { $0.field == field }) {
                throw .saidTwice(path: path, line: place(key), field: field)
            }
            if let items = value.sequence {
                let texts = items.compactMap { $0.scalar?.string }
                guard texts.count == items.count else { throw .notAList(path: path, line: place(value)) }
                statements.append(Statement(field: field, text: texts.joined(separator: "; ")))
            } else {
                statements.append(Statement(field: field, text: value.scalar?.string ?? ""))
            }
        }
    }

    /// Every field with what is said now, and what a value looks like.
    static func form(of collection: PublishedCollection, in language: Language) -> String {
        let metadata = collection.metadata
        var lines = [
            LocalizedText(
                vi:
                    "# Siêu dữ liệu của \(collection.id). Điền rồi: geoimport describe \(collection.id) --edit-file TỆP",
                en:
                    "# Metadata of \(collection.id). Fill in, then: geoimport describe \(collection.id) --edit-file FILE"
            ).text(in: language)
        ]
        for field in MetadataField.allCases {
            let hint = MetadataText.hint(field).map { " (\($0.text(in: language)))" } ?? ""
            let mark = field.duty == .required ? " *" : ""
            lines.append("")
            lines.append("# \(field.label.text(in: language))\(mark)\(hint)")
            lines.append("\(field.rawValue): \(quoted(metadata[field]))")
        }
        return lines.joined(separator: "\n")
    }

    /// A JSON string is a YAML one.
    private static func quoted(_ text: String?) -> String {
        text.map { String(decoding: JSONValue.string($0).serialized, as: UTF8.self) } ?? ""
    }
}

/// What is wrong with a file of metadata.
enum MetadataFileError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)
    case notAList(path: String, line: Int)
    case unknownField(path: String, line: Int, name: String)
    case saidTwice(path: String, line: Int, field: MetadataField)
}
