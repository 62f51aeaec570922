import HTTPTypes
import NIOCore
import SimpleFeatures

/// Answers to what never becomes a request. The connection ends behind them.
enum EarlyAnswer {
    static let noRoom = bytes(
        Problem(
            status: .serviceUnavailable, title: "Too many connections",
            detail:
                "There is no room for another connection; close some, or try again shortly. Who runs the server raises"
                + " it with 'connections' and 'connections_address'."), retryAfter: "5")
    static let fieldsTooLarge = bytes(
        Problem(
            status: .requestHeaderFieldsTooLarge, title: "Header too large",
            detail: "The fields and the URL of a request, or their number, are more than is taken. Who runs the server"
                + " raises it with 'header_bytes' and 'header_fields'."))
    static let malformed = bytes(
        Problem(status: .badRequest, title: "Not HTTP", detail: "What came is no request of HTTP/1.1 (RFC 9112)."))

    private static func bytes(_ problem: Problem, retryAfter: String? = nil) -> ByteBuffer {
        let body = problem.document(requestID: nil).serialized
        var text = "HTTP/1.1 \(problem.status.code) \(problem.status.reasonPhrase)\r\n"
        text +=
            "Content-Type: \(MediaType.problem.value)\r\nContent-Length: \(body.count)\r\nCache-Control: no-store\r\n"
        if let retryAfter { text += "Retry-After: \(retryAfter)\r\n" }
        for field in CommonFields.all { text += "\(field.name.rawName): \(field.value)\r\n" }
        text += "Connection: close\r\n\r\n"
        var buffer = ByteBuffer(string: text)
        buffer.writeBytes(body)
        return buffer
    }
}
