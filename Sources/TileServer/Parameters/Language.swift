import GeoStore

/// The two languages of the product, Vietnamese first.
enum Language: String, Hashable, Sendable, CaseIterable {
    case vi, en

    /// `?lang=`, else `Accept-Language`, else Vietnamese.
    /// - Throws: `ParameterError` for a language the product does not speak.
    static func read(_ query: QueryParameters, acceptLanguage: String?) throws(ParameterError) -> Language {
        if let text = try query.value("lang") {
            guard let language = Language(rawValue: text) else {
                throw ParameterError(parameter: "lang", value: text, expected: "vi or en")
            }
            return language
        }
        return preferred(acceptLanguage)
    }

    /// Of a map service: `?lang=`, else Vietnamese. Programs send the language of their menus, whoever reads the titles.
    static func ofService(_ query: QueryParameters) throws(ParameterError) -> Language {
        try read(query, acceptLanguage: nil)
    }

    /// The language an `Accept-Language` header likes best, else Vietnamese.
    static func preferred(_ acceptLanguage: String?) -> Language {
        var best: (language: Language, quality: Double)?
        for part in (acceptLanguage ?? "").lowercased().split(separator: ",") {
            let fields = part.split(separator: ";").map(\.trimmingBlanks)
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            guard let tag = fields.first, let language = Language(rawValue: String(tag.prefix(2))),
                quality > best?.quality ?? 0
            else { continue }
            best = (language, quality)
        }
        return best?.language ?? .vi
    }
}

extension LocalizedText {
    func text(in language: Language) -> String {
        switch language {
        case .vi: vi
        case .en: en
        }
    }
}
