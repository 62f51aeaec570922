import ArgumentParser
import Foundation
import GeoStore

/// The language a report is written in. Machines read JSON, which is the same in both.
enum Language: String, CaseIterable, ExpressibleByArgument, Sendable {
    case vi
    case en

    /// The locale's: Vietnamese when it says so, else English. `LC_ALL` goes before `LC_MESSAGES`, that before `LANG`
    /// (POSIX.1-2017, 8.2).
    static func ofLocale(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Language {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return named?.lowercased().hasPrefix("vi") == true ? .vi : .en
    }

    /// Of this run, also before its command line is understood: what `--lang` says, else the locale's.
    static let ofInvocation = said(in: CommandLine.arguments) ?? ofLocale()

    /// The last `--lang vi` or `--lang=vi`.
    static func said(in arguments: [String]) -> Language? {
        let option = "--lang"
        var language: Language?
        for (place, argument) in arguments.enumerated() {
            if argument.hasPrefix(option + "=") {
                language = Language(rawValue: String(argument.dropFirst(option.count + 1))) ?? language
            } else if argument == option, place + 1 < arguments.count {
                language = Language(rawValue: arguments[place + 1]) ?? language
            }
        }
        return language
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

/// `--lang`, shared by every command.
struct LanguageOption: ParsableArguments {
    @Option(help: ArgumentHelp("Language of what is printed: vi or en (default: the locale's).", valueName: "vi|en"))
    var lang: Language?

    var language: Language { lang ?? Language.ofLocale() }

    func say(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }
}
