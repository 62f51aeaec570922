/// A feature as it waits for its place: everything about it but its place on the curve, in one record.
///
/// ```
///   box 16 · id 8 · importance 8 · min zoom 1 · parts 1 · zero 2 │ value ids 4 each
///   for each part: kind 1 · has label 1 · zero 2 · length 4 · label 8 │ geometry records
/// ```
enum SpooledFeature {
    static let idOffset = 16
    static let importanceOffset = 24
    static let minZoomOffset = 32
    static let partCountOffset = 33
    static let headLength = 36
    static let partLength = 16
}

/// Reads spooled features back, one after the other, into one piece of memory.
struct SpoolReader {
    /// Read at first; few features are longer.
    private static let firstLength = 512

    private let spool: any FeatureSpool
    private let spoolLength: Int
    private let propertyCount: Int
    private var buffer: [UInt8] = []
    private(set) var partCount = 0

    init(_ spool: any FeatureSpool, length: Int, propertyCount: Int) {
        self.spool = spool
        spoolLength = length
        self.propertyCount = propertyCount
    }

    private var prefixLength: Int { SpooledFeature.headLength + 4 * propertyCount }

    mutating func read(at offset: Int) throws(OverviewError) {
        let first = min(max(Self.firstLength, prefixLength + 3 * SpooledFeature.partLength), spoolLength - offset)
        try fill(offset, first)
        partCount = Int(buffer[SpooledFeature.partCountOffset])
        var length = prefixLength + SpooledFeature.partLength * partCount
        for part in 0..<partCount { length += partLength(part) }
        // Not by the buffer's length: behind what was just read it holds another feature's bytes.
        if length > first { try fill(offset, length) }
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

    var box: WorldBox { load(0, as: WorldBox.self) }
    var id: Int64 { load(SpooledFeature.idOffset, as: Int64.self) }
    var importance: Double { load(SpooledFeature.importanceOffset, as: Double.self) }
    var minZoom: UInt8 { buffer[SpooledFeature.minZoomOffset] }

    func valueID(_ property: Int) -> UInt32 { load(SpooledFeature.headLength + 4 * property, as: UInt32.self) }

    private func partStart(_ part: Int) -> Int { prefixLength + part * SpooledFeature.partLength }
    private func partLength(_ part: Int) -> Int { Int(load(partStart(part) + 4, as: UInt32.self)) }

    func kind(_ part: Int) -> GeometryKind { GeometryKind(rawValue: buffer[partStart(part)]) ?? .points }

    func label(_ part: Int) -> WorldPoint? {
        buffer[partStart(part) + 1] == 0 ? nil : load(partStart(part) + 8, as: WorldPoint.self)
    }

    func withGeometry<Result>(
        _ part: Int, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        var start = partStart(partCount)
        for earlier in 0..<part { start += partLength(earlier) }
        let range = start..<start + partLength(part)
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
