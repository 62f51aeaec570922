import NIOPosix
import ServiceLifecycle
import TileEngine

/// What becomes of overviews when the server stops: none is finished any more, and temporary ones go.
struct OverviewEnd: Service {
    let provider: OverviewProvider
    let builders: NIOThreadPool

    func run() async throws {
        do { try await gracefulShutdown() } catch is CancellationError {
            // Stopped another way: the same is done.
        }
        provider.close()
        try await builders.shutdownGracefully()
        // What was about to be finished just then.
        provider.close()
    }
}
