/// Where things lie in an overview file. All numbers are little endian, all sections start on a multiple of 8 bytes.
///
/// ```
///   header      magic, generation, length, checksum · counts · zoom → band · section table · texts
///   features    ids, value ids, min zooms (a row each) · values (offsets, messages)
///   changes     boxes, stamps, tree                            since which state a place looks as it does
///   band …      boxes, tree, geometry (offsets, records), rows, weights, flags, labels      (an entry each)
/// ```
enum OverviewLayout {
    /// "GSOVRVW" and a zero.
    static let magic: UInt64 = 0x0057_5652_564F_5347
    /// One more whenever a file of a former release could not be read as it should, or shows something else.
    static let generation: UInt32 = 2
    /// Zooms 0…11, and one band for all that follow.
    static let fullBandZoom = 12
    static let maximumBandCount = 13
    static let alignment = 8
    /// Entries of a mapped file that are read before their pages are let go of: some 10 MB.
    static let releaseInterval = 1 << 16
    /// The same, where entries or their rows lie far apart: each then maps pages of its own, with what the system maps
    /// around them.
    static let scatteredReleaseInterval = 1 << 8
    /// The same, where two files are compared: ids and values of a row lie in four places, and the system maps 64 KB
    /// around each.
    static let comparedReleaseInterval = 1 << 6
    /// Rows, entries and values are counted in 32 bits.
    static let maximumCount = Int(UInt32.max)

    enum Field {
        static let magic = 0
        static let generation = 8
        static let headerLength = 12
        static let checksum = 16
        /// From here on the header is under its checksum.
        static let fileLength = 24
        static let version = 32
        static let stamp = 40
        static let baseStamp = 48
        static let rowCount = 56
        static let valueCount = 64
        static let propertyCount = 72
        static let bandCount = 76
        static let bandOfZoom = 80
        static let entryCounts = 96
        static let changeGroupOfZoom = 200
        static let changeCounts = 216
        static let changeGroupCount = 320
        static let sections = 328
        static let texts = sections + sectionLength * sectionCount
    }

    /// Offset, length, checksum: 8 bytes each.
    static let sectionLength = 24
    static let sectionCount = groupSize * (1 + maximumBandCount)
    /// Sections of the features and changes, and of each band.
    static let groupSize = 9

    enum Section: Int, CaseIterable {
        case ids, valueIDs, minZooms, valueOffsets, values, changeBoxes, changeStamps, changeNodeBoxes, changeNodeStamps

        var index: Int { rawValue }
    }

    enum BandSection: Int, CaseIterable {
        case boxes, nodeBoxes, nodeCounts, geometryOffsets, geometry, rows, weights, flags, labels

        func index(ofBand band: Int) -> Int { groupSize * (1 + band) + rawValue }
    }

    /// What a damaged section is called.
    static func name(ofSection index: Int) -> String {
        if let section = Section(rawValue: index) { return "\(section)" }
        let section = BandSection(rawValue: index % groupSize)
        return "\(section.map { "\($0)" } ?? "section") of band \(index / groupSize - 1)"
    }

    static func aligned(_ length: Int) -> Int { (length + alignment - 1) & ~(alignment - 1) }

    /// What an entry is: its kind in the lowest two bits.
    enum Flag {
        static let kindMask: UInt8 = 0b11
        /// The entry that carries the feature's id.
        static let isFirst: UInt8 = 0b100
        static let hasLabel: UInt8 = 0b1000
    }

    /// Where a section lies.
    struct Place {
        var offset = 0
        var length = 0
        var checksum: UInt64 = 0
    }
}
