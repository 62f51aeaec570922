/// Where features wait until their order is known.
public protocol FeatureSpool: AnyObject {
    /// Adds to the end.
    func append(_ bytes: UnsafeRawBufferPointer) throws(OverviewError)
    /// Copies what was written at a place.
    func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(OverviewError)
}

/// Where an overview is put together: written piece by piece, read back as a whole.
public protocol OverviewStorage: AnyObject {
    /// Writes at a place; what lies between it and the end so far is zero.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(OverviewError)
    /// Cuts, or fills with zeros.
    func setLength(_ length: Int) throws(OverviewError)
    /// Everything written so far, up to `length`. Valid inside the closure; what is written meanwhile comes behind it.
    func withBytes<Result>(
        _ length: Int, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result
    /// Part of what `withBytes` gave is not needed for now: it need not stay in memory.
    func release(_ bytes: UnsafeRawBufferPointer)
}

/// An overview in memory.
public final class MemoryOverviewStorage: OverviewStorage, FeatureSpool {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public func append(_ source: UnsafeRawBufferPointer) throws(OverviewError) {
        bytes.append(contentsOf: source)
    }

    public func write(_ source: UnsafeRawBufferPointer, at offset: Int) throws(OverviewError) {
        let end = offset + source.count
        if bytes.count < end { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
        bytes.withUnsafeMutableBytes { target in
            UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: source)
        }
    }

    public func setLength(_ length: Int) throws(OverviewError) {
        if length <= bytes.count {
            bytes.removeSubrange(length...)
        } else {
            bytes.append(contentsOf: repeatElement(0, count: length - bytes.count))
        }
    }

    public func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) throws(OverviewError) {
        bytes.withUnsafeBytes { source in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + target.count]))
        }
    }

    public func release(_ bytes: UnsafeRawBufferPointer) {}

    public func withBytes<Result>(
        _ length: Int, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        // Writing meanwhile leaves this copy as it is.
        let written = bytes
        let result: Swift.Result<Result, OverviewError> = written.withUnsafeBytes { bytes in
            do throws(OverviewError) {
                return .success(try body(UnsafeRawBufferPointer(rebasing: bytes[..<length])))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
