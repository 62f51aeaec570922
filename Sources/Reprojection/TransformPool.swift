public import SimpleFeatures
internal import Synchronization

/// Hands out transforms to threads and takes them back, so that PROJ's set-up (milliseconds) is paid once a thread.
public final class TransformPool: Sendable {
    private struct Pair: Hashable {
        let source: CRS
        let target: CRS
    }

    /// A transform on its way between threads: owned by the pool or by one borrower, never by both.
    private struct Idle: @unchecked Sendable {
        let transform: CoordinateTransform
    }

    private let idle = Mutex<[Pair: [Idle]]>([:])

    public init() {}

    /// Runs `body` with a transform that nobody else uses meanwhile.
    /// - Throws: `ProjError` when there is no such transform, and whatever `body` throws.
    public func withTransform<Result>(
        from source: CRS, to target: CRS, _ body: (CoordinateTransform) throws -> Result
    ) throws -> Result {
        let pair = Pair(source: source, target: target)
        let pooled = idle.withLock { $0[pair]?.popLast() }
        let transform = try pooled?.transform ?? CoordinateTransform(from: source, to: target)
        let returned = Idle(transform: transform)
        defer { idle.withLock { $0[pair, default: []].append(returned) } }
        return try body(transform)
    }
}
