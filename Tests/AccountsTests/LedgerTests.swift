import Foundation
import GRDB
import Testing

@testable import Accounts

@Suite struct LedgerTests {
    private func delivery(
        _ kind: Delivery.Kind = .items, to system: String = "lgsp", collection: String = "parcels", version: Int = 3,
        purpose: String = "hồ sơ đất đai", features: Int = 10, bytes: Int = 2000
    ) -> Delivery {
        Delivery(
            kind, to: system, keyID: "k1", collection: collection, version: version, filter: "xa='Ia Der'",
            purpose: purpose, features: features, bytes: bytes)
    }

    @Test("each delivery is a row with version, filter, purpose and counts")
    func record() async throws {
        let fixture = try AccountFixture()
        try await fixture.store.ledger.record([delivery(), delivery(.export, features: 500)])
        let entries = try await fixture.store.ledger.entries(LedgerQuery())
        #expect(entries.map(\.delivery) == [delivery(.export, features: 500), delivery()])
        #expect(entries.allSatisfy { $0.at == fixture.clock.now })
        #expect(try await fixture.store.ledger.entries(LedgerQuery(system: "other")).isEmpty)
    }

    @Test("tiles are summed by the hour, whoever writes them")
    func tiles() async throws {
        let fixture = try AccountFixture()
        let other = try fixture.another()
        for store in [fixture.store, other] {
            for _ in 0..<50 { store.ledger.count(delivery(.tiles, features: 2, bytes: 100)) }
            try await store.ledger.flush()
        }
        fixture.clock.advance(seconds: 3600)
        fixture.store.ledger.count(delivery(.tiles, features: 2, bytes: 100))
        try await fixture.store.ledger.flush()
        try await fixture.store.ledger.flush()
        let entries = try await fixture.store.ledger.entries(LedgerQuery())
        #expect(entries.map(\.delivery.requests) == [1, 100])
        #expect(entries.map(\.delivery.bytes) == [100, 10_000])
        #expect(entries.allSatisfy { $0.at.timeIntervalSince1970.truncatingRemainder(dividingBy: 3600) == 0 })
        #expect(entries[0].delivery.filter.isEmpty)
        try await other.close()
    }

    @Test("counted tiles are written by themselves, and when the file is closed")
    func writtenLater() async throws {
        let fixture = try AccountFixture { $0.ledgerSeconds = 0.05 }
        fixture.store.ledger.count(delivery(.tiles))
        for _ in 0..<1200 where try await fixture.store.ledger.entries(LedgerQuery()).isEmpty {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await fixture.store.ledger.entries(LedgerQuery()).first?.delivery.requests == 1)
        let slow = try fixture.another { $0.ledgerSeconds = 3600 }
        slow.ledger.count(delivery(.tiles))
        try await slow.close()
        #expect(try await fixture.store.ledger.entries(LedgerQuery()).first?.delivery.requests == 2)
    }

    @Test("rows are neither changed nor deleted")
    func appendOnly() async throws {
        let fixture = try AccountFixture()
        try await fixture.store.ledger.record([delivery(), delivery(.tiles)])
        for statement in ["UPDATE delivery SET bytes = 0", "DELETE FROM delivery WHERE kind = 'tiles'"] {
            #expect(
                await fault { try await fixture.store.file.write("test") { try $0.execute(sql: statement) } } != nil)
        }
    }

    @Test("a year is one of Viet Nam's time, from its first second to its last")
    func years() async throws {
        let fixture = try AccountFixture()
        _ = try await fixture.key()
        let format = ISO8601DateFormatter()
        for text in ["2025-12-31T16:59:59Z", "2025-12-31T17:00:00Z", "2026-12-31T16:59:59Z", "2026-12-31T17:00:00Z"] {
            fixture.clock.set(try #require(format.date(from: text)))
            #expect(
                LedgerReport.year(of: fixture.clock.now)
                    == (text < "2025-12-31T17" ? 2025 : text < "2026-12-31T17" ? 2026 : 2027))
            try await fixture.store.ledger.record([delivery()])
        }
        let report = try await fixture.store.ledger.report(year: 2026)
        let line = try #require(report.lines.first)
        #expect(report.lines.count == 1 && line.requests == 2 && line.features == 20 && line.bytes == 4000)
        #expect(format.string(from: line.first) == "2025-12-31T17:00:00Z")
        #expect(line.displayName == "Trục LGSP" && line.owner == "Sở KH&CN")
        #expect(try await fixture.store.ledger.report(year: 2020).lines.isEmpty)
    }

    @Test("a report has a line for each system, collection, kind and purpose")
    func report() async throws {
        let fixture = try AccountFixture()
        try await fixture.store.ledger.record([
            delivery(version: 3), delivery(version: 7), delivery(.export), delivery(collection: "roads"),
            delivery(to: "vneid"), delivery(purpose: "quy hoạch"),
        ])
        let lines = try await fixture.store.ledger.report(year: 2026).lines
        #expect(lines.count == 5)
        let items = try #require(lines.first { $0.kind == .items && $0.requests == 2 })
        #expect(items.firstVersion == 3 && items.lastVersion == 7 && items.collection == "parcels")
        #expect(lines.last?.system == "vneid" && lines.last?.displayName.isEmpty == true)
    }

    @Test(
        "a purpose is a short sentence",
        arguments: [
            ("  đối soát  ", "đối soát"), ("", nil), (" \n", nil), ("a\u{0}b", nil), ("a\nb", nil),
            (String(repeating: "a", count: 201), nil),
        ] as [(String, String?)])
    func purposes(text: String, read: String?) {
        #expect(Purpose.read(text) == read)
    }
}
