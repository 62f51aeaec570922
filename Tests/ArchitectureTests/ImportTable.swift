/// Who may import whom: the table of docs/architecture.md, beside the standard library.
enum ImportTable {
    /// What every module may use.
    static let everywhere: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    static let allowed: [String: Set<String>] = [
        "SimpleFeatures": [],
        "VietnameseText": [],
        "Tiling": ["SimpleFeatures"],
        "CQL2": ["SimpleFeatures"],
        "StyleSpec": ["SimpleFeatures"],
        "Reprojection": ["SimpleFeatures", "CPROJ"],
        "VectorTile": ["SimpleFeatures", "Tiling"],
        "Compression": ["CDeflate"],
        "MapRender": [
            "SimpleFeatures", "Tiling", "StyleSpec", "VectorTile", "Compression", "CPangoCairo", "CRsvg", "CFreeType",
            "CTurboJPEG", "CWebP",
        ],
        "MapSheet": ["SimpleFeatures", "Reprojection", "MapRender"],
        "FeatureExchange": ["SimpleFeatures", "CGDAL", "Logging"],
        "GeoStore": [
            "SimpleFeatures", "VietnameseText", "Tiling", "CQL2", "Reprojection", "VectorTile", "CSpatiaLite",
            "CMalloc", "Crypto", "GRDB", "Yams", "Logging",
        ],
        "Accounts": ["SimpleFeatures", "GRDB", "Crypto", "CryptoExtras", "Logging"],
        "Backups": ["SimpleFeatures", "Compression", "Crypto", "CSync"],
        "Tokens": ["SimpleFeatures", "JWTKit", "Logging", "FoundationNetworking"],
        "ExternalServices": ["SimpleFeatures", "Yams", "FoundationNetworking"],
        "TileArchive": ["SimpleFeatures", "Tiling", "Compression", "GRDB"],
        "TileEngine": [
            "SimpleFeatures", "Tiling", "StyleSpec", "VectorTile", "MapRender", "Reprojection", "GeoStore",
            "TileArchive", "Compression", "NIOCore", "Logging", "Metrics",
        ],
        "TileServer": [
            "SimpleFeatures", "VietnameseText", "Tiling", "CQL2", "StyleSpec", "Reprojection", "VectorTile",
            "Compression", "MapRender", "MapSheet", "FeatureExchange", "GeoStore", "TileArchive", "TileEngine",
            "Accounts",
            "Tokens", "ExternalServices", "Crypto", "Hummingbird",
            "HummingbirdCore", "Mustache", "ServiceLifecycle", "NIOCore", "NIOHTTP1", "NIOPosix", "HTTPTypes", "Yams",
            "ArgumentParser", "Logging", "Metrics",
        ],
        "geoimport": [
            "SimpleFeatures", "VietnameseText", "Tiling", "Reprojection", "StyleSpec", "FeatureExchange", "GeoStore",
            "TileEngine", "TileArchive", "Accounts", "Backups", "Yams", "ArgumentParser", "Logging",
        ],
    ]
}
