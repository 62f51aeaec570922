import ArgumentParser
import Backups
import Foundation
import GeoStore

/// `--from` or `--to`, shared by every command that works on a folder of backups.
struct RepositoryOption: ParsableArguments {
    @Option(
        name: [.customLong("from"), .customLong("to")],
        help: ArgumentHelp("The folder of backups (default: GEOSECTOR_BACKUPS).", valueName: "folder"))
    var folder: String?

    /// Nil when none is named.
    var path: String? {
        if let folder, !folder.isEmpty { return folder }
        return ProcessInfo.processInfo.environment["GEOSECTOR_BACKUPS"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: `ValidationError` (exit 64) when no folder is named.
    func requiredPath() throws -> String {
        guard let path else {
            throw ValidationError(
                vi: "Hãy nêu thư mục sao lưu: --from THƯ_MỤC, hoặc đặt biến GEOSECTOR_BACKUPS.",
                en: "Name the folder of backups: --from FOLDER, or set GEOSECTOR_BACKUPS.")
        }
        return path
    }
}

/// `--keep-…`, in the words of restic and borg.
struct RetentionOptions: ParsableArguments {
    @Option(name: .customLong("keep-last"), help: ArgumentHelp("Keep the newest so many.", valueName: "n"))
    var last: Int?
    @Option(
        name: .customLong("keep-daily"),
        help: ArgumentHelp("Keep the newest of each of so many days that have one.", valueName: "n"))
    var daily: Int?
    @Option(name: .customLong("keep-weekly"), help: ArgumentHelp("The same for weeks, from Monday.", valueName: "n"))
    var weekly: Int?
    @Option(name: .customLong("keep-monthly"), help: ArgumentHelp("The same for months.", valueName: "n"))
    var monthly: Int?
    @Option(name: .customLong("keep-yearly"), help: ArgumentHelp("The same for years.", valueName: "n"))
    var yearly: Int?

    func validate() throws {
        guard [last, daily, weekly, monthly, yearly].allSatisfy({ $0 ?? 0 >= 0 }) else {
            throw ValidationError(
                vi: "Số bản phải giữ không được âm.", en: "The number of backups to keep must not be negative.")
        }
    }

    /// Nil without any of them.
    var policy: RetentionPolicy? {
        let counts: [RetentionPolicy.Rule: Int?] = [
            .last: last, .daily: daily, .weekly: weekly, .monthly: monthly, .yearly: yearly,
        ]
        let given = counts.compactMapValues { $0 }
        return given.isEmpty ? nil : RetentionPolicy(given)
    }

    /// - Throws: `ValidationError` (exit 64) for what would keep nothing.
    func checkedPolicy() throws -> RetentionPolicy? {
        guard let policy else { return nil }
        guard !policy.keepsNothing else {
            throw ValidationError(
                vi: "Ít nhất một bản phải được giữ, ví dụ --keep-daily 7.",
                en: "At least one backup must be kept, for example --keep-daily 7.")
        }
        return policy
    }
}
