internal import Foundation
internal import SimpleFeatures

/// The last link of the chain. Noted elsewhere (on paper, on another machine), it proves later that nothing before it
/// was changed.
public struct AuditHead: Hashable, Sendable {
    public let seq: Int64
    /// SHA-256.
    let hash: [UInt8]

    init(seq: Int64, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// `<number>:<64 hexadecimal digits>`; nil for another form.
    public init?(_ text: String) {
        guard let parts = text.wholeMatch(of: /(\d{1,18}):([0-9a-f]{64})/), let seq = Int64(parts.1) else { return nil }
        let digits = Array(parts.2.utf8)
        self.seq = seq
        hash = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }

    public var text: String { "\(seq):\(Secrets.hex(hash))" }
}

/// One entry as it was kept.
public struct AuditEntry: Hashable, Sendable {
    public let seq: Int64
    /// UTC, ISO 8601 with milliseconds.
    public let at: String
    /// `user:lan`, `system:lgsp`, `program:root`, `anonymous`.
    public let actor: String
    /// As much of it as the settings keep.
    public let address: String?
    public let request: String?
    public let action: String
    public let target: String
    public let outcome: String
    /// JSON.
    public let detail: String
    let previous: [UInt8]
    private(set) var hash: [UInt8]

    /// What the first entry has before it.
    static let beginning = [UInt8](repeating: 0, count: 32)

    /// SHA-256 over the hash of the entry before and what this one says.
    var expectedHash: [UInt8] { Secrets.sha256(previous + canonical) }

    /// JSON with its members in one order and no blanks: equal entries give equal bytes.
    private var canonical: [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.append(raw: "{\"seq\":")
        writer.append(seq)
        for (name, value) in [
            ("at", at), ("actor", actor), ("address", address), ("request", request), ("action", action),
            ("target", target), ("outcome", outcome),
        ] {
            writer.append(raw: ",")
            writer.append(name)
            writer.append(raw: ":")
            if let value { writer.append(value) } else { writer.append(raw: "null") }
        }
        writer.append(raw: ",\"detail\":")
        writer.bytes += detail.utf8
        writer.append(raw: "}")
        return writer.bytes
    }

    /// The entry and its hashes in one line of JSON, without an end of line.
    public var line: [UInt8] {
        canonical.dropLast()
            + Array(",\"previous\":\"\(Secrets.hex(previous))\",\"hash\":\"\(Secrets.hex(hash))\"}".utf8)
    }

    /// Nil for a line that `line` did not write.
    init?(line: [UInt8]) {
        guard let value = try? JSONReader.read(line), let seq = value["seq"]?.integer, let at = value["at"]?.string,
            let actor = value["actor"]?.string, let action = value["action"]?.string,
            let target = value["target"]?.string, let outcome = value["outcome"]?.string, let detail = value["detail"],
            let previous = value["previous"]?.string.flatMap({ AuditHead("0:\($0)")?.hash }),
            let hash = value["hash"]?.string.flatMap({ AuditHead("0:\($0)")?.hash })
        else { return nil }
        self.init(
            seq: seq, at: at, actor: actor, address: value["address"]?.string, request: value["request"]?.string,
            action: action, target: target, outcome: outcome,
            detail: String(decoding: detail.serialized, as: UTF8.self), previous: previous, hash: hash)
        guard self.line == line else { return nil }
    }

    /// - Parameter hash: nil for a new entry, whose hash follows from the rest.
    init(
        seq: Int64, at: String, actor: String, address: String?, request: String?, action: String, target: String,
        outcome: String, detail: String, previous: [UInt8], hash: [UInt8]? = nil
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.address = address
        self.request = request
        self.action = action
        self.target = target
        self.outcome = outcome
        self.detail = detail
        self.previous = previous
        self.hash = hash ?? []
        if hash == nil { self.hash = expectedHash }
    }
}
