import Foundation
import TestSupport

/// Styles of the sample store in a folder of a test's own.
enum StyleFixture {
    static let roads = #"""
        {"version": 8, "name": "Đường", "metadata": {"geosector:sector": "transport"},
         "sources": {"duong": {"type": "vector", "url": "/tiles/duong.json"}},
         "layers": [{"id": "duong", "type": "line", "source": "duong", "source-layer": "duong",
           "metadata": {"geosector:collection": "duong"},
           "paint": {"line-width": 3, "line-color": ["match", ["get", "CAP"], "cấp 0", "#ff0000", "cấp 1", "#00ff00",
             "#0000ff"]}}]}
        """#

    static let parcels = #"""
        {"version": 8, "name": "Đất", "metadata": {"geosector:sector": "land"},
         "sources": {"thua": {"type": "vector", "url": "/tiles/thua.json"}},
         "layers": [{"id": "thua", "type": "fill", "source": "thua", "source-layer": "thua",
           "metadata": {"geosector:collection": "thua", "geosector:legend": [
             {"vi": "Đất ở", "en": "Residential", "colour": "#ffa0ff", "kind": "fill"},
             {"vi": "Đất rừng", "en": "Forest", "colour": "#00aa00", "kind": "fill"},
             {"vi": "Đất cây lâu năm", "en": "Perennial", "colour": "#ffd2a0", "kind": "fill"}]},
           "paint": {"fill-color": ["match", ["get", "LOAI"], "ODT", "#ffa0ff", "CLN", "#ffd2a0", "RSX", "#00aa00",
             "#eeeeee"]}}]}
        """#

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="7" fill="#c00"/></svg>
        """

    /// - Parameter files: by path below the folder.
    static func folder(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { try write(text, to: name, in: folder) }
        return folder
    }

    static func write(_ text: String, to name: String, in folder: TemporaryFolder) throws {
        let url = folder.url.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }
}
