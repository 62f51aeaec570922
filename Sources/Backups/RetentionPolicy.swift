public import Foundation

/// Which backups stay: the newest of so many days, weeks, months and years that have one, as restic and borg count.
///
/// Only the times of backups are compared, never with the present one: a clock that runs wrong, or a server that stood
/// still for a year, makes nothing old.
public struct RetentionPolicy: Hashable, Sendable {
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        case last, daily, weekly, monthly, yearly
    }

    public var counts: [Rule: Int]

    public init(_ counts: [Rule: Int]) { self.counts = counts }

    /// Without a rule that keeps something, everything would go.
    public var keepsNothing: Bool { !counts.values.contains { $0 > 0 } }

    /// - Parameters:
    ///   - ids: in any order.
    ///   - calendar: whose days; weeks begin on Monday whatever it says.
    /// - Returns: each backup, the newest first, with the rules by which it stays; without any it goes.
    public func decide(
        _ ids: [BackupID], calendar: Calendar = .current
    ) -> [(id: BackupID, keptBy: [Rule])] {
        var left = counts
        var lastPeriod: [Rule: String] = [:]
        var weeks = Calendar(identifier: .iso8601)
        weeks.timeZone = calendar.timeZone
        return ids.sorted(by: >).map { id in
            let keptBy = Rule.allCases.filter { rule in
                guard left[rule, default: 0] > 0 else { return false }
                let period = Self.period(rule, id, calendar, weeks)
                guard lastPeriod[rule] != period else { return false }
                lastPeriod[rule] = period
                left[rule, default: 0] -= 1
                return true
            }
            return (id, keptBy)
        }
    }

    private static func period(_ rule: Rule, _ id: BackupID, _ calendar: Calendar, _ weeks: Calendar) -> String {
        let day = calendar.dateComponents([.year, .month, .day], from: id.moment)
        let (year, month) = (day.year ?? 0, day.month ?? 0)
        switch rule {
        case .last: return id.text
        case .daily: return "\(year)-\(month)-\(day.day ?? 0)"
        case .weekly:
            let week = weeks.dateComponents([.yearForWeekOfYear, .weekOfYear], from: id.moment)
            return "\(week.yearForWeekOfYear ?? 0)-\(week.weekOfYear ?? 0)"
        case .monthly: return "\(year)-\(month)"
        case .yearly: return "\(year)"
        }
    }
}

/// What a prune did, or would do.
public struct RetentionOutcome: Sendable {
    public let decisions: [(id: BackupID, keptBy: [RetentionPolicy.Rule])]
    /// Chunks that go, and their bytes on the disk.
    public let chunks: Int
    public let bytes: Int64

    public var removed: [BackupID] { decisions.filter { $0.keptBy.isEmpty }.map(\.id) }
}

extension BackupRepository {
    /// Takes away backups that a policy does not keep, and the chunks that none of the others needs.
    /// - Throws: `BackupError`; when a manifest or list that stays is damaged, before anything was removed.
    public func prune(
        _ policy: RetentionPolicy, isRehearsal: Bool = false, calendar: Calendar = .current
    ) throws(BackupError) -> RetentionOutcome {
        precondition(!policy.keepsNothing, "a prune keeps something")
        let lock = try lock(.exclusive)
        defer { withExtendedLifetime(lock) {} }
        if !isRehearsal { try sweep() }
        let decisions = policy.decide(try backups(), calendar: calendar)
        let kept = decisions.filter { !$0.keptBy.isEmpty }.map(\.id)
        guard isRehearsal else {
            // Asked before anything goes: it throws when a backup that stays cannot say what it needs.
            _ = try neededChunks(of: kept)
            for decision in decisions where decision.keptBy.isEmpty { try forget(decision.id) }
            let removed = try removeUnneeded(keeping: kept)
            return RetentionOutcome(decisions: decisions, chunks: removed.count, bytes: removed.bytes)
        }
        let unneeded = try chunks.all().subtracting(neededChunks(of: kept))
        return RetentionOutcome(
            decisions: decisions, chunks: unneeded.count, bytes: unneeded.reduce(0) { $0 + chunks.size($1) })
    }
}
