// swift-tools-version: 6.2
import PackageDescription

/// The language as every target of this package speaks it.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "geosector",
    products: [
        .executable(name: "tileserver", targets: ["TileServer"]),
        .executable(name: "geoimport", targets: ["geoimport"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // C libraries: a module map and a shim each, one importer each.
        .systemLibrary(name: "CSpatiaLite", pkgConfig: "spatialite", providers: [.apt(["libspatialite-dev"])]),
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(
            name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
        .systemLibrary(name: "CRsvg", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev"])]),
        .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CSync"),

        // Values everyone speaks: geometry, CRS, features, schema, WKB, GeoJSON.
        library("SimpleFeatures"),
        // Legacy Vietnamese encodings, folding without tone marks, what a search compares.
        library("VietnameseText"),
        // Where a tile is.
        library("Tiling", ["SimpleFeatures"]),
        // Filters of OGC CQL2 in text and JSON, without SQL.
        library("CQL2", ["SimpleFeatures"]),
        // What a MapLibre style says.
        library("StyleSpec", ["SimpleFeatures"]),
        // Coordinates from one CRS to another, through PROJ.
        library("Reprojection", ["SimpleFeatures", "CPROJ"]),
        // gzip and zlib, through libdeflate.
        library("Compression", ["CDeflate"]),
        // Features to vector tiles and back, pure.
        library("VectorTile", ["SimpleFeatures", "Tiling"]),
        // Shapes, texts and icons to pixels, PDF and SVG; where labels may stand.
        library(
            "MapRender",
            [
                "SimpleFeatures", "Tiling", "StyleSpec", "VectorTile", "Compression", "CPangoCairo", "CRsvg",
                "CFreeType", "CTurboJPEG", "CWebP",
            ]),
        // What is around a map on paper: frame, grid, scale, north, notes; where each lies.
        library("MapSheet", ["SimpleFeatures", "Reprojection", "MapRender"]),
        // Files that departments have, through GDAL.
        library("FeatureExchange", ["SimpleFeatures", "CGDAL", logging]),
        // Layers on disk: catalogue, features, versions.
        library(
            "GeoStore",
            [
                "SimpleFeatures", "VietnameseText", "CQL2", "VectorTile", "Reprojection", "CSpatiaLite", "CMalloc",
                crypto, grdb, yams,
            ]),
        // Files of tiles: PMTiles and MBTiles, read and written.
        library("TileArchive", ["SimpleFeatures", "Tiling", "Compression", grdb]),
        // A tile request to bytes, without HTTP.
        library("TileEngine", ["Tiling", "StyleSpec", "VectorTile", "GeoStore", "Compression", nio]),
        // Users, systems, sessions, the audit log, the sharing ledger: a file beside the store.
        library("Accounts", ["SimpleFeatures", grdb, crypto, cryptoExtras, logging]),
        // Folders with backups: chunks by their hash, manifests, retention. Knows nothing of what is in the files.
        library("Backups", ["SimpleFeatures", "Compression", "CSync", crypto]),
        // Bearer tokens of an issuer of the province's own, through JWTKit.
        library("Tokens", ["SimpleFeatures", jwtKit, logging]),
        // Map services of others that administrators allow.
        library("ExternalServices", ["SimpleFeatures", yams]),
        // HTTP: routes, documents, the map page.
        .executableTarget(
            name: "TileServer",
            dependencies: [
                "SimpleFeatures", "Tiling", "StyleSpec", "Reprojection", "VectorTile", "GeoStore", "TileEngine",
                "TileArchive", "Compression", "MapRender", "MapSheet", "FeatureExchange", "Accounts", "Tokens",
                "ExternalServices", crypto,
                hummingbird, hummingbirdCore, httpTypes, mustache, lifecycle, nio, nioHTTP1, nioPosix, yams,
                argumentParser, logging,
            ],
            swiftSettings: settings),
        // The import command line.
        .executableTarget(
            name: "geoimport",
            dependencies: [
                "SimpleFeatures", "VietnameseText", "Tiling", "Reprojection", "StyleSpec", "FeatureExchange",
                "GeoStore", "TileEngine", "TileArchive", "Accounts", "Backups", argumentParser, yams, logging,
            ],
            swiftSettings: settings),

        // `make bench`: one file for each question.
        .executableTarget(
            name: "geosector-bench",
            dependencies: [
                "SimpleFeatures", "Tiling", "StyleSpec", "Reprojection", "GeoStore", "TileEngine", "VectorTile",
                argumentParser,
            ],
            path: "Benchmarks/GeosectorBench",
            swiftSettings: settings),

        // What tests share: where the real data are, temporary folders, running programs.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        tests("SimpleFeaturesTests", ["SimpleFeatures", "TestSupport"]),
        tests("VietnameseTextTests", ["VietnameseText"]),
        tests("TilingTests", ["Tiling", "SimpleFeatures", "Reprojection", "TestSupport"]),
        tests("CQL2Tests", ["CQL2", "SimpleFeatures", "TestSupport"]),
        tests("StyleSpecTests", ["StyleSpec", "SimpleFeatures", "TestSupport"]),
        tests("ReprojectionTests", ["Reprojection", "SimpleFeatures", "TestSupport"]),
        tests("CompressionTests", ["Compression", "TestSupport"]),
        tests("VectorTileTests", ["VectorTile", "SimpleFeatures", "Tiling", "TestSupport"]),
        tests(
            "MapRenderTests",
            ["MapRender", "SimpleFeatures", "Tiling", "StyleSpec", "VectorTile", "Compression", "TestSupport"]),
        tests("MapSheetTests", ["MapSheet", "MapRender", "Reprojection", "SimpleFeatures", "TestSupport"]),
        tests("TileArchiveTests", ["TileArchive", "SimpleFeatures", "Tiling", "Compression", "TestSupport"]),
        tests("FeatureExchangeTests", ["FeatureExchange", "SimpleFeatures", "VietnameseText"]),
        tests(
            "GeoStoreTests",
            ["GeoStore", "SimpleFeatures", "CQL2", "Tiling", "VectorTile", "Reprojection", "TestSupport", grdb]),
        tests(
            "TileEngineTests",
            [
                "TileEngine", "GeoStore", "SimpleFeatures", "Tiling", "StyleSpec", "VectorTile", "Compression",
                "TestSupport", nio,
            ]),
        tests("AccountsTests", ["Accounts", "SimpleFeatures", "TestSupport", grdb, logging]),
        tests("BackupsTests", ["Backups", "SimpleFeatures", "TestSupport"]),
        tests(
            "TokensTests", ["Tokens", "SimpleFeatures", crypto, cryptoExtras, hummingbird, lifecycle, logging]),
        tests(
            "TileServerTests",
            [
                "TileServer", "Accounts", "CQL2", "GeoStore", "SimpleFeatures", "Tiling", "TileArchive", "VectorTile",
                "Compression", "Reprojection", "TestSupport", hummingbird,
            ]),
        tests(
            "GeoimportTests",
            [
                "geoimport", "Reprojection", "FeatureExchange", "VietnameseText", "GeoStore", "SimpleFeatures",
                "Tiling", "TileArchive", "Accounts", "Backups", "TestSupport", logging,
            ]),
        tests("EndToEndTests", ["SimpleFeatures", "VectorTile", "Compression", "TestSupport"]),
        tests("ArchitectureTests"),
    ],
    swiftLanguageModes: [.v6])
