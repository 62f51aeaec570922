import Foundation
import TestSupport
import Testing

@testable import Backups

@Suite struct RetentionTests {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
        return calendar
    }()

    private static func id(_ text: String) throws -> BackupID {
        let moment = try Date(text, strategy: .iso8601)
        return BackupID(of: Array(text.utf8), at: moment)
    }

    /// The days of 2026 that stay, of one backup each night at 02:00 Vietnam's time.
    private func kept(_ policy: [RetentionPolicy.Rule: Int], nights: Int) throws -> [String] {
        let last = try Date("2026-11-20T19:00:00Z", strategy: .iso8601)
        let ids = (0..<nights).map { night in
            BackupID(
                of: [UInt8(night % 256), UInt8(night / 256)], at: last.addingTimeInterval(-86_400 * Double(night)))
        }
        return RetentionPolicy(policy).decide(ids.shuffled(), calendar: Self.calendar)
            .filter { !$0.keptBy.isEmpty }
            .map { entry in
                let day = Self.calendar.dateComponents([.year, .month, .day], from: entry.id.moment)
                return "\(day.month ?? 0)-\(day.day ?? 0)"
            }
    }

    @Test("seven days, four weeks and three months of nightly backups are what those words say")
    func usual() throws {
        let kept = try kept([.daily: 7, .weekly: 4, .monthly: 3], nights: 200)
        // The last is of Saturday, 21 November, 02:00. Weeks end on Sundays, months on their last day.
        #expect(
            kept == ["11-21", "11-20", "11-19", "11-18", "11-17", "11-16", "11-15", "11-8", "11-1", "10-31", "9-30"])
    }

    @Test("of several in one day the newest stays; a server that stood still loses nothing")
    func gaps() throws {
        let ids = try ["2024-01-05T01:00:00Z", "2026-11-20T01:00:00Z", "2026-11-20T05:00:00Z"].map(Self.id)
        let decisions = RetentionPolicy([.daily: 7]).decide(ids, calendar: Self.calendar)
        #expect(decisions.map(\.id) == ids.reversed())
        #expect(decisions.map(\.keptBy) == [[.daily], [], [.daily]])
    }

    @Test("a day is one of the machine's calendar, not of UTC")
    func midnight() throws {
        // 23:30 and 00:30 in Pleiku.
        let ids = try ["2026-11-20T16:30:00Z", "2026-11-20T17:30:00Z"].map(Self.id)
        #expect(RetentionPolicy([.daily: 2]).decide(ids, calendar: Self.calendar).allSatisfy { !$0.keptBy.isEmpty })
    }

    @Test("without a backup nothing is decided")
    func none() { #expect(RetentionPolicy([.last: 1]).decide([]).isEmpty) }

    @Test("pruning removes what only old backups needed; a rehearsal says the same and removes nothing")
    func prune() throws {
        let fixture = try RepositoryFixture()
        let first = try fixture.backUp(RepositoryFixture.bytes(3 * ChunkStore.chunkBytes, seed: 1)).id
        let second = try fixture.backUp(
            RepositoryFixture.bytes(3 * ChunkStore.chunkBytes, seed: 2), at: Date(timeIntervalSince1970: 1_795_200_000)
        ).id
        let before = try fixture.chunkFiles
        let rehearsal = try fixture.repository.prune(RetentionPolicy([.last: 1]), isRehearsal: true)
        #expect(try fixture.chunkFiles == before)
        #expect(try fixture.repository.backups() == [first, second])
        let outcome = try fixture.repository.prune(RetentionPolicy([.last: 1]))
        #expect(outcome.removed == [first] && rehearsal.removed == [first])
        #expect(outcome.chunks == 4 && rehearsal.chunks == 4)
        #expect(outcome.bytes == rehearsal.bytes && outcome.bytes > 3 * 60_000)
        #expect(try fixture.repository.backups() == [second])
        #expect(try fixture.repository.check().isSound)
        #expect(
            try fixture.restored(second, as: "second") == RepositoryFixture.bytes(3 * ChunkStore.chunkBytes, seed: 2))
    }
}
