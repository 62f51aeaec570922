internal import Foundation
internal import SimpleFeatures

/// What is wrong with an audit log.
public enum AuditFault: Hashable, Sendable {
    /// The entry does not say what it said.
    case changed(Int64)
    /// The entry does not follow the one before: moved, put in, or written anew.
    case misplaced(Int64)
    case missing(first: Int64, last: Int64)
    /// The log ended later once.
    case truncated(last: Int64, expected: Int64)
    /// The entry is not the one that was noted elsewhere.
    case headDiffers(Int64)
    /// Entries are gone of which the log does not say that they were sealed.
    case unsealed(first: Int64, last: Int64)
    /// A sealed file is not the one that was sealed.
    case segmentChanged(file: String)
    case anchorMissing(path: String)
    case anchorUnreadable(path: String)
}

/// What a sealing entry says.
struct AuditSeal: Hashable {
    let first: Int64
    let last: Int64
    let hash: String
    let sha256: String

    init(_ segment: AuditSegment) {
        first = segment.first
        last = segment.last
        hash = Secrets.hex(segment.lastHash)
        sha256 = Secrets.hex(segment.sha256)
    }

    init?(_ entry: AuditEntry) {
        guard entry.action == AuditAction.seal.rawValue, let value = try? JSONReader.read(Array(entry.detail.utf8)),
            let first = value["first"]?.integer, let last = value["last"]?.integer, let hash = value["hash"]?.string,
            let sha256 = value["sha256"]?.string
        else { return nil }
        self.first = first
        self.last = last
        self.hash = hash
        self.sha256 = sha256
    }

    func detail(file: String) -> JSONObject {
        [
            "first": .integer(first), "last": .integer(last), "hash": .string(hash), "sha256": .string(sha256),
            "file": .string(file),
        ]
    }
}

/// Follows entries from one to the next.
struct AuditChain {
    /// As many as anybody reads.
    private static let mostFaults = 100

    private(set) var faults: [AuditFault] = []
    private(set) var head: AuditHead?
    private(set) var count = 0
    /// How often an entry is older than the one before: the machine's clock was set back.
    private(set) var clockSteps = 0
    private(set) var seals: [AuditSeal] = []
    private var previous: [UInt8]
    private var next: Int64
    private var lastMoment = ""

    init(previous: [UInt8], next: Int64) {
        self.previous = previous
        self.next = next
    }

    mutating func add(_ entry: AuditEntry) {
        let isChanged = entry.expectedHash != entry.hash
        let isLinked = entry.previous == previous
        if entry.seq > next {
            report(.missing(first: next, last: entry.seq - 1))
            if isChanged { report(.changed(entry.seq)) }
        } else if !isLinked {
            report(.misplaced(entry.seq))
        } else if isChanged {
            report(.changed(entry.seq))
        }
        if entry.at < lastMoment { clockSteps += 1 }
        lastMoment = entry.at
        if let seal = AuditSeal(entry) { seals.append(seal) }
        head = AuditHead(seq: entry.seq, hash: entry.hash)
        previous = entry.hash
        next = entry.seq + 1
        count += 1
    }

    private mutating func report(_ fault: AuditFault) {
        if faults.count < Self.mostFaults { faults.append(fault) }
    }
}
