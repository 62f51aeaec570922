internal import Foundation
internal import Glibc

/// The last link of the audit log, in a small file beside the file of accounts.
///
/// The chain alone cannot tell that its end was cut off. The anchor can, against whoever changes the SQLite file alone.
/// Who may write both files may forge both, with or without a key, because the key would lie on the same machine: for
/// that, the head is noted elsewhere (`audit verify` prints it and takes it back).
struct AuditAnchor: Sendable {
    /// `%018d:<64 digits>\n`: always of one length, so that it is written in place.
    private static let length = 18 + 1 + 64 + 1

    let path: String

    init(path accounts: String) {
        path = URL(filePath: accounts).deletingPathExtension().path + ".anchor"
    }

    enum Content: Hashable, Sendable {
        case none
        case head(AuditHead)
        case unreadable
    }

    /// - Throws: `AccountError.file`.
    func read() throws(AccountError) -> Content {
        guard access(path, F_OK) == 0 else { return .none }
        return try withFile { descriptor throws(AccountError) in Self.content(descriptor) }
    }

    /// Writes a later head; several processes may do so in any order. It may lag after a crash, and is never ahead.
    /// - Throws: `AccountError.file`.
    func advance(to head: AuditHead) throws(AccountError) {
        try withFile { descriptor throws(AccountError) in
            if case .head(let present) = Self.content(descriptor), present.seq >= head.seq { return }
            let digits = String(head.seq)
            let text = String(repeating: "0", count: max(0, 18 - digits.count)) + head.text + "\n"
            let bytes = Array(text.utf8)
            // pwrite: bytes taken, or −1 with errno.
            guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
                throw AccountError.file(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    private func withFile<Value>(
        _ body: (Int32) throws(AccountError) -> Value
    ) throws(AccountError) -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw AccountError.file(path: path, reason: reason)
        }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    private static func content(_ descriptor: Int32) -> Content {
        var buffer = [UInt8](repeating: 0, count: length + 1)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count != 0 else { return .none }
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        guard count == length, text.hasSuffix("\n"), let head = AuditHead(String(text.dropLast())) else {
            return .unreadable
        }
        return .head(head)
    }
}
