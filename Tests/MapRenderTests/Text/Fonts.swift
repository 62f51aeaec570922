import Foundation
import MapRender

/// The fonts that texts of tests are drawn with: Debian's `fonts-noto-core`, which `scripts/deps.sh` installs.
enum Fonts {
    static let folder = "/usr/share/fonts/truetype/noto"
    static let regular = FontStack(["Noto Sans Regular"])
    static let bold = FontStack(["Noto Sans Bold"])
    static let areInstalled = FileManager.default.fileExists(atPath: folder + "/NotoSans-Regular.ttf")
    static let absence = "fonts-noto-core is not installed"

    static func shaper(system: Bool = true) throws -> TextShaper {
        try TextShaper(FontLibrary(folders: system ? [] : [folder], includesSystemFonts: system))
    }
}
