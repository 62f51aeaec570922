import GRDB
import SimpleFeatures
import Testing

@testable import GeoStore

/// What owners say of collections.
@Suite struct CollectionMetadataTests {
    @Test(
        "values are brought into one form",
        arguments: [
            (MetadataField.legalDate, "01/07/2025", "2025-07-01"), (.legalDate, "2024-02-29", "2024-02-29"),
            (.keywordsVI, " trường học , giáo dục,, trường học", "trường học; giáo dục"),
            (.keywordsVI, "đường; cầu, cống", "đường; cầu, cống"), (.scale, "1:10.000, 5000", "5000; 10000"),
            (.sharing, "OPEN", "open"), (.frequency, "asneeded", "asNeeded"), (.language, "vi,en", "vi; en"),
            (.titleVI, "Tru\u{31B}\u{300}ng", "Trừng"), (.contactEMail, "a.b@gialai.gov.vn", "a.b@gialai.gov.vn"),
            (.contactPhone, "+84 (269) 3824-404", "+84 (269) 3824-404"),
            (.identifier, "gialai:H21.05", "gialai:H21.05"),
        ])
    func forms(field: MetadataField, text: String, stored: String) throws {
        var metadata = CollectionMetadata()
        try metadata.set(field, to: text)
        #expect(metadata[field] == stored)
    }

    @Test(
        "what is not of a field's kind is refused, with the field",
        arguments: [
            (MetadataField.legalDate, "31/02/2025"), (.legalDate, "2025-7-1"), (.referenceDate, "hôm qua"),
            (.contactEMail, "phòng ban"), (.contactEMail, "a@b"), (.contactEMail, "a@b.vn, c@d.vn"),
            (.contactPhone, "12"), (.contactPhone, "số 5"), (.contactWeb, "gialai.gov.vn"),
            (.contactWeb, "javascript:alert(1)"), (.contactWeb, "http://"), (.scale, "0"), (.scale, "nhỏ"),
            (.sharing, "mở"), (.frequency, "often"), (.language, "fr"), (.identifier, "a:b:c"), (.keywordsVI, ";;"),
        ])
    func malformed(field: MetadataField, text: String) {
        var metadata = CollectionMetadata()
        #expect(throws: MetadataFault.malformed(field, text)) { try metadata.set(field, to: text) }
        #expect(metadata == CollectionMetadata())
    }

    @Test("control characters, endless texts and titles of nothing are refused; a blank takes back what was said")
    func limits() throws {
        var metadata = CollectionMetadata()
        #expect(throws: MetadataFault.unreadableCharacter(.titleVI, scalar: 0)) {
            try metadata.set(.titleVI, to: "a\0b")
        }
        #expect(throws: MetadataFault.unreadableCharacter(.titleVI, scalar: 10)) {
            try metadata.set(.titleVI, to: "a\nb")
        }
        #expect(throws: MetadataFault.unreadableCharacter(.abstractVI, scalar: 0xFFFE)) {
            try metadata.set(.abstractVI, to: "\u{FFFE}")
        }
        #expect(throws: MetadataFault.tooLong(.licence, length: 501, maximum: 500)) {
            try metadata.set(.licence, to: String(repeating: "đ", count: 501))
        }
        #expect(throws: MetadataFault.cannotBeEmpty(.titleVI)) { try metadata.set(.titleVI, to: "  ") }
        try metadata.set(.abstractVI, to: "một\nhai")
        #expect(metadata[.abstractVI] == "một\nhai")
        try metadata.set(.abstractVI, to: " ")
        #expect(metadata == CollectionMetadata())
    }

    @Test("every field says in both languages what it is")
    func labels() {
        let labels = MetadataField.allCases.map(\.label)
        #expect(Set(labels).count == labels.count)
        #expect(labels.allSatisfy { !$0.vi.isEmpty && !$0.en.isEmpty })
        let choices = SharingLevel.allCases.map(\.label) + UpdateFrequency.allCases.map(\.label)
        #expect(Set(choices).count == choices.count)
    }

    @Test("a complete record lacks nothing; a telephone or an e-mail address is enough")
    func missing() throws {
        var metadata = CollectionMetadata()
        #expect(metadata.missing.contains(CollectionMetadata.Lack(field: .contactPhone, isRequired: true)))
        let said: [(MetadataField, String)] = [
            (.titleVI, "Trường"), (.abstractVI, "Các trường"), (.keywordsVI, "trường"), (.contactName, "Phòng"),
            (.contactEMail, "a@b.vn"), (.legalNumber, "12/QĐ"), (.legalDate, "2025-07-01"), (.legalIssuer, "UBND"),
            (.referenceDate, "2025-07-01"), (.frequency, "annually"), (.sharing, "shared"),
        ]
        for (field, text) in said { try metadata.set(field, to: text) }
        #expect(metadata.missing.filter(\.isRequired).map(\.field) == [.restrictionsVI])
        try metadata.set(.sharing, to: "open")
        #expect(metadata.missing.filter(\.isRequired).map(\.field) == [.licence])
        try metadata.set(.licence, to: "CC-BY-4.0")
        #expect(metadata.missing.map(\.field) == [.titleEN, .abstractEN, .keywordsEN, .contactAddress, .scale])
    }
}

/// Metadata in the store.
@Suite struct StoreMetadataTests {
    private let fixture: StoreFixture
    private let id: CollectionID

    init() throws {
        fixture = try StoreFixture()
        id = try CollectionID("stations")
    }

    @Test("what is said stays through imports, is said by other connections at once, and changes no version")
    func life() throws {
        try fixture.load(SamplePoints.random(5))
        let before = try fixture.collection()
        let described = try fixture.store.describe(id) { metadata in
            try metadata.set(.abstractVI, to: "Các trạm")
            try metadata.set(.abstractEN, to: "The stations")
            try metadata.set(.sharing, to: "open")
            try metadata.set(.titleVI, to: "Trạm y tế")
        }
        #expect(described.title.vi == "Trạm y tế" && described.description == "Các trạm")
        #expect(described.state == before.state && described.token == before.token && described.describedAt != nil)
        let other = try Store(path: fixture.path, access: .readOnly)
        #expect(try other.catalog().collection("stations") == described)
        try fixture.load(SamplePoints.random(3, seed: 2), mode: .replace)
        try fixture.load(SamplePoints.random(3, seed: 3), mode: .append)
        try fixture.store.rollBack(id, to: 1)
        let now = try fixture.collection()
        #expect(now.metadata[.sharing] == "open" && now.metadata[.abstractEN] == "The stations")
        #expect(now.metadata[.abstractVI] == "Các trạm")
        #expect(try fixture.problems() == [])
    }

    @Test("a rehearsal, a refusal and a change to the same change nothing")
    func refusals() throws {
        try fixture.load(SamplePoints.random(5))
        let before = try fixture.collection()
        let rehearsed = try fixture.store.describe(id, isRehearsal: true) { try $0.set(.sharing, to: "open") }
        #expect(rehearsed.metadata[.sharing] == "open")
        let fault = MetadataFault.endBeforeStart(from: "2025-07-02", to: "2025-07-01")
        #expect(throws: GeoStoreError.invalidMetadata(fault, collection: "stations")) {
            try fixture.store.describe(id) { metadata in
                try metadata.set(.sharing, to: "open")
                try metadata.set(.validFrom, to: "2025-07-02")
                try metadata.set(.validTo, to: "2025-07-01")
            }
        }
        try fixture.store.describe(id) { try $0.set(.titleVI, to: "Trạm") }
        #expect(try fixture.collection() == before)
        #expect(throws: GeoStoreError.collectionNotFound("schools", known: ["stations"])) {
            try fixture.store.describe(CollectionID("schools")) { _ in }
        }
    }

    @Test("the record tells how each version came to be, and whose the data are when nobody says")
    func record() throws {
        try fixture.load(SamplePoints.random(5))
        try fixture.load(SamplePoints.random(3, seed: 2), mode: .replace)
        let catalog = try fixture.store.catalog()
        let record = try fixture.store.metadataRecord(of: fixture.collection(), in: catalog)
        #expect(record.lineage.map(\.version) == [2, 1] && record.lineage[0].source == "test.shp")
        #expect(record.lineage[0].changes?.isEmpty == false && record.lastImport?.version == 2)
        #expect(record.owner?.vi == "Sở Y tế" && record.createdAt == record.lineage[1].publishedAt)
        try fixture.store.describe(id) { try $0.set(.ownerVI, to: "Sở Xây dựng") }
        let named = try fixture.store.metadataRecord(of: fixture.collection(), in: fixture.store.catalog())
        #expect(named.owner == LocalizedText(vi: "Sở Xây dựng", en: "Sở Xây dựng"))
    }

    @Test("a survey counts values, not empty texts, and finds the communes that features lie in the middle of")
    func survey() throws {
        let dak = AdministrativeUnit.commune("23638", at: Coordinate(x: 108.2, y: 13.8))
        let far = AdministrativeUnit.commune("23639", at: Coordinate(x: 108.6, y: 13.8))
        let former = AdministrativeUnit.commune("23640", at: Coordinate(x: 108.2, y: 13.8), isFormer: true)
        try fixture.store.load(StoreFixture.definition(crs: .crs84), mode: .create) { writer in
            for (x, name) in [(108.2, "A"), (108.21, ""), (108.9, nil as String?)] {
                try writer.append(
                    geometry: .point(Coordinate(x: x, y: 13.8)),
                    values: [name.map(PropertyValue.text) ?? .null, .integer(0), .null])
            }
            return Provenance()
        }
        try fixture.store.load(StoreFixture.definition("trong"), mode: .create) { _ in Provenance() }
        let units = UnitDirectory(units: [dak, far, former])
        let survey = try fixture.store.survey(of: fixture.collection(), units: units)
        #expect(survey.completeness.map(\.filled) == [1, 3, 0])
        #expect(survey.completeness.map(\.features) == [3, 3, 3])
        #expect(survey.meanShare.map { ($0 * 9).rounded() } == 4)
        #expect(survey.communes.map(\.code) == ["23638"])
        let empty = try fixture.store.survey(of: fixture.collection("trong"), units: units)
        #expect(empty.communes.isEmpty && empty.meanShare == 1)
    }
}

extension AdministrativeUnit {
    fileprivate static func commune(_ code: String, at centre: Coordinate, isFormer: Bool = false)
        -> AdministrativeUnit
    {
        AdministrativeUnit(
            code: code, kind: "xã", name: "Đak", level: .commune, parents: ["Tỉnh Gia Lai"], province: "52",
            centre: centre, radiusInKilometres: 5, zone: nil, isFormer: isFormer)
    }
}
