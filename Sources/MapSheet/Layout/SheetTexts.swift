/// The words of a sheet.
public struct SheetTexts: Hashable, Sendable {
    public var title: String
    public var subtitle: String?
    /// Where the data are from.
    public var attribution: String?
    /// dd/mm/yyyy.
    public var date: String
    /// Of a series: `3/12`.
    public var number: String?
    public var language: SheetLanguage

    public init(title: String, date: String, language: SheetLanguage) {
        self.title = title
        self.date = date
        self.language = language
    }

    /// - Throws: `SheetError.uncovered` for a text with letters that are in no font, `MapRenderError`.
    public func requireLetters(_ typesetter: Typesetter) throws {
        for (kind, text) in [(SheetText.title, title), (.subtitle, subtitle), (.attribution, attribution)] {
            if let text { try typesetter.require(text, of: kind) }
        }
    }
}
