import Foundation
import GRDB
import TestSupport
import Testing

@testable import Accounts

@Suite struct UserTests {
    @Test("a new user is kept with departments and roles, and found however the login is typed")
    func add() async throws {
        let fixture = try AccountFixture()
        try await fixture.add("Lan.Nguyen", departments: ["land", "health"], roles: [.publisher])
        let user = try await fixture.store.user(" LAN.nguyen ")
        #expect(user.login == "lan.nguyen")
        #expect(user.departments == ["health", "land"])
        #expect(user.roles == [.publisher])
        #expect(user.isEnabled && !user.mustChangePassword && user.signedInAt == nil)
        #expect(user.account.name == "lan.nguyen" && user.account.scopes == nil)
    }

    @Test("what cannot be added says why")
    func invalid() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        #expect(await fault { try await fixture.add("LAN") } == .userExists("lan"))
        for login in ["", "a", "1abc", "lan nguyen", "lan;drop", "lần", String(repeating: "a", count: 65)] {
            #expect(await fault { try await fixture.add(login) } == .invalidLogin(login))
        }
        #expect(
            await fault { try await fixture.add("nam", departments: ["Y tế"]) } == .invalidDepartment("Y tế"))
        let draft = UserDraft(login: "nam", displayName: "Nam")
        #expect(
            await fault { try await fixture.store.add(draft, password: "ngắn", by: AccountFixture.officer) }
                == .weakPassword(.tooShort(minimum: 12)))
        #expect(await fault { _ = try await fixture.store.user("nam") } == .userNotFound("nam", known: ["lan"]))
        #expect(try await fixture.store.users().count == 1)
    }

    @Test("what is not named in a change stays")
    func update() async throws {
        let fixture = try AccountFixture()
        try await fixture.add(roles: [.editor])
        let changed = try await fixture.store.update(
            "lan", UserChange(departments: ["land"]), by: AccountFixture.officer)
        #expect(changed.departments == ["land"] && changed.roles == [.editor])
        #expect(changed.displayName == "Nguyễn Thị Lan")
    }

    @Test("the last administrator can neither be disabled nor lose the role, and a second one frees the first")
    func lastAdministrator() async throws {
        let fixture = try AccountFixture()
        #expect(try await !fixture.store.hasAdministrator())
        try await fixture.add("an", roles: [.administrator])
        #expect(try await fixture.store.hasAdministrator())
        let store = fixture.store
        #expect(await fault { try await store.disable("an", by: AccountFixture.officer) } == .lastAdministrator("an"))
        #expect(
            await fault { try await store.update("an", UserChange(roles: []), by: AccountFixture.officer) }
                == .lastAdministrator("an"))
        try await fixture.add("binh", roles: [.administrator])
        try await store.disable("an", by: AccountFixture.officer)
        #expect(
            await fault { try await store.disable("binh", by: AccountFixture.officer) } == .lastAdministrator("binh"))
        try await store.enable("an", by: AccountFixture.officer)
        try await store.disable("binh", by: AccountFixture.officer)
    }

    @Test("the file belongs to its owner alone, also when somebody opened it up, and has no password in it")
    func privateFile() async throws {
        let fixture = try AccountFixture()
        try await fixture.add()
        let signedIn = try await fixture.signIn()
        let key = try await fixture.key()
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(fixture.path + suffix) == 0o600, "\(suffix)") }
        try await fixture.store.close()
        var bytes = try Data(contentsOf: URL(filePath: fixture.path))
        #expect(bytes.range(of: Data("Nguyễn Thị Lan".utf8)) != nil)
        bytes += try Data(contentsOf: URL(filePath: fixture.path + "-wal"))
        bytes += try Data(contentsOf: URL(filePath: AuditAnchor(path: fixture.path).path))
        for secret in [AccountFixture.password, signedIn.token.text, key.text, String(key.text.suffix(43))] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.path)
        try await fixture.another().close()
        #expect(try mode(fixture.path) == 0o600)
    }

    @Test("a file that is missing, strange, damaged or newer says so")
    func strangeFiles() async throws {
        let fixture = try AccountFixture()
        let missing = fixture.folder.path("none.sqlite")
        #expect(await fault { _ = try AccountStore(path: missing) } == .notFound(path: missing))
        let text = fixture.folder.path("text.sqlite")
        try Data(repeating: 65, count: 8192).write(to: URL(filePath: text))
        guard case .notAccounts? = await fault({ _ = try AccountStore(path: text) }) else {
            Issue.record("a text was opened")
            return
        }
        let folder = fixture.folder.url.path
        guard case .notAccounts? = await fault({ _ = try AccountStore(path: folder) }) else {
            Issue.record("a folder was opened")
            return
        }
        try await fixture.store.file.write("test") {
            try $0.execute(sql: "INSERT INTO account_migration VALUES (99, 'later', 0)")
        }
        try await fixture.store.close()
        #expect(
            await fault { _ = try fixture.another() }
                == .newerSchema(path: fixture.path, found: 99, supported: AccountMigration.all.count))
    }

    @Test("an SQLite file of another kind is not written to")
    func otherKind() async throws {
        let fixture = try AccountFixture()
        let path = fixture.folder.path("other.sqlite")
        let other = try AccountStore(path: path, creating: true)
        try await other.file.write("test") { try $0.execute(sql: "PRAGMA application_id = 7") }
        try await other.close()
        guard case .notAccounts? = await fault({ _ = try AccountStore(path: path, creating: true) }) else {
            Issue.record("it was opened")
            return
        }
    }
}
