public import Foundation

/// Real data that nobody in this project wrote. It lies beside the repository; without it, suites that need it are
/// skipped and say so.
public enum TestData {
    /// The folder that `GEOSECTOR_TESTDATA` names, else `../shared/data` beside the package.
    public static let folder: URL = {
        let named = ProcessInfo.processInfo.environment["GEOSECTOR_TESTDATA"].map { URL(filePath: $0) }
        return (named ?? packageRoot.appending(path: "../shared/data")).standardizedFileURL
    }()

    /// The folder of `Package.swift`, symbolic links resolved.
    public static let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    public static func url(_ path: String) -> URL { folder.appending(path: path) }

    public static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

    /// What a skipped suite says.
    public static let absence = "real data is not here; set GEOSECTOR_TESTDATA"
}
