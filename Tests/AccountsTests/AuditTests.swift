import Foundation
import GRDB
import SimpleFeatures
import Testing

@testable import Accounts

@Suite struct AuditTests {
    private func record(_ store: AccountStore, _ count: Int, from first: Int = 1) async throws {
        for number in first..<(first + count) {
            let actor = AuditActor(
                kind: .user, name: "lan", address: ClientAddress("10.20.30.40"), request: "req-\(number)")
            try await store.audit.record([
                AuditEvent(.edit, by: actor, target: "collection:roads", detail: ["feature": .integer(Int64(number))])
            ])
        }
    }

    /// What somebody does who may write the file.
    private func tamper(_ fixture: AccountFixture, _ statements: String...) async throws {
        try await fixture.store.file.write("test") { database in
            for name in ["audit_entry_unchanged", "audit_entry_kept", "audit_entry_next"] {
                try database.execute(sql: "DROP TRIGGER IF EXISTS \(name)")
            }
            for statement in statements { try database.execute(sql: statement) }
        }
    }

    private func faults(_ fixture: AccountFixture, noted: AuditHead? = nil) async throws -> [AuditFault] {
        try await fixture.store.audit.verify(noted: noted).faults
    }

    @Test("an entry says who, what, when, from where and how it ended")
    func entry() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 1)
        let entry = try #require(try await fixture.store.audit.entries(AuditQuery()).first)
        #expect(entry.seq == 1 && entry.actor == "user:lan" && entry.action == "edit")
        #expect(entry.at == "2026-09-21T14:13:20.000Z")
        #expect(entry.address == "10.20.30.0/24" && entry.request == "req-1")
        #expect(entry.target == "collection:roads" && entry.outcome == "done" && entry.detail == #"{"feature":1}"#)
        let json = try JSONReader.read(entry.line)
        #expect(json["hash"]?.string?.count == 64 && json["detail"]?["feature"]?.integer == 1)
        #expect(AuditEntry(line: entry.line) == entry)
    }

    @Test(
        "as much of an address is kept as the settings say",
        arguments: [
            ("10.20.30.40", AddressPrecision.full, "10.20.30.40"), ("10.20.30.40", .network, "10.20.30.0/24"),
            ("10.20.30.40", .none, nil), ("::ffff:10.20.30.40", .network, "10.20.30.0/24"),
            ("2001:db8:1:2::5", .network, "2001:db8:1::/48"), ("2001:db8:1:2::5", .full, "2001:db8:1:2::5"),
        ] as [(String, AddressPrecision, String?)])
    func addresses(text: String, precision: AddressPrecision, kept: String?) throws {
        #expect(try #require(ClientAddress(text)).text(precision) == kept)
    }

    @Test("what is no address is none", arguments: ["", "localhost", "10.1.2", "10.1.2.3:80", "[::1]"])
    func noAddress(text: String) {
        #expect(ClientAddress(text) == nil)
    }

    @Test("each change of people and keys has an entry, failed sign-ins too, without what was typed")
    func changesAreAudited() async throws {
        let fixture = try AccountFixture()
        try await fixture.add("an", roles: [.administrator])
        try await fixture.add()
        try await fixture.store.update("lan", UserChange(roles: [.editor]), by: AccountFixture.officer)
        let token = try await fixture.signIn().token
        try await fixture.store.signOut(token, from: nil)
        _ = await fault { _ = try await fixture.signIn("lan", "geheim geheim geheim") }
        _ = await fault { _ = try await fixture.signIn("mật khẩu gõ nhầm ô") }
        try await fixture.store.disable("lan", by: AccountFixture.officer)
        let key = try await fixture.key().key
        try await fixture.store.revokeKey(key.id, by: AccountFixture.officer)
        let entries = try await fixture.store.audit.entries(AuditQuery()).reversed()
        #expect(
            entries.map(\.action) == [
                "user-add", "user-add", "user-change", "sign-in", "sign-out", "sign-in", "sign-in", "user-disable",
                "key-add", "key-revoke",
            ])
        #expect(entries.filter { $0.outcome == "refused" }.count == 2)
        let text = entries.map { String(decoding: $0.line, as: UTF8.self) }.joined()
        #expect(!text.contains("geheim") && !text.contains("nhầm") && !text.contains("10.1.2.3"))
        #expect(try await faults(fixture).isEmpty)
    }

    @Test("entries are found by who, what, where and when, page by page")
    func queries() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 5)
        fixture.clock.advance(seconds: 86_400)
        try await fixture.store.audit.record([
            AuditEvent(.refusal, by: AuditActor(kind: .anonymous, name: ""), target: "x", outcome: .refused)
        ])
        let log = fixture.store.audit
        #expect(try await log.entries(AuditQuery(limit: 2)).map(\.seq) == [6, 5])
        #expect(try await log.entries(AuditQuery(before: 5, limit: 2)).map(\.seq) == [4, 3])
        #expect(try await log.entries(AuditQuery(actor: "anonymous")).map(\.seq) == [6])
        #expect(try await log.entries(AuditQuery(action: .edit, target: "collection:roads")).count == 5)
        #expect(try await log.entries(AuditQuery(outcome: .refused)).map(\.seq) == [6])
        #expect(try await log.entries(AuditQuery(from: fixture.clock.now)).map(\.seq) == [6])
        #expect(try await log.entries(AuditQuery(until: fixture.clock.now)).count == 5)
    }

    @Test("texts with control characters, quotes or of any length leave the chain whole")
    func hostileTexts() async throws {
        let fixture = try AccountFixture()
        let nasty = "a\u{0}b\"\\\n\u{1F}\u{2028}😀e\u{301}"
        let actor = AuditActor(kind: .system, name: nasty, request: nasty)
        try await fixture.store.audit.record([
            AuditEvent(.export, by: actor, target: nasty, detail: ["k\u{0}": .string(nasty)]),
            AuditEvent(.export, by: actor, target: String(repeating: "đ", count: 5000)),
            AuditEvent(.export, by: actor, detail: ["k": .string(String(repeating: "x", count: 100_000))]),
        ])
        let entries = try await fixture.store.audit.entries(AuditQuery())
        #expect(entries[0].detail.contains("omittedBytes") && entries[1].target.count == 200)
        #expect(entries.allSatisfy { AuditEntry(line: $0.line) == $0 })
        #expect(try await faults(fixture).isEmpty)
    }

    @Test("neither change nor deletion nor replacement nor a gap is taken")
    func appendOnly() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 3)
        for statement in [
            "UPDATE audit_entry SET actor = 'user:nam' WHERE seq = 2", "DELETE FROM audit_entry WHERE seq = 3",
            "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2",
            "INSERT INTO audit_entry SELECT 9, at, actor, address, request, action, target, outcome, detail, previous, hash FROM audit_entry WHERE seq = 2",
        ] {
            #expect(
                await fault { try await fixture.store.file.write("test") { try $0.execute(sql: statement) } } != nil,
                "\(statement)")
        }
        #expect(try await fixture.store.audit.verify().entries == 3)
        #expect(try await faults(fixture).isEmpty)
    }

    @Test("an untouched log is whole, also an empty one, and its head can be noted and shown again")
    func whole() async throws {
        let fixture = try AccountFixture()
        let empty = try await fixture.store.audit.verify()
        #expect(empty.isWhole && empty.entries == 0 && empty.head == nil)
        try await record(fixture.store, 10)
        let verification = try await fixture.store.audit.verify()
        let head = try #require(verification.head)
        #expect(verification.isWhole && verification.entries == 10 && head.seq == 10)
        #expect(AuditHead(head.text) == head)
        try await record(fixture.store, 5, from: 11)
        #expect(try await faults(fixture, noted: head).isEmpty)
    }

    @Test("an entry that says something else is found")
    func changed() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        try await tamper(fixture, "UPDATE audit_entry SET actor = 'user:nam' WHERE seq = 4")
        #expect(try await faults(fixture) == [.changed(4)])
    }

    @Test("a changed entry with its hash computed anew is found by the next one")
    func changedWithHash() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        try await rewrite(fixture, from: 4, through: 4)
        #expect(try await faults(fixture) == [.misplaced(5)])
    }

    @Test("a missing entry is found, and the last ones too")
    func missing() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        try await tamper(fixture, "DELETE FROM audit_entry WHERE seq IN (4, 5)")
        #expect(try await faults(fixture) == [.missing(first: 4, last: 5)])
        try await tamper(fixture, "DELETE FROM audit_entry WHERE seq > 8")
        #expect(
            try await faults(fixture) == [.missing(first: 4, last: 5), .truncated(last: 8, expected: 10)])
    }

    @Test("the first entries cannot go unnoticed")
    func missingStart() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        try await tamper(fixture, "DELETE FROM audit_entry WHERE seq < 4")
        #expect(try await faults(fixture) == [.missing(first: 1, last: 3)])
    }

    @Test("two entries in each other's place are found")
    func reordered() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        try await tamper(
            fixture, "UPDATE audit_entry SET seq = 100 WHERE seq = 4", "UPDATE audit_entry SET seq = 4 WHERE seq = 5",
            "UPDATE audit_entry SET seq = 5 WHERE seq = 100")
        let found = try await faults(fixture)
        #expect(found.prefix(2) == [.misplaced(4), .misplaced(5)])
    }

    @Test("a log that was emptied, or whose anchor is gone, is found")
    func emptied() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 3)
        let anchor = AuditAnchor(path: fixture.path).path
        try FileManager.default.removeItem(atPath: anchor)
        #expect(try await faults(fixture) == [.anchorMissing(path: anchor)])
        try await record(fixture.store, 1, from: 4)
        #expect(try await faults(fixture).isEmpty)
        try await tamper(fixture, "DELETE FROM audit_entry")
        #expect(try await faults(fixture) == [.truncated(last: 0, expected: 4)])
        try Data("??".utf8).write(to: URL(filePath: anchor))
        #expect(try await faults(fixture) == [.anchorUnreadable(path: anchor)])
    }

    @Test(
        "a log written anew from an entry on is found by the anchor, and by a head noted elsewhere when the anchor is too"
    )
    func forged() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 10)
        let noted = try await fixture.store.audit.head()
        try await rewrite(fixture, from: 4, through: 10)
        #expect(try await faults(fixture) == [.headDiffers(10)])
        try FileManager.default.removeItem(atPath: AuditAnchor(path: fixture.path).path)
        try await record(fixture.store, 1, from: 11)
        #expect(try await faults(fixture).isEmpty)
        #expect(try await faults(fixture, noted: noted) == [.headDiffers(10)])
    }

    /// Changes an entry and computes the hashes from it on, as far as told.
    private func rewrite(_ fixture: AccountFixture, from first: Int64, through last: Int64) async throws {
        try await tamper(fixture, "UPDATE audit_entry SET actor = 'user:nam' WHERE seq = \(first)")
        try await fixture.store.file.write("test") { database in
            var previous: [UInt8]?
            var entries: [AuditEntry] = []
            try AuditSQL.forEach(in: database, from: first, through: last) { entry in
                entries.append(entry)
                return true
            }
            for entry in entries {
                let forged = AuditEntry(
                    seq: entry.seq, at: entry.at, actor: entry.actor, address: entry.address, request: entry.request,
                    action: entry.action, target: entry.target, outcome: entry.outcome, detail: entry.detail,
                    previous: previous ?? entry.previous)
                try database.execute(
                    sql: "UPDATE audit_entry SET previous = ?, hash = ? WHERE seq = ?",
                    arguments: [Data(forged.previous), Data(forged.hash), forged.seq])
                previous = forged.hash
            }
        }
    }

    @Test("many tasks of two processes make one chain, and each is told when its entry is there")
    func concurrency() async throws {
        let fixture = try AccountFixture()
        let other = try fixture.another()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                let store = number % 3 == 0 ? other : fixture.store
                group.addTask {
                    let target = "n:\(number)"
                    try await store.audit.record([
                        AuditEvent(.edit, by: AuditActor(kind: .user, name: "lan"), target: target)
                    ])
                    let found = try await store.audit.entries(AuditQuery(target: target))
                    #expect(found.count == 1)
                }
            }
            try await group.waitForAll()
        }
        let verification = try await fixture.store.audit.verify()
        #expect(verification.isWhole && verification.entries == 300)
        try await other.close()
    }

    @Test("a clock that goes back is counted and is no fault")
    func clockSteps() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 2)
        fixture.clock.advance(seconds: -3600)
        try await record(fixture.store, 2, from: 3)
        let verification = try await fixture.store.audit.verify()
        #expect(verification.isWhole && verification.clockSteps == 1)
    }

    @Test("a full disk refuses the entry and the change it belongs to, and the log stays whole")
    func fullDisk() async throws {
        let fixture = try AccountFixture()
        try await record(fixture.store, 1)
        try await fixture.store.file.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let big = JSONObject([(key: "x", value: .string(String(repeating: "y", count: 4000)))])
        let actor = AuditActor(kind: .user, name: "lan")
        let failure = await fault {
            try await fixture.store.audit.record((0..<20).map { _ in AuditEvent(.edit, by: actor, detail: big) })
        }
        #expect(failure == .diskFull(path: fixture.path))
        #expect(try await fixture.store.audit.verify().entries == 1)
        try await fixture.store.file.pool.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        try await record(fixture.store, 1, from: 2)
        #expect(try await faults(fixture).isEmpty)
    }
}
