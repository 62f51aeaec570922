import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TileArchive
import TileEngine

/// A tile archive that is served.
struct ServedArchive: Sendable {
    /// The file's name without its end.
    let name: String
    let format: ArchiveFormat
    let reader: any ArchiveReader
    /// Names this content of this file; part of every ETag.
    let state: String
}

/// The archives of a folder, as they are now: a new, changed or removed file is noticed without a restart, and one that
/// cannot be read is said once and leaves the others alone.
final class ArchiveLibrary: Service {
    private static let interval = Duration.seconds(1)

    private struct Known {
        let stamp: FileStamp
        /// Nil for a file that cannot be read as it is.
        let archive: ServedArchive?
    }

    private let folder: String?
    private let executor: ThreadPoolExecutor
    private let logger: Logger
    /// By file name.
    private let known = Mutex<[String: Known]>([:])
    private let lastFault = Mutex<String?>(nil)

    /// - Parameter folder: nil serves none.
    init(folder: String?, executor: ThreadPoolExecutor, logger: Logger) {
        self.folder = folder
        self.executor = executor
        self.logger = logger
        look()
    }

    /// By name. Of two files that differ only in their ends the first by name is served.
    var archives: [ServedArchive] {
        let files = known.withLock { $0 }.sorted { $0.key < $1.key }
        var seen: Set<String> = []
        return files.compactMap(\.value.archive).filter { seen.insert($0.name).inserted }
    }

    /// - Throws: `RequestError.archiveNotFound` with those there are.
    /// - Parameter isShown: whether an archive is there for whoever asks.
    func archive(_ name: String, where isShown: (String) -> Bool) throws(RequestError) -> ServedArchive {
        let archives = archives.filter { isShown($0.name) }
        guard let found = archives.first(where: { $0.name == name }) else {
            throw RequestError.archiveNotFound(name, known: archives.map(\.name))
        }
        return found
    }

    func run() async throws {
        guard folder != nil else { return try await gracefulShutdown() }
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            // Ends early when the server shuts down.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
            try await executor.run { self.look() }
        }
    }

    /// Compares the folder with what is known, and opens what is new.
    private func look() {
        guard let folder else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { ArchiveFormat(path: $0) != nil }.sorted()
            lastFault.withLock { $0 = nil }
        } catch {
            // What is open is still served: a folder that comes back is looked at again.
            return report("archive folder not read", fault: "\(error)")
        }
        let before = known.withLock { $0 }
        var now: [String: Known] = [:]
        for file in names {
            guard let stamp = FileStamp(path: "\(folder)/\(file)") else { continue }
            if let entry = before[file], entry.stamp == stamp {
                now[file] = entry
            } else {
                now[file] = Known(stamp: stamp, archive: open(file, in: folder, stamp: stamp))
            }
        }
        for (file, entry) in before where entry.archive != nil && now[file] == nil {
            logger.info("archive removed", metadata: ["archive": "\(file)"])
        }
        let result = now
        known.withLock { $0 = result }
    }

    private func open(_ file: String, in folder: String, stamp: FileStamp) -> ServedArchive? {
        do {
            let reader = try ArchiveFormat.reader(path: "\(folder)/\(file)")
            logger.info(
                "archive opened",
                metadata: [
                    "archive": "\(file)", "title": "\(reader.metadata.name)", "zooms": "\(reader.metadata.zooms)",
                ])
            return ServedArchive(
                name: URL(filePath: file).deletingPathExtension().lastPathComponent,
                format: reader is PMTilesReader ? .pmtiles : .mbtiles, reader: reader,
                state: Fingerprint("\(file) \(stamp.text)").description)
        } catch {
            logger.warning("archive not served", metadata: ["archive": "\(file)", "reason": "\(error)"])
            return nil
        }
    }

    /// The same fault is said once, not every second.
    private func report(_ message: Logger.Message, fault: String) {
        let isNew = lastFault.withLock { last in
            defer { last = fault }
            return last != fault
        }
        if isNew { logger.error(message, metadata: ["error": "\(fault)"]) }
    }
}
