internal import Foundation
internal import Glibc

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// One answer of a server.
public struct HTTPAnswer: Sendable {
    public let status: Int
    /// Names in lower case.
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]

    public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public subscript(name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// Speaks HTTP to a server on this machine.
public struct LoopbackClient: Sendable {
    public enum Fault: Error {
        case noConnection(errno: Int32)
        case noHeader([UInt8])
        case notHTTP
    }

    public let port: Int
    public var base: String { "http://127.0.0.1:\(port)" }

    public init(port: Int) { self.port = port }

    /// With URLSession, which undoes compression and follows nothing of ours.
    /// - Parameter target: path and query, encoded; or a whole URL of this server.
    public func get(_ target: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        let address = target.hasPrefix("http") ? target : base + target
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await Self.session.data(for: request)
        guard let http = response as? HTTPURLResponse else { throw Fault.notHTTP }
        let fields = http.allHeaderFields.map { (name: "\($0.key)".lowercased(), value: "\($0.value)") }
        return HTTPAnswer(status: http.statusCode, headers: fields, body: Array(data))
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = 180
        return URLSession(configuration: configuration)
    }()

    /// Over a bare socket: no header, path or body is changed on the way, in either direction.
    public func raw(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        var headers = headers
        if !body.isEmpty { headers["Content-Length"] = "\(body.count)" }
        let fields = headers.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
        let host = headers.keys.contains("Host") ? "" : "Host: 127.0.0.1:\(port)\r\n"
        let text = "\(method) \(target) HTTP/1.1\r\n\(host)\(fields)Connection: close\r\n\r\n"
        let port = port
        let bytes = try await offPool {
            let connection = try Connection(port: port)
            try connection.write(Array(text.utf8) + body)
            return connection.readAnswer(hasBody: method != "HEAD")
        }
        return try Self.parse(bytes)
    }

    /// A connection of one's own, for clients that dawdle.
    public final class Connection: Sendable {
        private let socket: Int32

        /// - Parameter receiveBuffer: bytes; small, it makes a client that takes its time.
        public init(port: Int, receiveBuffer: Int32? = nil) throws {
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if var size = receiveBuffer {
                setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw Fault.noConnection(errno: errno) }
        }

        deinit { close(socket) }

        public func write(_ bytes: [UInt8]) throws {
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard sent > 0 else { throw Fault.noConnection(errno: errno) }
                rest = rest.dropFirst(sent)
            }
        }

        /// What there is, up to `count` bytes; empty at the end.
        public func read(_ count: Int = 1 << 16) -> [UInt8] {
            var buffer = [UInt8](repeating: 0, count: count)
            let received = recv(socket, &buffer, count, 0)
            return received > 0 ? Array(buffer[..<received]) : []
        }

        /// One answer: to the length it states, else to the end.
        func readAnswer(hasBody: Bool) -> [UInt8] {
            var bytes: [UInt8] = []
            while true {
                let chunk = read()
                bytes += chunk
                if chunk.isEmpty { return bytes }
                guard let answer = try? LoopbackClient.parse(bytes) else { continue }
                if !hasBody { return bytes }
                if let length = answer["content-length"].flatMap(Int.init), answer.body.count >= length { return bytes }
            }
        }

        public func readToEnd() throws -> [UInt8] {
            var bytes: [UInt8] = []
            while true {
                let chunk = read()
                if chunk.isEmpty { return bytes }
                bytes += chunk
            }
        }
    }

    /// - Throws: `Fault.noHeader` with what came instead.
    public static func parse(_ bytes: [UInt8]) throws -> HTTPAnswer {
        let text = Data(bytes)
        guard let end = text.range(of: Data("\r\n\r\n".utf8)) else { throw Fault.noHeader(bytes) }
        let lines = String(decoding: text[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        var body = Array(text[end.upperBound...])
        if headers.contains(where: { $0.name == "transfer-encoding" && $0.value == "chunked" }) { body = joined(body) }
        return HTTPAnswer(status: status, headers: headers, body: body)
    }

    /// The chunks of a chunked body, put together (RFC 9112, 7.1).
    private static func joined(_ body: [UInt8]) -> [UInt8] {
        var joined: [UInt8] = []
        var rest = body[...]
        while let lineEnd = rest.firstIndex(of: 13) {
            let size = Int(String(decoding: rest[..<lineEnd], as: UTF8.self), radix: 16) ?? 0
            guard size > 0, rest.count >= lineEnd - rest.startIndex + 2 + size else { break }
            rest = rest[(lineEnd + 2)...]
            joined += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return joined
    }
}

/// Runs blocking work on a thread of its own: on the cooperative pool, which has as many threads as the machine has
/// cores, it would keep the server under test from answering.
@discardableResult
public func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}
