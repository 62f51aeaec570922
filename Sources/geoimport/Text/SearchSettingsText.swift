import GeoStore
import SimpleFeatures

/// What of a collection is searched, as a person reads it.
struct SearchSettingsText {
    let collection: PublishedCollection
    let settings: SearchSettings

    var line: LocalizedText {
        var changed = collection
        changed.searchSettings = settings
        let layout = SearchLayout(of: changed)
        let columns = layout.columns.joined(separator: ", ")
        let isChosen = settings.columns != nil
        var text = LocalizedText(
            vi: "  tìm kiếm theo   \(columns.isEmpty ? "không cột nào" : columns)\(isChosen ? "" : " (tự chọn)")",
            en: "  searched        \(columns.isEmpty ? "no column" : columns)\(isChosen ? "" : " (chosen by name)")")
        if let parcel = layout.parcel {
            text.vi += "; thửa đất theo \(parcel.sheet), \(parcel.number)"
            text.en += "; parcels by \(parcel.sheet), \(parcel.number)"
        }
        return text
    }

    /// A word of caution about columns that say whose a thing is; nil when none is chosen.
    var caution: LocalizedText? {
        let personal = (settings.columns ?? []).filter { name in
            collection.schema.property(named: name).map { SearchLayout.looksPersonal($0) } ?? false
        }
        guard !personal.isEmpty else { return nil }
        let names = personal.joined(separator: ", ")
        return LocalizedText(
            vi: "\(names) có vẻ chứa dữ liệu cá nhân: mọi người tìm kiếm được sẽ thấy",
            en: "\(names) looks like personal data: everybody who can search will find it")
    }
}
