import MapRender
import Synchronization
import TileEngine

/// The icons of the styles' folder, drawn: what `/sprites/icons` answers.
struct StyleIcons: Sendable {
    /// A sheet of icons as clients get it.
    struct Sheet: Sendable {
        let sprites: SpriteSheet
        let png: [UInt8]
    }

    /// The folder beside the styles, and the id of the sprite.
    static let folder = "icons"
    /// Pixels per pixel of the map that there are sheets for.
    static let ratios = 1...2

    /// By pixel ratio.
    let sheets: [Int: Sheet]
    /// Files that are no icons, and why.
    let refused: [Refusal]

    /// Equal icons have equal ones, in every run.
    let tag: String

    struct Refusal: Hashable, Sendable {
        let name: String
        let fault: IconFault
    }

    static let none = StyleIcons(sheets: [:], refused: [])

    private init(sheets: [Int: Sheet], refused: [Refusal]) {
        self.sheets = sheets
        self.refused = refused
        tag = ""
    }

    /// The folder that was drawn last: other servers of this process read the same one.
    private static let last = Mutex<(path: String, stamps: [String], icons: StyleIcons)?>(nil)

    /// The same as `init`, at once when nothing changed since.
    /// - Parameter stamps: of its files.
    /// - Throws: the same.
    static func of(folder path: String, stamps: [String]) throws(MapRenderError) -> StyleIcons {
        if let last = last.withLock({ $0 }), last.path == path, last.stamps == stamps { return last.icons }
        let icons = try StyleIcons(folder: path)
        last.withLock { $0 = (path, stamps, icons) }
        return icons
    }

    /// - Parameter path: a folder of SVG files.
    /// - Throws: `MapRenderError.noFolder`, and what drawing the icons throws.
    init(folder path: String) throws(MapRenderError) {
        let folder = try IconFolder(path)
        var icons: [SVGIcon] = []
        var refused = folder.refused.map { Refusal(name: $0.name, fault: $0.fault) }
        for icon in folder.icons {
            // One that librsvg cannot draw would take all others with it.
            do throws(MapRenderError) {
                _ = try icon.image(ratio: 1)
                icons.append(icon)
            } catch {
                guard case .icon(_, let fault) = error else { throw error }
                refused.append(Refusal(name: icon.name, fault: fault))
            }
        }
        var sheets: [Int: Sheet] = [:]
        for ratio in Self.ratios {
            let sprites = try SpriteSheet(icons, ratio: ratio)
            sheets[ratio] = Sheet(sprites: sprites, png: try PNGEncoder.encode(sprites.image, colours: .exact))
        }
        self.sheets = sheets
        self.refused = refused
        tag =
            Fingerprint(Self.ratios.flatMap { (sheets[$0]?.png ?? []) + (sheets[$0]?.sprites.json ?? []) }).description
    }

    /// Names of those that can be drawn.
    var names: Set<String> { Set(sheets[1]?.sprites.sprites.map(\.name) ?? []) }
    var isEmpty: Bool { sheets[1]?.sprites.sprites.isEmpty ?? true }
}
