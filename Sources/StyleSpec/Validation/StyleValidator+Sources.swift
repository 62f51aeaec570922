import SimpleFeatures

extension StyleValidator {
    private static let kinds = ["vector", "raster", "raster-dem", "geojson", "video", "image"]

    mutating func checkSource(_ value: LocatedValue, _ key: String) {
        guard expect("object", value, key) else { return }
        guard let type = value["type"], type.value != .null else {
            add(key, value, "\"type\" is required")
            return
        }
        switch type.value.string {
        case "vector": checkObject(value, .vectorSource, key)
        case "raster": checkObject(value, .rasterSource, key)
        case "raster-dem": checkRelief(value, key)
        case "geojson":
            checkObject(value, .geoJSONSource, key)
            if value["cluster"]?.value == true { checkClusters(value, key) }
        case "video": checkObject(value, .videoSource, key)
        case "image": checkObject(value, .imageSource, key)
        case "canvas":
            add(
                key, nil,
                "Please use runtime APIs to add canvas sources, rather than including them in stylesheets.",
                identifier: "source.canvas")
        default: checkEnumeration(type, Self.kinds.map(JSONValue.string), "\(key).type")
        }
    }

    private mutating func checkRelief(_ value: LocatedValue, _ source: String) {
        let encoding = value["encoding"]?.value.string
        for (key, member) in value.members {
            if encoding != "custom", ["redFactor", "greenFactor", "blueFactor", "baseShift"].contains(key) {
                let name = encoding.map { "\"\($0)\"" } ?? "Default"
                add(
                    key, member,
                    "In \"\(source)\": \"\(key)\" is only valid when \"encoding\" is set to \"custom\". \(name) encoding "
                        + "found")
            } else if let schema = ObjectSchema.reliefSource[key] {
                check(member, schema, key: key)
            } else {
                add(key, member, "unknown property \"\(key)\"")
            }
        }
    }

    /// `"clusterProperties": {"sum": ["+", ["get", "count"]]}`: how a cluster gets its value from its members.
    private mutating func checkClusters(_ value: LocatedValue, _ key: String) {
        for (name, pair) in value["clusterProperties"]?.members ?? [] {
            guard let parts = pair.array, parts.count == 2 else {
                add("\(key).\(name)", pair, "a pair of an operator and an expression expected, \(pair.typeName) found")
                continue
            }
            let reduce: JSONValue =
                parts[0].value.string == nil
                ? parts[0].value : [parts[0].value, ["accumulated"], ["get", .string(name)]]
            checkClusterExpression(parts[1].value, parts[1], "\(key).\(name).map")
            checkClusterExpression(reduce, parts[0], "\(key).\(name).reduce")
        }
    }

    private mutating func checkClusterExpression(_ json: JSONValue, _ value: LocatedValue, _ key: String) {
        guard let node = compiled(json, PropertySpecification("cluster", nil), value, key) else { return }
        if !node.dependencies.sources.isDisjoint(with: [.zoom, .featureState]) {
            add(
                key, value, "\"zoom\" and \"feature-state\" expressions are not supported with cluster properties.")
        }
    }
}
