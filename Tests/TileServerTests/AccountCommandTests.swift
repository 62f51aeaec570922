import Accounts
import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// The built program, as an officer runs it.
@Suite struct AccountCommandTests {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let said: String
    }

    /// A store with accounts beside it.
    final class Place: Sendable {
        let folder: TemporaryFolder
        let store: String

        init() throws {
            folder = try TemporaryFolder()
            store = try SampleStore.copy(into: folder)
        }

        var accounts: String { AccountStore.path(besideStore: store) }

        func run(
            _ arguments: String..., input: String = "", environment: [String: String] = [:]
        ) async throws -> Outcome {
            try await offPool { [folder, store] in
                let process = Process()
                process.executableURL = URL(filePath: TestServer.builtServer)
                process.arguments = arguments
                process.environment = ProcessInfo.processInfo.environment.merging(
                    ["GEOSECTOR_STORE": store, "GEOSECTOR_HOME": TestData.packageRoot.path, "LANG": "en_US.UTF-8"]
                ) { $1 }.merging(environment) { $1 }
                let files = try ["in", "out", "err"].map { name -> FileHandle in
                    let path = folder.path("\(name)-\(UUID().uuidString)")
                    try (name == "in" ? input : "").write(toFile: path, atomically: false, encoding: .utf8)
                    return try #require(FileHandle(forUpdatingAtPath: path))
                }
                process.standardInput = files[0]
                process.standardOutput = files[1]
                process.standardError = files[2]
                try process.run()
                process.waitUntilExit()
                func text(_ file: FileHandle) throws -> String {
                    try file.seek(toOffset: 0)
                    return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
                }
                return Outcome(status: process.terminationStatus, output: try text(files[1]), said: try text(files[2]))
            }
        }

        /// With an administrator.
        static func made() async throws -> Place {
            let place = try Place()
            let outcome = try await place.run("init", "--admin", "lan")
            try #require(outcome.status == 0, "\(outcome.said)")
            return place
        }
    }

    @Test("init makes the file, one administrator and a password that is shown once and must be changed")
    func initialise() async throws {
        let place = try Place()
        let before = try await place.run("users", "list")
        #expect(before.status == 1 && before.said.contains("'tileserver init --admin LOGIN' makes it"))
        let made = try await place.run("init", "--admin", "Lan", "--name", "Nguyễn Thị Lan")
        #expect(made.status == 0, "\(made.said)")
        let password = made.output.trimmingCharacters(in: .newlines)
        let store = try AccountStore(path: place.accounts)
        let signedIn = try await store.signIn(login: "lan", password: password, from: nil)
        #expect(signedIn.session.mustChangePassword && signedIn.session.account.roles == [.administrator])
        try await store.close()
        let again = try await place.run("init", "--admin", "nam", "--lang", "vi")
        #expect(again.status == 1 && again.output.isEmpty && again.said.contains("đã có quản trị viên"))
    }

    @Test("people are added, changed, disabled and listed")
    func users() async throws {
        let place = try await Place.made()
        let added = try await place.run(
            "users", "add", "nam", "--name", "Trần Nam", "--department", "health", "--role", "editor",
            input: "bốn con voi đi tắm\n")
        #expect(added.status == 0 && added.output.isEmpty, "\(added.said)")
        #expect(try await place.run("users", "set", "nam", "--role", "publisher", "--no-departments").status == 0)
        #expect(try await place.run("users", "disable", "nam").status == 0)
        let listed = try JSONReader.read(Array(try await place.run("users", "list", "--json").output.utf8))
        let nam = try #require(listed.array?.first { $0["login"]?.string == "nam" })
        #expect(nam["roles"]?.array == ["publisher"] && nam["departments"]?.array == [])
        #expect(nam["enabled"] == .boolean(false) && nam["mustChangePassword"] == .boolean(true))
        #expect(try await place.run("users", "enable", "nam").status == 0)
        let reset = try await place.run("users", "password", "nam", "--generate", "--no-must-change")
        let store = try AccountStore(path: place.accounts)
        let session = try await store.signIn(
            login: "nam", password: reset.output.trimmingCharacters(in: .newlines), from: nil
        ).session
        #expect(!session.mustChangePassword)
        try await store.close()
        let table = try await place.run("users", "list", "--lang", "vi").output
        #expect(table.contains("TÊN ĐĂNG NHẬP") && table.contains("Trần Nam"))
    }

    @Test("what does not work says what would")
    func faults() async throws {
        let place = try await Place.made()
        func said(_ arguments: [String], input: String = "") async throws -> String {
            let outcome: Outcome =
                switch arguments.count {
                case 3: try await place.run(arguments[0], arguments[1], arguments[2], input: input)
                default:
                    try await place.run(
                        arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], input: input)
                }
            #expect(outcome.status != 0)
            return outcome.said
        }
        #expect(try await said(["users", "add", "nam"]).contains("no password"))
        #expect(try await said(["users", "add", "nam"], input: "kurz\n").contains("at least 12 characters"))
        #expect(
            try await said(["users", "add", "Trần Nam"], input: "bốn con voi đi tắm\n").contains("cannot be a login"))
        #expect(try await said(["users", "disable", "nam"]).contains("known are lan"))
        #expect(try await said(["users", "disable", "lan"]).contains("last administrator"))
        #expect(
            try await said(["users", "add", "nam", "--role", "boss"]).contains(
                "administrator, publisher, editor, auditor"))
        #expect(try await said(["users", "add", "nam", "--department", "magic"]).contains("health"))
        #expect(try await said(["keys", "revoke", "nokey"]).contains("there is no key"))
        #expect(try await said(["audit", "verify", "--noted", "12", "--json"]).contains("64 hexadecimal digits"))
        let elsewhere = try await place.run("users", "list", environment: ["GEOSECTOR_STORE": ""])
        #expect(elsewhere.status == 64 && elsewhere.said.contains("--store"))
    }

    @Test("a key is shown once, and gone when it is revoked")
    func keys() async throws {
        let place = try await Place.made()
        let made = try await place.run(
            "keys", "add", "lgsp", "--owner", "Sở KH&CN", "--purpose", "đồng bộ", "--scope", "*:read", "--expires",
            "2099-12-31")
        #expect(made.status == 0, "\(made.said)")
        #expect(made.said.contains("2099-12-31T17:00:00Z"))
        let text = made.output.trimmingCharacters(in: .newlines)
        let store = try AccountStore(path: place.accounts)
        let account = try #require(try await store.account(key: text))
        #expect(account.name == "lgsp")
        let id = try #require(account.keyID)
        let listed = try await place.run("keys", "list")
        #expect(listed.output.contains(id) && !listed.output.contains(text))
        #expect(try await place.run("keys", "revoke", id).status == 0)
        try await store.close()
        let after = try AccountStore(path: place.accounts)
        #expect(try await after.account(key: text) == nil)
        try await after.close()
        #expect(try await !place.run("keys", "list").output.contains(id))
        #expect(try await place.run("keys", "list", "--all").output.contains("revoked"))
        let past = try await place.run(
            "keys", "add", "lgsp", "--owner", "x", "--purpose", "y", "--scope", "*:read", "--expires", "2020-01-01")
        #expect(past.status == 1 && past.said.contains("past"))
        let noDay = try await place.run(
            "keys", "add", "lgsp", "--owner", "x", "--purpose", "y", "--scope", "*:read", "--expires", "2027-02-30")
        #expect(noDay.status == 64)
    }

    @Test("the audit log is listed, exported and verified, and a change of it is told with exit status 1")
    func audit() async throws {
        let place = try await Place.made()
        let whole = try await place.run("audit", "verify")
        #expect(whole.status == 0 && whole.output.contains("whole") && whole.output.contains("Head: 1:"))
        let head = try #require(whole.output.split(separator: "\n").first { $0.hasPrefix("Head: ") }?.dropFirst(6))
        #expect(try await place.run("audit", "verify", "--noted", String(head)).status == 0)
        let list = try await place.run("audit", "list", "--action", "user-add")
        #expect(list.output.contains("program:") && list.output.contains("user:lan"))
        let lines = try await place.run("audit", "export").output.split(separator: "\n")
        #expect(lines.count == 1 && lines[0].hasPrefix(#"{"seq":1,"at":"#))
        let other = String(head.dropLast()) + (head.hasSuffix("0") ? "1" : "0")
        let forged = try await place.run("audit", "verify", "--noted", other, "--lang", "vi")
        #expect(forged.status == 1 && forged.output.contains("KHÔNG nguyên vẹn"))
        let json = try JSONReader.read(Array(try await place.run("audit", "verify", "--json").output.utf8))
        #expect(json["whole"] == .boolean(true) && json["entries"]?.integer == 1)
        #expect(try await place.run("audit", "seal", "--before", "2020-01-01").said.contains("no entry"))
        let sealed = try await place.run("audit", "seal", "--before", "2099-01-01")
        #expect(sealed.status == 0 && sealed.output == "audit-1-1.jsonl\n", "\(sealed.said)")
        #expect(try await place.run("audit", "verify").output.contains("audit-1-1.jsonl"))
    }

    @Test("the yearly report is a table for Excel and a page, in both languages, and nothing in it is evaluated")
    func report() async throws {
        let place = try await Place.made()
        let store = try AccountStore(path: place.accounts)
        let year = LedgerReport.year(of: Date())
        try await store.ledger.record([
            Delivery(
                .items, to: "=cmd", keyID: "k", collection: "schools", version: 2, filter: "",
                purpose: "<b>\"đối soát\"",
                features: 1234, bytes: 5)
        ])
        try await store.close()
        let csv = try await place.run("ledger", "report", "--year", "\(year)", "--lang", "vi").output
        #expect(csv.hasPrefix("\u{FEFF}\"Hệ thống nhận\",") && csv.contains("\"'=cmd\"") && csv.contains("\"1234\""))
        #expect(csv.contains("\"<b>\"\"đối soát\"\"\""))
        #expect(csv.contains(/"\d\d\/\d\d\/\d{4}"/))
        let html = try await place.run("ledger", "report", "--year", "\(year)", "--format", "html", "--lang", "vi")
            .output
        #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("Báo cáo chia sẻ dữ liệu năm \(year)"))
        #expect(html.contains("&lt;b&gt;") && html.contains("1.234") && html.contains(#"<html lang="vi">"#))
        let empty = try await place.run("ledger", "report", "--year", "2001", "--format", "html", "--lang", "en").output
        #expect(empty.contains("No system received data"))
        let json = try await place.run("ledger", "report", "--format", "json").output
        #expect(try JSONReader.read(Array(json.utf8))["lines"]?[0]?["features"]?.integer == 1234)
        #expect(try await place.run("ledger", "list").output.contains("schools"))
    }

    @Test("roles are told in both languages")
    func roles() async throws {
        let place = try Place()
        #expect(try await place.run("roles", "list", "--lang", "vi").output.contains("được làm mọi việc"))
        #expect(try await place.run("roles", "list", "--json").output.contains("\"auditor\""))
    }
}
