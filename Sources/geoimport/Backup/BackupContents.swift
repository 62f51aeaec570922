import Accounts
import GeoStore
import SimpleFeatures

/// What a backup's manifest says of the store and the accounts in it, and whether files found agree with it.
struct BackupContents {
    struct Difference: Hashable {
        /// `parcels: features`, `audit head`.
        let subject: String
        let expected: String
        let found: String
    }

    static func json(_ store: StoreInventory) -> JSONObject {
        [
            "id": .string(store.storeID), "schema": JSONValue(store.schema),
            "collections": .array(
                store.collections.map {
                    [
                        "id": .string($0.id), "version": .string($0.state), "features": JSONValue($0.features),
                        "sha256": .string($0.hash),
                    ]
                }),
            "rows": json(store.rows), "problems": .array(store.problems.map { .string($0) }),
        ]
    }

    static func json(_ accounts: AccountInventory) -> JSONObject {
        [
            "schema": JSONValue(accounts.schema), "rows": json(accounts.rows), "auditHead": JSONValue(accounts.head),
            "sealedFiles": JSONValue(accounts.sealedFiles),
            "absentSealedFiles": JSONValue(accounts.absentSealedFiles),
        ]
    }

    private static func json(_ rows: [String: Int]) -> JSONValue {
        .object(JSONObject(rows.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue($0.value)) }))
    }

    /// Where a store is not what the manifest says. Its id is not compared: a restored store has one of its own.
    static func differences(_ manifest: JSONValue?, _ found: StoreInventory) -> [Difference] {
        var (expected, actual) = (manifest?.object ?? [:], json(found))
        expected["id"] = nil
        actual["id"] = nil
        return differences(.object(expected), .object(actual), path: "")
    }

    static func differences(_ manifest: JSONValue?, _ found: AccountInventory) -> [Difference] {
        differences(.object(manifest?.object ?? [:]), .object(json(found)), path: "")
    }

    private static func differences(_ expected: JSONValue, _ found: JSONValue, path: String) -> [Difference] {
        guard expected != found else { return [] }
        if let left = members(expected), let right = members(found) {
            let keys = left.map(\.key) + right.map(\.key).filter { key in !left.contains { $0.key == key } }
            return keys.flatMap { key in
                let (one, other) = (left.first { $0.key == key }?.value, right.first { $0.key == key }?.value)
                return differences(one ?? .null, other ?? .null, path: path.isEmpty ? key : "\(path): \(key)")
            }
        }
        return [Difference(subject: path, expected: text(expected), found: text(found))]
    }

    /// Members by name; collections by their id, so that one that is missing does not shift the others.
    private static func members(_ value: JSONValue) -> [(key: String, value: JSONValue)]? {
        if let object = value.object { return object.members }
        guard let array = value.array, !array.isEmpty, array.allSatisfy({ $0["id"]?.string != nil }) else { return nil }
        return array.map { (key: $0["id"]?.string ?? "", value: $0) }
    }

    private static func text(_ value: JSONValue) -> String {
        if value == .null { return "–" }
        if let object = value.object { return object["features"].map { "\(text($0)) features" } ?? "…" }
        return value.string ?? String(decoding: value.serialized, as: UTF8.self)
    }
}
