internal import GRDB
internal import SimpleFeatures

/// Rows compared with the features that are there: what is the same is left alone, the rest is staged until all rows
/// are known.
final class MatchedRows: RowDestination {
    private let table: LayerTable
    private let key: Int?
    private let mode: LoadMode
    /// Whether the table is made anew: then every row is staged.
    private let isRebuild: Bool
    private let stored: StoredFeatures
    let staged: StagedRows
    private let texts: RawTextSQL
    /// With a key: what became of each.
    private var ledger: KeyLedger
    /// Whether stored features are found by key; by content when they had no such column, or there is no key.
    private let findsByKey: Bool
    private var contents: ContentIndex
    private var unpaired = FeaturePairing.Side()
    /// Positions of stored features that stay as they were: their rows contradict each other, or are no good.
    private var retained: Set<Int> = []
    /// Further features of a key, stored before it was one: by the key's number.
    private var namesakes: [Int: [Int]] = [:]
    private(set) var changes = VersionChanges()
    /// Features that stay as they were although the source has them otherwise.
    private(set) var retainedCount = 0
    /// Whether raw texts came for features that stay as they are.
    private(set) var addsRawTexts = false

    init(
        table: LayerTable, key: Int?, mode: LoadMode, isRebuild: Bool, existing: PublishedCollection, database: Database
    ) throws {
        self.table = table
        self.key = key
        self.mode = mode
        self.isRebuild = isRebuild
        let old = LayerTable(existing)
        let stored = try StoredFeatures(old, seenAs: table, database: database)
        self.stored = stored
        staged = try StagedRows(schema: table.schema, reserving: existing.featureCount, database: database)
        texts = try RawTextSQL(collection: table.collection, database: database)
        let keyName = key.map { table.schema.properties[$0].name }
        findsByKey = keyName.map { old.schema.property(named: $0) != nil } ?? false
        var ledger = KeyLedger(reserving: findsByKey ? existing.featureCount : 0)
        var contents = ContentIndex(reserving: findsByKey ? 0 : existing.featureCount)
        var namesakes: [Int: [Int]] = [:]
        try stored.read(key: findsByKey ? key : nil, count: existing.featureCount) { position, entry in
            switch entry {
            case .key(let digest?):
                if let number = ledger.find(digest) {
                    namesakes[number, default: []].append(position)
                } else {
                    ledger.add(digest, fate: .stored, reference: Int64(position))
                }
            case .content(let digest?): contents.add(digest, position: position)
            case .key, .content: break
            }
        }
        contents.seal()
        self.ledger = ledger
        self.namesakes = namesakes
        self.contents = contents
        if !findsByKey { unpaired = FeaturePairing.Side(reserving: existing.featureCount) }
    }

    func append(_ row: IncomingRow) throws -> LayerWriter.Disposition {
        guard let key else { return .stored(try match(row).id) }
        guard let digest = KeyLedger.digest(of: row, key: key, schema: table.schema) else { return .nullKey }
        guard let number = ledger.find(digest) else {
            let outcome = findsByKey ? try stageNew(row) : try match(row)
            ledger.add(digest, fate: outcome.fate, source: row.sourceID, reference: outcome.reference)
            return .stored(outcome.id)
        }
        switch ledger.fates[number] {
        case .stored:
            let outcome = try compare(row, position: Int(ledger.references[number]))
            ledger.set(outcome.fate, source: row.sourceID, reference: outcome.reference, at: number)
            return .stored(outcome.id)
        case .unchanged, .written:
            let (gone, position) = try withdraw(number)
            ledger.withdraw(number, keeping: position)
            return .duplicateKey(
                firstSourceID: ledger.sources[number], withdrawn: gone, kept: position.flatMap { retain($0, number) })
        case .withdrawn:
            return .duplicateKey(firstSourceID: ledger.sources[number], withdrawn: nil, kept: retained(number))
        }
    }

    func refuse(_ row: IncomingRow) -> FeatureID? {
        guard let key, findsByKey, let digest = KeyLedger.digest(of: row, key: key, schema: table.schema),
            let number = ledger.find(digest)
        else { return nil }
        switch ledger.fates[number] {
        case .stored: return retain(Int(ledger.references[number]), number)
        case .withdrawn: return retained(number)
        case .unchanged, .written: return nil
        }
    }

    private func retain(_ position: Int, _ number: Int) -> FeatureID? {
        retained.insert(position)
        retained.formUnion(namesakes[number] ?? [])
        return FeatureID(stored.ids[position])
    }

    /// The stored feature of a key whose rows are all withdrawn.
    private func retained(_ number: Int) -> FeatureID? {
        let position = ledger.references[number]
        return position == KeyLedger.nothing ? nil : FeatureID(stored.ids[Int(position)])
    }

    /// What became of a row, for the ledger, and its feature where that is known.
    private struct Outcome {
        let fate: KeyLedger.Fate
        let reference: Int64
        let id: FeatureID?
    }

    private func digests(of row: IncomingRow) -> (geometry: Digest, values: Digest) {
        (GeometryDigest.of(row.blob), ValueDigest.of(row.values, types: table.schema.properties.map(\.type)))
    }

    private func match(_ row: IncomingRow) throws -> Outcome {
        let digests = digests(of: row)
        let content = StoredFeatures.content(geometry: digests.geometry, values: digests.values)
        if let position = contents.take(content) { return try keep(row, position: position) }
        let number = try stage(row, target: nil)
        unpaired.add(geometry: digests.geometry, values: digests.values, reference: number)
        return Outcome(fate: .written, reference: number, id: nil)
    }

    private func stageNew(_ row: IncomingRow) throws -> Outcome {
        Outcome(fate: .written, reference: try stage(row, target: nil), id: nil)
    }

    private func compare(_ row: IncomingRow, position: Int) throws -> Outcome {
        let digests = digests(of: row)
        let content = StoredFeatures.content(geometry: digests.geometry, values: digests.values)
        if try stored.content(at: position) == content { return try keep(row, position: position) }
        stored.setMatched(true, at: position)
        let number = try stage(row, target: stored.ids[position])
        changes.changed += 1
        try staged.touch(stored.ids[position])
        return Outcome(fate: .written, reference: number, id: FeatureID(stored.ids[position]))
    }

    private func keep(_ row: IncomingRow, position: Int) throws -> Outcome {
        let id = stored.ids[position]
        stored.setMatched(true, at: position)
        changes.unchanged += 1
        for text in row.rawTexts {
            try texts.writeIfMissing(text, property: table.schema.properties[text.property].name, feature: id)
            addsRawTexts = true
        }
        guard isRebuild else { return Outcome(fate: .unchanged, reference: Int64(position), id: FeatureID(id)) }
        let number = try staged.append(blob: row.blob, values: row.values, target: id)
        return Outcome(fate: .written, reference: number, id: FeatureID(id))
    }

    /// Takes the first row of a key out again: nothing of it stays.
    /// - Returns: the row, and the position of the feature it was to become.
    private func withdraw(_ number: Int) throws -> (row: WithdrawnRow, position: Int?) {
        let reference = ledger.references[number]
        if ledger.fates[number] == .unchanged {
            changes.unchanged -= 1
            stored.setMatched(false, at: Int(reference))
            return (try stored.row(at: Int(reference)), Int(reference))
        }
        let (row, target) = try staged.withdraw(reference)
        unpaired.remove(reference: reference)
        guard let target, let position = stored.position(of: target) else { return (row, nil) }
        stored.setMatched(false, at: position)
        if try staged.untouch(target) { changes.changed -= 1 } else { changes.unchanged -= 1 }
        return (row, position)
    }

    private func stage(_ row: IncomingRow, target: Int64?) throws -> Int64 {
        let number = try staged.append(blob: row.blob, values: row.values, target: target)
        for text in row.rawTexts {
            try staged.append(text: text, property: table.schema.properties[text.property].name, row: number)
        }
        return number
    }

    /// Decides about everything that was left open: pairs, what goes, new ids.
    func finish(after lastID: Int64) throws {
        contents = ContentIndex(reserving: 0)
        ledger = KeyLedger()
        namesakes = [:]
        if mode == .replace {
            if !findsByKey { try pair() }
            for position in stored.ids.indices where !stored.isMatched[position] {
                if try retained.contains(position) && carryOver(position) { continue }
                try staged.touch(stored.ids[position])
                changes.removed += 1
            }
        } else {
            retainedCount = retained.count { !stored.isMatched[$0] }
        }
        changes.added = try staged.assignNewIDs(after: lastID, collection: table.collection)
    }

    /// Leaves a feature as it is; where the table is made anew, takes it over.
    /// - Returns: false when it does not fit the table any more.
    private func carryOver(_ position: Int) throws -> Bool {
        guard isRebuild else {
            changes.unchanged += 1
            retainedCount += 1
            return true
        }
        guard stored.hasSameCRS else { return false }
        let row = try stored.row(at: position)
        let schema = table.schema
        let fits = row.geometry.map {
            (schema.geometryType == .geometry || $0.type == schema.geometryType) && $0.hasZ == schema.hasZ
        }
        guard fits != false else { return false }
        let id = stored.ids[position]
        try staged.append(
            blob: row.geometry.map { SpatiaLiteBlob.write($0, srid: table.srid) }, values: row.values, target: id)
        // Without a fingerprint it loses the values of a column.
        if try stored.content(at: position) == nil {
            try staged.touch(id)
            changes.changed += 1
        } else {
            changes.unchanged += 1
        }
        retainedCount += 1
        return true
    }

    private func pair() throws {
        guard !unpaired.isEmpty else { return }
        var gone = FeaturePairing.Side(reserving: stored.ids.count)
        try stored.readUnmatched { position, fingerprint in
            gone.add(geometry: fingerprint.geometry, values: fingerprint.values, reference: Int64(position))
        }
        try FeaturePairing.forEachPair(old: &gone, new: &unpaired) { old, new in
            let position = Int(old)
            stored.setMatched(true, at: position)
            staged.setTarget(stored.ids[position], row: Int64(new))
            try staged.touch(stored.ids[position])
            changes.changed += 1
        }
        unpaired = FeaturePairing.Side()
    }
}
