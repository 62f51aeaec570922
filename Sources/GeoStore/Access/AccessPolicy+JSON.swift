public import SimpleFeatures

/// Policies as they are written in files, kept in the store and told to programs.
///
///     rules:
///       - to: [department:land]
///         may: publish
///       - to: [department:health, system:lgsp]
///         may: read
///         rows: "kind = 'ONT'"
///         area: {collection: communes, filter: "code = '23563'"}
///         attributes: {owner: hide, id_card: "mask:4", built: year}
///         precision: 100
///         maxZoom: 14
extension AccessPolicy {
    /// - Throws: `PolicyFault`.
    public init(json: JSONValue) throws(PolicyFault) {
        try Self.requireMembers(of: json, ["rules"], at: "")
        guard let list = json["rules"]?.array, !list.isEmpty else {
            throw PolicyFault(at: "rules", expected: "a list of rules")
        }
        var rules: [AccessRule] = []
        for (index, value) in list.enumerated() { rules.append(try AccessRule(json: value, at: "rules[\(index)]")) }
        self.init(rules: rules)
    }

    public var json: JSONValue { ["rules": .array(rules.map(\.json))] }

    fileprivate static func requireMembers(
        of value: JSONValue, _ known: [String], at place: String
    ) throws(PolicyFault) {
        guard let object = value.object else {
            throw PolicyFault(at: place, expected: "the members \(known.joined(separator: ", "))")
        }
        if let stranger = object.members.first(where: { !known.contains($0.key) }) {
            throw PolicyFault(
                at: place.isEmpty ? stranger.key : "\(place).\(stranger.key)",
                expected: "no such member; there are \(known.joined(separator: ", "))")
        }
    }
}

extension AccessRule {
    private static let members = ["to", "may", "rows", "area", "attributes", "precision", "maxZoom"]

    fileprivate init(json: JSONValue, at place: String) throws(PolicyFault) {
        try AccessPolicy.requireMembers(of: json, Self.members, at: place)
        func fault(_ member: String, _ expected: String) -> PolicyFault {
            PolicyFault(at: "\(place).\(member)", expected: expected)
        }
        let names = json["to"]?.string.map { [$0] } ?? json["to"]?.array?.compactMap(\.string) ?? []
        let grantees = names.compactMap(Grantee.init)
        guard !names.isEmpty, grantees.count == names.count, names.count == json["to"]?.array?.count ?? 1 else {
            throw fault("to", "a list of \(Grantee.forms.joined(separator: ", "))")
        }
        guard let permission = json["may"]?.string.flatMap(Permission.init) else {
            throw fault("may", Permission.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.init(grantees: grantees, permission: permission)
        if let value = json["rows"] {
            guard let text = value.string, !text.isEmpty else { throw fault("rows", "a condition in CQL2 text") }
            rows = text
        }
        if let value = json["area"] {
            try AccessPolicy.requireMembers(of: value, ["collection", "filter"], at: "\(place).area")
            guard let collection = value["collection"]?.string else {
                throw fault("area.collection", "the id of a collection")
            }
            area = Area(collection: collection, filter: value["filter"]?.string)
        }
        for member in json["attributes"]?.object?.members ?? [] {
            guard let treatment = member.value.string.flatMap(AttributeTreatment.init) else {
                throw fault("attributes.\(member.key)", AttributeTreatment.forms.joined(separator: ", "))
            }
            attributes[member.key] = treatment
        }
        if let value = json["precision"] {
            guard let metres = value.number, (0.001...1_000_000).contains(metres) else {
                throw fault("precision", "metres from 0.001 to 1000000")
            }
            precision = metres
        }
        if let value = json["maxZoom"] {
            guard let zoom = value.integer, (0...24).contains(zoom) else {
                throw fault("maxZoom", "a zoom from 0 to 24")
            }
            maxZoom = Int(zoom)
        }
    }

    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "to": .array(grantees.map { .string($0.description) }), "may": .string(permission.rawValue),
        ]
        if let rows { object["rows"] = .string(rows) }
        if let area {
            var members: JSONObject = ["collection": .string(area.collection)]
            if let filter = area.filter { members["filter"] = .string(filter) }
            object["area"] = .object(members)
        }
        if !attributes.isEmpty {
            let treated = attributes.sorted { $0.key < $1.key }
            object["attributes"] = .object(JSONObject(treated.map { ($0.key, .string($0.value.description)) }))
        }
        if let precision { object["precision"] = .real(precision) }
        if let maxZoom { object["maxZoom"] = JSONValue(maxZoom) }
        return .object(object)
    }
}

extension AccessRule {
    /// The rule as the only one of a policy, for another process.
    public var text: String { String(decoding: AccessPolicy(rules: [self]).json.serialized, as: UTF8.self) }
}

/// What is wrong with a policy.
public struct PolicyFault: Error, Hashable, Sendable {
    /// The member at fault: `rules[1].attributes.owner`.
    public let place: String
    public let expected: String

    public init(at place: String, expected: String) {
        self.place = place
        self.expected = expected
    }
}
