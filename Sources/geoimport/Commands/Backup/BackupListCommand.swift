import ArgumentParser
import Backups
import GeoStore
import SimpleFeatures

/// `geoimport backup list`.
struct BackupListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the backups of a folder, the oldest first.",
        discussion: """
            EXAMPLES
              geoimport backup list --from /backup/gialai
              geoimport backup list --from /backup/gialai --json
            """)

    @OptionGroup var repository: RepositoryOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON, with all that the manifests say.")
    var json = false

    func validate() throws { _ = try repository.requiredPath() }

    func run() throws {
        let path = try repository.requiredPath()
        try Terminal.run(in: speech.language) {
            let repository = try BackupRepository(path: path)
            var rows: [[String]] = []
            var values: [JSONValue] = []
            for id in try repository.backups() {
                guard let manifest = try readable(id, in: repository) else {
                    rows.append([id.text, "", "", "", speech.say("bản kê bị hỏng", "damaged manifest")])
                    values.append(["id": .string(id.text), "damaged": true])
                    continue
                }
                let collections = manifest.contents["store"]?["collections"]?.array ?? []
                let features = collections.reduce(0) { $0 + Int($1["features"]?.integer ?? 0) }
                rows.append([
                    id.text, Amount.bytes(manifest.size), "\(collections.count)", "\(features)",
                    manifest.file(.accounts) == nil ? speech.say("không", "no") : speech.say("có", "yes"),
                ])
                values.append([
                    "id": .string(id.text), "createdAt": .string(manifest.createdAt),
                    "program": .string(manifest.program), "bytes": .integer(manifest.size),
                    "files": .array(manifest.files.map(Self.json)), "contents": .object(manifest.contents),
                ])
            }
            if json { return try Terminal.answer(json: .array(values)) }
            guard !rows.isEmpty else {
                return try Terminal.answer(speech.say("\(path): chưa có bản sao lưu nào", "\(path): no backup yet"))
            }
            let head = [
                speech.say("BẢN SAO LƯU", "BACKUP"), speech.say("DUNG LƯỢNG", "SIZE"),
                speech.say("BỘ DỮ LIỆU", "COLLECTIONS"), speech.say("ĐỐI TƯỢNG", "FEATURES"),
                speech.say("TÀI KHOẢN", "ACCOUNTS"),
            ]
            try Terminal.answer(TextTable([head] + rows).text)
        }
    }

    /// Nil for a damaged one: the others are listed all the same.
    private func readable(_ id: BackupID, in repository: BackupRepository) throws -> BackupManifest? {
        do { return try repository.manifest(of: id) } catch {
            guard case .manifestDamaged = error else { throw error }
            return nil
        }
    }

    private static func json(_ file: BackedUpFile) -> JSONValue {
        [
            "role": .string(file.role.rawValue), "name": .string(file.name), "origin": .string(file.origin),
            "bytes": .integer(file.size), "sha256": .string(file.sha256),
        ]
    }
}
