import FeatureExchange
import Foundation
import SimpleFeatures
import Testing

/// KML as people make it: columns with Vietnamese names, packed, in UTF-16.
@Suite struct KMLTests {
    private static func document(_ encoding: String = "UTF-8", coordinates: String = "108.1,13.9") -> String {
        """
        <?xml version="1.0" encoding="\(encoding)"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Schema name="xa" id="xa"><SimpleField type="double" name="Diện tích (ha)"/></Schema>
        <Folder><name>Lớp xã</name><Placemark><name>Xã Ia Din</name>
        <ExtendedData><Data name="Mã xã"><value>23866</value></Data>
        <Data name="Tên &amp; loại"><value>Xã</value></Data></ExtendedData>
        <Point><coordinates>\(coordinates)</coordinates></Point></Placemark>
        <Placemark><ExtendedData><SchemaData schemaUrl="#xa"><SimpleData name="Diện tích (ha)">12.5</SimpleData>
        </SchemaData></ExtendedData><Point><coordinates>108.2,13.9</coordinates></Point></Placemark>
        </Folder></Document></kml>
        """
    }

    private func check(_ path: String) throws {
        let source = try VectorSource(path: path)
        let layer = try source.layer(named: "Lớp xã")
        let features = try TestData.features(source, layer)
        let names = layer.fields.map(\.name)
        let values = Dictionary(zip(names, features[0].values)) { $1 }
        #expect(values["Name"] == .text("Xã Ia Din"))
        #expect(values["Mã xã"] == .text("23866"), "\(names)")
        #expect(values["Tên & loại"] == .text("Xã"))
        #expect(names.firstIndex(of: "Diện tích (ha)").map { features[1].values[$0] } == .real(12.5))
    }

    @Test("columns keep the names the file gives them")
    func names() throws {
        let folder = try TemporaryFolder()
        try check(try folder.write(Self.document(), as: "a.kml"))
    }

    @Test("UTF-16 is read whatever its declaration says")
    func wide() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", as: "a.kml")
        let bytes = try #require(Self.document("UTF-16").data(using: .utf16))
        try bytes.write(to: URL(filePath: path))
        try check(path)
    }

    @Test("a KMZ is read like the KML in it, wherever that lies")
    func packed() throws {
        for name in ["doc.kml", "tệp/lớp.kml"] {
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "a.kmz").path
            try pack([(name, Self.document()), ("files/a.txt", "x")], as: path)
            try check(path)
            try pack([(name, Self.document(coordinates: "108,1;13,9"))], as: path)
            let source = try VectorSource(path: path)
            let features = try TestData.features(source, source.layer())
            #expect(features.map(\.issues) == [[.coordinateNotNumber(text: "1;13")], []])
        }
    }

    private static let mixed = """
        <?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Schema name="t" id="t"><SimpleField name="MA" type="string"/><SimpleField name="SO" type="int"/></Schema>
        <Folder><name>Trường</name>
        <!-- <Data name="x"><value>no data</value></Data> -->
        <Placemark><name>A</name><description><![CDATA[</ExtendedData><Data name="y">]]></description><ExtendedData>
          <Data name="Ghi chú"><displayName>n</displayName><value>cổng <![CDATA[<B>]]> &amp; sân</value></Data>
          <SchemaData schemaUrl="#t"><SimpleData name="MA">M1</SimpleData><SimpleData name="SO">7</SimpleData></SchemaData>
          <Data name='Số "nhà"'><value>12</value></Data><Data name="Rỗng"/>
        </ExtendedData><Point><coordinates>108.1,13.9</coordinates></Point></Placemark>
        <Placemark><name>B</name><ExtendedData>
          <SchemaData schemaUrl="#t"><SimpleData name="SO">8</SimpleData></SchemaData>
        </ExtendedData><Point><coordinates>108.2,13.9</coordinates></Point></Placemark>
        <Placemark><name>C</name><ExtendedData>
          <Data name="Ghi chú"><value>c</value></Data><SchemaData schemaUrl="#t"></SchemaData>
        </ExtendedData><Point><coordinates>108.3,1a</coordinates></Point></Placemark>
        </Folder></Document></kml>
        """

    @Test("values with a schema and values without one in the same placemark all come")
    func bothKindsOfData() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.mixed, as: "a.kml")
        let source = try VectorSource(path: path)
        let layer = try source.layer()
        let names = layer.fields.map(\.name)
        let features = try TestData.features(source, layer)
        func values(_ column: String) -> [PropertyValue] {
            names.firstIndex(of: column).map { index in features.map { $0.values[index] } } ?? []
        }
        #expect(values("MA") == [.text("M1"), .null, .null])
        #expect(values("SO") == [.integer(7), .integer(8), .null], "types stay")
        #expect(values("Ghi chú") == [.text("cổng <B> & sân"), .null, .text("c")])
        #expect(values("Số \"nhà\"").first == .text("12"), "\(names)")
        #expect(features.map(\.issues) == [[], [], [.coordinateNotNumber(text: "1a")]])
        #expect(try folder.contents == ["a.kml"], "the delivered file is left alone")
    }

    @Test("each KML of a KMZ is a layer of its own, looked at like any KML")
    func severalInOne() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "a.kmz").path
        let other = Self.document(coordinates: "108,1;13,9").replacing("Lớp xã", with: "Chợ")
        try pack([("doc.kml", Self.document()), ("files/chợ.kml", other), ("files/b.png", "x")], as: path)
        let source = try VectorSource(path: path)
        #expect(source.layers.map(\.name).sorted() == ["Chợ", "Lớp xã"])
        let layer = try source.layer(named: "Chợ")
        #expect(layer.notes.contains(.extractedFromArchive(member: "files/chợ.kml")))
        #expect(try TestData.features(source, layer).map(\.issues) == [[.coordinateNotNumber(text: "1;13")], []])
        let links = "<NetworkLink><Link><href>b/a.kml</href></Link></NetworkLink>"
        let index = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\(links)</Document></kml>"
        try pack([("doc.kml", index), ("b/a.kml", Self.document())], as: path)
        #expect(try VectorSource(path: path).layers.map(\.name) == ["Lớp xã"], "what only links is no layer")
        try pack([("a.kml", Self.document()), ("b/a.kml", Self.document())], as: path)
        #expect(try VectorSource(path: path).layers.map(\.name) == ["Lớp xã", "b/Lớp xã"])
    }

    private func pack(_ members: [(name: String, text: String)], as path: String) throws {
        let script =
            "import sys,zipfile,json\nz=zipfile.ZipFile(sys.argv[1],'w')\n"
            + "[z.writestr(n,t) for n,t in json.load(sys.stdin)]\nz.close()"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path]
        let input = Pipe()
        process.standardInput = input
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: JSONEncoder().encode(members.map { [$0.name, $0.text] }))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
