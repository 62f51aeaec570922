import Foundation

/// How texts are compared in a language.
///
/// Foundation's collation stands in for that of ECMA-402; its search collations, by which German `ä` is `ae`, are not
/// there.
public struct TextCollator: Hashable, Sendable {
    public let isCaseSensitive: Bool
    public let isDiacriticSensitive: Bool
    /// BCP 47.
    public let locale: String?

    /// The language that comparison goes by; what nobody knows is English.
    var resolvedLocale: String {
        guard let locale, !locale.isEmpty else { return "en" }
        let identifier = Locale(identifier: locale).identifier(.bcp47)
        let language = identifier.prefix { $0 != "-" }
        return Locale.LanguageCode(String(language)).isISOLanguage ? identifier : "en"
    }

    func compare(_ left: String, _ right: String) -> ComparisonResult {
        var options: String.CompareOptions = []
        if !isCaseSensitive { options.insert(.caseInsensitive) }
        if !isDiacriticSensitive { options.insert(.diacriticInsensitive) }
        return left.compare(right, options: options, locale: Locale(identifier: resolvedLocale))
    }
}
