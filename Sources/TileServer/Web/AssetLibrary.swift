import Foundation
import TileEngine

/// The files of the viewer, read once at start-up and served under a name that changes with their content.
struct AssetLibrary: Sendable {
    /// What is missing of the assets that set-up installs.
    struct Missing: Error, Hashable, Sendable {
        let files: [String]
        let folder: String
    }

    /// Folders of `web/` that are served.
    private static let folders = ["viewer", "vendor", "fonts"]
    /// What the map cannot do without.
    private static let required = [
        "viewer/main.js", "vendor/maplibre-gl.js", "vendor/maplibre-gl.css", "fonts/NotoSans-Regular.ttf",
    ]

    private let files: [String: [UInt8]]
    /// Changes whenever a file does.
    let hash: String

    /// - Parameter folder: the `web` folder.
    /// - Throws: `Missing` when set-up has not been run.
    init(folder: String) throws {
        var files: [String: [UInt8]] = [:]
        for name in Self.folders {
            let root = "\(folder)/\(name)"
            for path in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] {
                guard let content = FileManager.default.contents(atPath: "\(root)/\(path)") else { continue }
                files["\(name)/\(path)"] = Array(content)
            }
        }
        let missing = Self.required.filter { files[$0] == nil }
        guard missing.isEmpty else { throw Missing(files: missing, folder: folder) }
        var digest: [UInt8] = []
        for path in files.keys.sorted() {
            digest += Array(path.utf8)
            digest += Array(Fingerprint(files[path] ?? []).description.utf8)
        }
        hash = String(Fingerprint(digest).description.prefix(12))
        self.files = files
    }

    /// Whether set-up has installed Swagger UI.
    var hasAPIBrowser: Bool { files["vendor/swagger-ui-bundle.js"] != nil && files["vendor/swagger-ui.css"] != nil }

    func file(at path: String) -> (bytes: [UInt8], type: MediaType)? {
        guard let bytes = files[path] else { return nil }
        return (bytes, Self.type(of: path))
    }

    private static func type(of path: String) -> MediaType {
        switch path.split(separator: ".").last {
        case "js": MediaType("text/javascript", parameters: "; charset=utf-8")
        case "css": MediaType("text/css", parameters: "; charset=utf-8")
        case "json": .json
        case "svg": MediaType("image/svg+xml")
        case "png": MediaType("image/png")
        case "ttf": MediaType("font/ttf")
        case "woff2": MediaType("font/woff2")
        default: .text
        }
    }
}
