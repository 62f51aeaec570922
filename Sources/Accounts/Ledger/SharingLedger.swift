internal import Foundation
internal import GRDB
internal import Logging
internal import Synchronization

/// What systems got: every delivery is a row, tiles are summed by the hour.
public final class SharingLedger: Sendable {
    /// Tiles that are counted together.
    private struct Sum: Hashable {
        let hour: Int64
        let delivery: Delivery
    }

    private struct Counts {
        /// Sums by what they are sums of; its own numbers are 0.
        var sums: [Sum: Delivery] = [:]
        var isWaiting = false
    }

    private let file: AccountFile
    private let group: GroupCommit<(Delivery, Int64)>
    private let counts = Mutex(Counts())

    init(file: AccountFile) {
        self.file = file
        group = GroupCommit { deliveries in
            do throws(AccountError) {
                try await file.write("writing the sharing ledger") { database in
                    for (delivery, moment) in deliveries {
                        try LedgerSQL.insert(delivery, at: moment, in: database)
                    }
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
    }

    /// Keeps deliveries. They are on the disk when this returns.
    /// - Throws: `AccountError`, when none of them was kept.
    public func record(_ deliveries: [Delivery]) async throws(AccountError) {
        let now = file.now
        try await group.write(deliveries.map { ($0, now) })
    }

    /// Counts tiles in memory; they are written some seconds later, and by `flush`. A crash loses those seconds.
    public func count(_ delivery: Delivery) {
        var key = delivery
        key.kind = .tiles
        key.filter = ""
        let counted = key
        (key.requests, key.features, key.bytes) = (0, 0, 0)
        let now = file.now
        let sum = Sum(hour: now - now % 3600, delivery: key)
        let begins = counts.withLock { counts in
            var total = counts.sums[sum] ?? sum.delivery
            total.requests += counted.requests
            total.features += counted.features
            total.bytes += counted.bytes
            counts.sums[sum] = total
            defer { counts.isWaiting = true }
            return !counts.isWaiting
        }
        guard begins else { return }
        let seconds = file.options.ledgerSeconds
        Task { [weak self] in
            try? await Task.sleep(for: .seconds(seconds))
            await self?.writeCounts()
        }
    }

    /// Writes what was counted.
    /// - Throws: `AccountError`; the counts are kept then, and tried again.
    public func flush() async throws(AccountError) {
        let sums = counts.withLock { counts in
            counts.isWaiting = false
            let sums = counts.sums
            counts.sums = [:]
            return sums
        }
        do throws(AccountError) {
            try await group.write(sums.map { ($0.value, $0.key.hour) })
        } catch {
            for total in sums.values { count(total) }
            throw error
        }
    }

    /// The newest first.
    /// - Throws: `AccountError`.
    public func entries(_ query: LedgerQuery) async throws(AccountError) -> [LedgerEntry] {
        try await file.read("reading the sharing ledger") { try LedgerSQL.find(query, in: $0) }
    }

    /// What each system got in a year.
    /// - Throws: `AccountError`.
    public func report(year: Int) async throws(AccountError) -> LedgerReport {
        let lines = try await file.read("reading the sharing ledger") { try LedgerSQL.report(year, in: $0) }
        return LedgerReport(year: year, madeAt: file.options.now(), lines: lines)
    }

    private func writeCounts() async {
        do { try await flush() } catch {
            file.logger.error("sharing ledger not written; tried again", metadata: ["error": "\(error)"])
        }
    }
}
