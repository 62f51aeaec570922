import SimpleFeatures

extension StyleValidator {
    mutating func checkLayer(_ layer: LocatedValue, _ key: String) {
        guard expect("object", layer, key) else { return }
        if layer["type"] == nil, layer["ref"] == nil { add(key, layer, "either \"type\" or \"ref\" is required") }
        checkID(layer, key)
        var type = layer["type"]?.value.string
        if let reference = layer["ref"] {
            type = checkReference(layer, reference, key) ?? type
        } else if type != "background" {
            checkSourceOf(layer, type, key)
        }
        if type == "raster", let paint = layer["paint"], paint["resampling"] != nil, paint["raster-resampling"] != nil {
            add(
                key, paint,
                "layer \"\(name(of: layer))\" redundantly specifies \"resampling\" and \"raster-resampling\" paint "
                    + "properties, but only one is allowed. It is advised to use \"resampling\".")
        }
        for (name, member) in layer.members {
            let memberKey = path(key, name)
            switch Self.base(name) {
            case "type": checkEnumeration(member, Self.layerTypes, "\(key).type")
            case "layout": checkProperties(member, type, isPaint: false, memberKey)
            case "paint": checkProperties(member, type, isPaint: true, memberKey)
            case let base: check(member, ObjectSchema.layer[base] ?? .anything, key: memberKey)
            }
        }
        checkRequired(layer, .layer, key)
    }

    private static let layerTypes = LayerSpecification.all.map { JSONValue.string($0.type.rawValue) }

    private func name(of layer: LocatedValue) -> String {
        layer["id"].map { StyleValue($0.value).text } ?? "undefined"
    }

    private mutating func checkID(_ layer: LocatedValue, _ key: String) {
        guard let id = layer["id"], let text = id.value.string, !text.isEmpty else { return }
        if let first = checkedIDs[text] {
            let place = first.line.map { "at line \($0)" } ?? "by another layer"
            add(key, id, "duplicate layer id \"\(text)\", previously used \(place)")
        } else {
            checkedIDs[text] = id
        }
    }

    /// A layer that takes what it is from another one: a form of before version 8.
    /// - Returns: the type of the other one.
    private mutating func checkReference(
        _ layer: LocatedValue, _ reference: LocatedValue, _ key: String
    ) -> String? {
        for name in ["type", "source", "source-layer", "filter", "layout"] {
            guard let member = layer[name] else { continue }
            add(key, member, "\"\(name)\" is prohibited for ref layers")
        }
        guard let parent = reference.value.string.flatMap({ layersByID[$0] }) else {
            add(key, reference, "ref layer \"\(StyleValue(reference.value).text)\" not found")
            return nil
        }
        if parent["ref"] != nil {
            add(key, reference, "ref cannot reference another ref layer")
            return nil
        }
        return parent["type"]?.value.string
    }

    private mutating func checkSourceOf(_ layer: LocatedValue, _ type: String?, _ key: String) {
        guard let name = layer["source"], name.value != .null else {
            add(key, layer, "missing required property \"source\"")
            return
        }
        let id = self.name(of: layer)
        guard let source = name.value.string.flatMap({ sourcesByID[$0] }) else {
            add(key, name, "source \"\(StyleValue(name.value).text)\" not found")
            return
        }
        switch (source["type"]?.value.string, type) {
        case ("vector", "raster"): add(key, name, "layer \"\(id)\" requires a raster source")
        case (let kind, "hillshade") where kind != "raster-dem", (let kind, "color-relief") where kind != "raster-dem":
            add(key, name, "layer \"\(id)\" requires a raster-dem source")
        case ("raster", let type) where type != "raster": add(key, name, "layer \"\(id)\" requires a vector source")
        case ("vector", _) where layer["source-layer"] == nil:
            add(key, layer, "layer \"\(id)\" must specify a \"source-layer\"")
        case ("raster-dem", let type) where type != "hillshade" && type != "color-relief":
            add(
                key, name, "raster-dem source can only be used with layer type 'hillshade' or 'color-relief'.")
        case (let kind, "line")
        where layer["paint"]?["line-gradient"] != nil && (kind != "geojson" || source["lineMetrics"]?.value != true):
            add(
                key, layer,
                "layer \"\(id)\" specifies a line-gradient, which requires a GeoJSON source with `lineMetrics` enabled."
            )
        default: break
        }
    }

    /// Layout or paint.
    private mutating func checkProperties(_ value: LocatedValue, _ type: String?, isPaint: Bool, _ key: String) {
        guard expect("object", value, key) else { return }
        // Of an unknown type nothing can be said.
        guard let specification = type.flatMap(LayerType.init(rawValue:)).map(LayerSpecification.of) else { return }
        for (name, member) in value.members {
            checkProperty(member, name, specification, isPaint: isPaint, path(key, name))
        }
    }

    private mutating func checkProperty(
        _ value: LocatedValue, _ name: String, _ layer: LayerSpecification, isPaint: Bool, _ key: String
    ) {
        if isPaint, name.hasSuffix("-transition"),
            layer.paint(String(name.dropLast("-transition".count)))?.hasTransition == true
        {
            check(value, .transition, key: key)
            return
        }
        guard let property = isPaint ? layer.paint(name) : layer.layout(name) else {
            add(key, value, "unknown property \"\(name)\"")
            return
        }
        if property.takesFeatures, !property.hasTokens, let token = value.value.string.flatMap(Self.token) {
            add(
                key, value,
                "\"\(name)\" does not support interpolation syntax\nUse an identity property function instead: "
                    + "`{ \"type\": \"identity\", \"property\": \(JSONValue.string(token).compactText) }`.")
            return
        }
        if name == "text-font", value["type"]?.value == "identity" {
            add(key, value, "\"text-font\" does not support identity functions")
        }
        checkProperty(value, property, ExpressionPlace(isLayout: !isPaint, isOfLayer: true), key)
    }

    /// The name in a text that is nothing but `{name}`.
    private static func token(_ text: String) -> String? {
        guard text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2 else { return nil }
        let name = text.dropFirst().dropLast()
        return name.contains("}") ? nil : String(name)
    }
}
