import SimpleFeatures
import Testing

@Suite struct CRSTests {
    @Test(
        "every usual spelling of a CRS is read",
        arguments: [
            ("EPSG:9218", CRS.epsg(9218)), ("epsg:9218", .epsg(9218)), ("9218", .epsg(9218)),
            ("http://www.opengis.net/def/crs/EPSG/0/9218", .epsg(9218)),
            ("https://www.opengis.net/def/crs/EPSG/0/9218", .epsg(9218)),
            ("urn:ogc:def:crs:EPSG::9218", .epsg(9218)), ("urn:ogc:def:crs:EPSG:6.9:4326", .epsg(4326)),
            ("OGC:CRS84", .crs84), ("CRS84", .crs84), ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", .crs84),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", .crs84),
        ])
    func spellings(text: String, expected: CRS) {
        #expect(CRS(text) == expected)
    }

    @Test(
        "anything else is not a CRS",
        arguments: [
            "", "EPSG", "EPSG:", "EPSG:0", "EPSG:-1", "EPSG:+4326", "+4326", "EPSG:4326x", " EPSG:4326", "EPSG:4326 ",
            "EPSG:1000000", "ESRI:54009", "FOOEPSG:4326", "x/CRS84", "VN-2000",
            "http://www.opengis.net/def/crs/EPSG/0/", "EPSG:99999999999999999999",
        ])
    func notACRS(text: String) {
        #expect(CRS(text) == nil)
    }

    @Test("identifier and URI read back as the CRS", arguments: [CRS.crs84, .epsg(9218), .epsg(4326)])
    func readsBack(crs: CRS) {
        #expect(CRS(crs.identifier) == crs)
        #expect(CRS(crs.uri) == crs)
    }
}
