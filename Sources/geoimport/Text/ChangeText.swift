import GeoStore

/// What a version changed, in words.
enum ChangeText {
    static func of(_ changes: VersionChanges) -> LocalizedText {
        guard !changes.isEmpty else { return LocalizedText(vi: "không có gì thay đổi", en: "nothing has changed") }
        return LocalizedText(
            vi: "\(changes.added) thêm, \(changes.changed) sửa, \(changes.removed) bớt, \(changes.unchanged) giữ nguyên",
            en: "\(changes.added) added, \(changes.changed) changed, \(changes.removed) removed,"
                + " \(changes.unchanged) unchanged")
    }
}
