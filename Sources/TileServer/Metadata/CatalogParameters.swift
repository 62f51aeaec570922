import GeoStore
import SimpleFeatures
import VietnameseText

/// The query of a catalogue (OGC 20-004r1, 7.4 and 7.6): which collections, in which order, which page.
struct CatalogParameters: Sendable {
    static let names: Set<String> = [
        "q", "bbox", "datetime", "type", "ids", "externalIds", "limit", "offset", "sortby",
    ]
    static let maximumLimit = 1_000
    /// What records can be sorted by.
    enum SortKey: String, CaseIterable, Sendable { case id, title, updated, sector, type }

    /// Folded; a collection has one of them in one of its texts.
    private let terms: [String]
    private let boxes: [Envelope]?
    private let days: (from: Substring?, to: Substring?)?
    private let types: [String]?
    private let ids: [String]?
    private let externalIDs: [String]?
    private let order: [(key: SortKey, isDescending: Bool)]
    let limit: Int
    let offset: Int

    /// - Throws: `ParameterError`.
    init(_ parameters: QueryParameters) throws(ParameterError) {
        try parameters.allow(Self.names)
        func list(_ name: String) throws(ParameterError) -> [String]? {
            try parameters.value(name).map { $0.split(separator: ",").map { String($0.trimmingBlanks) } }
        }
        terms = try list("q")?.map { SearchText.folded($0) } ?? []
        if let text = try parameters.value("q"), terms.isEmpty || terms.contains("") {
            throw ParameterError(parameter: "q", value: text, expected: "terms with letters or digits, apart by commas")
        }
        boxes = try BBoxParameter.read(parameters)
        days = try Self.days(parameters)
        types = try list("type")
        ids = try list("ids")
        externalIDs = try list("externalIds")
        order = try Self.order(parameters)
        limit = try Self.number("limit", from: 1, parameters).map { min($0, Self.maximumLimit) } ?? Self.maximumLimit
        offset = try Self.number("offset", from: 0, parameters) ?? 0
    }

    private static func number(
        _ name: String, from least: Int, _ parameters: QueryParameters
    ) throws(ParameterError) -> Int? {
        guard let text = try parameters.value(name) else { return nil }
        let isWhole = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isWhole, (Int(text) ?? .max) >= least else {
            throw ParameterError(parameter: name, value: text, expected: "a whole number from \(least)")
        }
        return Int(text) ?? .max
    }

    /// The days of `datetime`; an open end is nil.
    private static func days(
        _ parameters: QueryParameters
    ) throws(ParameterError) -> (from: Substring?, to: Substring?)? {
        guard try DatetimeParameter.read(parameters) != nil, let text = try parameters.value("datetime") else {
            return nil
        }
        let ends = text.split(separator: "/", omittingEmptySubsequences: false).map { end in
            end.isEmpty || end == ".." ? nil : end.prefix(10)
        }
        return (from: ends[0], to: ends.count > 1 ? ends[1] : ends[0])
    }

    private static func order(_ parameters: QueryParameters) throws(ParameterError) -> [(SortKey, Bool)] {
        guard let text = try parameters.value("sortby") else { return [] }
        var order: [(SortKey, Bool)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            // A plus sign in a URL is read as a blank.
            let name = part.trimmingBlanks
            let bare = name.hasPrefix("-") || name.hasPrefix("+") ? name.dropFirst() : name
            guard let key = SortKey(rawValue: String(bare)) else {
                throw ParameterError(
                    parameter: "sortby", value: text,
                    expected: "\(SortKey.allCases.map(\.rawValue).joined(separator: ", ")), each with + or - before it")
            }
            order.append((key, name.hasPrefix("-")))
        }
        return order
    }
}

extension CatalogParameters {
    /// All that match in their order, and those of the page.
    func select(from catalog: Catalog) -> (matched: Int, page: [PublishedCollection], hasMore: Bool) {
        let found = catalog.collections.filter { matches($0, catalog.sector($0.sector)) }
        let sorted = order.isEmpty ? found : sort(found, catalog)
        let page = Array(sorted.dropFirst(offset).prefix(limit))
        return (sorted.count, page, sorted.count - min(offset, sorted.count) > limit)
    }

    private func matches(_ collection: PublishedCollection, _ sector: Sector?) -> Bool {
        if let types, !types.contains(RecordDocument.resourceType) { return false }
        if let ids, !ids.contains(collection.id.name) { return false }
        if let externalIDs, !externalIDs.contains(where: { Self.isNamed($0, collection.metadata[.identifier]) }) {
            return false
        }
        if let boxes, let envelope = collection.envelope, !boxes.contains(where: envelope.intersects) { return false }
        return matchesDays(collection) && matchesTerms(collection, sector)
    }

    /// `scheme:value`, `value`, or `scheme` with or without its colon (/req/record-core-query-parameters,
    /// externalIds-response).
    private static func isNamed(_ wanted: String, _ identifier: String?) -> Bool {
        guard let identifier else { return false }
        let parts = identifier.split(separator: ":", maxSplits: 1).map(String.init)
        let bare = wanted.hasSuffix(":") ? String(wanted.dropLast()) : wanted
        return identifier == wanted || parts.contains(bare)
    }

    private func matchesDays(_ collection: PublishedCollection) -> Bool {
        guard let days else { return true }
        let metadata = collection.metadata
        let day = metadata[.referenceDate]
        let isPeriod = metadata[.validFrom] != nil || metadata[.validTo] != nil
        let (from, to) = isPeriod ? (metadata[.validFrom], metadata[.validTo]) : (day, day)
        // A dataset that says nothing of its time is of every time.
        if let end = days.to, let from, from > end { return false }
        if let start = days.from, let to, to < start { return false }
        return true
    }

    private func matchesTerms(_ collection: PublishedCollection, _ sector: Sector?) -> Bool {
        guard !terms.isEmpty else { return true }
        let metadata = collection.metadata
        let fields: [MetadataField] = [
            .titleVI, .titleEN, .abstractVI, .abstractEN, .keywordsVI, .keywordsEN, .identifier, .ownerVI, .ownerEN,
        ]
        var texts = [collection.id.name] + fields.compactMap { metadata[$0] }
        if let sector { texts += [sector.title.vi, sector.title.en, sector.department.vi, sector.department.en] }
        let folded = texts.map { " " + SearchText.folded($0) }
        return terms.contains { term in folded.contains { $0.contains(" " + term) } }
    }

    private func sort(_ collections: [PublishedCollection], _ catalog: Catalog) -> [PublishedCollection] {
        let positions = Dictionary(
            catalog.sectors.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func isBefore(_ one: PublishedCollection, _ other: PublishedCollection) -> Bool {
            for (key, isDescending) in order {
                let (left, right) = isDescending ? (other, one) : (one, other)
                switch key {
                case .id: if left.id != right.id { return left.id < right.id }
                case .title:
                    let titles = [left, right].map { SearchText.folded($0.title.vi) }
                    if titles[0] != titles[1] { return titles[0] < titles[1] }
                case .updated:
                    let moments = [left, right].map { MetadataRecord(of: $0, sector: nil).updatedAt }
                    if moments[0] != moments[1] { return moments[0] < moments[1] }
                case .sector:
                    let places = [left, right].map { positions[$0.sector] ?? .max }
                    if places[0] != places[1] { return places[0] < places[1] }
                case .type: break
                }
            }
            return one.id < other.id
        }
        return collections.sorted(by: isBefore)
    }
}
