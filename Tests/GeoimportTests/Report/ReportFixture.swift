import FeatureExchange
import GeoStore
import SimpleFeatures

@testable import geoimport

/// A layer of parcels in Gia Lai with some that are wrong, examined as an import would.
struct ReportFixture {
    static let context = LedgerContext(
        collection: "thua_dat", sector: "land", crs: .epsg(9218), sourceFile: "Thửa đất xã Ia Grai.tab",
        layer: "thua", geometryType: .multiPolygon, hasZ: false,
        columns: LedgerContext.columns([
            ("SO_THUA", "so_thua", .integer), ("CHU_SU_DUNG", "chu_su_dung", .text), ("DIEN_TICH", "dien_tich", .real),
        ]))

    static let owners = ["Nguyễn Thị Ước", "Siu H'Lan", "Đặng Văn Ân", "Rơ Châm Y <Tư>", "Kpă Ngọc & Phúc"]

    static func content(crs: CRS? = .epsg(9218), state: ReportContent.State = .published(version: 4)) throws
        -> ReportContent
    {
        var content = ReportContent(
            report: report, title: "Thửa đất xã Ia Grai", state: state, date: "21/11/2026 08:30", context: context)
        content.crs = crs
        content.ledgerFiles = ["Thửa đất xã Ia Grai-rejects.gpkg", "Thửa đất xã Ia Grai-rejects.xlsx"]
        let examination = try GeometryExamination(
            plan: GeometryPlan(declared: .multiPolygon, hasZ: false, found: nil), crs: .epsg(9218))
        let shapes = InvalidShapes.crossing + InvalidShapes.holes + InvalidShapes.parts + InvalidShapes.touching
        for number in 0..<2500 {
            let x = 446_000 + Double(number % 50) * 42 + Double(number * 7919 % 13)
            let y = 1_546_000 + Double(number / 50) * 38 + Double(number * 104_729 % 11)
            var geometry: Geometry = .polygon(
                .init(rings: [
                    CoordinateSequence(values: [x, y, x + 38, y + 2, x + 36, y + 33, x - 1, y + 31, x, y])
                ]))
            if number.isMultiple(of: 97) {
                let shape = try WellKnownText.read(shapes[number / 97 % shapes.count].wkt)
                let origin = shape.sequences.first?[0] ?? Coordinate(x: 0, y: 0)
                let large = abs(origin.x) > 200 || origin.x == 108
                geometry = shape.mapSequences { sequence in
                    CoordinateSequence(
                        (0..<sequence.count).map { index in
                            let place = sequence[index]
                            return Coordinate(
                                x: x + (large ? place.x - origin.x : place.x) * 4,
                                y: y + (large ? place.y - origin.y : place.y) * 4)
                        })
                }
            }
            content.sketch.add(geometry)
            let values: [PropertyValue] = [
                .integer(Int64(number)), .text(owners[number % owners.count]), .real(1186.5),
            ]
            let examined = examination.examine(geometry, values: values, row: Int64(number))
            guard let record = examined.repair else { continue }
            content.keep(
                LedgerEntry(
                    row: Int64(number), outcome: examined.isRejected ? .rejected : .repaired, issues: examined.issues,
                    values: values, original: geometry, repaired: examined.proposal, record: record))
        }
        return content
    }

    static let report: JSONValue = [
        "collection": "thua_dat", "sector": "land", "source": "Thửa đất xã Ia Grai.tab", "driver": "MapInfo File",
        "layer": "thua", "geometryType": "MultiPolygon", "hasZ": false, "encoding": "TCVN3",
        "crs": "EPSG:9218", "crsName": "VN-2000 / TM-3 108-30",
        "operation": "Inverse of Vietnam TM-3 108-30 + VN-2000 to WGS 84 (2) + axis order change (2D)",
        "accuracyInMetres": 1.0, "read": 12480, "written": 12461, "repaired": 31, "rejected": 19,
        "featureCount": 12461, "seconds": 2.31,
        "changes": ["added": 12, "changed": 240, "removed": 3, "unchanged": 12209], "tilesTouched": 118,
        "encodings": [
            [
                "column": "CHU_SU_DUNG", "encoding": "TCVN3 (ABC)", "confidence": 0.98, "origin": "detected",
                "samples": [
                    ["raw": "NguyÔn ThÞ ¦íc", "text": "Nguyễn Thị Ước"], ["raw": "§Æng V¨n ¢n", "text": "Đặng Văn Ân"],
                ],
            ],
            [
                "column": "GHI_CHU", "encoding": "UTF-8", "confidence": 0.74, "origin": "overruled",
                "samples": ["đất lúa", "đất ở tại nông thôn"],
            ],
        ],
        "issues": [
            [
                "code": "geometry-repaired", "outcome": "repaired", "count": 31, "detail": "ring-crosses-itself",
                "sourceRows": [97, 194, 291, 388, 485],
            ],
            [
                "code": "geometry-repair-exceeds", "outcome": "rejected", "count": 18,
                "detail": "hole-crosses-shell at 446012.000 1546004.000", "sourceRows": [1067, 1164],
            ],
            [
                "code": "key-missing", "outcome": "rejected", "count": 1, "detail": "column SO_THUA",
                "sourceRows": [2044],
            ],
            [
                "code": "text-composed", "outcome": "noted", "count": 4021, "detail": "column GHI_CHU",
                "sourceRows": [1, 2, 3, 4, 5],
            ],
        ],
        "notes": [
            ["vi": "Tệp không có .prj; hệ toạ độ do người nhập chọn.", "en": "There is no .prj; the CRS was given."]
        ],
    ]
}
