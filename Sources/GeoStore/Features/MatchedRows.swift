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
    private(set) var changes = VersionChanges()
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
        staged = try StagedRows(schema: table.schema, database: database)
        texts = try RawTextSQL(collection: table.collection, database: database)
        let keyName = key.map { table.schema.properties[$0].name }
        findsByKey = keyName.map { old.schema.property(named: $0) != nil } ?? false
        var ledger = KeyLedger(reserving: findsByKey ? existing.featureCount : 0)
        var contents = ContentIndex(reserving: findsByKey ? 0 : existing.featureCount)
        try stored.read(key: findsByKey ? key : nil, count: existing.featureCount) { position, entry in
            switch entry {
            case .key(let digest?) where ledger.find(digest) == nil:
                ledger.add(digest, fate: .stored, reference: Int64(position))
            case .content(let digest?): contents.add(digest, position: position)
            case .key, .content: break
            }
        }
        contents.seal()
        self.ledger = ledger
        self.contents = contents
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
            let gone = try withdraw(number)
            ledger.withdraw(number)
            return .duplicateKey(firstSourceID: ledger.sources[number], withdrawn: gone)
        case .withdrawn:
            return .duplicateKey(firstSourceID: ledger.sources[number], withdrawn: nil)
        }
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

    /// Takes the first row of a key out again: nothing of it stays, and the feature it was is as if not in the source.
    private func withdraw(_ number: Int) throws -> WithdrawnRow {
        let reference = ledger.references[number]
        if ledger.fates[number] == .unchanged {
            changes.unchanged -= 1
            stored.setMatched(false, at: Int(reference))
            return try stored.row(at: Int(reference))
        }
        let (row, target) = try staged.withdraw(reference)
        if let target, let position = stored.position(of: target) {
            stored.setMatched(false, at: position)
            if try staged.untouch(target) { changes.changed -= 1 } else { changes.unchanged -= 1 }
        }
        unpaired.remove(reference: reference)
        return row
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
        if mode == .replace {
            if !findsByKey { try pair() }
            for position in stored.ids.indices where !stored.isMatched[position] {
                try staged.touch(stored.ids[position])
                changes.removed += 1
            }
        }
        changes.added = try staged.assignNewIDs(after: lastID, collection: table.collection)
    }

    private func pair() throws {
        guard !unpaired.isEmpty else { return }
        var gone = FeaturePairing.Side()
        try stored.readUnmatched { position, fingerprint in
            gone.add(geometry: fingerprint.geometry, values: fingerprint.values, reference: Int64(position))
        }
        for pair in FeaturePairing.pairs(old: &gone, new: &unpaired) {
            let position = Int(pair.old)
            stored.setMatched(true, at: position)
            staged.setTarget(stored.ids[position], row: Int64(pair.new))
            try staged.touch(stored.ids[position])
            changes.changed += 1
        }
        unpaired = FeaturePairing.Side()
    }
}
