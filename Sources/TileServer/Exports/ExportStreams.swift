import GeoStore
import Hummingbird
import NIOCore
import Reprojection

/// Text exports: each a snapshot that is read as fast as its client takes it. So many at a time; others wait.
final class ExportStreams: Sendable {
    private let readers: SnapshotReaders
    private let executor: ThreadPoolExecutor
    private let seconds: Int
    /// A place is a snapshot, and so a connection to the store.
    private let gate: WorkGate?
    let transforms = TransformPool()

    /// - Parameter seconds: how long a snapshot may be held: the store's log grows meanwhile.
    init(store: Store, executor: ThreadPoolExecutor, seconds: Int, gate: WorkGate?) {
        readers = SnapshotReaders(store: store)
        self.executor = executor
        self.seconds = seconds
        self.gate = gate
    }

    /// The body of an export; its first piece is made before, so that what can fail fails with a status.
    /// - Throws: `LimitError`, `GeoStoreError`, `ProjError`.
    func body(
        _ parameters: ExportParameters, of collection: PublishedCollection, title: String, schemaURL: String,
        handed: HandedFeatures, for client: LimitedClient, watching channel: any Channel
    ) async throws -> ResponseBody {
        let place = try await gate?.place(for: client, watching: channel)
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
                place?.release()
            }
            defer {
                clock.cancel()
                export.abandon(because: .cancelled)
                place?.release()
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
