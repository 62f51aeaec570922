internal import SimpleFeatures

/// Where the contents of an unfinished archive go. One for each format.
protocol TileSink: AnyObject {
    /// Goes back to what the journal knows, or to nothing; false when the file does not hold what the journal says.
    func resume(_ journal: EntryJournal, end: UInt64) throws(TileArchiveError) -> Bool
    /// Where the next new content will lie.
    var nextOffset: UInt64 { get }
    /// Whether the content at a place is exactly these bytes.
    func holds(_ bytes: [UInt8], at place: ContentIndex.Place) throws(TileArchiveError) -> Bool
    func add(content: [UInt8]) throws(TileArchiveError)
    /// Puts a tile where its content is.
    func add(_ id: TileID, at place: ContentIndex.Place) throws(TileArchiveError)
    /// All that was added is on the disk when this returns.
    func synchronize() throws(TileArchiveError)
    /// Adds what makes the file an archive, and closes it.
    func finish(_ metadata: ArchiveMetadata, journal: EntryJournal) throws(TileArchiveError)
}
