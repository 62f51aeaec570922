import Accounts
import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `tileserver manifest`.
struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "Tell whether a file is the one that was taken out.",
        discussion: """
            Every file that is made as a job has a manifest at /jobs/ID/manifest: what it is, what it is of, its SHA-256, \
            and a signature of the server. Whoever has the file, the manifest and the server's public keys \
            (/manifest-keys) can tell years later that nobody changed it.
            """,
        subcommands: [ManifestVerify.self, ManifestKeys.self, ManifestRenew.self])
}

/// `tileserver manifest verify`.
struct ManifestVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compare a file with its manifest, and the manifest with its signature.",
        discussion: """
            Exit status 1 says that something was changed, or cannot be verified.

            EXAMPLES
              tileserver manifest verify parcels.gpkg.manifest.json --file parcels.gpkg --store gialai.sqlite
              tileserver manifest verify parcels.gpkg.manifest.json --file parcels.gpkg --keys keys.json
            """)

    @Argument(help: ArgumentHelp("The manifest.", valueName: "path"))
    var manifest: String
    @Option(help: ArgumentHelp("The file it is of; without it only the signature is looked at.", valueName: "path"))
    var file: String?
    @Option(
        help: ArgumentHelp(
            "Public keys as /manifest-keys has them (default: those of the store's accounts).", valueName: "path"))
    var keys: String?
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let signed: JSONValue
        if let keys {
            signed = try reporting {
                guard let known = SignatureKeys(json: try Self.document(keys)) else { throw Fault.noKeys(path: keys) }
                return try check(by: known)
            }
        } else {
            var found = JSONValue.null
            try await accounts.run(in: speech.language) { store in
                let known = try await store.signatureKeys()
                found = try reporting { try check(by: known) }
            }
            signed = found
        }
        if json { return AccountsOption.answer(signed) }
        print(speech.say("nguyên vẹn", "nothing was changed"))
        func line(_ vi: String, _ en: String, _ value: JSONValue?) {
            let text = value?.string ?? value.map { String(decoding: $0.serialized, as: UTF8.self) } ?? "–"
            print("  \(speech.say(vi, en).padding(toLength: 14, withPad: " ", startingAt: 0)) \(text)")
        }
        line("tệp", "file", signed["file"]?["name"])
        line("lớp dữ liệu", "collection", signed["collection"])
        line("phiên bản", "version", signed["version"])
        line("bộ lọc", "filter", signed["filter"])
        line("số đối tượng", "features", signed["numberOfFeatures"])
        line("trao cho", "recipient", signed["recipient"])
        line("lập lúc", "made", signed["made"])
        line("nơi cung cấp", "publisher", signed["publisher"])
        if file == nil {
            AccountsOption.note(speech.say("chưa so với tệp: --file", "the file was not compared: --file"))
        }
    }

    private enum Fault: Error {
        case unreadable(path: String, reason: String)
        case noKeys(path: String)
        case differs(path: String)
    }

    /// - Returns: what was signed.
    private func check(by keys: SignatureKeys) throws -> JSONValue {
        let shown = try Self.document(manifest)
        guard var members = shown.object, let signature = members[ExportManifest.signature]?.string else {
            throw SignatureFault.malformed
        }
        members[ExportManifest.signature] = nil
        let signed = try JSONReader.read(try keys.content(of: signature))
        guard signed == .object(members) else { throw SignatureFault.changed }
        if let file {
            guard let found = try? FileDigest.sha256(ofFileAt: file) else {
                throw Fault.unreadable(path: file, reason: "")
            }
            guard found.digest == signed["file"]?["sha256"]?.string else { throw Fault.differs(path: file) }
        }
        return signed
    }

    private static func document(_ path: String) throws -> JSONValue {
        do { return try JSONReader.read(Array(Data(contentsOf: URL(filePath: path)))) } catch {
            throw Fault.unreadable(path: path, reason: "\(error)")
        }
    }

    private func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let fault as SignatureFault {
            say("\(manifest): \(AccountErrorText.text(fault).text(in: speech.language))")
        } catch Fault.unreadable(let path, let reason) {
            say(speech.say("không đọc được \(path) \(reason)", "\(path) cannot be read \(reason)"))
        } catch Fault.noKeys(let path) {
            say(speech.say("\(path) không có khoá nào", "\(path) has no keys"))
        } catch Fault.differs(let path) {
            say(
                speech.say(
                    "\(path) không phải tệp đã trao: SHA-256 khác",
                    "\(path) is not the file that was handed over: its SHA-256 is another"))
        }
        throw ExitCode.failure
    }

    private func say(_ text: String) { AccountsOption.note("tileserver: \(text)") }
}

/// `tileserver manifest keys`.
struct ManifestKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the public keys, as /manifest-keys has them.",
        discussion: """
            EXAMPLES
              tileserver manifest keys --store gialai.sqlite > keys.json
            """)

    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { AccountsOption.answer(try await $0.signatureKeys().json) }
    }
}

/// `tileserver manifest renew`.
struct ManifestRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Sign with another key from now on; what was signed stays good.",
        discussion: """
            EXAMPLES
              tileserver manifest renew --store gialai.sqlite
            """)

    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try await store.renewSigningKey(by: AccountsOption.actor)
            AccountsOption.note(speech.say("Từ nay ký bằng khoá mới.", "Another key signs from now on."))
        }
    }
}
