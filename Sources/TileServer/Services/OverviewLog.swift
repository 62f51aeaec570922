import Logging
import TileEngine

/// What happens to overviews, for the log.
enum OverviewLog {
    static func note(_ event: OverviewLibrary.Event, _ logger: Logger) {
        switch event {
        case .opened(let id): logger.debug("overview opened", metadata: ["collection": "\(id)"])
        case .overlaid(let id, let count, let seconds):
            logger.debug(
                "edits shown",
                metadata: [
                    "collection": "\(id)", "features": "\(count)", "milliseconds": "\((seconds * 1000).rounded())",
                ])
        case .built(let id, let seconds):
            logger.info(
                "overview built", metadata: ["collection": "\(id)", "seconds": "\((seconds * 100).rounded() / 100)"])
        case .damaged(let id):
            logger.warning("overview changed or gone", metadata: ["collection": "\(id)", "effect": "it is made again"])
        case .failed(_, let error) where error is CancellationError:
            // The server stops.
            break
        case .failed(let id, let error):
            logger.error("overview not made", metadata: ["collection": "\(id)", "error": "\(error)"])
        }
    }
}
