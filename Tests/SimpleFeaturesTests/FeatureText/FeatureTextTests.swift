import SimpleFeatures
import Testing

@Suite("Features as text") struct FeatureTextTests {
    static let schema = FeatureSchema(
        properties: [.init(name: "ten", type: .text), .init(name: "mo", type: .boolean)], geometryType: .point)

    static func feature(_ text: PropertyValue, _ flag: PropertyValue = .integer(1)) throws -> Feature {
        Feature(
            id: try #require(FeatureID(Int64(7))), geometry: .point(Coordinate(x: 108.5, y: 13.25)),
            values: [text, flag])
    }

    static func layer(_ crs: CRS = .crs84, isNorthFirst: Bool = false, _ schema: FeatureSchema = schema)
        -> FeatureTextLayer
    {
        FeatureTextLayer(name: "lop", title: "Lớp <1>", schema: schema, crs: crs, isNorthFirst: isNorthFirst)
    }

    static func text(_ writer: some FeatureTextWriter, _ features: [Feature], geographic: Geometry? = nil) -> String {
        var writer = writer
        writer.begin()
        for feature in features { writer.append(feature, geographic: geographic) }
        writer.end()
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test("CSV quotes what needs it, and tells an empty text from none")
    func csv() throws {
        var options = CSVText.Options()
        options.geometry = .xy
        let text = Self.text(
            CSVText(layer: Self.layer(), options: options),
            [try Self.feature(.text("a,\"b\"")), try Self.feature(.text("")), try Self.feature(.null, .null)])
        #expect(
            text
                == "feature_id,ten,mo,x,y\r\n7,\"a,\"\"b\"\"\",true,108.5,13.25\r\n7,\"\",true,108.5,13.25\r\n7,,,108.5,13.25\r\n"
        )
    }

    @Test(
        "CSV for Excel has a byte order mark and no formulas; a number stays one",
        arguments: [("=1+1", "'=1+1"), ("@a", "'@a"), ("-5", "-5"), ("+84 26", "'+84 26"), ("Đức", "Đức")])
    func formulas(value: String, written: String) throws {
        var options = CSVText.Options()
        options.geometry = .none
        options.separatorIsSemicolon = true
        let plain = Self.text(CSVText(layer: Self.layer(), options: options), [try Self.feature(.text(value))])
        #expect(plain.hasPrefix("feature_id;ten;mo\r\n7;\(value);true"))
        options.isForExcel = true
        let excel = Self.text(CSVText(layer: Self.layer(), options: options), [try Self.feature(.text(value))])
        #expect(excel.hasPrefix("\u{FEFF}feature_id;ten;mo\r\n7;\(written);true"))
    }

    @Test("CSV for an Excel that separates by semicolons has decimal commas, any other has points")
    func decimalCommas() throws {
        let schema = FeatureSchema(
            properties: [.init(name: "ten", type: .text), .init(name: "cao", type: .real)], geometryType: .point)
        let feature = try Self.feature(.text("1.250"), .real(1.25))
        for (isForExcel, separatorIsSemicolon, row) in [
            (true, true, "7;1.250;1,25;108,5;13,25"), (false, true, "7;1.250;1.25;108.5;13.25"),
            (true, false, "7,1.250,1.25,108.5,13.25"),
        ] {
            var options = CSVText.Options()
            options.geometry = .xy
            options.isForExcel = isForExcel
            options.separatorIsSemicolon = separatorIsSemicolon
            let text = Self.text(CSVText(layer: Self.layer(.crs84, schema), options: options), [feature])
            #expect(text.hasSuffix("\r\n\(row)\r\n"), "\(text)")
        }
    }

    @Test("our own columns give way to properties of the same name")
    func clash() throws {
        let schema = FeatureSchema(
            properties: [.init(name: "WKT", type: .text), .init(name: "Feature_ID", type: .text)], geometryType: .point)
        let text = Self.text(CSVText(layer: Self.layer(.crs84, schema)), [])
        #expect(text == "gs_feature_id,WKT,Feature_ID,gs_WKT\r\n")
    }

    @Test("a text sequence has a record separator where it is asked for")
    func sequence() throws {
        let feature = try Self.feature(.text("a"))
        let bare = Self.text(GeoJSONText(layer: Self.layer(), form: .sequence(hasSeparators: false)), [feature])
        #expect(bare.hasPrefix("{") && bare.hasSuffix("}\n"))
        let marked = Self.text(GeoJSONText(layer: Self.layer(), form: .sequence(hasSeparators: true)), [feature])
        #expect(marked == "\u{1E}" + bare)
    }

    @Test("XML has a place for every text, or says that it had none")
    func xml() throws {
        let text = Self.text(GMLText(layer: Self.layer()), [try Self.feature(.text("<&>\"\r\n\u{1}ỗ"))])
        #expect(text.contains("<gs:ten>&lt;&amp;&gt;&quot;&#13;&#10;\u{FFFD}ỗ</gs:ten>"))
    }

    @Test("GML and JSON-FG take the axis order of the authority, GeoJSON's own member does not")
    func axes() throws {
        let layer = Self.layer(.epsg(4756), isNorthFirst: true)
        let feature = try Self.feature(.null)
        #expect(Self.text(GMLText(layer: layer), [feature]).contains("<gml:pos>13.25 108.5</gml:pos>"))
        let degrees = Geometry.point(Coordinate(x: 108.501, y: 13.249))
        let document = try JSONReader.read(
            Array(Self.text(JSONFGText(layer: layer), [feature], geographic: degrees).utf8))
        let first = document["features"]?[0]
        #expect(first?["place"]?["coordinates"]?.array == [.real(13.25), .real(108.5)])
        #expect(first?["geometry"]?["coordinates"]?.array == [.real(108.501), .real(13.249)])
        #expect(document["coordRefSys"]?.string == "http://www.opengis.net/def/crs/EPSG/0/4756")
    }

    @Test("names of columns become names of XML elements, no two the same")
    func elements() throws {
        let schema = FeatureSchema(
            properties: [
                .init(name: "1 a", type: .text), .init(name: "a b", type: .text), .init(name: "a-b", type: .text),
                .init(name: "a<b", type: .text), .init(name: "tên", type: .text),
            ], geometryType: .point)
        let document = String(decoding: GMLText.schemaDocument(of: Self.layer(.crs84, schema)), as: UTF8.self)
        for name in ["_1_a", "a_b", "a-b", "a_b_2", "tên"] { #expect(document.contains("name=\"\(name)\""), "\(name)") }
    }

    @Test("KML leaves null out, and writes truth as a number")
    func kml() throws {
        let text = Self.text(KMLText(layer: Self.layer()), [try Self.feature(.null)])
        #expect(!text.contains("<SimpleData name=\"ten\">"))
        #expect(text.contains("<SimpleData name=\"mo\">1</SimpleData>"))
        #expect(text.contains("<name>Lớp &lt;1&gt; 7</name>"))
    }
}
