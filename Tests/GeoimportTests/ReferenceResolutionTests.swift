import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// The CRS of layers that state none, the wrong one, or the right one: never a wrong answer in silence.
struct ReferenceResolutionTests {
    private static let province = "Gia Lai"
    private static let zoneOf9218 = CoordSys.transverseMercator(datum: CoordSys.vn2000, meridian: 108.5)
    private static let zoneOf9217 = CoordSys.transverseMercator(datum: CoordSys.vn2000, meridian: 108.25)

    private func choose(
        _ layer: MadeLayer, in crs: CRS, coordSys: String? = nil, given: CRS? = nil,
        distortion: (Coordinate) -> Coordinate = { $0 }
    ) throws -> ReferenceChoice {
        let fixture = try ImportFixture()
        let file = try layer.write(fixture, crs: crs, coordSys: coordSys, distortion: distortion)
        return try ImportFixture.plan(file) { $0.sourceCRS = given }.reference
    }

    @Test(arguments: [
        ("Gia Lai", false, 9218), ("Gia Lai", false, 9217), ("Gia Lai", true, 9218), ("Bình Định", true, 9217),
        ("Hà Nội", true, 9209), ("Cà Mau", false, 9207), ("Đà Nẵng", false, 5899), ("Hồ Chí Minh", true, 9210),
        ("Cao Bằng", false, 9210), ("Lai Châu", true, 9205), ("An Giang", false, 9208),
    ])
    func theZoneIsFoundByTheNamesOfCommunes(province: String, former: Bool, code: Int) throws {
        let layer = try MadeLayer(province: province, former: former)
        let choice = try choose(layer, in: .epsg(code))
        #expect(choice.crs == .epsg(code) && choice.adjustment.isNone && choice.origin == .names)
        #expect(choice.issues.map(\.code) == ["crs-resolved"])
    }

    @Test(arguments: [MadeLayer.Columns.communeAndDistrict, .district, .address])
    func districtsCapitalsAndAddressesNameUnitsToo(columns: MadeLayer.Columns) throws {
        let layer = try MadeLayer(province: "Bình Định", former: true, communes: 60, columns: columns)
        #expect(try choose(layer, in: .epsg(9217)).crs == .epsg(9217))
    }

    @Test(arguments: [9216, 5898, 5899, 9217, 9218])
    func withoutNamesAZoneIsRefusedAndTheListHasIt(code: Int) throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        do {
            _ = try choose(layer, in: .epsg(code))
            Issue.record("was accepted")
        } catch ImportError.crsMissing(_, _, let suggestions) {
            #expect(suggestions.contains { $0.crs == .epsg(code) })
            #expect(suggestions.dropFirst().allSatisfy { ($0.metresFromFirst ?? 0) > 26_000 })
        }
    }

    @Test(arguments: [5896])
    func aZoneFarFromTheProvinceIsFoundByThePlaceAlone(code: Int) throws {
        let choice = try choose(try MadeLayer(province: Self.province, columns: .number), in: .epsg(code))
        #expect(choice.crs == .epsg(code) && choice.origin == .place)
    }

    @Test func aWrongZoneStatedIsRefusedAndTheRightOneShown() throws {
        let layer = try MadeLayer(province: Self.province)
        do {
            _ = try choose(layer, in: .epsg(9218), coordSys: Self.zoneOf9217)
            Issue.record("was accepted")
        } catch ImportError.crsContradicted(_, let claim, _, let better, .names) {
            #expect(claim.crs == .epsg(9217) && better.first?.crs == .epsg(9218))
        }
    }

    @Test func theRightZoneStatedStands() throws {
        let choice = try choose(try MadeLayer(province: Self.province), in: .epsg(9218), coordSys: Self.zoneOf9218)
        #expect(choice.crs == .epsg(9218) && choice.origin == .claim && choice.issues.isEmpty)
    }

    @Test func aZoneThatNothingTestsIsTakenAndSaidSo() throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        let choice = try choose(layer, in: .epsg(9218), coordSys: Self.zoneOf9218)
        #expect(choice.crs == .epsg(9218) && choice.issues.map(\.code) == ["crs-zone-untested"])
    }

    @Test func theUserDecidesAndHearsOfDoubts() throws {
        let layer = try MadeLayer(province: Self.province)
        let choice = try choose(layer, in: .epsg(9218), given: .epsg(9217))
        #expect(choice.crs == .epsg(9217) && choice.issues.map(\.code) == ["crs-doubtful"])
    }

    @Test func axesInTheSurveyorsOrderAreTurned() throws {
        let layer = try MadeLayer(province: Self.province)
        let swap: (Coordinate) -> Coordinate = { Coordinate(x: $0.y, y: $0.x) }
        for (claim, given) in [(nil, nil), (Self.zoneOf9218, nil), (nil, CRS.epsg(9218))] as [(String?, CRS?)] {
            let choice = try choose(layer, in: .epsg(9218), coordSys: claim, given: given, distortion: swap)
            #expect(choice.crs == .epsg(9218) && choice.adjustment == .axesSwapped)
            #expect(choice.issues.contains { $0.code == "axes-swapped" })
        }
    }

    @Test func turnedAxesAreStoredTheRightWayRound() throws {
        let fixture = try ImportFixture()
        let layer = try MadeLayer(province: Self.province)
        let file = try layer.write(fixture, crs: .epsg(9218)) { Coordinate(x: $0.y, y: $0.x) }
        try fixture.load(file)
        let collection = try fixture.collection("a")
        #expect(collection.storageCRS == .epsg(9218))
        let box = try #require(collection.envelope)
        #expect(box.minX > 107 && box.maxX < 110 && box.minY > 12.5 && box.maxY < 15)
    }

    @Test(arguments: [9217, 9218])
    func zonePrefixesKilometresAndMillimetresAreUndone(code: Int) throws {
        let layer = try MadeLayer(province: Self.province)
        let distortions: [(Coordinate) -> Coordinate] = [
            { Coordinate(x: $0.x + 49_000_000, y: $0.y) }, { Coordinate(x: $0.x / 1000, y: $0.y / 1000) },
            { Coordinate(x: $0.x * 1000, y: $0.y * 1000) },
        ]
        for distortion in distortions {
            let choice = try choose(layer, in: .epsg(code), distortion: distortion)
            #expect(choice.crs == .epsg(code) && !choice.adjustment.isNone)
        }
    }

    @Test func degreesWithoutACRSAreWGS84WithANote() throws {
        let choice = try choose(try MadeLayer(province: Self.province, columns: .number), in: .epsg(4326))
        #expect(choice.crs == .epsg(4326) && choice.origin == .place)
        #expect(choice.notes.contains { $0.en.contains("EPSG:4756") && $0.en.contains("cannot be excluded: 22") })
    }

    @Test func latitudeFirstIsTurned() throws {
        let choice = try choose(try MadeLayer(province: Self.province), in: .epsg(4326)) {
            Coordinate(x: $0.y, y: $0.x)
        }
        #expect(choice.crs == .epsg(4326) && choice.adjustment == .axesSwapped)
    }

    @Test(arguments: [3406, 32649])
    func sixDegreeZonesAreToldApartByNothingButFineEvidence(code: Int) throws {
        // Centres of communes are fine evidence only for a layer of the communes themselves.
        let layer = try MadeLayer(province: Self.province, columns: .number)
        #expect(throws: ImportError.self) { try choose(layer, in: .epsg(code)) }
    }

    @Test func vn2000LabelledWGS84DegreesIsLoadedAsVN2000() throws {
        let layer = try MadeLayer(province: Self.province)
        let choice = try choose(layer, in: .epsg(9218), coordSys: CoordSys.wgs84)
        #expect(choice.crs == .epsg(9218) && choice.issues.map(\.code).contains("crs-label-wgs84"))
    }

    @Test func vn2000ThreeDegreesLabelledUTMIsLoadedAsVN2000() throws {
        let layer = try MadeLayer(province: Self.province)
        let label = CoordSys.transverseMercator(datum: "104", meridian: 111, scale: 0.9996)
        let choice = try choose(layer, in: .epsg(9218), coordSys: label)
        #expect(choice.crs == .epsg(9218) && choice.issues.map(\.code).contains("crs-label-wgs84"))
    }

    @Test func vn2000LabelledUTMWithoutNamesIsRefused() throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        let label = CoordSys.transverseMercator(datum: "104", meridian: 111, scale: 0.9996)
        do {
            _ = try choose(layer, in: .epsg(9218), coordSys: label)
            Issue.record("was accepted")
        } catch ImportError.crsContradicted(_, let claim, _, let better, .place) {
            #expect(claim.crs == .epsg(32649) && better.first?.crs == .epsg(9218))
        }
    }

    @Test(arguments: [3406, 32649])
    func aLabelThatNothingTestsIsRefusedWithBothReadings(code: Int) throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        let label = CoordSys.transverseMercator(datum: "104", meridian: 111, scale: 0.9996)
        do {
            _ = try choose(layer, in: .epsg(code), coordSys: label)
            Issue.record("was accepted")
        } catch ImportError.crsDatumUntested(_, _, _, let readings) {
            #expect(readings.map(\.crs) == [.epsg(32649), .epsg(3406)])
            #expect((200...250).contains(readings.last?.metresFromFirst ?? 0))
        }
    }

    @Test func theRefusalOfALabelSaysWhatToTypeForEachReading() throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        let label = CoordSys.transverseMercator(datum: "104", meridian: 111, scale: 0.9996)
        let error = try #require(throws: ImportError.self) { try choose(layer, in: .epsg(32649), coordSys: label) }
        let text = ErrorText.text(error)
        for sentence in [text.vi, text.en] {
            #expect(sentence.contains("--source-crs EPSG:32649") && sentence.contains("--source-crs EPSG:3406"))
            #expect(sentence.contains("22") && sentence.contains("administration"))
        }
    }

    @Test(arguments: [3406, 32649])
    func theUserDecidesWhatTheLabelMeans(code: Int) throws {
        let layer = try MadeLayer(province: Self.province, columns: .number)
        let label = CoordSys.transverseMercator(datum: "104", meridian: 111, scale: 0.9996)
        let choice = try choose(layer, in: .epsg(32649), coordSys: label, given: .epsg(code))
        #expect(choice.crs == .epsg(code) && choice.origin == .given)
    }

    @Test func aLabelThatCouldHideAThreeDegreeZoneIsRefused() throws {
        let layer = try MadeLayer(province: "Hà Nội")
        let label = CoordSys.transverseMercator(datum: "104", meridian: 105, scale: 0.9996)
        do {
            _ = try choose(layer, in: .epsg(5897), coordSys: label)
            Issue.record("was accepted")
        } catch ImportError.crsDatumUntested(_, _, _, let readings) {
            #expect(readings.first?.crs == .epsg(32648))
            #expect(Set(readings.map(\.crs)).isSuperset(of: [.epsg(5897), .epsg(3405)]))
        }
    }

    @Test(.enabled(if: TestData.exist, "\(TestData.absence)"), arguments: ["monaco_poi", "monaco_duong", "monaco_nha"])
    func foreignLayersAreTakenAsTheySay(file: String) throws {
        let choice = try ImportFixture.plan(TestData.path("osm/\(file).shp")).reference
        #expect(choice.crs == .epsg(4326) && choice.adjustment.isNone)
        #expect(choice.notes.contains { $0.en.contains("outside Viet Nam") })
    }

    @Test func degreesWithHeightsAreWGS84LikeThoseWithout() throws {
        let fixture = try ImportFixture()
        let file = try fixture.geoJSON(
            "cao_do.geojson", [(geometry: #"{"type":"Point","coordinates":[108,14,720]}"#, properties: #"{"ten":"A"}"#)]
        )
        let plan = try ImportFixture.plan(file)
        #expect(plan.reference.crs == .epsg(4326) && plan.definition.schema.hasZ)
    }

    @Test func withoutTheListsOnlyWhatIsStatedIsTaken() throws {
        let fixture = try ImportFixture()
        let bare = UnitPlaces(table: UnitTable(units: []), provinces: .countryBox)
        let layer = try MadeLayer(province: Self.province)
        let stated = ImportFixture.request(
            try layer.write(fixture, crs: .epsg(9218), coordSys: Self.zoneOf9218))
        let reference = try ImportPlan(stated, interruption: Interruption(), units: bare).reference
        #expect(reference.crs == .epsg(9218) && reference.issues.map(\.code).contains("units-missing"))
        let silent = ImportFixture.request(try layer.write(fixture, crs: .epsg(9218)))
        #expect(throws: ImportError.self) { try ImportPlan(silent, interruption: Interruption(), units: bare) }
    }

    @Test func outlinesInTheStoreTellDatumsApart() throws {
        // Twenty square communes, and the corners of each as points of a layer that names them.
        let table = try ImportFixture.units().table()
        let units = table.units.filter { $0.parents == ["gialai"] }.prefix(20)
        let fixture = try ImportFixture()
        let squares = units.map { unit -> (geometry: String, properties: String) in
            let (x, y) = (unit.centre.x, unit.centre.y)
            let ring = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)].map {
                "[\(x + $0.0 * 0.02),\(y + $0.1 * 0.02)]"
            }
            return (
                #"{"type":"Polygon","coordinates":[[\#(ring.joined(separator: ","))]]}"#, #"{"ten":"Xã \#(unit.name)"}"#
            )
        }
        try fixture.load(try fixture.geoJSON("xa.geojson", squares)) { $0.sector = "administration" }
        var rows = "x,y,TEN\n"
        let transform = try Reprojected(.epsg(3406))
        for unit in units {
            for (dx, dy) in [(-0.019, -0.019), (0.019, 0.019), (-0.019, 0.019), (0.019, -0.019)] {
                let stored = try transform.stored(Coordinate(x: unit.centre.x + dx, y: unit.centre.y + dy))
                rows += "\(stored.x),\(stored.y),Xã \(unit.name)\n"
            }
        }
        let file = try fixture.file("diem.csv", rows)
        let plan = try ImportPlan(
            ImportFixture.request(file), interruption: Interruption(), units: ImportFixture.units(fixture.store))
        #expect(plan.reference.crs == .epsg(3406))
        // Without the outlines the two datums cannot be told apart.
        #expect(throws: ImportError.self) { try ImportFixture.plan(file) }
    }
}
