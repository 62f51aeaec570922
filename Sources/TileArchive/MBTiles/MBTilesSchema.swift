internal import Tiling

/// Tables and statements of MBTiles 1.3. Contents lie in `images`, each once; `tiles` is the view readers know.
enum MBTilesSchema {
    static let busyTimeoutInSeconds = 5.0
    /// "MPBX" (MBTiles 1.3, "Database").
    static let applicationID = 0x4d50_4258

    static let tables = """
        CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
        CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB NOT NULL);
        CREATE TABLE map (
            zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL,
            tile_id INTEGER NOT NULL, PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;
        CREATE VIEW tiles AS
            SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row,
                images.tile_data AS tile_data
            FROM map JOIN images ON images.tile_id = map.tile_id;
        """

    static let tile = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
    static let allTiles = """
        SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles ORDER BY zoom_level, tile_column, tile_row
        """
    static let zoomRange = "SELECT min(zoom_level), max(zoom_level) FROM tiles"
    static let content = "SELECT tile_data FROM images WHERE tile_id = ?"
    static let addContent = "INSERT OR REPLACE INTO images (tile_id, tile_data) VALUES (?, ?)"
    static let addTile = """
        INSERT OR REPLACE INTO map (zoom_level, tile_column, tile_row, tile_id) VALUES (?, ?, ?, ?)
        """
    static let addMetadata = "INSERT OR REPLACE INTO metadata (name, value) VALUES (?, ?)"
    static let contentCount = "SELECT count(*) FROM images"
    static let tileCount = "SELECT count(*) FROM map"
    static let removeContentsAfter = "DELETE FROM images WHERE tile_id > ?"
    static let removeTilesAfter = "DELETE FROM map WHERE tile_id > ?"

    /// The row as MBTiles counts it, from the south (TMS).
    static func flipped(_ index: TileIndex) -> Int { (1 << index.matrix) - 1 - index.row }

    /// - Returns: nil for a place outside the matrix.
    static func index(zoom: Int, column: Int, flippedRow: Int) -> TileIndex? {
        guard (0...24).contains(zoom), (0..<(1 << zoom)).contains(flippedRow) else { return nil }
        return try? TileIndex(matrix: zoom, row: (1 << zoom) - 1 - flippedRow, column: column, in: .webMercatorQuad)
    }
}
