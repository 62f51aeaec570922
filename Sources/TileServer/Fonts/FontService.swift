import Foundation
import Logging
import MapRender
import ServiceLifecycle
import Synchronization
import TileEngine

/// The fonts that maps are lettered with: those of the pages and of the machine, as they are now.
final class FontService: Service {
    /// Fonts of one moment.
    struct Lettering: Sendable {
        let library: FontLibrary
        /// Equal ones draw alike, in every run.
        let tag: String
        fileprivate let stamps: [String]
    }

    private static let interval = Duration.seconds(2)

    private let folder: String
    private let executor: ThreadPoolExecutor
    private let logger: Logger
    private let state: Mutex<Lettering>
    private let cache = GlyphCache()
    private let changes = Atomic(0)

    /// - Parameter folder: searched beside the fonts of the machine; need not be there.
    /// - Throws: `MapRenderError.noFont`.
    init(folder: String, executor: ThreadPoolExecutor, logger: Logger) throws(MapRenderError) {
        self.folder = folder
        self.executor = executor
        self.logger = logger
        let lettering = try Self.lettering(folder)
        state = Mutex(lettering)
        for file in lettering.library.brokenFiles { logger.warning("font not read", metadata: ["file": "\(file)"]) }
    }

    /// As of now: whoever draws keeps its own, so that a picture has the fonts of one moment.
    var current: Lettering { state.withLock { $0 } }

    var library: FontLibrary { current.library }

    /// Another number whenever there are other fonts.
    var generation: Int { changes.load(ordering: .acquiring) }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            // Ends early when the server shuts down.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
            try await executor.run { self.look() }
        }
    }

    /// What clients draw text with: 256 characters as distance fields. Without letters where none of the fonts is here, or
    /// none has any of them.
    /// - Parameter first: a multiple of 256.
    /// - Throws: `MapRenderError.glyphRange`.
    func glyphs(_ stack: FontStack, first: Int) async throws -> [UInt8] {
        let known = library.known(stack)
        guard !known.names.isEmpty else { return GlyphRange.emptyMessage(stack, first: first) }
        let key = GlyphCache.Key(stack: known, first: first)
        if let message = cache.message(for: key) { return message }
        let message = try await executor.run { try self.message(known, first: first) }
        cache.keep(message, for: key)
        return message
    }

    private func message(_ stack: FontStack, first: Int) throws(MapRenderError) -> [UInt8] {
        do {
            return try GlyphRange(library).message(stack, first: first)
        } catch {
            guard case .unreadableFont(let name) = error else { throw error }
            // A font was taken away since it was found.
            logger.warning("font not read", metadata: ["font": "\(name)"])
            try reload()
            let left = library.known(stack)
            return left.names.isEmpty
                ? GlyphRange.emptyMessage(stack, first: first)
                : try GlyphRange(library).message(left, first: first)
        }
    }

    /// Takes over other fonts than before.
    func look() {
        guard Self.stamps(of: folder) != current.stamps else { return }
        do throws(MapRenderError) {
            try reload()
            logger.info("fonts changed", metadata: ["fonts": "\(library.names.count)"])
        } catch {
            logger.error("fonts not taken over", metadata: ["error": "\(error)"])
        }
    }

    private func reload() throws(MapRenderError) {
        let lettering = try Self.lettering(folder)
        state.withLock { $0 = lettering }
        changes.add(1, ordering: .releasing)
        cache.empty()
    }

    private static func lettering(_ folder: String) throws(MapRenderError) -> Lettering {
        let stamps = stamps(of: folder)
        let isThere = FileManager.default.fileExists(atPath: folder)
        let library = try FontLibrary(folders: isThere ? [folder] : [], includesSystemFonts: true)
        let tag = Fingerprint((stamps + library.names).joined(separator: "\n")).description
        return Lettering(library: library, tag: tag, stamps: stamps)
    }

    private static func stamps(of folder: String) -> [String] {
        // Without the folder there are the machine's fonts.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "\($0) \(FileStamp(path: "\(folder)/\($0)")?.text ?? "")" }
    }
}
