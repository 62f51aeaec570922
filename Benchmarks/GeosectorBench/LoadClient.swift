import Foundation
import Glibc
import Synchronization

/// Asks a server for tiles over connections that stay open, and times every answer.
struct LoadClient {
    struct NoConnection: Error {}

    /// Latencies in seconds, and how many answers were none of 200 and 204.
    struct Result {
        var latencies: [Double] = []
        var failures = 0

        func percentile(_ share: Double) -> Double {
            let sorted = latencies.sorted()
            guard !sorted.isEmpty else { return .nan }
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
    }

    let port: Int
    let paths: [String]
    let connections: Int
    /// The last part of the 127.0.0.x that the connections come from.
    var host: UInt8 = 1

    /// Each connection asks again as soon as it has its answer: the rate at which the server is fully busy.
    func requestsPerSecond(for seconds: Double) -> Double {
        let result = requests(for: seconds)
        return Double(result.latencies.count - result.failures) / seconds
    }

    func requests(for seconds: Double) -> Result {
        let end = ContinuousClock.now + .seconds(seconds)
        return run(due: nil) { ContinuousClock.now >= end }
    }

    /// Requests at fixed moments, `rate` a second, until `isOver`; a late answer delays no other request, and its
    /// latency counts from the moment it was due.
    func run(rate: Double, until isOver: @escaping @Sendable () -> Bool) -> Result {
        let start = ContinuousClock.now
        return run(due: { start + .seconds(Double($0) / rate) }, isOver: isOver)
    }

    /// A thread for each connection, whatever the number of processors: a thread that waits for an answer does nothing.
    private func run(
        due: (@Sendable (Int) -> ContinuousClock.Instant)?, isOver: @escaping @Sendable () -> Bool
    ) -> Result {
        let tally = Tally()
        let group = DispatchGroup()
        for _ in 0..<connections {
            group.enter()
            let thread = Thread { [self] in
                tally.add(ask(tally, due: due, isOver: isOver))
                group.leave()
            }
            thread.start()
        }
        group.wait()
        return tally.total
    }

    /// What one connection does. One that fails is opened again.
    private func ask(
        _ tally: Tally, due: (@Sendable (Int) -> ContinuousClock.Instant)?, isOver: @Sendable () -> Bool
    ) -> Result {
        var own = Result()
        var connection: Connection?
        while !isOver() {
            let number = tally.takeNumber()
            let start = due?(number) ?? ContinuousClock.now
            let pause = Timing.seconds(ContinuousClock.now.duration(to: start))
            if pause > 0 { usleep(UInt32(pause * 1e6)) }
            if connection == nil { connection = try? Connection(port: port, from: host) }
            if connection?.get(paths[number % paths.count]) != true {
                own.failures += 1
                connection = nil
            }
            own.latencies.append(Timing.seconds(start.duration(to: .now)))
        }
        return own
    }

    /// What the connections share: the number of the next request, and the results of those that are done.
    private final class Tally: Sendable {
        private let next = Atomic(0)
        private let collected = Mutex(Result())

        func takeNumber() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }

        func add(_ result: Result) {
            collected.withLock {
                $0.latencies += result.latencies
                $0.failures += result.failures
            }
        }

        var total: Result { collected.withLock { $0 } }
    }

    /// One kept-open connection of HTTP/1.1. For one thread.
    private final class Connection {
        /// An answer that takes longer is an error.
        private static let patienceInSeconds = 30

        private let socket: Int32
        private var buffer = [UInt8](repeating: 0, count: 1 << 16)

        init(port: Int, from host: UInt8) throws {
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            func status(of call: (UnsafePointer<sockaddr>) -> Int32, host: UInt8, port: Int) -> Int32 {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = in_port_t(port).bigEndian
                address.sin_addr.s_addr = in_addr_t(0x7F00_0000 | UInt32(host)).bigEndian
                return withUnsafePointer(to: &address) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0) }
                }
            }
            let socket = socket
            guard status(of: { bind(socket, $0, size) }, host: host, port: 0) == 0,
                status(of: { connect(socket, $0, size) }, host: 1, port: port) == 0
            else { throw NoConnection() }
            var on: Int32 = 1
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            var patience = timeval(tv_sec: Self.patienceInSeconds, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(socket) }

        /// - Returns: whether the answer was 200 or 204, and whole.
        func get(_ path: String) -> Bool {
            let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".utf8)
            guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return false }
            var head: [UInt8] = []
            var bodyLeft: Int?
            while true {
                let count = recv(socket, &buffer, buffer.count, 0)
                guard count > 0 else { return false }
                if let left = bodyLeft {
                    bodyLeft = left - count
                } else {
                    head += buffer[..<count]
                    guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
                    let text = String(decoding: head[..<end.lowerBound], as: UTF8.self).lowercased()
                    let length = text.firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
                    bodyLeft = length - (head.count - end.upperBound)
                }
                guard let left = bodyLeft, left <= 0 else { continue }
                let status = String(decoding: head.prefix(12).suffix(3), as: UTF8.self)
                return status == "200" || status == "204"
            }
        }
    }
}
