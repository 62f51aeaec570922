import HTTPTypes
import Synchronization
import Testing

@testable import TileServer

/// Places, and the order in which clients get them.
@Suite struct WorkGateTests {
    private static func gate(
        places: Int, ofOne: Int, waiting: Int = 100, waitingOfOne: Int = 50, patience: Duration = .seconds(120)
    ) -> WorkGate {
        WorkGate(
            .search,
            WorkGate.Limits(
                places: places, placesOfOne: ofOne, waiting: waiting, waitingOfOne: waitingOfOne, patience: patience))
    }

    private static func refusal(_ body: () async throws -> WorkGate.Place) async -> LimitError? {
        do {
            _ = try await body()
            return nil
        } catch { return error as? LimitError }
    }

    private final class Order: Sendable { let names = Mutex<[String]>([]) }

    private static let (loud, quiet) = (LimitedClient.address("192.0.2.1"), LimitedClient.address("192.0.2.2"))

    @Test("one client has its share, and others find a place while it waits")
    func share() async throws {
        let gate = Self.gate(places: 4, ofOne: 2)
        var held = [try await gate.place(for: Self.loud), try await gate.place(for: Self.loud)]
        let third = Task { try await gate.place(for: Self.loud) }
        #expect(try await TestServer.eventually { gate.load == (2, 1) })
        let other = try await gate.place(for: Self.quiet)
        #expect(gate.load == (3, 1))
        held.removeLast().release()
        let place = try await third.value
        #expect(gate.load == (3, 0))
        for one in held + [place, other] { one.release() }
        #expect(gate.load == (0, 0))
    }

    @Test("clients take turns, whatever each has waiting")
    func turns() async throws {
        let gate = Self.gate(places: 1, ofOne: 1)
        let order = Order()
        let first = try await gate.place(for: Self.loud)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (client, name) in [(Self.loud, "l"), (Self.loud, "l"), (Self.loud, "l"), (Self.quiet, "q")] {
                let waiting = gate.load.waiting
                tasks.addTask {
                    let place = try await gate.place(for: client)
                    order.names.withLock { $0.append(name) }
                    place.release()
                }
                #expect(try await TestServer.eventually { gate.load.waiting == waiting + 1 })
            }
            first.release()
            try await tasks.waitForAll()
        }
        #expect(order.names.withLock { $0 } == ["l", "q", "l", "l"])
        #expect(gate.load == (0, 0))
    }

    @Test("a full queue is said at once, a full share of it too, and a long wait when it is over")
    func full() async throws {
        let gate = Self.gate(places: 1, ofOne: 1, waiting: 2, waitingOfOne: 1)
        let held = try await gate.place(for: Self.loud)
        let waiting = [Self.loud, Self.quiet].map { client in Task { try await gate.place(for: client) } }
        #expect(try await TestServer.eventually { gate.load.waiting == 2 })
        #expect(await Self.refusal { try await gate.place(for: .local) } == .tooMuchWork(.search))
        held.release()
        for task in waiting { try await task.value.release() }
        let brief = Self.gate(places: 1, ofOne: 1, waitingOfOne: 1, patience: .milliseconds(200))
        let place = try await brief.place(for: Self.quiet)
        async let late = Self.refusal { try await brief.place(for: Self.quiet) }
        #expect(try await TestServer.eventually { brief.load.waiting == 1 })
        #expect(await Self.refusal { try await brief.place(for: Self.quiet) } == .tooMuchOfOne(.search))
        let answer = await late
        #expect(answer == .waitedTooLong(.search))
        #expect(brief.load == (1, 0))
        place.release()
        try await brief.place(for: Self.loud).release()
        #expect(brief.load == (0, 0))
    }

    @Test("a place that is let fall is free again, and is given back once")
    func letFall() async throws {
        let gate = Self.gate(places: 1, ofOne: 1)
        do {
            let place = try await gate.place(for: Self.loud)
            place.release()
            place.release()
        }
        _ = try await gate.place(for: Self.loud)
        #expect(try await TestServer.eventually { gate.load == (0, 0) })
    }

    @Test("every route that reads or changes data has a place for its work")
    func kinds() async throws {
        var routes: [RouteDescription] = []
        try await TestServer.run(onRoutes: { routes = $0 }, { _ in })
        let places: [String: WorkKind?] = [
            "GET /collections/{collectionId}/items": .features, "HEAD /collections/{collectionId}/items": .features,
            "POST /collections/{collectionId}/items": .edits, "GET /search": .search, "OPTIONS /search": nil,
            "GET /tiles/{collectionIds}/{second}/{third}/{fourth}": .tiles, "GET /styles/{styleId}": nil,
            "GET /styles/{styleId}/tiles/{z}/{x}/{y}": .tiles, "GET /archives/{name}/{z}/{x}/{y}": .tiles,
            "GET /collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}": .tiles,
            "GET /collections/{collectionId}/export": nil, "GET /": nil, "GET /health": nil, "GET /events": nil,
        ]
        for (text, kind) in places {
            let parts = text.split(separator: " ").map(String.init)
            #expect(routes.contains { $0.path == parts[1] }, "\(text)")
            #expect(WorkKind.of(.init(parts[0])!, parts[1]) == kind, "\(text)")
        }
    }
}
