import Foundation
import MapRender

/// The fonts that texts of tests are drawn with: Debian's `fonts-noto-core`, which `scripts/deps.sh` installs.
enum Fonts {
    static let folder = "/usr/share/fonts/truetype/noto"
    static let regular = FontStack(["Noto Sans Regular"])
    static let bold = FontStack(["Noto Sans Bold"])
    static let areInstalled = FileManager.default.fileExists(atPath: folder + "/NotoSans-Regular.ttf")
    static let absence = "fonts-noto-core is not installed"

    /// The system's, found once.
    private static let library = Result { try FontLibrary(folders: [], includesSystemFonts: true) }

    static func system() throws -> FontLibrary { try library.get() }

    static func shaper() throws -> TextShaper { try TextShaper(system()) }
}
