import GeoStore
import SimpleFeatures

/// What a search found, for people. It is made from the document that programs get: the two cannot tell different
/// things.
struct SearchPage {
    let inquiry: Inquiry
    let services: Services

    func page(_ document: JSONValue, text: String) -> Page {
        let results = (document["features"]?.array ?? []).map(result)
        let display = DisplayText(language: inquiry.language)
        return page([
            "searchText": text, "countText": display.number(results.count), "isEmpty": results.isEmpty,
            "hasResults": !results.isEmpty, "results": results,
        ])
    }

    /// Before anything was looked for.
    var form: Page { page(["isEmpty": false, "hasResults": false]) }

    private func page(_ found: [String: Any]) -> Page {
        Page(
            template: "search", title: services.pages.word("search", inquiry.language),
            breadcrumbs: services.homeCrumb(inquiry.language),
            context: found.merging(["searchURL": inquiry.links.url("/search")]) { $1 })
    }

    private func result(_ feature: JSONValue) -> [String: String] {
        let properties = feature["properties"]
        let kind = properties?["kind"]?.string ?? ""
        let collection = properties?["collection"]?.string
        var row = [
            "resultTitle": properties?["title"]?.string ?? "",
            "resultKind": properties?["collectionTitle"]?.string.flatMap { kind == "feature" ? $0 : nil }
                ?? services.pages.word("kind.\(kind)", inquiry.language),
        ]
        if let detail = detail(of: properties) { row["resultDetail"] = detail }
        let language = "lang=\(inquiry.language.rawValue)"
        if let collection {
            let id = properties?["featureId"]?.integer
            let path = "/collections/\(collection)" + (id.map { "/items/\($0)" } ?? "")
            row["resultURL"] = inquiry.links.url("\(path)?\(language)&f=html")
            let chosen = id.map { "&chon=\(collection).\($0)" } ?? ""
            row["resultMapURL"] = inquiry.links.url(
                "/map?lop=\(collection)\(chosen)&ngon=\(inquiry.language.rawValue)")
        } else if let place = feature["geometry"]?["coordinates"]?.numbers {
            // As the map's own addresses have it: zoom, latitude, longitude.
            row["resultMapURL"] = inquiry.links.url(
                "/map?ngon=\(inquiry.language.rawValue)#ban-do=\(Self.zoom)/\(place[1])/\(place[0])")
        }
        return row
    }

    /// What the feature says of itself, and the unit it lies in unless it has said so; of a former unit, what it is now.
    private func detail(of properties: JSONValue?) -> String? {
        let own = properties?["detail"]?.string ?? ""
        if let now = properties?["now"]?.string {
            let former = "\(services.pages.word("formerUnit", inquiry.language)) \(now)"
            return own.isEmpty ? former : "\(own) · \(former)"
        }
        let unit = properties?["nearestUnit"]?.string ?? ""
        let isSaid = unit.split(separator: ",").first.map { own.contains($0) } ?? true
        let parts = (isSaid ? [own] : [own, unit]).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// Where a place or a commune fills the map.
    private static let zoom = 13
}

extension JSONValue {
    fileprivate var numbers: [Double]? {
        guard let numbers = array?.compactMap(\.number), numbers.count >= 2 else { return nil }
        return numbers
    }
}
