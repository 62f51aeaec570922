import GeoStore
import Hummingbird
import NIOCore
import Reprojection
import Synchronization

/// Text exports: each a snapshot that is read as fast as its client takes it. So many at a time; others wait in order.
final class ExportStreams: Sendable {
    /// Snapshots at a time, each a connection to the store.
    private static let most = 16
    private static let waiting = 200
    /// How long one waits for its turn.
    private static let patience = Duration.seconds(60)

    private let readers: SnapshotReaders
    private let executor: ThreadPoolExecutor
    private let seconds: Int
    private let slots = ExportSlots(free: most, waiting: waiting)
    let transforms = TransformPool()

    /// - Parameter seconds: how long a snapshot may be held: the store's log grows meanwhile.
    init(store: Store, executor: ThreadPoolExecutor, seconds: Int) {
        readers = SnapshotReaders(store: store)
        self.executor = executor
        self.seconds = seconds
    }

    /// The body of an export; its first piece is made before, so that what can fail fails with a status.
    /// - Throws: `ExportError.queueFull`, `GeoStoreError`, `ProjError`.
    func body(
        _ parameters: ExportParameters, of collection: PublishedCollection, title: String, schemaURL: String,
        handed: HandedFeatures
    ) async throws -> ResponseBody {
        let slot = try await slots.acquire(patience: Self.patience)
        let stream = try await executor.run { [readers, transforms, seconds] in
            let limit = ReadLimit(deadline: .now + .seconds(seconds))
            let snapshot = try readers.snapshot(of: collection, matching: parameters.query, within: limit)
            let export = try TextExport(
                parameters, snapshot: snapshot, title: title, schemaURL: schemaURL, transforms: transforms)
            return (export: export, first: try export.next())
        }
        let export = stream.export
        let seconds = seconds
        return ResponseBody { [executor] writer in
            // A client that stops reading would keep the snapshot for as long as it stays connected.
            let clock = Task {
                try await Task.sleep(for: .seconds(seconds))
                export.abandon(because: .outOfTime(seconds: seconds))
                slot.release()
            }
            defer {
                clock.cancel()
                export.abandon(because: .cancelled)
                slot.release()
            }
            var piece = stream.first
            while let bytes = piece {
                try await writer.write(ByteBuffer(bytes: bytes))
                // What is thrown here ends the connection without the end of the body: the client sees a broken file,
                // never a short one.
                piece = try await executor.run { try export.next() }
            }
            handed.add(export.written)
            try await writer.finish(nil)
        }
    }
}

/// A number of places, given in the order they are asked for.
final class ExportSlots: Sendable {
    private struct State {
        var free: Int
        var next: UInt64 = 0
        /// In the order of their arrival.
        var waiting: [(number: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>
    private let mostWaiting: Int

    init(free: Int, waiting: Int) {
        state = Mutex(State(free: free))
        mostWaiting = waiting
    }

    /// A place; given back once, at the latest when nobody holds it any more.
    final class Slot: Sendable {
        private let slots: ExportSlots
        private let isHeld = Mutex(true)

        fileprivate init(_ slots: ExportSlots) { self.slots = slots }
        deinit { release() }

        func release() {
            let wasHeld = isHeld.withLock { held in
                defer { held = false }
                return held
            }
            if wasHeld { slots.giveBack() }
        }
    }

    /// - Throws: `ExportError.queueFull` when too many wait, or the wait took longer than `patience`.
    func acquire(patience: Duration) async throws -> Slot {
        let number = try state.withLock { state throws(ExportError) -> UInt64? in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            guard state.waiting.count < mostWaiting else { throw .queueFull }
            state.next += 1
            return state.next
        }
        guard let number else { return Slot(self) }
        let clock = Task {
            try await Task.sleep(for: patience)
            self.giveUp(number)
        }
        defer { clock.cancel() }
        let isGiven = await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append((number, continuation))
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume(returning: true) }
        }
        guard isGiven else { throw ExportError.queueFull }
        return Slot(self)
    }

    private func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }

    private func giveUp(_ number: UInt64) {
        let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
            return state.waiting.remove(at: index).continuation
        }
        waiting?.resume(returning: false)
    }
}
