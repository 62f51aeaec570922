/// What an overview was made of, and what it is called.
public struct OverviewDescription: Hashable, Sendable {
    /// A property as it is named in tiles.
    public struct Property: Hashable, Sendable {
        public let name: String
        /// The name of its type in the schema.
        public let kind: String

        public init(name: String, kind: String) {
            self.name = name
            self.kind = kind
        }
    }

    public var storeID: String
    public var collection: String
    /// The dataset version.
    public var version: Int
    /// The number of the collection's state: higher than that of every former state. Changes are told in stamps.
    public var stamp: Int
    /// Equal only for files of the same state.
    public var token: String
    /// Equal only for files made under the same settings.
    public var buildFingerprint: String
    public var properties: [Property]

    /// - Parameter stamp: the version, where versions are the only states.
    public init(
        storeID: String, collection: String, version: Int, stamp: Int? = nil, token: String, buildFingerprint: String,
        properties: [Property]
    ) {
        self.storeID = storeID
        self.collection = collection
        self.version = version
        self.stamp = stamp ?? version
        self.token = token
        self.buildFingerprint = buildFingerprint
        self.properties = properties
    }
}

/// The head of an overview file.
public struct OverviewHeader: Sendable {
    public var description: OverviewDescription
    /// Features with a geometry.
    public var featureCount = 0
    public var valueCount = 0
    /// What was never changed since counts as changed at this stamp.
    public var baseStamp = 0
    var fileLength = 0
    var length = 0
    /// Number of the band of zooms 0…12.
    var bandOfZoom = Array(repeating: 0, count: OverviewLayout.maximumBandCount)
    var entryCounts: [Int] = []
    /// Zooms that changed alike share a change index.
    var changeGroupOfZoom = Array(repeating: 0, count: OverviewLayout.maximumBandCount)
    var changeCounts: [Int] = []
    var places = Array(repeating: OverviewLayout.Place(), count: OverviewLayout.sectionCount)

    init(_ description: OverviewDescription) {
        self.description = description
        length = encoded().count
    }

    // MARK: Writing

    func encoded() -> [UInt8] {
        typealias Field = OverviewLayout.Field
        var bytes = [UInt8](repeating: 0, count: Field.texts)
        appendTexts(to: &bytes)
        bytes.append(contentsOf: repeatElement(0, count: OverviewLayout.aligned(bytes.count) - bytes.count))
        let length = bytes.count
        bytes.withUnsafeMutableBytes { bytes in
            func store(_ value: Int, _ offset: Int) {
                bytes.storeBytes(of: Int64(value).littleEndian, toByteOffset: offset, as: Int64.self)
            }
            func store(_ value: UInt32, _ offset: Int) {
                bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
            }
            bytes.storeBytes(of: OverviewLayout.magic.littleEndian, toByteOffset: Field.magic, as: UInt64.self)
            store(OverviewLayout.generation, Field.generation)
            store(UInt32(length), Field.headerLength)
            store(fileLength, Field.fileLength)
            store(description.version, Field.version)
            store(description.stamp, Field.stamp)
            store(baseStamp, Field.baseStamp)
            store(featureCount, Field.rowCount)
            store(valueCount, Field.valueCount)
            store(UInt32(description.properties.count), Field.propertyCount)
            store(UInt32(entryCounts.count), Field.bandCount)
            for (zoom, band) in bandOfZoom.enumerated() { bytes[Field.bandOfZoom + zoom] = UInt8(band) }
            for (band, count) in entryCounts.enumerated() { store(count, Field.entryCounts + 8 * band) }
            store(UInt32(changeCounts.count), Field.changeGroupCount)
            for (zoom, group) in changeGroupOfZoom.enumerated() { bytes[Field.changeGroupOfZoom + zoom] = UInt8(group) }
            for (group, count) in changeCounts.enumerated() { store(count, Field.changeCounts + 8 * group) }
            for (index, place) in places.enumerated() {
                let offset = Field.sections + index * OverviewLayout.sectionLength
                store(place.offset, offset)
                store(place.length, offset + 8)
                bytes.storeBytes(of: place.checksum.littleEndian, toByteOffset: offset + 16, as: UInt64.self)
            }
            let checksum = OverviewChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[Field.fileLength...]))
            bytes.storeBytes(of: checksum.littleEndian, toByteOffset: Field.checksum, as: UInt64.self)
        }
        return bytes
    }

    private func appendTexts(to bytes: inout [UInt8]) {
        var texts = [
            description.storeID, description.collection, description.token, description.buildFingerprint,
        ]
        for property in description.properties { texts += [property.name, property.kind] }
        for text in texts {
            withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text.utf8)
        }
    }

    // MARK: Reading

    /// Reads and checks the head of a file; the sections stay unread.
    init(reading bytes: UnsafeRawBufferPointer) throws(OverviewError) {
        typealias Field = OverviewLayout.Field
        func number(_ offset: Int) -> Int {
            Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
        }
        func word(_ offset: Int) -> Int {
            Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
        guard bytes.count >= 8, number(Field.magic) == Int(OverviewLayout.magic) else {
            throw OverviewError.notAnOverview
        }
        guard bytes.count >= Field.texts else {
            throw OverviewError.wrongLength(found: bytes.count, expected: Field.texts)
        }
        let generation = word(Field.generation)
        guard generation == OverviewLayout.generation else {
            throw OverviewError.otherGeneration(found: generation, expected: Int(OverviewLayout.generation))
        }
        let length = word(Field.headerLength)
        guard length >= Field.texts, length <= bytes.count else { throw OverviewError.damaged(part: "header") }
        let checked = UnsafeRawBufferPointer(rebasing: bytes[Field.fileLength..<length])
        guard OverviewChecksum.of(checked) == UInt64(bitPattern: Int64(number(Field.checksum))) else {
            throw OverviewError.damaged(part: "header")
        }
        guard number(Field.fileLength) == bytes.count else {
            throw OverviewError.wrongLength(found: bytes.count, expected: number(Field.fileLength))
        }
        let propertyCount = word(Field.propertyCount)
        let bandCount = word(Field.bandCount)
        let groupCount = word(Field.changeGroupCount)
        guard max(bandCount, groupCount) <= OverviewLayout.maximumBandCount else {
            throw OverviewError.damaged(part: "header")
        }
        let texts = try Self.texts(
            4 + 2 * propertyCount, in: UnsafeRawBufferPointer(rebasing: bytes[Field.texts..<length]))
        let properties = (0..<propertyCount).map { index in
            OverviewDescription.Property(name: texts[4 + 2 * index], kind: texts[5 + 2 * index])
        }
        description = OverviewDescription(
            storeID: texts[0], collection: texts[1], version: number(Field.version), stamp: number(Field.stamp),
            token: texts[2], buildFingerprint: texts[3], properties: properties)
        self.length = length
        fileLength = bytes.count
        baseStamp = number(Field.baseStamp)
        featureCount = number(Field.rowCount)
        valueCount = number(Field.valueCount)
        changeGroupOfZoom = (0..<OverviewLayout.maximumBandCount).map { Int(bytes[Field.changeGroupOfZoom + $0]) }
        changeCounts = (0..<groupCount).map { number(Field.changeCounts + 8 * $0) }
        bandOfZoom = (0..<OverviewLayout.maximumBandCount).map { Int(bytes[Field.bandOfZoom + $0]) }
        entryCounts = (0..<bandCount).map { number(Field.entryCounts + 8 * $0) }
        places = (0..<OverviewLayout.sectionCount).map { index in
            let offset = Field.sections + index * OverviewLayout.sectionLength
            return OverviewLayout.Place(
                offset: number(offset), length: number(offset + 8),
                checksum: UInt64(bitPattern: Int64(number(offset + 16))))
        }
        try checkPlaces()
    }

    private static func texts(
        _ count: Int, in bytes: UnsafeRawBufferPointer
    ) throws(OverviewError) -> [String] {
        var texts: [String] = []
        var offset = 0
        for _ in 0..<count {
            guard bytes.count - offset >= 4 else { throw OverviewError.damaged(part: "header") }
            let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            guard length <= bytes.count - offset - 4 else { throw OverviewError.damaged(part: "header") }
            texts.append(String(decoding: bytes[offset + 4..<offset + 4 + length], as: UTF8.self))
            offset += 4 + length
        }
        return texts
    }

    /// Every section inside the file and as long as the counts say: after this no reading leaves the file.
    private func checkPlaces() throws(OverviewError) {
        let counts = entryCounts + changeCounts + [featureCount, valueCount]
        guard counts.allSatisfy({ (0...OverviewLayout.maximumCount).contains($0) }), !entryCounts.isEmpty,
            bandOfZoom.allSatisfy(entryCounts.indices.contains),
            changeGroupOfZoom.allSatisfy(changeCounts.indices.contains)
        else { throw OverviewError.damaged(part: "header") }
        for (index, place) in places.enumerated() {
            let isPossible =
                place.offset >= 0 && place.length >= 0 && place.offset <= fileLength
                && place.length <= fileLength - place.offset
                && OverviewLayout.aligned(place.length) <= fileLength - place.offset
                && place.offset.isMultiple(of: OverviewLayout.alignment)
                && (expectedLength(ofSection: index).map { $0 == place.length } ?? true)
            guard isPossible else { throw OverviewError.damaged(part: OverviewLayout.name(ofSection: index)) }
        }
    }

    /// Nil where the content says how long a section is.
    private func expectedLength(ofSection index: Int) -> Int? {
        let boxLength = MemoryLayout<WorldBox>.stride
        if let section = OverviewLayout.Section(rawValue: index) {
            let changeCount = changeCounts.reduce(0, +)
            let changeNodes = changeCounts.reduce(0) { $0 + PackedTree.nodeCount(of: $1) }
            switch section {
            case .ids: return 8 * featureCount
            case .valueIDs: return 4 * featureCount * description.properties.count
            case .minZooms: return featureCount
            case .valueOffsets: return 4 * (valueCount + 1)
            case .values: return nil
            case .changeBoxes: return boxLength * changeCount
            case .changeStamps: return 8 * changeCount
            case .changeNodeBoxes: return boxLength * changeNodes
            case .changeNodeStamps: return 8 * changeNodes
            }
        }
        let band = index / OverviewLayout.groupSize - 1
        guard band < entryCounts.count,
            let section = OverviewLayout.BandSection(
                rawValue: index % OverviewLayout.groupSize)
        else { return 0 }
        let entries = entryCounts[band]
        let nodes = PackedTree.nodeCount(of: entries)
        switch section {
        case .boxes: return boxLength * entries
        case .nodeBoxes: return boxLength * nodes
        case .nodeCounts: return 8 * nodes
        case .geometryOffsets: return 8 * (entries + 1)
        case .geometry: return nil
        case .rows, .weights: return 4 * entries
        case .flags: return entries
        case .labels: return 8 * entries
        }
    }
}
