import Foundation
import GeoStore
import Logging
import ServiceLifecycle
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Start and stop.
@Suite struct StartTests {
    /// What a person reads when a server on `store` does not start.
    private func sentence(
        store: String?, _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> String {
        var configuration = ServerConfiguration()
        configuration.store = store
        configuration.port = 0
        configure(&configuration)
        do {
            _ = try await ServerAssembly.application(
                configuration, files: TestServer.files.get(), logger: .init(label: "test")
            ) { _ in }
            return "started"
        } catch {
            return StartupError.sentence(error, configuration: configuration)
        }
    }

    @Test("what is wrong with the store is said with what to do about it")
    func stores() async throws {
        let folder = try TemporaryFolder()
        #expect(try await sentence(store: nil).contains("GEOSECTOR_STORE"))
        #expect(try await sentence(store: folder.path("keiner.sqlite")).contains("does not exist: 'geoimport load"))
        try "kein SQLite".write(toFile: folder.path("text.sqlite"), atomically: true, encoding: .utf8)
        #expect(try await sentence(store: folder.path("text.sqlite")).contains("is not a GeoSector store"))
        try Data().write(to: folder.url.appending(path: "leer.sqlite"))
        #expect(try await sentence(store: folder.path("leer.sqlite")).contains("leer.sqlite"))
    }

    @Test("a port that is taken is named, with what to do about it")
    func portTaken() async throws {
        try await TestServer.run { server in
            let said = try await sentence(store: server.storePath) { $0.port = server.client.port }
            #expect(said == "port \(server.client.port) on 127.0.0.1 is taken: stop the other server or give --port")
        }
    }

    @Test("a folder without the web files or styles is named, with every place looked at")
    func home() async throws {
        let folder = try TemporaryFolder()
        let store = try SampleStore.copy(into: folder)
        let text = try await sentence(store: store) { $0.styles = folder.path("nirgends") }
        #expect(text.contains("nirgends") && text.contains("GEOSECTOR_HOME"))
    }

    @Test("web files that set-up has not brought are listed with the target that brings them")
    func assets() throws {
        let folder = try TemporaryFolder()
        #expect {
            try AssetLibrary(folder: folder.url.path)
        } throws: { error in
            let text = StartupError.sentence(error, configuration: ServerConfiguration())
            return text.contains("vendor/maplibre-gl.js") && text.contains("make assets")
        }
    }

    @Test("a taken port is said, with what to try")
    func takenPort() async throws {
        try await TestServer.run { first in
            do {
                try await TestServer.run(ServerConfiguration(port: first.client.port)) { _ in
                    _ = Issue.record("two servers on one port")
                }
            } catch {
                var configuration = ServerConfiguration()
                configuration.port = first.client.port
                let text = StartupError.sentence(error, configuration: configuration)
                #expect(text.contains("port \(first.client.port)") && text.contains("taken") && text.contains("--port"))
            }
        }
    }

    @Test("a request under way is finished before the server stops, and no new one is taken")
    func graceful() async throws {
        let body = try await TestServer.run { server in
            let connection = try LoopbackClient.Connection(port: server.client.port, receiveBuffer: 4096)
            try connection.write(
                Array("GET /collections/thua/items?limit=2500 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
            let beginning = try await offPool { connection.read(512) }
            await server.group.triggerGracefulShutdown()
            #expect(
                try await TestServer.eventually {
                    do { _ = try LoopbackClient.Connection(port: server.client.port) } catch { return true }
                    return false
                })
            return try await offPool { beginning + (try connection.readToEnd()) }
        }
        let answer = try LoopbackClient.parse(body)
        #expect(answer.status == 200)
        #expect(try answer.json["numberReturned"]?.integer == 2500)
    }

    // The server never closes a connection that is idle: it stops because it was told to, or not at all.
    @Test("an idle client does not keep the server from stopping", .timeLimit(.minutes(10)))
    func idleClient() async throws {
        let connection = try await TestServer.run { server in
            let connection = try LoopbackClient.Connection(port: server.client.port)
            try connection.write(Array("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            _ = try await offPool { connection.read() }
            return connection
        }
        withExtendedLifetime(connection) {}
    }

    @Test("one log line for each request, with method, path, status and time, and none above info")
    func log() async throws {
        try await TestServer.run { server in
            _ = try await server.get("/collections?lang=vi")
            _ = try await server.get("/nirgends")
            let lines = server.log.lines.filter { $0.message == "request" }
            #expect(lines.map { $0.metadata["status"] } == ["200", "404"])
            #expect(lines.first?.metadata["path"] == "/collections?lang=vi" && lines.first?.metadata["method"] == "GET")
            #expect(lines.allSatisfy { Double($0.metadata["ms"] ?? "") != nil && $0.metadata["id"] != nil })
            #expect(server.log.lines.allSatisfy { $0.level <= .info })
        }
    }
}

@Suite struct ServerConfigurationTests {
    @Test("without any setting only this machine is served, on 8080")
    func defaults() {
        let configuration = ServerConfiguration()
        #expect(configuration.host == "127.0.0.1" && configuration.port == 8080)
        #expect(configuration.tileCache == 268_435_456 && configuration.store == nil)
    }

    @Test("the file is read, the environment wins over it")
    func precedence() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("geosector.yaml")
        try """
        store: /srv/a.sqlite
        port: 9000
        title: Bản đồ
        home_bounds: [107, 13, 109, 15]
        log_level: debug
        """.write(toFile: path, atomically: true, encoding: .utf8)
        var configuration = ServerConfiguration()
        try configuration.apply(file: path)
        #expect(configuration.port == 9000 && configuration.title == "Bản đồ" && configuration.logLevel == "debug")
        #expect(configuration.homeBounds.maxY == 15)
        try configuration.apply(environment: ["GEOSECTOR_PORT": "9001", "GEOSECTOR_TITLE": "", "PATH": "/bin"])
        #expect(configuration.port == 9001 && configuration.title == "Bản đồ" && configuration.store == "/srv/a.sqlite")
    }

    @Test("an unknown key stops the start-up and the known ones are listed")
    func unknownKeys() throws {
        let folder = try TemporaryFolder()
        try "prot: 80".write(toFile: folder.path("a.yaml"), atomically: true, encoding: .utf8)
        var configuration = ServerConfiguration()
        #expect(
            throws: ServerConfiguration.Fault.unknownKeys(
                ["prot"], source: folder.path("a.yaml"), known: ServerConfiguration.keys)
        ) {
            try configuration.apply(file: folder.path("a.yaml"))
        }
        #expect {
            try configuration.apply(environment: ["GEOSECTOR_PROT": "80"])
        } throws: { error in
            let text = StartupError.sentence(error, configuration: configuration)
            return text.contains("GEOSECTOR_PROT") && text.contains("GEOSECTOR_PORT")
        }
    }

    @Test(
        "a value of the wrong kind is refused and the right kind is named",
        arguments: [
            ("PORT", "achtzig"), ("PORT", "65536"), ("PORT", "-1"), ("TILE_CACHE", "-5"), ("TILE_CACHE", "256MB"),
            ("BASE_URL", "gialai.vn"), ("THREADS", "0"), ("HOME_BOUNDS", "1,2,3"), ("HOME_BOUNDS", "109,13,107,15"),
        ])
    func invalid(key: String, value: String) {
        var configuration = ServerConfiguration()
        #expect {
            try configuration.apply(environment: ["GEOSECTOR_\(key)": value])
        } throws: { error in
            let text = StartupError.sentence(error, configuration: configuration)
            return text.contains(value) && text.contains("expected")
        }
    }

    @Test("a file that is no list of settings, or is not there, is named", arguments: ["- a\n- b", "a: [", "nur text"])
    func brokenFile(text: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var configuration = ServerConfiguration()
        #expect(throws: ServerConfiguration.Fault.self) { try configuration.apply(file: path) }
        #expect(throws: ServerConfiguration.Fault.self) { try configuration.apply(file: folder.path("nirgends.yaml")) }
    }

    @Test("an empty file changes nothing")
    func emptyFile() throws {
        let folder = try TemporaryFolder()
        try "# nothing yet\n".write(toFile: folder.path("a.yaml"), atomically: true, encoding: .utf8)
        var configuration = ServerConfiguration()
        try configuration.apply(file: folder.path("a.yaml"))
        #expect(configuration == ServerConfiguration())
    }
}
