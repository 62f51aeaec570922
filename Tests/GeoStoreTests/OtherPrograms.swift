import Foundation
import TestSupport
import Testing

/// Programs that share the file with us and none of our code.
enum OtherPrograms {
    static let spatialite = Program("spatialite")
    static let sqlite3 = Program("sqlite3")
    static let ogrinfo = Program("ogrinfo")
    static let ogr2ogr = Program("ogr2ogr")

    static var spatialiteIsInstalled: Bool { spatialite != nil }
    static var sqliteIsInstalled: Bool { sqlite3 != nil }
    static var gdalIsInstalled: Bool { ogrinfo != nil && ogr2ogr != nil }
    static let absence: Comment = "the program is not installed: apt install spatialite-bin sqlite3 gdal-bin"

    /// Runs SQL with SpatiaLite's functions; the answer's lines.
    @discardableResult
    static func spatialite(_ path: String, _ sql: String) throws -> [String] {
        let program = try #require(spatialite)
        return try program.run(["-silent", "-batch", "-bail", path, sql]).split(separator: "\n").map(String.init)
    }

    /// Runs SQL without SpatiaLite.
    @discardableResult
    static func sqlite3(_ path: String, _ sql: String) throws -> [String] {
        let program = try #require(sqlite3)
        return try program.run(["-batch", "-bail", path, sql]).split(separator: "\n").map(String.init)
    }
}

/// The `sqlite3` program holding the write lock of a file until `release()`.
final class ForeignLock {
    private let process = Process()
    private let input = Pipe()

    init(on path: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(OtherPrograms.sqlite3).path)
        process.arguments = ["-batch", path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data("BEGIN IMMEDIATE;\nSELECT 'locked';\n".utf8))
        var said = Data()
        while !said.contains(UInt8(ascii: "d")) { said += output.fileHandleForReading.availableData }
    }

    func release() {
        input.fileHandleForWriting.write(Data("ROLLBACK;\n.quit\n".utf8))
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
