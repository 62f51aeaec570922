internal import CPangoCairo
internal import Foundation

/// The fonts that may be used: those of folders, and the system's if wanted. Shared by all threads.
///
/// A font file is mapped into memory while it is used: replace it by renaming a new one over it, never by writing into it.
public final class FontLibrary: Sendable {
    /// Fontconfig (from 2.10.91 on) may be asked by several threads while nobody changes a configuration, and this one
    /// never changes after `init`.
    nonisolated(unsafe) let configuration: OpaquePointer
    /// Files in the folders that are named like fonts and are none.
    public let brokenFiles: [String]

    /// - Parameters:
    ///   - folders: searched for `.ttf`, `.otf`, `.ttc`; not what lies in folders below.
    ///   - includesSystemFonts: with what fontconfig's own configuration of this machine names.
    /// - Throws: `MapRenderError.noFolder`, `.noFont`.
    public init(folders: [String], includesSystemFonts: Bool) throws(MapRenderError) {
        // Both return NULL when memory ran out or nothing could be read.
        guard let configuration = includesSystemFonts ? FcInitLoadConfigAndFonts() : FcConfigCreate() else {
            throw .noFont(stack: [])
        }
        var broken: [String] = []
        for folder in folders {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                FcConfigDestroy(configuration)
                throw .noFolder(folder)
            }
            for name in names.sorted() where Self.isNamedLikeAFont(name) {
                let path = folder + "/" + name
                // False for a file without a font that FreeType can open.
                if FcConfigAppFontAddFile(configuration, path) == 0 { broken.append(path) }
            }
        }
        let count = [FcSetApplication, FcSetSystem].reduce(0) {
            $0 + (FcConfigGetFonts(configuration, $1)?.pointee.nfont ?? 0)
        }
        guard count > 0 else {
            FcConfigDestroy(configuration)
            throw .noFont(stack: [])
        }
        self.configuration = configuration
        brokenFiles = broken
    }

    deinit { FcConfigDestroy(configuration) }

    static func isNamedLikeAFont(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return [".ttf", ".otf", ".ttc"].contains { lowered.hasSuffix($0) }
    }
}
