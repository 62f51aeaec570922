import Foundation
import GeoStore
import Logging
import ServiceLifecycle
import SimpleFeatures
import Synchronization
import TestSupport
import Testing
import VectorTile

@testable import TileServer

/// The real application on a free port, with the repository's own pages and styles.
struct TestServer: Sendable {
    let client: LoopbackClient
    let storePath: String
    let log: LogRecorder
    let group: ServiceGroup

    /// The server that a suite shares, because nothing changes its store.
    @TaskLocal static var shared: TestServer?

    static let home = HomeFolder(environment: ["GEOSECTOR_HOME": TestData.packageRoot.path])
    /// Read once for hundreds of servers.
    static let files = Result { try ProductFiles(home) }

    /// Starts a server, by default on a fresh sample store and a free port, and stops it after `body`.
    static func run<Result: Sendable>(
        _ configuration: ServerConfiguration = ServerConfiguration(), files: ProductFiles? = nil,
        authenticator: (any Authenticator)? = nil, editAccess: EditAccess? = nil,
        onRoutes: ([RouteDescription]) -> Void = { _ in },
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        var configuration = configuration
        configuration.store = try configuration.store ?? SampleStore.copy(into: folder)
        if configuration.port == 8080 { configuration.port = 0 }
        // The program under test is the test itself; the built one lies beside it.
        if configuration.exportProgram == "/proc/self/exe" { configuration.exportProgram = builtServer }
        configuration.exportFolder = folder.path("exports")
        let recorder = LogRecorder()
        let logger = Logger(label: "test") { _ in recorder }
        let (ports, announcement) = AsyncStream.makeStream(of: Int.self)
        let application = try await ServerAssembly.application(
            configuration, files: files ?? Self.files.get(), logger: logger, authenticator: authenticator,
            editAccess: editAccess, onRoutes: onRoutes
        ) { port in
            announcement.yield(port)
        }
        let group = ServiceGroup(
            configuration: .init(services: [application], logger: Logger(label: "group") { _ in recorder }))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { announcement.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await tasks.waitForAll()
                throw NotStarted()
            }
            let server = TestServer(
                client: LoopbackClient(port: port), storePath: configuration.store ?? "", log: recorder, group: group)
            let result: Result
            do { result = try await body(server) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        }
    }

    struct NotStarted: Error {}

    static let builtServer = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "tileserver").path

    func get(_ target: String, accept: String? = nil, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        var headers = headers
        if let accept { headers["Accept"] = accept }
        return try await client.get(target, headers: headers)
    }

    /// The JSON of an answer that must be 200.
    func json(_ target: String, accept: String? = nil) async throws -> JSONValue {
        let answer = try await get(target, accept: accept)
        try #require(answer.status == 200, "\(target): \(answer.text)")
        return try answer.json
    }

    /// Ids of all features that a client finds by following `next`.
    func ids(_ target: String) async throws -> [Int64] {
        var found: [Int64] = []
        var next: String? = target
        while let page = next {
            let document = try await json(page)
            found += document["features"]?.array?.compactMap { $0["id"]?.integer } ?? []
            next = document.link("next")?["href"]?.string
        }
        return found
    }

    /// How long a test waits for what takes a fraction of a second on an idle machine: all suites share two cores.
    private static let patience = Duration.seconds(120)

    /// Waits until `condition` holds.
    /// - Returns: whether it did.
    static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await condition()
    }
}

extension HTTPAnswer {
    var json: JSONValue { get throws { try JSONReader.read(body) } }
}

extension JSONValue {
    var numbers: [Double]? { array.map { $0.compactMap { $0.number } } }

    /// The link with a relation, and a type if one is given.
    func link(_ rel: String, type: String? = nil) -> JSONValue? {
        self["links"]?.array?.first { $0["rel"]?.string == rel && (type == nil || $0["type"]?.string == type) }
    }
}

/// Starts one server for all tests of a suite.
struct SharedServer: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await TestServer.run { server in
            try await TestServer.$shared.withValue(server) { try await function() }
        }
    }
}

extension Trait where Self == SharedServer {
    /// Tests of this suite ask one server, and change nothing.
    static var sharedServer: SharedServer { SharedServer() }
}

/// What the server logged.
struct LogRecorder: LogHandler {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private final class Box: Sendable { let lines = Mutex<[Line]>([]) }

    private let box = Box()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    var lines: [Line] { box.lines.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).mapValues { "\($0)" }
        box.lines.withLock { $0.append(Line(level: event.level, message: "\(event.message)", metadata: values)) }
    }
}

/// Where shared-server tests live.
@Suite(.sharedServer) struct ServedTests {
    static var server: TestServer { get throws { try #require(TestServer.shared) } }

    /// What a tile that is not empty holds.
    static func tile(_ target: String) async throws -> DecodedTile {
        let answer = try await server.client.raw("GET", target)
        try #require(answer.status == 200, "\(target): \(answer.status)")
        return try VectorTileDecoder.decode(answer.body)
    }
}
