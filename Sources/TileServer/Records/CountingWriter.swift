import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Bytes of a body so far.
final class ByteCounter: Sendable {
    private let sum = Atomic(0)
    private let isClosed = Atomic(false)

    var count: Int { sum.load(ordering: .relaxed) }
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }

    /// True the first time.
    func close() -> Bool { isClosed.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged }
}

/// Counts a body on its way out, and runs something before its end is sent: when that fails, the client sees a body
/// that was cut off.
struct CountingWriter: ResponseBodyWriter {
    var base: any ResponseBodyWriter
    let counter: ByteCounter
    let beforeEnd: @Sendable () async throws -> Void

    mutating func write(_ buffer: ByteBuffer) async throws {
        counter.add(buffer.readableBytes)
        try await base.write(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await beforeEnd()
        try await base.finish(trailingHeaders)
    }
}
