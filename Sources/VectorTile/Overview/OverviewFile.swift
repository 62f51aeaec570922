/// The file while it is written: sections one after the other, the head last.
struct OverviewFile {
    private let storage: any OverviewStorage
    private var header: OverviewHeader
    /// Where the next section starts.
    private var end: Int

    init(_ description: OverviewDescription, in storage: any OverviewStorage) {
        self.storage = storage
        header = OverviewHeader(description)
        header.baseStamp = description.stamp
        end = header.length
    }

    // MARK: Sections

    private mutating func place(_ section: OverviewLayout.Section, length: Int) -> Int {
        defer { end += OverviewLayout.aligned(length) }
        header.places[section.index] = OverviewLayout.Place(offset: end, length: length)
        return end
    }

    private mutating func write<Element: BitwiseCopyable>(
        _ section: OverviewLayout.Section, _ elements: [Element]
    ) throws(OverviewError) {
        try write(elements, at: place(section, length: elements.count * MemoryLayout<Element>.stride))
    }

    /// All sections so far, filled up to where the next one starts.
    private func withWritten<Result>(
        _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        try storage.setLength(end)
        return try storage.withBytes(end, body)
    }

    // MARK: Features

    /// Rows and the full band, in the order of the curve.
    /// - Returns: the importance of each row; nothing when all are alike.
    mutating func writeFeatures(
        of writer: OverviewWriter, _ order: [KeyedIndex], _ feature: inout SpoolReader
    ) throws(OverviewError) -> [Double] {
        header.featureCount = order.count
        let properties = writer.description.properties.count
        let ids = OverviewSectionWriter(at: place(.ids, length: 8 * order.count))
        let valueIDs = OverviewSectionWriter(at: place(.valueIDs, length: 4 * order.count * properties))
        let minZooms = OverviewSectionWriter(at: place(.minZooms, length: order.count))
        let size = OverviewBandWriter.Size(entries: writer.entryCount, geometryLength: writer.geometryLength)
        var band = OverviewBandWriter(storage, places: OverviewBandWriter.places(size, from: end).places)
        var importances: [Double] = []
        if writer.hasImportance { importances.reserveCapacity(order.count) }
        let hasImportance = writer.hasImportance
        for (row, entry) in order.enumerated() {
            try feature.read(at: entry.index)
            let head = feature.head
            try ids.append(head.id, to: storage)
            try minZooms.append(head.minZoom, to: storage)
            if hasImportance { importances.append(head.importance) }
            try feature.withValueIDs { bytes throws(OverviewError) in try valueIDs.append(bytes, to: storage) }
            for part in 0..<feature.partCount {
                try feature.withGeometry(part) { geometry throws(OverviewError) in
                    try band.add(
                        row: row, isFirst: part == 0, kind: feature.kind(part), box: head.box, geometry: geometry,
                        weight: 1, label: feature.label(part))
                }
            }
        }
        try ids.finish(at: 0, storage)
        try valueIDs.finish(at: 0, storage)
        try minZooms.finish(at: 0, storage)
        let number = try add(&band)
        header.bandOfZoom = header.bandOfZoom.map { _ in number }
        return importances
    }

    /// The bands of the zooms that do not show every feature as it is. Zooms that show the same share a band.
    /// - Parameter spool: more is added to it.
    mutating func writeBands(
        classProperty: Int?, importances: [Double], _ spool: SpoolEnd
    ) throws(OverviewError) {
        guard header.featureCount > 0 else { return }
        let header = self.header
        let storage = self.storage
        let streams = try withWritten { bytes throws(OverviewError) in
            let sections = OverviewSections(bytes: bytes, places: header.places)
            let attributes = OverviewAttributes(sections, header, owner: nil)
            var pyramid = BandPyramid(
                BandSource(
                    full: OverviewBand(0, sections, header, attributes), attributes: attributes,
                    importances: importances, classProperty: classProperty, release: { storage.release(bytes) }), spool)
            return try pyramid.make()
        }
        var former: (number: Int, stream: BandStream)?
        for zoom in streams.indices.reversed() {
            guard let stream = streams[zoom] else { continue }
            if let former, former.stream.isSame(as: stream) {
                self.header.bandOfZoom[zoom] = former.number
                continue
            }
            var band = OverviewBandWriter(storage, places: OverviewBandWriter.places(stream.size, from: end).places)
            try stream.write(to: &band, from: spool.spool)
            let number = try add(&band)
            self.header.bandOfZoom[zoom] = number
            former = (number, stream)
        }
    }

    /// Completes a band and gives it a number.
    private mutating func add(_ band: inout OverviewBandWriter) throws(OverviewError) -> Int {
        let number = header.entryCounts.count
        let (places, end) = try band.finish(from: end)
        for section in OverviewLayout.BandSection.allCases {
            header.places[section.index(ofBand: number)] = places[section.rawValue]
        }
        header.entryCounts.append(band.count)
        self.end = end
        return number
    }

    mutating func writeValues(_ values: OverviewValueTable) throws(OverviewError) {
        header.valueCount = values.count
        try write(.valueOffsets, values.offsets)
        try write(.values, values.bytes)
    }

    // MARK: Changes

    /// The number here of each value of the former overview; nothing when the two are not compared.
    func numbers(
        ofValuesOf former: OverviewReader?, in values: OverviewValueTable,
        releaseFormer: (UnsafeRawBufferPointer) -> Void
    ) -> [UInt32] {
        guard let former, isFollowed(former.header) else { return [] }
        return OverviewComparison.numbers(ofValuesOf: former, in: values) { releaseFormer(former.bytes) }
    }

    /// What changed since the former overview, besides what that one knows of. Without one, or with one made under
    /// other settings, everything changed.
    /// - Parameters:
    ///   - releaseFormer: told of memory of the former file that is not needed for now.
    ///   - newValues: what `numbers(ofValuesOf:in:releaseFormer:)` gave.
    mutating func writeChanges(
        since former: OverviewReader?, releaseFormer: (UnsafeRawBufferPointer) -> Void, _ newValues: [UInt32]
    ) throws(OverviewError) {
        var lists = [ChangeList()]
        if let former, isFollowed(former.header) {
            let storage = self.storage
            lists = try withWritten { bytes throws(OverviewError) in
                changes(since: former, newValues, OverviewSections(bytes: bytes, places: header.places)) {
                    storage.release(bytes)
                    releaseFormer(former.bytes)
                }
            }
            header.baseStamp = former.header.baseStamp
        }
        var boxes: [WorldBox] = []
        var stamps: [Int64] = []
        var nodes: (boxes: [WorldBox], stamps: [Int64]) = ([], [])
        for list in lists {
            var tree = PackedTreeBuilder(.maximum)
            for change in list.changes {
                boxes.append(change.box)
                stamps.append(Int64(change.stamp))
                tree.add(change.box, number: Int64(change.stamp))
            }
            let (nodeBoxes, nodeStamps) = tree.nodes()
            nodes.boxes += nodeBoxes
            nodes.stamps += nodeStamps
        }
        header.changeCounts = lists.map(\.changes.count)
        try write(.changeBoxes, boxes)
        try write(.changeStamps, stamps)
        try write(.changeNodeBoxes, nodes.boxes)
        try write(.changeNodeStamps, nodes.stamps)
    }

    private func isFollowed(_ former: OverviewHeader) -> Bool {
        let (old, new) = (former.description, header.description)
        return old.storeID == new.storeID && old.collection == new.collection
            && old.buildFingerprint == new.buildFingerprint && old.properties == new.properties
            && old.stamp < new.stamp
    }

    /// A list for each group of zooms that were and are made of the same bands.
    private mutating func changes(
        since former: OverviewReader, _ newValues: [UInt32], _ sections: OverviewSections,
        release: () -> Void
    ) -> [ChangeList] {
        struct Group: Hashable {
            let formerChanges: Int
            let formerBand: Int
            let band: Int
        }
        let attributes = OverviewAttributes(sections, header, owner: nil)
        let comparison = OverviewComparison(former, attributes, newValues: newValues)
        var groups: [Group: Int] = [:]
        var lists: [ChangeList] = []
        for zoom in 0..<OverviewLayout.maximumBandCount {
            let group = Group(
                formerChanges: former.header.changeGroupOfZoom[zoom], formerBand: former.header.bandOfZoom[zoom],
                band: header.bandOfZoom[zoom])
            if groups[group] == nil {
                groups[group] = lists.count
                let band = OverviewBand(group.band, sections, header, attributes)
                var list = ChangeList()
                let stamp = header.description.stamp
                // Places that share a box have its middle for theirs.
                var earlier = former.changes(zoom: zoom).map { (place: $0.box.curvePosition, change: $0) }[...]
                earlier.sort { $0.place < $1.place }
                comparison.differences(former.band(zoom: zoom), band, release: release) { box in
                    let place = box.curvePosition
                    while let first = earlier.first, first.place <= place {
                        list.add(first.change, at: first.place)
                        earlier.removeFirst()
                    }
                    list.add(ChangeList.Change(box: box, stamp: stamp), at: place)
                }
                for (place, change) in earlier { list.add(change, at: place) }
                list.finish()
                lists.append(list)
            }
            header.changeGroupOfZoom[zoom] = groups[group] ?? 0
        }
        return lists
    }

    // MARK: The end

    /// Fills up to the end, sums everything up and writes the head.
    mutating func finish() throws(OverviewError) -> Int {
        header.fileLength = end
        let places = header.places
        let storage = self.storage
        header.places = try withWritten { bytes throws(OverviewError) in
            let sections = OverviewSections(bytes: bytes, places: places)
            return places.enumerated().map { index, place in
                var place = place
                place.checksum = OverviewChecksum.of(sections.checkedBytes(of: index)) { storage.release($0) }
                return place
            }
        }
        try write(header.encoded(), at: 0)
        return end
    }

    private func write<Element: BitwiseCopyable>(_ elements: [Element], at place: Int) throws(OverviewError) {
        var failure: OverviewError?
        elements.withUnsafeBytes { bytes in
            do throws(OverviewError) { try storage.write(bytes, at: place) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
