internal import GRDB

/// What a look through the whole log found.
public struct AuditVerification: Hashable, Sendable {
    /// Entries in the log, without the sealed ones.
    public let entries: Int
    /// The last link; nil in an empty log.
    public let head: AuditHead?
    public let segments: [AuditSegment]
    /// Sealed files that are not in their folder and could not be looked at.
    public let absentSegments: [AuditSegment]
    /// The first hundred; none when all is as it was written.
    public let faults: [AuditFault]
    /// How often the clock of the machine went back between two entries: no fault, and worth a question.
    public let clockSteps: Int

    public var isWhole: Bool { faults.isEmpty }
}

extension AuditLog {
    /// Reads the whole log, in one moment of it, and computes every hash anew.
    /// - Parameter noted: a head that was noted elsewhere.
    /// - Throws: `AccountError`.
    public func verify(noted: AuditHead? = nil) async throws(AccountError) -> AuditVerification {
        // First the anchor: entries that come meanwhile are behind it.
        let anchor = try file.anchor.read()
        let path = file.path
        return try await file.read("verifying the audit log") { database in
            try Self.verify(database, path: path, anchor: anchor, noted: noted)
        }
    }

    /// - Parameters:
    ///   - path: of the accounts, beside which sealed files and anchor lie.
    ///   - anchor: read before the database.
    static func verify(
        _ database: Database, path: String, anchor: AuditAnchor.Content, noted: AuditHead?
    ) throws -> AuditVerification {
        let anchorPath = AuditAnchor(path: path).path
        let segments = try AuditSQL.segments(in: database)
        let start = segments.last.map { AuditHead(seq: $0.last, hash: $0.lastHash) }
        var chain = AuditChain(previous: start?.hash ?? AuditEntry.beginning, next: (start?.seq ?? 0) + 1)
        var faults: [AuditFault] = []
        var noted = noted.map { [$0] } ?? []
        switch anchor {
        case .head(let head): noted.append(head)
        case .unreadable: faults.append(.anchorUnreadable(path: anchorPath))
        case .none: break
        }
        try AuditSQL.forEach(in: database) { entry in
            chain.add(entry)
            if noted.contains(where: { $0.seq == entry.seq && $0.hash != entry.hash }) {
                faults.append(.headDiffers(entry.seq))
            }
            return true
        }
        let head = chain.head ?? start
        if anchor == .none, head != nil { faults.append(.anchorMissing(path: anchorPath)) }
        let last = head?.seq ?? 0
        if let beyond = noted.map(\.seq).max(), beyond > last {
            faults.append(.truncated(last: last, expected: beyond))
        }
        let sealed = Self.check(segments, seals: chain.seals, folder: AuditSegment.folder(ofAccounts: path))
        return AuditVerification(
            entries: chain.count, head: head, segments: segments, absentSegments: sealed.absent,
            faults: sealed.faults + chain.faults + faults, clockSteps: chain.clockSteps)
    }

    /// Segments follow each other from the first entry, each proven by a sealing entry, and their files are as sealed.
    private static func check(
        _ segments: [AuditSegment], seals: [AuditSeal], folder: String
    ) -> (faults: [AuditFault], absent: [AuditSegment]) {
        var faults: [AuditFault] = []
        var absent: [AuditSegment] = []
        var seals = Set(seals)
        var previous = AuditEntry.beginning
        var next: Int64 = 1
        for segment in segments {
            if segment.first != next {
                faults.append(.missing(first: next, last: segment.first - 1))
            } else if segment.previous != previous {
                faults.append(.misplaced(segment.first))
            }
            previous = segment.lastHash
            next = segment.last + 1
        }
        // The seal of a segment may itself lie in a later one, which cannot tell while it is elsewhere.
        for segment in segments.reversed() {
            if !seals.contains(AuditSeal(segment)), absent.isEmpty {
                faults.append(.unsealed(first: segment.first, last: segment.last))
            }
            if let found = segment.faults(in: folder) {
                faults += found
                seals.formUnion(segment.seals(in: folder))
            } else {
                absent.append(segment)
            }
        }
        return (faults, absent.reversed())
    }
}
