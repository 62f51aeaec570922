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

    /// Each connection asks again as soon as it has its answer: the rate at which the server is fully busy.
    func requestsPerSecond(for seconds: Double) -> Double {
        let result = run(until: ContinuousClock.now + .seconds(seconds)) { _ in nil }
        return Double(result.latencies.count) / seconds
    }

    /// Requests at fixed moments, `rate` a second, until `isOver`; a late answer delays no other request, and its
    /// latency counts from the moment it was due.
    func run(rate: Double, until isOver: @escaping @Sendable () -> Bool) -> Result {
        let start = ContinuousClock.now
        return run(until: nil) { number in
            isOver() ? nil : start + .seconds(Double(number) / rate)
        } isOver: {
            isOver()
        }
    }

    private func run(
        until end: ContinuousClock.Instant?, due: @escaping @Sendable (Int) -> ContinuousClock.Instant?,
        isOver: @escaping @Sendable () -> Bool = { false }
    ) -> Result {
        let tally = Tally()
        DispatchQueue.concurrentPerform(iterations: connections) { [port, paths] _ in
            guard let connection = try? Connection(port: port) else { return }
            var own = Result()
            while !isOver(), end.map({ ContinuousClock.now < $0 }) ?? true {
                let number = tally.takeNumber()
                let scheduled = due(number)
                if let scheduled {
                    usleep(UInt32(max(0, Timing.seconds(ContinuousClock.now.duration(to: scheduled)) * 1e6)))
                }
                let start = scheduled ?? ContinuousClock.now
                if !connection.get(paths[number % paths.count]) { own.failures += 1 }
                own.latencies.append(Timing.seconds(start.duration(to: .now)))
            }
            tally.add(own)
        }
        return tally.total
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
        private let socket: Int32
        private var buffer = [UInt8](repeating: 0, count: 1 << 16)

        init(port: Int) throws {
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let status = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
            }
            guard status == 0 else { throw NoConnection() }
            var on: Int32 = 1
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
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
