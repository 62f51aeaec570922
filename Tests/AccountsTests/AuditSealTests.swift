import Foundation
import GRDB
import TestSupport
import Testing

@testable import Accounts

@Suite struct AuditSealTests {
    /// Three days with four entries each.
    private func filled() async throws -> AccountFixture {
        let fixture = try AccountFixture()
        for _ in 0..<3 {
            for _ in 0..<4 { try await record(fixture) }
            fixture.clock.advance(seconds: 86_400)
        }
        return fixture
    }

    private func record(_ fixture: AccountFixture) async throws {
        try await fixture.store.audit.record([AuditEvent(.edit, by: AccountFixture.officer, target: "x")])
    }

    private func seal(_ fixture: AccountFixture, days: Double) async throws -> AuditSegment {
        try await fixture.store.audit.seal(
            before: fixture.clock.now - days * 86_400, by: AccountFixture.officer)
    }

    private func folder(_ fixture: AccountFixture) -> String { AuditSegment.folder(ofAccounts: fixture.path) }

    @Test("older entries go into a file, and the log stays whole and goes on")
    func seal() async throws {
        let fixture = try await filled()
        let segment = try await seal(fixture, days: 2)
        #expect(segment.first == 1 && segment.last == 4)
        let text = try String(contentsOfFile: folder(fixture) + "/" + segment.file, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 4)
        let first = try await fixture.store.audit.verify()
        #expect(first.isWhole && first.entries == 9 && first.segments == [segment] && first.absentSegments.isEmpty)
        #expect(try await fixture.store.audit.entries(AuditQuery(action: .seal)).first?.target == "audit")
        let second = try await seal(fixture, days: 1)
        #expect(second.first == 5 && second.last == 8)
        try await record(fixture)
        #expect(try await fixture.store.audit.verify().isWhole)
        #expect(await fault { _ = try await self.seal(fixture, days: 1) } == .nothingToSeal)
    }

    @Test("a log that is sealed to its last entry goes on where it was")
    func everything() async throws {
        let fixture = try await filled()
        _ = try await seal(fixture, days: 0)
        fixture.clock.advance(seconds: 10)
        // The sealing entry itself.
        let second = try await seal(fixture, days: 0)
        #expect(second.first == 13 && second.last == 13)
        try await record(fixture)
        let verification = try await fixture.store.audit.verify()
        #expect(verification.isWhole && verification.entries == 2 && verification.head?.seq == 15)
    }

    @Test("a sealed file may be taken elsewhere, which is told, and is looked at when it is back")
    func absent() async throws {
        let fixture = try await filled()
        let segment = try await seal(fixture, days: 1)
        let path = folder(fixture) + "/" + segment.file
        let away = fixture.folder.path("away.jsonl")
        try FileManager.default.moveItem(atPath: path, toPath: away)
        let without = try await fixture.store.audit.verify()
        #expect(without.isWhole && without.absentSegments == [segment])
        let text = try String(contentsOfFile: away, encoding: .utf8)
        try text.replacing("program:root", with: "program:toor")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await fixture.store.audit.verify().faults == [.segmentChanged(file: segment.file)])
    }

    @Test("entries that are gone with a forged seal beside them are found")
    func forgedSeal() async throws {
        let fixture = try await filled()
        try await fixture.store.file.write("test") { database in
            var last: AuditEntry?
            try AuditSQL.forEach(in: database, through: 4) { entry in
                last = entry
                return true
            }
            guard let last else { return }
            try AuditSQL.remove(
                AuditSegment(
                    first: 1, last: 4, file: "f.jsonl", previous: AuditEntry.beginning, lastHash: last.hash,
                    sha256: AuditEntry.beginning), now: 0, in: database)
        }
        #expect(try await fixture.store.audit.verify().faults == [.unsealed(first: 1, last: 4)])
    }

    @Test("a damaged log is not sealed")
    func damaged() async throws {
        let fixture = try await filled()
        try await fixture.store.file.write("test") { database in
            try database.execute(sql: "DROP TRIGGER audit_entry_unchanged")
            try database.execute(sql: "UPDATE audit_entry SET target = 'y' WHERE seq = 2")
        }
        #expect(await fault { _ = try await self.seal(fixture, days: 1) } == .auditDamaged(.changed(2)))
        #expect(!FileManager.default.fileExists(atPath: folder(fixture)))
    }
}
