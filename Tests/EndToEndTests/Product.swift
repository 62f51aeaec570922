import Foundation
import SimpleFeatures
import TestSupport
import Testing

/// The built binaries, run as a user runs them.
enum Product {
    static let folder = ProcessInfo.processInfo.environment["GEOSECTOR_BIN"].map { URL(filePath: $0) }
    static let demoData = ProcessInfo.processInfo.environment["GEOSECTOR_DEMODATA"].map { URL(filePath: $0) }
    static let isBuilt = folder != nil
    static let absence: Comment =
        "the binaries are not built; set GEOSECTOR_BIN to the folder that has them (make test does)"

    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let said: String
    }

    static func process(_ name: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = try #require(folder).appending(path: name)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["GEOSECTOR_HOME"] = TestData.packageRoot.path
        // How fast a busy machine is, is no matter of these tests.
        environment["GEOSECTOR_SLOW_SECONDS"] = "0"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs a binary to its end, on a thread of its own.
    static func run(_ name: String, _ arguments: [String]) async throws -> Outcome {
        try await offPool {
            let folder = try TemporaryFolder()
            let process = try process(name, arguments)
            let files = try ["out", "err"].map { try file(folder.path($0)) }
            process.standardOutput = files[0]
            process.standardError = files[1]
            try process.run()
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus,
                output: try String(contentsOfFile: folder.path("out"), encoding: .utf8),
                said: try String(contentsOfFile: folder.path("err"), encoding: .utf8))
        }
    }

    fileprivate static func file(_ path: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return try #require(FileHandle(forWritingAtPath: path))
    }

    /// `tileserver serve` on a free port.
    final class Server: Sendable {
        let client: LoopbackClient
        private let process: Process
        private let logPath: String

        /// - Returns: when the server has said where it listens.
        static func start(store: String, in folder: TemporaryFolder) async throws -> Server {
            let logPath = folder.path("tileserver-\(UUID().uuidString).log")
            let process = try Product.process("tileserver", ["serve", "--store", store, "--port", "0"])
            process.standardError = try Product.file(logPath)
            process.standardOutput = process.standardError
            try process.run()
            for _ in 0..<2400 {
                let log = try String(contentsOfFile: logPath, encoding: .utf8)
                if let port = log.firstMatch(of: #/url=http://127\.0\.0\.1:(\d+) /#).flatMap({ Int($0.1) }) {
                    return Server(client: LoopbackClient(port: port), process: process, logPath: logPath)
                }
                try #require(process.isRunning, "the server stopped: \(log)")
                try await Task.sleep(for: .milliseconds(50))
            }
            process.terminate()
            throw URLError(.timedOut)
        }

        private init(client: LoopbackClient, process: Process, logPath: String) {
            self.client = client
            self.process = process
            self.logPath = logPath
        }

        deinit { if process.isRunning { process.terminate() } }

        var log: String { get throws { try String(contentsOfFile: logPath, encoding: .utf8) } }

        /// SIGTERM.
        /// - Returns: the exit status and how long it took.
        func stop() async throws -> (status: Int32, time: Duration) {
            let start = ContinuousClock.now
            process.terminate()
            let process = process
            try await offPool { process.waitUntilExit() }
            return (process.terminationStatus, ContinuousClock.now - start)
        }

        func json(_ target: String) async throws -> JSONValue {
            let answer = try await client.get(target)
            try #require(answer.status == 200, "\(target): \(answer.text)")
            return try JSONReader.read(answer.body)
        }
    }
}

extension JSONValue {
    var numbers: [Double]? { array.map { $0.compactMap { $0.number } } }
}

/// One layer to import: real data where they are, else the generated demo.
struct Source: Sendable {
    let path: String
    let collection: String
    let sector: String
    /// What its features are called by.
    let nameField: String

    static let areas =
        TestData.has("vn/gialai_xa_2025.shp")
        ? Source(
            path: TestData.url("vn/gialai_xa_2025.shp").path, collection: "communes", sector: "administration",
            nameField: "TEN_XA")
        : demo("xa_phuong.shp", "communes", "administration", "TEN_XA")
    static let metric =
        TestData.has("vn2000/pleiku_xa_9218.shp")
        ? Source(
            path: TestData.url("vn2000/pleiku_xa_9218.shp").path, collection: "pleiku-9218", sector: "urban",
            nameField: "TEN_XA")
        : demo("truong_hoc.shp", "schools", "education", "TEN_TRUONG")

    private static func demo(_ file: String, _ collection: String, _ sector: String, _ nameField: String) -> Source {
        let folder = Product.demoData ?? TestData.packageRoot.appending(path: "data/demo/generated")
        return Source(
            path: folder.appending(path: file).path, collection: collection, sector: sector, nameField: nameField)
    }

    func load(into store: String, _ more: [String] = []) async throws -> Product.Outcome {
        try await Product.run(
            "geoimport", ["load", path, "--store", store, "--sector", sector, "--collection", collection] + more)
    }

    /// What GDAL counts in the file.
    func featureCount() async throws -> Int {
        let program = try #require(Program("ogrinfo"))
        let path = path
        let text = try await offPool { try program.run(["-ro", "-so", "-al", path]) }
        return Int(try #require(text.firstMatch(of: /Feature Count: (\d+)/)).1) ?? -1
    }
}
