import ArgumentParser
import Foundation
import GeoStore

extension Language: ExpressibleByArgument {
    /// The locale's: Vietnamese when it says so, else English. `LC_ALL` goes before `LC_MESSAGES`, that before `LANG`
    /// (POSIX.1-2017, 8.2).
    static func ofLocale(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Language {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return named?.lowercased().hasPrefix("vi") == true ? .vi : .en
    }
}

/// `--lang`, shared by the commands that speak to officers.
struct LanguageOption: ParsableArguments {
    @Option(help: ArgumentHelp("Language of what is printed: vi or en (default: the locale's).", valueName: "vi|en"))
    var lang: Language?

    var language: Language { lang ?? Language.ofLocale() }

    func say(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }
}
