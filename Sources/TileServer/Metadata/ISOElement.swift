import GeoStore
import SimpleFeatures

/// The small elements that ISO 19139 is made of.
enum ISOElement {
    /// The `PT_Locale` that English texts refer to.
    static let english = "en"
    private static let codeLists =
        "http://standards.iso.org/ittf/PubliclyAvailableStandards/ISO_19139_Schemas/resources/codelist/gmxCodelists.xml"

    static func text(_ name: String, _ value: String?) -> XMLTree? {
        value.map { XMLTree(name, [:], [XMLTree("gco:CharacterString", text: $0)]) }
    }

    /// In both languages; one element where both say the same.
    static func text(_ name: String, _ value: LocalizedText?) -> XMLTree? {
        guard let value else { return nil }
        guard value.vi != value.en else { return text(name, value.vi) }
        let english = XMLTree("gmd:LocalisedCharacterString", ["locale": "#\(english)"], text: value.en)
        return XMLTree(
            name, ["xsi:type": "gmd:PT_FreeText_PropertyType"],
            [
                XMLTree("gco:CharacterString", text: value.vi),
                XMLTree("gmd:PT_FreeText", [:], [XMLTree("gmd:textGroup", [:], [english])]),
            ])
    }

    static func code(_ name: String, _ list: String, _ value: String) -> XMLTree {
        XMLTree(
            name, [:],
            [XMLTree("gmd:\(list)", ["codeList": "\(codeLists)#\(list)", "codeListValue": value], text: value)])
    }

    static func language(_ code: String) -> XMLTree { self.code("gmd:language", "LanguageCode", code) }

    static func characterSet(in name: String) -> XMLTree { code(name, "MD_CharacterSetCode", "utf8") }

    static func moment(_ name: String, _ iso: String) -> XMLTree {
        XMLTree(name, [:], [XMLTree("gco:DateTime", text: iso)])
    }

    /// A day or a moment with what happened then: `publication`, `revision`, `creation`.
    static func date(_ iso: String, _ event: String) -> XMLTree {
        let value = XMLTree(iso.count == 10 ? "gco:Date" : "gco:DateTime", text: iso)
        return XMLTree(
            "gmd:date", [:],
            [
                XMLTree(
                    "gmd:CI_Date", [:],
                    [XMLTree("gmd:date", [:], [value]), code("gmd:dateType", "CI_DateTypeCode", event)])
            ])
    }

    static func decimal(_ name: String, _ value: Double) -> XMLTree {
        var writer = JSONWriter()
        writer.append(value, decimals: 7)
        return XMLTree(name, [:], [XMLTree("gco:Decimal", text: String(decoding: writer.bytes, as: UTF8.self))])
    }

    static func online(
        _ element: String, url: String, protocol name: String? = nil, name title: String? = nil,
        function: String? = nil
    ) -> XMLTree {
        XMLTree(
            element, [:],
            [
                XMLTree(
                    "gmd:CI_OnlineResource", [:],
                    [
                        XMLTree("gmd:linkage", [:], [XMLTree("gmd:URL", text: url)]), text("gmd:protocol", name),
                        text("gmd:name", title),
                        function.map { code("gmd:function", "CI_OnLineFunctionCode", $0) },
                    ])
            ])
    }
}
