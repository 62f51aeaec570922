/// A feature as it waits for its place: everything about it but its place on the curve, in one record, which starts on
/// a multiple of eight bytes.
///
/// ```
///   head 40 │ value ids 4 each │ parts 16 each │ geometry records
/// ```
enum SpooledFeature {
    static let alignment = 8

    struct Head: BitwiseCopyable {
        var box: WorldBox
        var id: Int64
        var importance: Double
        var minZoom: UInt8
        var partCount: UInt8
        var zero: UInt16 = 0
        var zeros: UInt32 = 0
    }

    struct Part: BitwiseCopyable {
        var kind: UInt8
        var hasLabel: UInt8
        var zero: UInt16 = 0
        var length: UInt32
        var label: WorldPoint
    }

    static let headLength = MemoryLayout<Head>.stride
    static let partLength = MemoryLayout<Part>.stride
}

/// Reads spooled features back, one after the other, into one piece of memory.
struct SpoolReader {
    /// Read at first; few features are longer.
    private static let firstLength = 512

    private let spool: any FeatureSpool
    private let spoolLength: Int
    private let propertyCount: Int
    private var buffer: [UInt8] = []
    private(set) var head = SpooledFeature.Head(
        box: WorldBox(minX: 0, minY: 0, maxX: 0, maxY: 0), id: 0, importance: 0, minZoom: 0, partCount: 0)

    var partCount: Int { Int(head.partCount) }

    init(_ spool: any FeatureSpool, length: Int, propertyCount: Int) {
        self.spool = spool
        spoolLength = length
        self.propertyCount = propertyCount
    }

    private var prefixLength: Int { SpooledFeature.headLength + 4 * propertyCount }

    /// - Parameter place: as `OverviewWriter.entries` has it.
    mutating func read(at place: UInt32) throws(OverviewError) {
        let offset = Int(place) * SpooledFeature.alignment
        let first = min(max(Self.firstLength, prefixLength + 3 * SpooledFeature.partLength), spoolLength - offset)
        try fill(offset, first)
        head = load(0, as: SpooledFeature.Head.self)
        var length = prefixLength + SpooledFeature.partLength * partCount
        for part in 0..<partCount { length += Int(self.part(part).length) }
        // Not by the buffer's length: behind what was just read it holds another feature's bytes.
        if length > first { try fill(offset, length) }
    }

    /// The id alone.
    mutating func readID(at place: UInt32) throws(OverviewError) -> Int64 {
        try fill(Int(place) * SpooledFeature.alignment, SpooledFeature.headLength)
        return load(0, as: SpooledFeature.Head.self).id
    }

    private mutating func fill(_ offset: Int, _ length: Int) throws(OverviewError) {
        if buffer.count < length { buffer.append(contentsOf: repeatElement(0, count: length - buffer.count)) }
        // A closure with a typed error cannot be rethrown through `withUnsafeMutableBytes`.
        var failure: OverviewError?
        buffer.withUnsafeMutableBytes { bytes in
            do throws(OverviewError) {
                try spool.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<length]), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func load<Value: BitwiseCopyable>(_ offset: Int, as type: Value.Type) -> Value {
        buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }

    /// For each property its value's number.
    func withValueIDs<Result>(
        _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        try withBytes(SpooledFeature.headLength..<prefixLength, body)
    }

    private func part(_ part: Int) -> SpooledFeature.Part {
        load(prefixLength + part * SpooledFeature.partLength, as: SpooledFeature.Part.self)
    }

    func kind(_ part: Int) -> GeometryKind { GeometryKind(rawValue: self.part(part).kind) ?? .points }

    func label(_ part: Int) -> WorldPoint? { self.part(part).hasLabel == 0 ? nil : self.part(part).label }

    func withGeometry<Result>(
        _ part: Int, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        var start = prefixLength + partCount * SpooledFeature.partLength
        for earlier in 0..<part { start += Int(self.part(earlier).length) }
        return try withBytes(start..<start + Int(self.part(part).length), body)
    }

    private func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        let result: Swift.Result<Result, OverviewError> = buffer.withUnsafeBytes { bytes in
            do throws(OverviewError) {
                return .success(try body(UnsafeRawBufferPointer(rebasing: bytes[range])))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
