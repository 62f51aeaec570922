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
        of writer: OverviewWriter, _ order: [UInt32], from spool: any FeatureSpool
    ) throws(OverviewError) -> [Double] {
        header.featureCount = order.count
        let properties = writer.description.properties.count
        let ids = OverviewSectionWriter(at: place(.ids, length: 8 * order.count))
        let valueIDs = OverviewSectionWriter(at: place(.valueIDs, length: 4 * order.count * properties))
        let minZooms = OverviewSectionWriter(at: place(.minZooms, length: order.count))
        let size = OverviewBandWriter.Size(entries: writer.entryCount, geometryLength: writer.geometryLength)
        var band = OverviewBandWriter(storage, places: OverviewBandWriter.places(size, from: end).places)
        var feature = SpoolReader(spool, length: writer.spoolLength, propertyCount: properties)
        var importances: [Double] = []
        if writer.hasImportance { importances.reserveCapacity(order.count) }
        for (row, index) in order.enumerated() {
            try feature.read(at: Int(writer.offsets[Int(index)]))
            try ids.append(feature.id, to: storage)
            try minZooms.append(feature.minZoom, to: storage)
            if writer.hasImportance { importances.append(feature.importance) }
            for property in 0..<properties { try valueIDs.append(feature.valueID(property), to: storage) }
            for part in 0..<feature.partCount {
                try feature.withGeometry(part) { geometry throws(OverviewError) in
                    try band.add(
                        row: row, isFirst: part == 0, kind: feature.kind(part), box: feature.box, geometry: geometry,
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
    mutating func writeBands(classProperty: Int?, importances: [Double]) throws(OverviewError) {
        guard header.featureCount > 0 else { return }
        let header = self.header
        let storage = self.storage
        // The full band stays mapped; what is written comes behind it.
        let bands = try withWritten { bytes throws(OverviewError) in
            let sections = OverviewSections(bytes: bytes, places: header.places)
            let attributes = OverviewAttributes(sections, header, owner: nil)
            var generalisation = BandGeneralisation(
                OverviewBand(0, sections, header, attributes), attributes, importances: importances,
                classProperty: classProperty)
            var file = self
            var entries = BandEntries()
            var former: (number: Int, fingerprint: [UInt64])?
            for zoom in (0..<OverviewLayout.fullBandZoom).reversed() {
                guard generalisation.make(zoom: zoom, &entries) else { continue }
                var band = OverviewBandWriter(storage)
                try entries.write(attributes, to: &band)
                let fingerprint = band.fingerprint
                if let former, former.fingerprint == fingerprint {
                    file.header.bandOfZoom[zoom] = former.number
                    continue
                }
                let number = try file.add(&band)
                file.header.bandOfZoom[zoom] = number
                former = (number, fingerprint)
            }
            return file
        }
        self = bands
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

    /// What changed since the former overview, besides what that one knows of. Without one, or with one made under
    /// other settings, everything changed.
    mutating func writeChanges(since former: OverviewReader?, _ values: OverviewValueTable) throws(OverviewError) {
        var lists = [ChangeList([])]
        if let former, isFollowed(former.header) {
            lists = try withWritten { bytes throws(OverviewError) in
                changes(since: former, values, OverviewSections(bytes: bytes, places: header.places))
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
        since former: OverviewReader, _ values: OverviewValueTable, _ sections: OverviewSections
    ) -> [ChangeList] {
        struct Group: Hashable {
            let formerChanges: Int
            let formerBand: Int
            let band: Int
        }
        let attributes = OverviewAttributes(sections, header, owner: nil)
        let comparison = OverviewComparison(former, attributes, values)
        var groups: [Group: Int] = [:]
        var lists: [ChangeList] = []
        for zoom in 0..<OverviewLayout.maximumBandCount {
            let group = Group(
                formerChanges: former.header.changeGroupOfZoom[zoom], formerBand: former.header.bandOfZoom[zoom],
                band: header.bandOfZoom[zoom])
            if groups[group] == nil {
                groups[group] = lists.count
                let band = OverviewBand(group.band, sections, header, attributes)
                let boxes = comparison.differences(former.band(zoom: zoom), band)
                let now = boxes.map { ChangeList.Change(box: $0, stamp: header.description.stamp) }
                lists.append(ChangeList(former.changes(zoom: zoom) + now))
            }
            header.changeGroupOfZoom[zoom] = groups[group] ?? 0
        }
        return lists
    }

    // MARK: The end

    /// Fills up to the end, sums everything up and writes the head.
    mutating func finish() throws(OverviewError) -> Int {
        header.fileLength = end
        try storage.setLength(end)
        for (index, place) in header.places.enumerated() {
            guard place.length > 0 else {
                header.places[index].checksum = OverviewChecksum.of(UnsafeRawBufferPointer(start: nil, count: 0))
                continue
            }
            // One at a time: what is mapped counts as memory of the process until it is let go.
            let end = place.offset + OverviewLayout.aligned(place.length)
            header.places[index].checksum = try storage.withBytes(end) { bytes throws(OverviewError) in
                OverviewChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[place.offset...]))
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
