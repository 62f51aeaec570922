internal import GRDB
internal import Reprojection
public import SimpleFeatures

extension Store {
    /// Whether edits of a collection by those who may not publish wait for approval.
    /// - Throws: `GeoStoreError.collectionNotFound`.
    public func setModerated(_ isModerated: Bool, for id: CollectionID) throws(GeoStoreError) {
        try write("configuring \(id)") { database in
            _ = try found(id, in: database)
            try CatalogSQL.write(isModerated: isModerated, of: id, to: database)
        }
    }

    /// Keeps edits as a draft. They are checked as though they were published now; each is remembered with the tag of
    /// the feature it is for.
    /// - Throws: `EditRefusal`, `GeoStoreError`.
    public func propose(
        _ collection: CollectionID, _ edits: [FeatureEdit], in crs: CRS = .crs84, by statement: EditStatement,
        limits: EditLimits = .standard
    ) throws -> EditDraft {
        try publish("proposing edits of \(collection)") { database in
            try database.inSavepoint {
                _ = try edit(
                    collection, edits, in: crs, by: statement, limits: limits, publishes: false, in: database)
                return .rollback
            }
            let present = try found(collection, in: database)
            let sql = EditSQL(LayerTable(present), database: database)
            let tagged = try edits.map { edit -> FeatureEdit in
                guard edit.expected == nil, let id = edit.feature, let row = try sql.row(of: id.value) else {
                    return edit
                }
                return edit.expecting([FeatureTag.of(id.value, row, in: present)])
            }
            let id = try DraftSQL.insert(tagged, of: present, in: crs, by: statement, to: database)
            return (try DraftSQL.draft(id, of: collection, in: database), true)
        }.result
    }

    /// The newest drafts of a collection.
    /// - Parameter status: nil for all.
    /// - Throws: `GeoStoreError`.
    public func drafts(
        of collection: CollectionID, status: EditDraft.Status? = nil, limit: Int
    ) throws(GeoStoreError) -> [EditDraft] {
        try read("reading drafts of \(collection)") {
            try DraftSQL.drafts(of: collection, status, limit: limit, in: $0)
        }
    }

    /// A draft, and what it would do as things stand.
    /// - Throws: `DraftFault.notFound`; `GeoStoreError`, `.collectionChanged` when the collection has another state by now.
    public func draft(
        _ id: Int64, of collection: PublishedCollection
    ) throws -> (draft: EditDraft, preview: DraftPreview) {
        do {
            return try pool.read { database in
                try CatalogSQL.check(collection, in: database)
                let draft = try DraftSQL.draft(id, of: collection.id, in: database)
                return try withSession(of: collection, in: draft.crs, limits: .standard, database) { session in
                    let rows = try session.preview(draft.edits)
                    let changes = try zip(draft.edits, rows).map { edit, rows in
                        try DraftChange(edit, rows.before, rows.after)
                    }
                    return (draft, DraftPreview(changes: changes, faults: session.faults))
                }
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading draft \(id)", path: path)
        }
    }

    /// What is known of a draft, without a look at what it would do.
    /// - Throws: `DraftFault.notFound`, `GeoStoreError`.
    public func draft(_ id: Int64, of collection: CollectionID) throws -> EditDraft {
        do { return try pool.read { try DraftSQL.draft(id, of: collection, in: $0) } } catch let error as DatabaseError
        {
            throw GeoStoreError.wrapping(error, attempted: "reading draft \(id)", path: path)
        }
    }

    /// Makes a version of a draft, in the name of its author.
    /// - Throws: `EditRefusal` when features have been changed since: the draft stays open, and nothing is changed;
    ///   `DraftFault`; `GeoStoreError`.
    public func approve(draft id: Int64, of collection: CollectionID, by name: String) throws -> EditOutcome {
        try publishEdits("approving draft \(id) of \(collection)", of: collection) { database in
            let draft = try openDraft(id, of: collection, in: database)
            let outcome = try edit(
                collection, draft.edits, in: draft.crs,
                by: EditStatement(author: draft.author, comment: draft.comment), limits: .standard,
                report: ["draft": .integer(id), "approvedBy": .string(name)], in: database)
            try DraftSQL.decide(draft, .approved, by: name, version: outcome.version?.number, in: database)
            return (outcome, true)
        }
    }

    /// Closes a draft without a version; it stays to be read.
    /// - Throws: `DraftFault`, `GeoStoreError`.
    public func reject(
        draft id: Int64, of collection: CollectionID, by name: String, reason: String
    ) throws -> EditDraft {
        try publish("rejecting draft \(id) of \(collection)") { database in
            let draft = try openDraft(id, of: collection, in: database)
            try DraftSQL.decide(draft, .rejected, by: name, reason: reason, in: database)
            return (try DraftSQL.draft(id, of: collection, in: database), true)
        }.result
    }

    private func openDraft(_ id: Int64, of collection: CollectionID, in database: Database) throws -> EditDraft {
        let draft = try DraftSQL.draft(id, of: collection, in: database)
        guard draft.status == .open else { throw DraftFault.decided(draft) }
        return draft
    }
}

extension DraftChange {
    fileprivate init(_ edit: FeatureEdit, _ before: VersionRow?, _ after: VersionRow?) throws {
        kind = edit.kind
        id = edit.feature
        self.before = try before.flatMap { row in
            try edit.feature.map { Feature(id: $0, geometry: try row.geometry, values: row.values) }
        }
        self.after = try after.map { Content(geometry: try $0.geometry, values: $0.values) }
    }
}

extension VersionRow {
    fileprivate var geometry: Geometry? {
        get throws { try blob.map { try SpatiaLiteBlob.read($0) } }
    }
}
