public import SimpleFeatures

/// What a store could not do. Values only: sentences are made where they are shown.
public enum GeoStoreError: Error, Hashable, Sendable {
    // Opening
    case storeNotFound(path: String)
    case storeExists(path: String)
    case notAStore(path: String, reason: String)
    case newerSchema(path: String, found: Int, supported: Int)
    case readOnly(path: String)
    /// Another program holds the lock.
    case busy(path: String)
    /// The disk is full or a quota reached; nothing was changed.
    case diskFull(path: String)
    /// Known beforehand: the copy that is kept of a store before it is brought up to date does not fit. Nothing was
    /// changed.
    case noRoomToUpgrade(path: String, neededBytes: Int64, freeBytes: Int64)
    /// Putting a restored store into its place was interrupted, and could not be finished.
    case replacementUnfinished(path: String, reason: String)
    /// Another program has the store open; its process, where that can be told.
    case inUse(path: String, process: Int?)

    // Catalogue
    case collectionNotFound(String, known: [String])
    /// The collection has another state than the one the reader knows: read the catalogue again.
    case collectionChanged(String)
    case collectionExists(String)
    case sectorNotFound(String, known: [String])
    case invalidCollectionID(String, reason: CollectionID.Fault)
    case nameTaken(String)
    case sectorFile(path: String, reason: String)

    // Features
    case propertyNotFound(String, collection: String, known: [String])
    case schemaMismatch(collection: String, differences: [String])
    case crsMismatch(collection: String, stored: CRS, given: CRS)
    case idsExhausted(collection: String)
    /// More attributes than a table can have.
    case tooManyProperties(Int, maximum: Int)

    case invalidTileSettings(TileSettings.Fault, collection: String)
    case invalidMetadata(MetadataFault, collection: String)

    // Reading
    /// A read lasted longer than it was given.
    case deadlineExceeded
    /// Nobody waits for the answer any more.
    case readCancelled

    // Versions
    /// The property that should tell features apart is not among those loaded.
    case keyNotFound(String, collection: String, known: [String])
    /// Updating finds features by key, and the collection has none.
    case updateWithoutKey(collection: String)
    case versionNotFound(Int, collection: String, known: [Int])
    /// Its history was pruned, never recorded, or cannot be told any more.
    case versionNotRestorable(Int, collection: String, oldest: Int)
    /// At least the current version is kept.
    case pruneKeepsNothing(collection: String)
    /// The overview of a collection: the folder for it cannot be written.
    case overviewNotWritten(collection: String, reason: String)
    case undecodableGeometry(collection: String, feature: Int64, reason: WKBError)

    /// SQLite's own word, wrapped once: what was attempted, its result code and its message.
    case sqlite(attempted: String, code: Int32, message: String)
}
