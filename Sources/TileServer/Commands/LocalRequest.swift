import Glibc

/// One GET of a server nearby, over a plain socket: the program needs no HTTP client for more.
struct LocalRequest {
    enum Fault: Error, Hashable {
        case unknownHost
        case noConnection(reason: String)
        /// Connected, and nothing came.
        case noAnswer(seconds: Int)
        case refused(status: Int)
        case notHTTP
    }

    let host: String
    let port: Int
    /// Seconds for each step.
    var patience = 10

    /// The body of a 200.
    /// - Throws: `Fault`.
    func get(_ path: String) throws(Fault) -> [UInt8] {
        let descriptor = try connected()
        defer { close(descriptor) }
        // The answer ends when the connection does.
        try send("GET \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\nConnection: close\r\n\r\n", over: descriptor)
        let answer = try readToEnd(descriptor)
        let separator = Array("\r\n\r\n".utf8)
        guard
            let end = answer.indices.first(where: { answer[$0...].starts(with: separator) }),
            let line = String(decoding: answer[..<end], as: UTF8.self).split(separator: "\r\n").first,
            line.hasPrefix("HTTP/"), let status = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw .notHTTP }
        guard status == 200 else { throw .refused(status: status) }
        return Array(answer[(end + separator.count)...])
    }

    private func connected() throws(Fault) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0 else { throw .unknownHost }
        defer { freeaddrinfo(found) }
        var reason = "no address"
        var next = found
        while let address = next?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            var limit = timeval(tv_sec: patience, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
            if descriptor >= 0, connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            next = address.ai_next
        }
        throw .noConnection(reason: reason)
    }

    private func send(_ text: String, over descriptor: Int32) throws(Fault) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw .noConnection(reason: String(cString: strerror(errno))) }
            rest = rest.dropFirst(sent)
        }
    }

    private func readToEnd(_ descriptor: Int32) throws(Fault) -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else {
                if errno == EAGAIN { throw .noAnswer(seconds: patience) }
                throw .noConnection(reason: String(cString: strerror(errno)))
            }
            if count == 0 { return answer }
            answer += buffer[..<count]
        }
    }
}
