import Foundation
import Mustache
import SimpleFeatures

/// HTML pages from the templates of `web/templates`, in the reader's language.
struct PageRenderer: Sendable {
    /// A template or dictionary that is not there.
    struct Missing: Error, Hashable, Sendable {
        let file: String
    }

    private let library: MustacheLibrary
    /// Words of the pages, by language and key.
    private let words: [Language: [String: String]]

    /// - Parameter folder: the `web` folder.
    init(folder: String) async throws {
        ScalarEscapedHTML.register()
        library = try await MustacheLibrary(directory: "\(folder)/templates")
        var words: [Language: [String: String]] = [:]
        for language in Language.allCases {
            let path = "\(folder)/viewer/i18n/\(language.rawValue).json"
            guard let content = FileManager.default.contents(atPath: path) else { throw Missing(file: path) }
            let pages = try JSONReader.read(Array(content))["pages"]?.object?.members ?? []
            words[language] = Dictionary(
                pages.compactMap { member in member.value.string.map { (member.key, $0) } },
                uniquingKeysWith: { $1 })
        }
        self.words = words
    }

    func word(_ key: String, _ language: Language) -> String { words[language]?[key] ?? key }

    /// - Throws: `Missing` for an unknown template.
    func render(_ template: String, _ context: [String: Any], language: Language) throws -> String {
        var context = context
        context["t"] = words[language] ?? [:]
        context["lang"] = language.rawValue
        context["isVi"] = language == .vi
        context["isEn"] = language == .en
        guard let html = library.render(context, withTemplate: template) else { throw Missing(file: template) }
        return html
    }
}
