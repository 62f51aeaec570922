import GeoStore
import Hummingbird
import NIOPosix
import ServiceLifecycle
import SimpleFeatures

/// Edits that come over HTTP, on their way into the store: one at a time, on a thread of their own.
final class EditingService: Service {
    /// How long an edit waits for another program's lock before the client is told to try again.
    private static let patience = Duration.seconds(2)

    private let store: Store
    private let pool: NIOThreadPool
    private let executor: ThreadPoolExecutor
    private let access: EditAccess
    private let origin: RequestOrigin
    let condition: EditCondition
    /// Bytes of a request's body.
    let bodyLimit: Int
    let limits = EditLimits.standard

    /// - Throws: `GeoStoreError` when the store cannot be written.
    init(path: String, configuration: ServerConfiguration, access: EditAccess, origin: RequestOrigin) throws {
        store = try Store(path: path, access: .readWrite, readers: 1, patience: Self.patience)
        pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        executor = ThreadPoolExecutor(pool: pool)
        self.access = access
        self.origin = origin
        condition = configuration.editCondition
        bodyLimit = configuration.editBody
    }

    func principal(of request: Request, _ context: ServerRequestContext) -> Principal {
        access.principal(request, context)
    }

    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight {
        access.permission.right(of: principal, in: collection)
    }

    /// Who asks, when they may.
    /// - Throws: `EditingError.notAllowed`, `.otherSite`.
    func require(
        _ right: EditRight, in collection: PublishedCollection, _ request: Request, _ context: ServerRequestContext
    ) throws -> Principal {
        let principal = principal(of: request, context)
        guard self.right(of: principal, in: collection) >= right else {
            throw EditingError.notAllowed(collection: collection.id.name, needs: right)
        }
        // Also where nothing but the address says who asks.
        guard !origin.isForeign(request) else { throw EditingError.otherSite }
        return principal
    }

    /// - Throws: what `body` throws.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Store) throws -> Result) async throws -> Result {
        let store = store
        return try await executor.run { try body(store) }
    }

    func run() async throws {
        do { try await gracefulShutdown() } catch is CancellationError {
            // Stopped another way: the same is done.
        }
        // What is being written is finished.
        try await pool.shutdownGracefully()
        try store.close()
    }
}
