import Foundation
import GRDB
import TestSupport
import Testing

@testable import Accounts

@Suite struct AccountCopyTests {
    private func copy(_ fixture: AccountFixture, to name: String = "copy") throws -> AccountCopy {
        let folder = fixture.folder.path(name)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return try AccountCopy.make(of: fixture.path, in: folder)
    }

    @Test("accounts, anchor and sealed files are copied while they are in use, and the copy verifies")
    func whole() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        fixture.clock.advance(seconds: 86_400)
        _ = try await fixture.store.audit.seal(before: fixture.clock.now, by: AccountFixture.officer)
        try await fixture.add("nam")
        let copy = try copy(fixture)
        #expect(copy.inventory.isSound)
        #expect(copy.inventory.rows["account_user"] == 2)
        #expect(copy.inventory.head == (try await fixture.store.audit.head())?.text)
        #expect(copy.inventory.sealedFiles == 1 && copy.inventory.absentSealedFiles == 0)
        #expect(copy.parts.map(\.role) == [.accounts, .anchor, .segment])
        #expect(copy.parts.last?.name == "gialai-accounts-audit/audit-1-1.jsonl")
        let rights = try FileManager.default.attributesOfItem(atPath: copy.parts[0].path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test("entries that come while the copy is made are no fault of it")
    func whileWriting() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let store = fixture.store
        let writing = Task {
            while !Task.isCancelled {
                try await store.audit.record([AuditEvent(.edit, by: AccountFixture.officer, target: "x")])
            }
        }
        for round in 0..<5 {
            let inventory = try await offPool { try copy(fixture, to: "copy\(round)").inventory }
            #expect(inventory.isSound, "\(inventory.faults)")
        }
        writing.cancel()
        _ = await writing.result
    }

    @Test("a log that somebody wrote anew is told, and so is another kind of file")
    func damaged() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        try await fixture.add("nam")
        try await fixture.store.close()
        let queue = try DatabaseQueue(path: fixture.path)
        try await queue.write {
            try $0.execute(sql: "DROP TRIGGER audit_entry_unchanged")
            try $0.execute(sql: "UPDATE audit_entry SET target = 'nobody' WHERE seq = 1")
        }
        try queue.close()
        #expect(try copy(fixture).inventory.faults == [.changed(1)])
        let other = fixture.folder.path("other.sqlite")
        let stranger = try DatabaseQueue(path: other)
        try await stranger.write { try $0.execute(sql: "CREATE TABLE a (b)") }
        try stranger.close()
        #expect(await fault { _ = try AccountInventory.read(other) } != nil)
        let none = fixture.folder.path("none.sqlite")
        #expect(await fault { _ = try AccountInventory.read(none) } == .notFound(path: none))
    }

    @Test("accounts of an earlier release are copied before they are brought up to date, once")
    func upgrade() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        try await fixture.store.close()
        let queue = try DatabaseQueue(path: fixture.path)
        try await queue.write {
            try $0.execute(sql: "DROP TABLE audit_publication; DELETE FROM account_migration WHERE number = 5")
        }
        try queue.close()
        let latest = AccountMigration.all.count
        let copy = "\(fixture.path).before-schema-\(latest)"
        let store = try fixture.another()
        #expect(try await store.audit.verify().isWhole)
        try await store.close()
        let kept = try DatabaseQueue(path: copy)
        #expect(try await kept.read { try Int.fetchOne($0, sql: "SELECT max(number) FROM account_migration") } == 4)
        try kept.close()
        try await fixture.another().close()
        #expect(!FileManager.default.fileExists(atPath: copy + "-2"))
    }
}
