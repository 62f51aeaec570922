import NIOCore
import Synchronization

/// What an event tells of: a collection, or a view of it.
struct EventSubject: Hashable, Sendable {
    let collection: String
    /// The fingerprint of the view; nil for the whole collection.
    let view: String?
}

/// Tells what happens to everyone who listens (WHATWG HTML, 9.2, server-sent events). An idle listener costs a task
/// that sleeps and an entry here.
final class EventHub: Sendable {
    private struct State {
        /// Numbered 1, 2, 3…
        var last = 0
        var kept: [(number: Int, subject: EventSubject, text: ByteBuffer)] = []
        var listeners: [Int: Listener] = [:]
        var nextListener = 0
    }

    private struct Listener {
        let hears: @Sendable (EventSubject) -> Bool
        let stream: AsyncStream<ByteBuffer>.Continuation
    }

    /// One who listens; `close` frees it.
    struct Subscription: Sendable {
        let chunks: AsyncStream<ByteBuffer>
        let close: @Sendable () -> Void
    }

    /// Events told again to those who were away.
    private static let mostKept = 256
    /// Events that wait for a slow client; one that is further behind is cut off, and asks again from where it was.
    private static let mostWaiting = 64
    /// Proxies close what is silent for a minute.
    private static let heartbeat = Duration.seconds(15)

    /// Tells the numbers of this run from those of another.
    private let run: String
    private let state = Mutex(State())

    init(run: String) { self.run = run }

    var listenerCount: Int { state.withLock { $0.listeners.count } }

    /// - Parameters:
    ///   - subject: only who may see it is told.
    ///   - data: one line.
    func publish(_ name: String, about subject: EventSubject, data: String) {
        state.withLock { state in
            state.last += 1
            let text = ByteBuffer(string: "id: \(run)-\(state.last)\nevent: \(name)\ndata: \(data)\n\n")
            state.kept.append((state.last, subject, text))
            if state.kept.count > Self.mostKept { state.kept.removeFirst() }
            Self.send(text, about: subject, &state)
        }
    }

    /// - Parameters:
    ///   - lastID: the id of the last event a client has seen, as it sends it when it comes back.
    ///   - hears: which subjects the client may see.
    func subscribe(
        after lastID: String?, hears: @escaping @Sendable (EventSubject) -> Bool = { _ in true }
    ) -> Subscription {
        let (chunks, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.mostKept + Self.mostWaiting))
        let number = state.withLock { state in
            state.nextListener += 1
            continuation.yield(ByteBuffer(string: "retry: 2000\n\n"))
            for text in missed(since: lastID, hears, state) { continuation.yield(text) }
            state.listeners[state.nextListener] = Listener(hears: hears, stream: continuation)
            return state.nextListener
        }
        return Subscription(chunks: chunks) { [self] in
            state.withLock { $0.listeners.removeValue(forKey: number) }?.stream.finish()
        }
    }

    /// Sends a comment to all now and then until the task is cancelled: proxies keep the connections open, and those
    /// that are dead are noticed.
    func runHeartbeats() async throws {
        while !Task.isCancelled {
            try await Task.sleep(for: Self.heartbeat)
            state.withLock { Self.send(ByteBuffer(string: ": \n\n"), about: nil, &$0) }
        }
    }

    /// - Parameter subject: nil for everybody.
    private static func send(_ text: ByteBuffer, about subject: EventSubject?, _ state: inout State) {
        for (number, listener) in state.listeners where subject.map(listener.hears) ?? true {
            if case .enqueued = listener.stream.yield(text) { continue }
            state.listeners[number] = nil
            listener.stream.finish()
        }
    }

    /// Cuts everybody off: who may see what has changed. Clients come back by themselves, and are asked anew.
    func closeAll() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners.values
        }
        for listener in listeners { listener.stream.finish() }
    }

    /// Where a client stands, then what it has missed; or that it must look at everything anew.
    private func missed(
        since lastID: String?, _ hears: (EventSubject) -> Bool, _ state: State
    ) -> [ByteBuffer] {
        let position = "id: \(run)-\(state.last)\n"
        guard let lastID, !lastID.isEmpty else { return [ByteBuffer(string: "\(position)event: ready\ndata: {}\n\n")] }
        let parts = lastID.split(separator: "-")
        guard parts.count == 2, parts[0] == run, let number = Int(parts[1]), number <= state.last,
            number >= (state.kept.first?.number ?? state.last + 1) - 1
        else { return [ByteBuffer(string: "\(position)event: reset\ndata: {}\n\n")] }
        return state.kept.filter { $0.number > number && hears($0.subject) }.map(\.text)
    }
}
