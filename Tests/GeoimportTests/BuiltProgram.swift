import Foundation
import TestSupport
import Testing

/// The built `geoimport`, run as a user or a script runs it: no terminal, its own environment.
struct BuiltProgram {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The folder of the built binaries.
    static let folder = ProcessInfo.processInfo.environment["GEOSECTOR_BIN"].map { URL(filePath: $0) }
    static let isBuilt = folder != nil
    static let absence = "the built program is not here; set GEOSECTOR_BIN to the folder of the binaries"

    private let process = Process()
    private let outputFile: URL
    private let errorFile: URL

    /// Starts it.
    init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws {
        let name = UUID().uuidString
        outputFile = folder.url.appending(path: "\(name).out")
        errorFile = folder.url.appending(path: "\(name).err")
        for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.executableURL = try #require(Self.folder).appending(path: "geoimport")
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment
        all["GEOSECTOR_HOME"] = TestData.packageRoot.path
        all["GEOSECTOR_STORE"] = nil
        process.environment = all.merging(environment) { $1 }
        process.currentDirectoryURL = folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
    }

    @discardableResult
    static func run(
        _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
    ) throws -> Outcome {
        try BuiltProgram(arguments, in: folder, environment: environment).outcome()
    }

    var isRunning: Bool { process.isRunning }

    /// How far it is in a file that it has open; 0 when it has not (proc_pid_fd(5), proc_pid_fdinfo(5)).
    func position(in path: String) -> Int {
        let folder = "/proc/\(process.processIdentifier)"
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd")) ?? []
        for number in descriptors {
            guard (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/fd/\(number)")) == path,
                let text = try? String(contentsOfFile: "\(folder)/fdinfo/\(number)", encoding: .utf8),
                let found = text.firstMatch(of: /pos:\s+(\d+)/), let position = Int(found.1)
            else { continue }
            return position
        }
        return 0
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end.
    func outcome() throws -> Outcome {
        process.waitUntilExit()
        let isKilled = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: isKilled ? 128 + process.terminationStatus : process.terminationStatus,
            output: try String(contentsOf: outputFile, encoding: .utf8),
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
}

/// A store, files and the built program in one temporary folder.
struct ProgramFixture {
    let folder: TemporaryFolder
    var store: String { folder.path("store.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltProgram.Outcome {
        try BuiltProgram(arguments, in: folder, environment: environment).outcome()
    }

    /// Points in a CSV, enough of them that a load can be caught in the middle.
    func points(_ name: String, _ count: Int) throws {
        var text = "WKT,TEN\n"
        text.reserveCapacity(count * 40)
        for number in 0..<count { text += "POINT (108.\(number % 1000) 14.\(number % 777)),điểm \(number)\n" }
        try Data(text.utf8).write(to: folder.url.appending(path: name))
    }

    func load(_ name: String, _ more: String..., environment: [String: String] = [:]) throws -> BuiltProgram.Outcome {
        try BuiltProgram(Self.loading(name, more), in: folder, environment: environment).outcome()
    }

    static func loading(_ name: String, _ more: [String] = []) -> [String] {
        ["load", name, "--store", "store.sqlite", "--sector", "land", "--source-crs", "EPSG:4326"] + more
    }

    /// Starts a long load and returns once features are going in.
    func startLoad(_ name: String, _ more: String...) throws -> BuiltProgram {
        let program = try BuiltProgram(Self.loading(name, more), in: folder)
        let log = store + "-wal"
        let deadline = Date().addingTimeInterval(120)
        func logged() -> Int {
            (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0
        }
        // SQLite's cache spills into the log once it is full: then the transaction is well under way.
        while logged() < 1 << 20, program.isRunning, Date() < deadline { usleep(5_000) }
        try #require(program.isRunning, "the load ended before it could be disturbed")
        return program
    }

    /// Starts any command, and returns once it is well inside a file.
    func start(_ arguments: [String], untilReading name: String) throws -> BuiltProgram {
        let program = try BuiltProgram(arguments, in: folder)
        let deadline = Date().addingTimeInterval(120)
        let path = folder.path(name)
        while program.position(in: path) < 1 << 20, program.isRunning, Date() < deadline { usleep(2_000) }
        try #require(program.isRunning, "the program ended before it could be disturbed")
        return program
    }

    var contents: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
                .filter { !$0.hasSuffix(".out") && !$0.hasSuffix(".err") }.sorted()
        }
    }

    func list() throws -> String { try run("list", "--store", "store.sqlite").output }
}
