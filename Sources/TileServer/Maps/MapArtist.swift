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
    /// What it draws with; equal texts draw alike.
    let materialTag: String
    private let sprites: MapSprites
    /// With the style, so that its identity stays its own.
    private var painters: [Key: (style: CompiledStyle, painter: MapPainter)] = [:]

    /// - Throws: `MapRenderError.noFont`.
    init(_ materials: MapMaterials) throws(MapRenderError) {
        shaper = try TextShaper(materials.fonts)
        materialTag = materials.tag
        sprites = MapSprites(materials.icons)
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

    init(_ icons: StyleIcons) {
        plain = Self.named(icons.sheets[1])
        fine = Self.named(icons.sheets[2])
    }

    private static func named(_ sheet: StyleIcons.Sheet?) -> [String: SpriteSheet.Sprite] {
        Dictionary((sheet?.sprites.sprites ?? []).map { ($0.name, $0) }) { first, _ in first }
    }
}

/// An artist with a thread of its own.
final class MapThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let executor: ThreadPoolExecutor
    private let artist: Mutex<MapArtist>
    private let materials: @Sendable () -> MapMaterials

    /// - Parameter materials: as of now.
    /// - Throws: `MapRenderError.noFont`.
    init(_ materials: @escaping @Sendable () -> MapMaterials) throws(MapRenderError) {
        artist = Mutex(try MapArtist(materials()))
        self.materials = materials
        executor = ThreadPoolExecutor(pool: pool)
        pool.start()
    }

    /// How much waits for it.
    var load: Int { executor.load.waiting + executor.load.running }

    /// - Throws: what `body` throws, `CancellationError` when the server stops.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (inout MapArtist) throws -> Result
    ) async throws -> Result {
        try await executor.run { [self] in
            try artist.withLock { artist in
                let materials = materials()
                if artist.materialTag != materials.tag { artist = try MapArtist(materials) }
                return try body(&artist)
            }
        }
    }
}
