import GeoStore
import MapRender
import NIOCore
import NIOPosix
import Synchronization

/// Draws maps on one thread, and remembers what it read and laid out for the next one.
struct MapArtist: ~Copyable {
    private struct Key: Hashable {
        let style: ObjectIdentifier
        let isFine: Bool
    }

    /// Styles of maps that are drawn in turn.
    private static let mostPainters = 16

    let shaper: TextShaper
    private let sprites: MapSprites
    /// With the style, so that its identity stays its own.
    private var painters: [Key: (style: CompiledStyle, painter: MapPainter)] = [:]

    /// - Throws: `MapRenderError.noFont`.
    init(fonts: FontLibrary, sprites: MapSprites) throws(MapRenderError) {
        shaper = try TextShaper(fonts)
        self.sprites = sprites
    }

    mutating func painter(of style: CompiledStyle, pixelRatio: Double) -> MapPainter {
        let key = Key(style: ObjectIdentifier(style), isFine: pixelRatio > 1)
        if let known = painters[key] { return known.painter }
        if painters.count >= Self.mostPainters { painters = [:] }
        let painter = MapPainter(
            style: style.style, sprites: key.isFine ? sprites.fine : sprites.plain, shaper: shaper)
        painters[key] = (style, painter)
        return painter
    }
}

/// The icons of the styles, drawn for pixels of both sizes.
struct MapSprites: Sendable {
    let plain: [String: SpriteSheet.Sprite]
    let fine: [String: SpriteSheet.Sprite]

    /// - Throws: `MapRenderError`.
    init(_ icons: [SVGIcon]) throws(MapRenderError) {
        plain = try Self.named(SpriteSheet(icons, ratio: 1))
        fine = try Self.named(SpriteSheet(icons, ratio: 2))
    }

    private static func named(_ sheet: SpriteSheet) -> [String: SpriteSheet.Sprite] {
        Dictionary(sheet.sprites.map { ($0.name, $0) }) { first, _ in first }
    }
}

/// An artist with a thread of its own.
final class MapThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let executor: ThreadPoolExecutor
    private let artist: Mutex<MapArtist>

    /// - Throws: `MapRenderError.noFont`.
    init(fonts: FontLibrary, sprites: MapSprites) throws(MapRenderError) {
        artist = Mutex(try MapArtist(fonts: fonts, sprites: sprites))
        executor = ThreadPoolExecutor(pool: pool)
        pool.start()
    }

    /// How much waits for it.
    var load: Int { executor.load.waiting + executor.load.running }

    /// - Throws: what `body` throws, `CancellationError` when the server stops.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (inout MapArtist) throws -> Result
    ) async throws -> Result {
        try await executor.run { [self] in try artist.withLock { try body(&$0) } }
    }
}
