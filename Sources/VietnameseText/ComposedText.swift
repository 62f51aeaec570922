import Foundation

/// Text in Unicode's composed form (NFC): one code point a letter, as fonts draw it and people search it.
public enum ComposedText {
    /// The text itself when it is composed already.
    public static func of(_ text: String) -> String {
        text.isKnownComposed ? text : text.precomposedStringWithCanonicalMapping
    }
}
