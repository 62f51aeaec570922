import Foundation
import GeoStore
import Hummingbird
import SimpleFeatures
import TestSupport

@testable import TileServer

/// A store with things that not everybody may see, each marked so that it is known wherever it turns up.
enum SecretStore {
    static let visibleCount = 61
    static let hiddenCount = 1176
    /// What nobody but the department of land may find in an answer.
    static let secrets = [
        // A hidden collection: its id, title, property, values and place.
        "bi-mat", "TIEUDEKIN", "MOTAKIN", "COTBIMAT", "NOIDUNGKIN", "107.5557",
        // Hidden rows of another: their values and their place.
        "HANGKIN", "HẠNGKÍN", "109.3337",
        // A hidden property and its values, and what is masked.
        "COTKIN", "GIATRIKIN", "99887766",
        // How many there are in all.
        "\(visibleCount + hiddenCount)",
    ]
    /// The place of hidden rows, CRS84.
    static let hiddenPlace = Coordinate(x: 109.3337, y: 12.9111)
    static let visiblePlace = Coordinate(x: 108.01, y: 13.98)

    static func make(in folder: TemporaryFolder) throws -> String {
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        func property(_ name: String, _ type: FeatureSchema.PropertyType = .text) -> FeatureSchema.Property {
            FeatureSchema.Property(name: name, title: name, type: type)
        }
        let hidden = LayerDefinition(
            id: try CollectionID("bi-mat"), sector: "land", title: LocalizedText(vi: "TIEUDEKIN", en: "TIEUDEKIN"),
            description: "MOTAKIN", storageCRS: .crs84,
            schema: FeatureSchema(properties: [property("COTBIMAT")], geometryType: .point))
        try store.load(hidden, mode: .create) { writer in
            for number in 0..<5 {
                try writer.append(
                    geometry: .point(Coordinate(x: 107.5557, y: 13.5 + Double(number) / 100)),
                    values: [.text("NOIDUNGKIN \(number)")])
            }
            return Provenance(source: "NOIDUNGKIN.shp")
        }
        let records = LayerDefinition(
            id: try CollectionID("ho-so"), sector: "health", title: LocalizedText(vi: "Hồ sơ", en: "Records"),
            storageCRS: .crs84,
            schema: FeatureSchema(
                properties: [
                    property("TEN"), property("LOAI"), property("COTKIN"), property("CCCD"), property("NGAY", .date),
                    property("SO", .integer),
                ], geometryType: .point))
        try store.load(records, mode: .create) { writer in
            for number in 0..<visibleCount + hiddenCount {
                let isVisible = number < visibleCount
                let place = isVisible ? visiblePlace : hiddenPlace
                let step = Double(number % 40) / 10_000
                try writer.append(
                    geometry: .point(Coordinate(x: place.x, y: place.y + step)),
                    values: [
                        .text(isVisible ? "Hồ sơ mở \(number)" : "HANGKIN \(number)"), .text(isVisible ? "mo" : "kin"),
                        .text("GIATRIKIN \(number)"), .text("99887766\(10 + number % 90)"), .text("2020-05-17"),
                        .integer(Int64(number)),
                    ])
            }
            return Provenance(source: "ho-so.shp")
        }
        try store.configure(records.id, search: SearchSettings(columns: ["TEN", "COTKIN"]))
        try store.close()
        return path
    }

    /// The tile of a place.
    static func tile(_ place: Coordinate, zoom: Int) -> (x: Int, y: Int) {
        let count = pow(2, Double(zoom))
        let latitude = place.y * .pi / 180
        return (
            Int((place.x + 180) / 360 * count),
            Int((1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * count)
        )
    }
}

/// Takes a key for what it says: `department:health`. What is tried here is what each principal sees, not how they show
/// who they are.
struct SpokenAuthenticator: Authenticator {
    func caller(of request: Request, _ context: ServerRequestContext) async throws -> Caller {
        guard let spoken = request.headers[.apiKey] else { return .anonymous }
        return Caller(principal: Principal(standingFor: spoken) ?? .anonymous)
    }
}
