internal import GRDB
internal import Reprojection
internal import SimpleFeatures
internal import VietnameseText

extension Store {
    /// Looks a text up in features, collections, units and coordinates, best results first.
    ///
    /// Reads one snapshot: what another program edits is found as soon as the edit is adopted.
    /// - Parameter units: of the country; `.empty` leaves units and zones of coordinates out.
    /// - Throws: `GeoStoreError`.
    public func search(
        _ query: SearchQuery, units: UnitDirectory = .empty, within limit: ReadLimit = .none
    ) throws -> SearchAnswer {
        let text = String(query.text.prefix(SearchQuery.maximumLength))
        return try read("searching") { database in
            try limit.watch(database) {
                try Search(text: text, query: query, units: units, transforms: transforms, database: database).run()
            }
        }
    }

    /// Whether the search index of each collection is of its current version.
    public func searchIndexFaults() throws(GeoStoreError) -> [(collection: CollectionID, problem: String)] {
        try read("checking the search index") { database in
            try SearchIndexCheck.faults(in: database)
        }
    }

    /// Makes the search index of all collections anew. Readers find what was there before until it is done.
    /// - Returns: how many different texts it holds.
    /// - Throws: `GeoStoreError`.
    @discardableResult
    public func rebuildSearch() throws(GeoStoreError) -> Int {
        try write("rebuilding the search index") { database in
            try SearchIndexUpdate.rebuildAll(in: database)
            return try Int.fetchOne(database, sql: "SELECT count(*) FROM gs_search_entry") ?? 0
        }
    }

    /// Whether settings would be taken, without changing anything.
    /// - Throws: as `configure`.
    public func check(_ settings: SearchSettings, for collection: CollectionID) throws(GeoStoreError) {
        try settings.check(for: try catalog().collection(collection.name))
    }

    /// Says which columns of a collection are searched, and makes its index anew.
    /// - Returns: the collection as it is then.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.propertyNotFound`.
    @discardableResult
    public func configure(
        _ collection: CollectionID, search settings: SearchSettings
    ) throws(GeoStoreError) -> PublishedCollection {
        try write("configuring the search of \(collection)") { database in
            let existing = try found(collection, in: database)
            try settings.check(for: existing)
            guard existing.searchSettings != settings else { return existing }
            try CatalogSQL.write(settings, of: collection, to: database)
            let changed = try found(collection, in: database)
            try SearchIndexUpdate(of: changed, in: database).rebuild()
            return changed
        }
    }
}

/// One search, in one snapshot.
private struct Search {
    let text: String
    let query: SearchQuery
    let units: UnitDirectory
    let transforms: TransformPool
    let index: SearchIndexReader
    let bySlot: [Int64: PublishedCollection]
    let unindexed: [CollectionID]
    let hydration: FeatureHydration
    /// Around everything that is searched, CRS84; nil when there is nothing.
    let extent: Envelope?

    /// What lies as close to the layers still belongs to them: some 30 km.
    private static let marginInDegrees = 0.3

    init(
        text: String, query: SearchQuery, units: UnitDirectory, transforms: TransformPool, database: Database
    ) throws {
        self.text = text
        self.query = query
        self.units = units
        self.transforms = transforms
        // A reader may meet a store that is not brought up to date yet.
        let hasIndex = try Migration.applied(in: database) >= Migration.search.number
        let all = hasIndex ? try SearchIndexState.all(in: database) : []
        var bySlot: [Int64: PublishedCollection] = [:]
        var states: [SearchIndexState] = []
        var unindexed: [CollectionID] = []
        for collection in query.collections {
            let state = all.first { $0.collection == collection.id.name }
            if let state, state.generation == SearchText.generation {
                bySlot[state.slot] = collection
                states.append(state)
            }
            if state?.version != collection.state.version || state?.generation != SearchText.generation {
                unindexed.append(collection.id)
            }
        }
        self.bySlot = bySlot
        self.unindexed = unindexed
        index = SearchIndexReader(
            database: database, states: states.sorted { $0.slot < $1.slot }, isEverything: states.count == all.count,
            hidesRows: bySlot.values.contains { $0.view?.hidesRows == true })
        hydration = FeatureHydration(database: database, transforms: transforms)
        let layers = query.collections.compactMap(\.envelope).reduce(nil as Envelope?) { $0?.union($1) ?? $1 }
        extent = layers?.expanded(by: Self.marginInDegrees)
    }

    func run() throws -> SearchAnswer {
        var results = try coordinates()
        let isPosition = !results.isEmpty
        results += try parcels()
        if !isPosition {
            let readings = try SearchReading.readings(of: text) { word, asPrefix in
                if units.isKnown(word, asPrefix: asPrefix) { return true }
                return try index.isKnown(word, asPrefix: asPrefix)
            }
            if query.answersPlaces { results += collections(readings) + unitResults(readings) }
            results += try features(readings)
        }
        results.sort { ($0.score, $1.title) > ($1.score, $0.title) }
        results = Array(results.prefix(query.limit))
        for index in results.indices { try complete(&results[index]) }
        return SearchAnswer(results: results, unindexed: unindexed)
    }

    private func coordinates() throws -> [SearchResult] {
        guard query.answersPlaces, let written = CoordinateText(text) else { return [] }
        let places = try CoordinatePlaces(extent: extent, units: units, transforms: transforms).places(for: written)
        return try places.enumerated().map { rank, place in
            let name = try CRSNames.name(of: place.crs)
            return SearchResult(
                subject: .place(place.crs, name: name, place.coordinate),
                title: CRSNames.text(place.coordinate, place.crs),
                detail: "\(name) (\(place.crs.identifier))", property: nil, match: .position,
                score: SearchMatch.position.score + 200 - Double(rank), envelope: nil, point: place.point,
                nearestUnit: nil)
        }
    }

    private func parcels() throws -> [SearchResult] {
        guard let parcel = ParcelNumber(text) else { return [] }
        var results: [SearchResult] = []
        for state in index.states {
            guard let collection = bySlot[state.slot], let columns = SearchLayout(of: collection).parcel else {
                continue
            }
            let ids = try index.parcels(sheet: parcel.sheet, number: parcel.number, slot: state.slot)
            for id in ids.prefix(Self.maximumParcels) where isAdmitted(id, collection) {
                guard let found = try hydration.parcel(id, of: collection, columns: columns, wanted: parcel) else {
                    continue
                }
                results.append(found)
            }
        }
        return results
    }

    /// Communes of a province, each with a parcel of that sheet and number.
    private static let maximumParcels = 150

    private func collections(_ readings: [SearchReading]) -> [SearchResult] {
        query.collections.compactMap { collection in
            let scores = [collection.title.vi, collection.title.en].compactMap {
                SearchScore.best(readings, title: $0)
            }
            guard let score = scores.max(by: { $0.value < $1.value }) else { return nil }
            return SearchResult(
                subject: .collection(collection.id), title: collection.title.vi, detail: collection.title.en,
                property: nil, match: score.match, score: score.value - 20, envelope: collection.envelope,
                point: collection.envelope?.centre, nearestUnit: nil)
        }
    }

    private func unitResults(_ readings: [SearchReading]) -> [SearchResult] {
        var seen: Set<Int> = []
        var results: [SearchResult] = []
        for reading in readings {
            for number in units.candidates(for: reading) where seen.insert(number).inserted {
                let (unit, words) = (units.units[number], units.words[number])
                // `xã Ia Dêr` and `Ia Dêr` are both its whole name.
                let scores = [(unit.name, words.name), (unit.title, words.kind + words.name)].compactMap {
                    SearchScore.best(readings, SearchScore.Candidate(title: $0, words: $1, others: words.around))
                }
                guard let score = scores.max(by: { $0.value < $1.value }) else { continue }
                // Beginnings of words in disorder fit some unit of the country whatever is typed.
                guard isHere(unit) || score.match != .anyOrder else { continue }
                results.append(
                    SearchResult(
                        subject: .unit(unit, present: nil), title: unit.title,
                        detail: unit.parents.joined(separator: ", "), property: nil, match: score.match,
                        score: score.value + importance(of: unit) + nearness(unit.centre), envelope: unit.envelope,
                        point: unit.centre, nearestUnit: nil))
            }
        }
        return Array(results.sorted { $0.score > $1.score }.prefix(query.limit))
    }

    /// Units of the store's own area before those elsewhere, larger before smaller, present before former.
    private func importance(of unit: AdministrativeUnit) -> Double {
        (isHere(unit) ? 60 : -150) + Double(unit.level.rawValue) * 8 - (unit.isFormer ? 25 : 0)
    }

    private func isHere(_ unit: AdministrativeUnit) -> Bool { extent?.contains(unit.centre) ?? true }

    private func nearness(_ point: Coordinate?) -> Double {
        guard let near = query.near, let point else { return 0 }
        return near.contains(point) ? 60 : 0
    }

    private func features(_ readings: [SearchReading]) throws -> [SearchResult] {
        let scored = try index.entries(readings).compactMap { entry -> (SearchIndexReader.Entry, SearchScore)? in
            guard let entry = bySlot[entry.slot].flatMap({ Self.seen(entry, $0) }) else { return nil }
            let others = entry.text.values.indices.filter { $0 != entry.text.titlePosition }
            let score = SearchScore.best(
                readings, title: entry.text.title, detail: others.map { entry.text.values[$0] })
            return score.map { (entry, $0) }
        }.sorted { ($0.1.value, $1.0.number) > ($1.1.value, $0.0.number) }
        var results: [SearchResult] = []
        // A box may bring up what would not be among the first.
        let wanted = query.near == nil ? query.limit : query.limit * Self.nearFactor
        for (entry, score) in scored where results.count < wanted {
            guard let collection = bySlot[entry.slot] else { continue }
            results += try self.results(of: entry, score, collection)
        }
        return results
    }

    /// An entry without what columns say that are not seen as they are: what cannot be read cannot be found.
    private static func seen(
        _ entry: SearchIndexReader.Entry, _ collection: PublishedCollection
    ) -> SearchIndexReader.Entry? {
        guard let treated = collection.view?.treatedProperties, !treated.isEmpty else { return entry }
        let columns = SearchLayout(ofTableOf: collection).columns
        var seen = entry
        guard let text = entry.text.without(columns.indices.filter { treated.contains(columns[$0]) }) else {
            return nil
        }
        seen.text = text
        return seen
    }

    private static let nearFactor = 5
    /// Pieces of a line that make its box.
    private static let maximumPieces = 500

    private func results(
        of entry: SearchIndexReader.Entry, _ score: SearchScore, _ collection: PublishedCollection
    ) throws -> [SearchResult] {
        let isLine = collection.schema.geometryType.topologicalDimension == 1
        let wanted = query.near == nil ? query.limit : query.limit * Self.nearFactor
        let (ids, total) = try index.features(of: entry, maximum: isLine ? Self.maximumPieces : wanted)
        let layout = SearchLayout(ofTableOf: collection)
        let texts = try hydration.records(
            ids.filter { isAdmitted($0, collection) }, of: collection, columns: layout.columns, text: entry.stored)
        func result(_ record: FeatureHydration.Record, _ envelope: Envelope?, count: Int) -> SearchResult {
            let position = entry.text.titlePosition
            let others = entry.text.values.indices.filter { $0 != position }.map { entry.text.values[$0] }
            let point = record.envelope?.centre
            return SearchResult(
                subject: .feature(record.id, collection: collection.id, count: count), title: entry.text.title,
                detail: others.filter { !$0.isEmpty }.joined(separator: " · "),
                property: layout.columns.indices.contains(position) ? layout.columns[position] : nil,
                match: score.match,
                score: score.value + (collection.sector == SearchLayout.unitSector ? 40 : 0) + nearness(point),
                envelope: envelope, point: point, nearestUnit: nil)
        }
        guard isLine else { return texts.map { result($0, $0.envelope, count: 1) } }
        // A road is one thing, however many pieces it was drawn in.
        guard let first = texts.first else { return [] }
        let envelope = texts.compactMap(\.envelope).reduce(nil as Envelope?) { $0?.union($1) ?? $1 }
        return [result(first, envelope, count: collection.view?.hidesRows == true ? texts.count : total)]
    }

    private func isAdmitted(_ id: Int64, _ collection: PublishedCollection) -> Bool {
        FeatureID(id).map { query.admits(collection.id, $0) } ?? false
    }

    /// What only results that are shown need.
    private func complete(_ result: inout SearchResult) throws {
        switch result.subject {
        case .feature(let id, let name, _):
            if let collection = query.collections.first(where: { $0.id == name }) {
                result.point = try hydration.point(of: id, in: collection) ?? result.point
            }
        case .unit(let unit, _) where unit.isFormer:
            result.subject = .unit(unit, present: try present(for: unit))
        case .unit, .collection, .place: break
        }
        switch result.subject {
        case .feature, .place: result.nearestUnit = result.point.flatMap { units.nearestCommune(to: $0) }
        case .unit, .collection: break
        }
    }

    /// The commune that lies where a former unit lay.
    private func present(for unit: AdministrativeUnit) throws -> PresentUnit? {
        for collection in query.collections
        where collection.sector == SearchLayout.unitSector
            && collection.schema.geometryType.topologicalDimension == 2
        {
            let columns = SearchLayout(of: collection).columns
            if let title = try hydration.title(at: unit.centre, in: collection, columns: columns) {
                return PresentUnit(title: title, isMeasured: true)
            }
        }
        return units.nearestCommune(to: unit.centre).map { PresentUnit(title: $0.title, isMeasured: false) }
    }
}
