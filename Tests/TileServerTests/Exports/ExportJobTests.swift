import Foundation
import Glibc
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

@Suite("An export as a job") struct ExportJobTests {
    /// A program in the place of the one that builds files.
    private static func impostor(_ lines: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path("impostor")
        try "#!/bin/sh\n\(lines)\n".write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o755)
        return path
    }

    @Test("is accepted, followed to its file, fetched whole or in part, and dismissed")
    func life() async throws {
        try await TestServer.run { server in
            let accepted = try await server.client.raw("POST", "/collections/thua/export?f=gpkg&lang=en")
            #expect(accepted.status == 202)
            let location = try #require(accepted["location"])
            let path = String(location.dropFirst(server.client.base.count))
            #expect(
                try await TestServer.eventually {
                    try await server.json(path)["status"]?.string == "successful"
                })
            let status = try await server.json(path)
            #expect(status["progress"]?.integer == 100)
            #expect(status["featuresDone"]?.integer == Int64(SampleStore.parcelCount))
            #expect(status["expires"]?.string != nil)
            let link = try #require(status.link("http://www.opengis.net/def/rel/ogc/1.0/results")?["href"]?.string)
            let file = try await server.client.raw("GET", String(link.dropFirst(server.client.base.count)))
            #expect(file.status == 200)
            #expect(file["content-disposition"]?.contains("filename*=UTF-8''Parcels.gpkg") == true)
            #expect(Int64(file.body.count) == status["bytes"]?.integer)
            let part = try await server.client.raw("GET", "\(path)/file", headers: ["Range": "bytes=0-14"])
            #expect(part.status == 206)
            #expect(part.text == "SQLite format 3")
            let dismissed = try await server.client.raw("DELETE", path)
            #expect(try dismissed.json["status"]?.string == "dismissed")
            #expect(try await server.get("\(path)/file").status == 410)
        }
    }

    @Test("of text is a file too")
    func text() async throws {
        try await TestServer.run { server in
            let accepted = try await server.client.raw("POST", "/collections/thua/export?f=geojson")
            let path = try #require(accepted["location"]).dropFirst(server.client.base.count)
            #expect(
                try await TestServer.eventually {
                    try await server.json("\(path)")["status"]?.string == "successful"
                })
            let features = try await server.json("\(path)/file")["features"]?.array
            #expect(features?.count == SampleStore.parcelCount)
        }
    }

    @Test("that nobody knows is not found, and takes no other method")
    func strangers() async throws {
        try await TestServer.run { server in
            #expect(try await server.get("/jobs/none").status == 404)
            #expect(try await server.client.raw("DELETE", "/jobs/none").status == 404)
            let refused = try await server.client.raw("PUT", "/jobs/none")
            #expect(refused.status == 405)
            #expect(refused["allow"] == "GET, HEAD, DELETE, OPTIONS")
        }
    }

    @Test("whose program crashes is a problem, and the server lives")
    func crash() async throws {
        let folder = try TemporaryFolder()
        var configuration = ServerConfiguration()
        configuration.exportProgram = try Self.impostor("kill -SEGV $$", in: folder)
        try await TestServer.run(configuration) { server in
            let answer = try await server.get("/collections/thua/export?f=gpkg")
            #expect(answer.status == 500)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(try await server.get("/collections/thua/export?f=csv").status == 200)
            #expect(server.log.lines.contains { $0.metadata["reason"]?.contains("signal 11") == true })
        }
    }

    @Test("that takes too long is ended and says so")
    func tooLong() async throws {
        let folder = try TemporaryFolder()
        var configuration = ServerConfiguration()
        configuration.exportProgram = try Self.impostor("exec sleep 600", in: folder)
        configuration.exportSeconds = 1
        try await TestServer.run(configuration) { server in
            let answer = try await server.get("/collections/thua/export?f=gpkg")
            #expect(answer.status == 503)
            #expect(answer["retry-after"] != nil)
        }
    }

    @Test("ends when the client that waits for it goes away")
    func disconnect() async throws {
        let folder = try TemporaryFolder()
        let note = folder.path("process")
        var configuration = ServerConfiguration()
        configuration.exportProgram = try Self.impostor("echo $$ > \(note)\nexec sleep 600", in: folder)
        try await TestServer.run(configuration) { server in
            func process() -> Int32? {
                (try? String(contentsOfFile: note, encoding: .utf8)).flatMap { Int32($0.dropLast()) }
            }
            do {
                let connection = try LoopbackClient.Connection(port: server.client.port)
                try connection.write(
                    Array("GET /collections/thua/export?f=gpkg HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                #expect(try await TestServer.eventually { process() != nil })
                withExtendedLifetime(connection) {}
            }
            let number = try #require(process())
            #expect(try await TestServer.eventually { kill(number, 0) != 0 })
        }
    }

    @Test("waits for its turn, and fifty at a time all come")
    func fifty() async throws {
        try await TestServer.run { server in
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        // Two in fifty are built in processes, the others stream.
                        let format = number % 25 == 0 ? "fgb" : "csv"
                        let answer = try await server.client.raw("GET", "/collections/thua/export?f=\(format)")
                        #expect(answer.status == 200)
                        return format == "csv"
                            ? answer.text.split(separator: "\r\n").count - 1 : SampleStore.parcelCount
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts == Array(repeating: SampleStore.parcelCount, count: 50))
        }
    }

    @Test("leaves nothing of processes that are no more, and everything of those that live")
    func sweep() throws {
        let folder = try TemporaryFolder()
        let host = ProcessInfo.processInfo.hostName
        // No process has the highest number Linux gives plus one.
        let dead = folder.path("geosector-export-\(host)-4194305-x")
        // In a container every server has the same number.
        let former = folder.path("geosector-export-\(host)-\(getpid())-x")
        let living = try ExportFolder(below: folder.url.path)
        defer { living.removeAll() }
        let foreign = folder.path("something else")
        for path in [dead, former, foreign] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let own = try ExportFolder(below: folder.url.path)
        #expect(!FileManager.default.fileExists(atPath: dead) && !FileManager.default.fileExists(atPath: former))
        #expect(FileManager.default.fileExists(atPath: living.path) && FileManager.default.fileExists(atPath: foreign))
        own.removeAll()
        #expect(!FileManager.default.fileExists(atPath: own.path))
    }
}
