/// Reads an overview file that lies in memory, usually mapped.
///
/// Its parts (`OverviewBand`, `OverviewAttributes`) and itself keep `owner` alive; the pointers that they hand out are
/// valid only as long as one of them is. The bytes must not change: a file is never written again once it has its name.
public struct OverviewReader: @unchecked Sendable {
    public let header: OverviewHeader
    public let attributes: OverviewAttributes
    private let sections: OverviewSections
    private let bands: [OverviewBand]
    private let changeIndexes: [ChangeIndex]

    /// Checks the head, and that every section lies inside the file. `verify()` checks what is in them, and is called
    /// before anything else is.
    /// - Parameters:
    ///   - bytes: the whole file, starting on a multiple of 8.
    ///   - owner: what keeps the bytes.
    public init(bytes: UnsafeRawBufferPointer, owner: AnyObject? = nil) throws(OverviewError) {
        let header = try OverviewHeader(reading: bytes)
        let sections = OverviewSections(bytes: bytes, places: header.places)
        let attributes = OverviewAttributes(sections, header, owner: owner)
        bands = header.entryCounts.indices.map { OverviewBand($0, sections, header, attributes) }
        changeIndexes = ChangeIndex.all(sections, header)
        self.header = header
        self.sections = sections
        self.attributes = attributes
    }

    /// Reads a copy of a small file that was made in memory.
    public init(copying bytes: [UInt8]) throws(OverviewError) {
        let memory = OverviewMemory(bytes)
        try self.init(bytes: UnsafeRawBufferPointer(memory.bytes), owner: memory)
    }

    /// Reads everything once and compares it with the checksums.
    /// - Parameter release: told of pieces that were read, so that a large file need not stay in memory.
    /// - Throws: `OverviewError.damaged`. A file that passes holds what was written, so nothing in it can lead astray.
    public func verify(release: (UnsafeRawBufferPointer) -> Void = { _ in }) throws(OverviewError) {
        for (index, place) in header.places.enumerated()
        where OverviewChecksum.of(sections.checkedBytes(of: index), release: release) != place.checksum {
            throw OverviewError.damaged(part: OverviewLayout.name(ofSection: index))
        }
    }

    /// What a zoom shows. From zoom 12 on that is every feature as it is.
    public func band(zoom: Int) -> OverviewBand {
        bands[header.bandOfZoom[min(max(zoom, 0), OverviewLayout.fullBandZoom)]]
    }

    /// Features (not entries) whose boxes touch a box, whatever a zoom shows of them.
    public func matchedCount(touching box: WorldBox) -> Int {
        band(zoom: OverviewLayout.fullBandZoom).featureCount(touching: box)
    }

    /// The stamp of the last change that touches a box in tiles of a zoom. Equal numbers in two files of one collection
    /// mean that nothing there differs.
    public func lastChange(touching box: WorldBox, zoom: Int) -> Int {
        max(header.baseStamp, changeIndex(zoom).lastChange(touching: box) ?? header.baseStamp)
    }

    /// The stamp of the last change at any zoom that touches a box.
    public func lastChange(touching box: WorldBox) -> Int {
        changeIndexes.reduce(header.baseStamp) { max($0, $1.lastChange(touching: box) ?? $0) }
    }

    /// Where tiles of a zoom changed after a stamp, from zoom 12 on the former and the new boxes of features; nil when
    /// that is longer ago than the file can tell, and everything may have.
    public func changes(since stamp: Int, zoom: Int = Self.fullBandZoom) -> [WorldBox]? {
        stamp >= header.baseStamp ? changeIndex(zoom).boxes(since: stamp) : nil
    }

    /// From this zoom on tiles are made of features as they are.
    public static let fullBandZoom = OverviewLayout.fullBandZoom

    private func changeIndex(_ zoom: Int) -> ChangeIndex {
        changeIndexes[header.changeGroupOfZoom[min(max(zoom, 0), OverviewLayout.fullBandZoom)]]
    }

    /// The whole file.
    var bytes: UnsafeRawBufferPointer { sections.bytes }

    /// All changes that tiles of a zoom know of.
    func changes(zoom: Int) -> [ChangeList.Change] { changeIndex(zoom).changes }
}

/// The bytes of an overview, on a multiple of 8.
private final class OverviewMemory {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ source: [UInt8]) {
        bytes = .allocate(byteCount: source.count, alignment: OverviewLayout.alignment)
        bytes.copyBytes(from: source)
    }

    deinit { bytes.deallocate() }
}
