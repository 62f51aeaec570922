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

    // MARK: Features

    /// Rows and the full band, in the order of the curve.
    mutating func writeFeatures(of writer: OverviewWriter, _ order: [UInt32]) throws(OverviewError) {
        header.featureCount = order.count
        let properties = writer.description.properties.count
        let ids = OverviewSectionWriter(at: place(.ids, length: 8 * order.count))
        let valueIDs = OverviewSectionWriter(at: place(.valueIDs, length: 4 * order.count * properties))
        let minZooms = OverviewSectionWriter(at: place(.minZooms, length: order.count))
        let size = OverviewBandWriter.Size(entries: writer.entryCount, geometryLength: writer.geometryLength)
        var band = OverviewBandWriter(storage, places: OverviewBandWriter.places(size, from: end).places)
        var feature = SpoolReader(writer.spool, length: writer.spoolLength, propertyCount: properties)
        for (row, index) in order.enumerated() {
            try feature.read(at: Int(writer.offsets[Int(index)]))
            try ids.append(feature.id, to: storage)
            try minZooms.append(feature.minZoom, to: storage)
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

    mutating func writeChanges(since former: OverviewReader?, _ values: OverviewValueTable) throws(OverviewError) {
        try write(.changeBoxes, [] as [WorldBox])
        try write(.changeStamps, [] as [Int64])
        try write(.changeNodeBoxes, [] as [WorldBox])
        try write(.changeNodeStamps, [] as [Int64])
    }

    // MARK: The end

    /// Fills up to the end, sums everything up and writes the head.
    mutating func finish() throws(OverviewError) -> Int {
        header.fileLength = end
        try storage.setLength(end)
        let places = header.places
        header.places = try storage.withBytes(end) { bytes throws(OverviewError) in
            let sections = OverviewSections(bytes: bytes, places: places)
            return places.enumerated().map { index, place in
                var place = place
                place.checksum = OverviewChecksum.of(sections.checkedBytes(of: index))
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
