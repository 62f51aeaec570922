import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport configure`.
struct ConfigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configure", abstract: "Say how a collection is shown in tiles and searched, or see how it is.",
        discussion: """
            Without options, prints the settings. What is not named stays as it is; --reset starts from the defaults.
            Servers that have the store open follow at once.

            --show says which features are shown from which zoom on: the smallest zoom of the rules that a feature meets
            counts; one that meets none is shown from --max-zoom. Operators: = != < <= > >=. Null meets nothing.

            --search-column names the columns that a search looks in, the one with the name first; 'auto' lets their names
            decide again, '' means none. Owners and the like are never searched unless named here.

            EXAMPLES
              geoimport configure duong --store gialai.sqlite
              geoimport configure duong --show 'cap<=0@0' --show 'cap<=1@9' --show '*@13' --store gialai.sqlite
              geoimport configure thua_dat --min-zoom 10 --class loai_dat --property so_to@14 --hide-property chu
              geoimport configure duong --search-column ten --search-column so_hieu --store gialai.sqlite
              geoimport configure thua_dat --moderated true --store gialai.sqlite
              geoimport configure thua_dat --reset --store gialai.sqlite
            """)

    @OptionGroup var subject: CollectionArgument
    @OptionGroup var wishes: TileSettingsOptions
    @Option(
        name: .customLong("search-column"),
        help: ArgumentHelp("A column to search; may be given often. 'auto', or '' for none.", valueName: "column"))
    var searchColumn: [String] = []
    @Option(
        help: ArgumentHelp(
            "Whether edits over HTTP by those who may not publish wait for approval.", valueName: "true|false"))
    var moderated: Bool?
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what the settings would be, and change nothing.")
    var dryRun = false
    @Flag(help: "Print JSON.")
    var json = false

    private func searchSettings(_ existing: SearchSettings) -> SearchSettings {
        if searchColumn.isEmpty { return existing }
        return searchColumn == ["auto"] ? .standard : SearchSettings(columns: searchColumn.filter { !$0.isEmpty })
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            // Looked up before the store is opened for writing: what is refused leaves no trace.
            let reading = try Store(path: path, access: .readOnly)
            let collection = try subject.published(in: reading)
            let settings = try wishes.applied(to: collection.tileSettings)
            try reading.check(settings, for: collection.id)
            let search = searchSettings(collection.searchSettings)
            try reading.check(search, for: collection.id)
            try reading.close()
            let isModerated = moderated ?? collection.isModerated
            let changes =
                settings != collection.tileSettings || search != collection.searchSettings
                || isModerated != collection.isModerated
            if changes, !dryRun {
                let opened = try Store(path: path, access: .readWrite)
                if settings != collection.tileSettings { try opened.configure(collection.id, settings) }
                try opened.configure(collection.id, search: search)
                if isModerated != collection.isModerated { try opened.setModerated(isModerated, for: collection.id) }
                try opened.close()
            }
            guard !json else {
                return try Terminal.answer(json: [
                    "collection": .string(collection.id.name), "changed": .boolean(changes && !dryRun),
                    "settings": settings.json, "search": search.json,
                    "moderated": .boolean(isModerated),
                ])
            }
            let report = TileSettingsText(collection: collection, settings: settings)
            let searched = SearchSettingsText(collection: collection, settings: search)
            if let caution = searched.caution { Terminal.note("geoimport: \(caution.text(in: speech.language))") }
            let isQuestion = wishes.isEmpty && searchColumn.isEmpty && moderated == nil
            let head = isQuestion ? report.title : report.headline(changes: changes, isRehearsal: dryRun)
            let moderation = LocalizedText(
                vi: "  chỉnh sửa       chờ duyệt trước khi công bố", en: "  edits           wait for approval")
            let lines = [head] + report.lines + [searched.line] + (isModerated ? [moderation] : [])
            try Terminal.answer(lines.map { $0.text(in: speech.language) }.joined(separator: "\n"))
        }
    }
}

/// What is asked of the settings.
struct TileSettingsOptions: ParsableArguments {
    @Option(name: .customLong("min-zoom"), help: ArgumentHelp("Tiles above it are empty (0…24).", valueName: "zoom"))
    var minZoom: Int?
    @Option(
        name: .customLong("max-zoom"),
        help: ArgumentHelp("The deepest zoom offered; deeper tiles are still answered.", valueName: "zoom"))
    var maxZoom: Int?
    @Option(help: ArgumentHelp("How far a tile reaches beyond its square, 4096 being its side.", valueName: "0…256"))
    var buffer: Int?
    @Option(
        name: .customLong("tile-limit"),
        help: ArgumentHelp("Larger tiles are generalised further; compressed size.", valueName: "bytes"))
    var tileLimit: Int?
    @Option(
        help: ArgumentHelp(
            "A column of numbers: features with larger ones stay where not all have room; '' for none.",
            valueName: "column"))
    var importance: String?
    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "The column whose values keep their share of the area where polygons are pooled; '' for none.",
            valueName: "column"))
    var classColumn: String?
    @Option(
        help: ArgumentHelp(
            "Features shown from a zoom on: 'cap<=1@9', or '*@13'. May be given often; replaces all rules, '' by none.",
            valueName: "rule"))
    var show: [String] = []
    @Option(
        help: ArgumentHelp("A column that is in tiles from a zoom on; @0 for all tiles.", valueName: "column@zoom"))
    var property: [String] = []
    @Option(
        name: .customLong("hide-property"), help: ArgumentHelp("A column that is in no tile.", valueName: "column"))
    var hideProperty: [String] = []
    @Flag(help: "Start from the defaults.")
    var reset = false

    var isEmpty: Bool {
        !reset && [minZoom, maxZoom, buffer, tileLimit].allSatisfy { $0 == nil } && importance == nil
            && classColumn == nil && show.isEmpty && property.isEmpty && hideProperty.isEmpty
    }

    func validate() throws {
        do { _ = try applied(to: .standard) } catch let fault as TileSettings.Fault {
            throw ValidationError(ErrorText.sentence(fault))
        }
        let shown = property.compactMap { Self.split($0)?.property }
        if let both = hideProperty.first(where: shown.contains) {
            throw ValidationError(
                vi: "--property và --hide-property cùng nêu '\(both)'.",
                en: "--property and --hide-property both name '\(both)'.")
        }
    }

    /// - Throws: `ValidationError`, `TileSettings.Fault`.
    func applied(to existing: TileSettings) throws -> TileSettings {
        var settings = reset ? .standard : existing
        settings.minZoom = minZoom ?? settings.minZoom
        settings.maxZoom = maxZoom ?? settings.maxZoom
        settings.buffer = buffer ?? settings.buffer
        settings.sizeLimitInBytes = tileLimit ?? settings.sizeLimitInBytes
        if let importance { settings.importanceProperty = importance.isEmpty ? nil : importance }
        if let classColumn { settings.classProperty = classColumn.isEmpty ? nil : classColumn }
        if !show.isEmpty { settings.zoomRules = try show.filter { !$0.isEmpty }.map { try ZoomRule($0) } }
        for text in property {
            guard let wish = Self.split(text) else {
                throw ValidationError(
                    vi: "--property '\(text)' phải viết như ten@12.",
                    en: "--property '\(text)' must be written like ten@12.")
            }
            settings.hiddenProperties.removeAll { $0 == wish.property }
            settings.propertyZooms.removeAll { $0.property == wish.property }
            if wish.minZoom != 0 { settings.propertyZooms.append(wish) }
        }
        for name in hideProperty {
            settings.propertyZooms.removeAll { $0.property == name }
            if !settings.hiddenProperties.contains(name) { settings.hiddenProperties.append(name) }
        }
        return settings
    }

    private static func split(_ text: String) -> TileSettings.PropertyZoom? {
        guard let mark = text.lastIndex(of: "@"), mark > text.startIndex,
            let zoom = Int(text[text.index(after: mark)...])
        else { return nil }
        return TileSettings.PropertyZoom(property: String(text[..<mark]), minZoom: zoom)
    }
}
