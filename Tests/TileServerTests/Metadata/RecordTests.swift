import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Records of collections in every standard, from one description.
@Suite struct RecordTests {
    /// With every character that XML, JSON and HTML escape.
    static let nasty = "Các trạm <b>\"y tế\"</b> & ]]> </script> 'xã'"

    static func described(_ body: @Sendable (TestServer) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        try store.describe(CollectionID("tram-y-te")) { metadata in
            let said: [(MetadataField, String)] = [
                (.titleVI, "Trạm y tế"), (.titleEN, "Health stations"), (.abstractVI, nasty),
                (.abstractEN, "The health stations"), (.keywordsVI, "y tế; trạm xá"), (.keywordsEN, "health; station"),
                (.identifier, "gialai:H21.05"), (.contactName, "Phòng Nghiệp vụ"), (.contactPhone, "0269 3824 404"),
                (.contactEMail, "yte@gialai.gov.vn"), (.contactAddress, "09 Trần Hưng Đạo"),
                (.contactWeb, "https://soyte.gialai.gov.vn"), (.legalNumber, "12/2025/QĐ-UBND"),
                (.legalDate, "01/07/2025"), (.legalIssuer, "UBND tỉnh Gia Lai"), (.referenceDate, "2025-06-30"),
                (.validFrom, "2025-07-01"), (.frequency, "quarterly"), (.scale, "10000"), (.sharing, "open"),
                (.licence, "CC-BY-4.0"), (.restrictionsVI, "Ghi nguồn"), (.restrictionsEN, "Name the source"),
            ]
            for (field, text) in said { try metadata.set(field, to: text) }
        }
        try store.close()
        var configuration = ServerConfiguration()
        configuration.store = path
        try await TestServer.run(configuration, body)
    }

    @Test("a record is a GeoJSON feature with the properties of OGC API Records")
    func record() async throws {
        try await Self.described { server in
            let answer = try await server.get("/collections/tram-y-te/metadata?lang=vi")
            #expect(answer["content-type"] == "application/geo+json")
            let record = try answer.json
            #expect(record["type"] == "Feature" && record["id"] == "tram-y-te")
            #expect(record["time"]?["interval"]?.array == ["2025-07-01", ".."])
            #expect(record["geometry"]?["type"] == "Polygon")
            let properties = try #require(record["properties"])
            #expect(properties["type"] == "dataset" && properties["description"]?.string == Self.nasty)
            #expect(properties["keywords"]?.array == ["y tế", "trạm xá"] && properties["license"] == "CC-BY-4.0")
            #expect(properties["externalIds"]?[0]?["scheme"] == "gialai")
            let contact = properties["contacts"]?[0]
            #expect(contact?["phones"]?[0]?["value"] == "+842693824404" && contact?["organization"] == "Sở Y tế")
            #expect(properties["legalBasis"]?["date"] == "2025-07-01")
            #expect(properties["lineage"]?[0]?["source"] == "tram.shp")
            #expect(properties["quality"]?["completenessByProperty"]?["so"]?.number == 0.875)
            for rel in ["self", "alternate", "collection", "profile", "items", "enclosure"] {
                #expect(record.link(rel) != nil, "\(rel)")
            }
            // In the catalogue the same record stands under its own address, and English is asked for.
            let english = try await server.json("/catalog/items/tram-y-te?lang=en")
            #expect(english["properties"]?["title"] == "Health stations")
            #expect(english["properties"]?["keywords"]?.array == ["health", "station"])
            for link in english["links"]?.array ?? [] {
                guard let href = link["href"]?.string, href.hasPrefix(server.client.base), !href.contains("export")
                else { continue }
                #expect(try await server.get(href).status == 200, "\(href)")
            }
        }
    }

    @Test("ISO 19139 is well-formed, in the schema's order, Vietnamese with English beside it")
    func iso() async throws {
        try await Self.described { server in
            let answer = try await server.get("/collections/tram-y-te/metadata?f=iso19139")
            #expect(answer["content-type"] == "application/xml; charset=utf-8")
            let accepted = try await server.get(
                "/collections/tram-y-te/metadata", accept: "application/vnd.iso.19139+xml")
            #expect(accepted.text == answer.text)
            let reader = XMLReader(answer.body)
            #expect(reader.fault == nil)
            let order = [
                "gmd:fileIdentifier", "gmd:language", "gmd:characterSet", "gmd:hierarchyLevel", "gmd:contact",
                "gmd:dateStamp", "gmd:metadataStandardName", "gmd:metadataStandardVersion", "gmd:dataSetURI",
                "gmd:locale", "gmd:referenceSystemInfo", "gmd:identificationInfo", "gmd:distributionInfo",
                "gmd:dataQualityInfo",
            ]
            #expect(reader.children(of: "gmd:MD_Metadata") == order)
            #expect(
                reader.children(of: "gmd:MD_DataIdentification") == [
                    "gmd:citation", "gmd:abstract", "gmd:credit", "gmd:status", "gmd:pointOfContact",
                    "gmd:resourceMaintenance",
                    "gmd:descriptiveKeywords", "gmd:descriptiveKeywords", "gmd:descriptiveKeywords",
                    "gmd:resourceConstraints", "gmd:spatialRepresentationType", "gmd:spatialResolution", "gmd:language",
                    "gmd:characterSet", "gmd:topicCategory", "gmd:extent",
                ])
            #expect(reader.texts.contains(Self.nasty) && reader.texts.contains("The health stations"))
            #expect(reader.texts.contains("12/2025/QĐ-UBND ngày 01/07/2025 của UBND tỉnh Gia Lai"))
            // One that nobody described, and one without an extent.
            for id in ["duong", "trong"] {
                let bare = XMLReader(try await server.get("/collections/\(id)/metadata?f=iso19139").body)
                #expect(bare.fault == nil && bare.children(of: "gmd:MD_Metadata").count == order.count)
            }
        }
    }

    @Test("DCAT names nothing that must be fetched to be understood; the catalogue has every collection")
    func dcat() async throws {
        try await Self.described { server in
            let dataset = try await server.json("/collections/tram-y-te/metadata", accept: "application/ld+json")
            #expect(dataset["@type"] == "dcat:Dataset" && dataset["@context"]?.object != nil)
            #expect(dataset["dct:title"]?.array?.count == 2 && dataset["dcat:keyword"]?.array?.count == 4)
            #expect(dataset["dcat:contactPoint"]?["vcard:hasTelephone"]?["@id"] == "tel:+842693824404")
            let answer = try await server.get("/catalog.jsonld")
            #expect(answer["content-type"] == "application/ld+json")
            let catalog = try answer.json
            #expect(catalog["@type"] == "dcat:Catalog" && catalog["dcat:dataset"]?.array?.count == 5)
        }
    }

    @Test("pages carry schema.org descriptions that no text can break out of")
    func pages() async throws {
        try await Self.described { server in
            for (path, type) in [
                ("/?f=html", "DataCatalog"), ("/collections/tram-y-te?f=html", "Dataset"),
                ("/collections/tram-y-te/metadata?f=html", "Dataset"), ("/catalog/items/tram-y-te?f=html", "Dataset"),
            ] {
                let page = try await server.get(path).text
                let parts = page.components(separatedBy: "<script type=\"application/ld+json\">")
                try #require(parts.count == 2, "\(path)")
                let script = try #require(parts[1].components(separatedBy: "</script>").first)
                let document = try JSONReader.read(Array(script.utf8))
                #expect(document["@type"]?.string == type)
                #expect(!page.contains("<b>\"y tế\""))
            }
            let page = try await server.get("/collections/tram-y-te/metadata?f=html&lang=vi").text
            #expect(page.contains("Phòng Nghiệp vụ") && page.contains("Hằng quý") && page.contains("1:10.000"))
        }
    }

    @Test("a change is seen without a restart, in the documents and in their tags")
    func change() async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try SampleStore.copy(into: folder)
        var configuration = ServerConfiguration()
        configuration.store = path
        try await TestServer.run(configuration) { server in
            let targets = ["/collections/duong", "/collections/duong/metadata", "/catalog/items", "/catalog.jsonld"]
            var tags: [String: String] = [:]
            for target in targets { tags[target] = try await server.get(target)["etag"] }
            let store = try Store(path: path, access: .readWrite)
            try store.describe(CollectionID("duong")) { try $0.set(.abstractVI, to: "Mạng lưới đường bộ") }
            try store.close()
            for target in targets {
                let isSeen = try await TestServer.eventually {
                    let answer = try await server.get(target)
                    return answer.text.contains("Mạng lưới đường bộ") && answer["etag"] != tags[target]
                }
                #expect(isSeen, "\(target)")
            }
        }
    }
}

/// Enough of an XML reader to see what a document is made of.
private final class XMLReader {
    private(set) var texts: Set<String> = []
    private(set) var fault: String?
    private var childrenByParent: [String: [String]] = [:]

    init(_ bytes: [UInt8]) {
        var open: [String] = []
        let text = String(decoding: bytes, as: UTF8.self)
        for match in text.matches(of: /<(\/?)([A-Za-z0-9:_]+)([^<>]*?)(\/?)>([^<]*)/) {
            let name = String(match.2)
            guard match.1.isEmpty else {
                if open.popLast() != name { fault = fault ?? "</\(name)>" }
                continue
            }
            if let parent = open.last { childrenByParent[parent, default: []].append(name) }
            if match.4.isEmpty { open.append(name) }
            texts.insert(
                String(match.5).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
                    "&quot;", with: "\""
                )
                .replacing("&amp;", with: "&"))
        }
        if !open.isEmpty { fault = fault ?? "<\(open.joined(separator: "><"))>" }
    }

    func children(of parent: String) -> [String] { childrenByParent[parent] ?? [] }
}
