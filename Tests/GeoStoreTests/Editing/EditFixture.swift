import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

/// Edits of one store's collection `stations`.
extension StoreFixture {
    static let author = EditStatement(author: "thu", comment: "đo lại")
    static let stations = "stations"

    @discardableResult
    func edit(
        _ edits: [FeatureEdit], in crs: CRS = .crs84, of id: String = stations, isRehearsal: Bool = false
    ) throws -> EditOutcome {
        try store.edit(CollectionID(id), edits, in: crs, by: Self.author, isRehearsal: isRehearsal)
    }

    /// Why edits are refused; nothing when they are not.
    func faults(_ edits: [FeatureEdit], in crs: CRS = .crs84, of id: String = stations) throws -> [EditFault] {
        do {
            _ = try edit(edits, in: crs, of: id, isRehearsal: true)
            return []
        } catch let refusal as EditRefusal {
            return refusal.faults
        }
    }

    func tag(_ id: Int64, of collection: String = stations) throws -> String? {
        try store.tag(of: #require(FeatureID(id)), in: self.collection(collection))
    }

    static func id(_ number: Int64) throws -> FeatureID { try #require(FeatureID(number)) }

    static func point(_ x: Double, _ y: Double) -> Geometry { .point(Coordinate(x: x, y: y)) }

    static func properties(_ name: String, _ number: Int64 = 1) -> JSONObject {
        ["TEN": .string(name), "so": .integer(number), "cao": 2.5]
    }

    /// Whether counts, boxes, index, history and search are what a look at the whole table makes them.
    func expectSound(_ id: String = stations, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try problems() == [], sourceLocation: sourceLocation)
        let edited = try collection(id)
        let derived = try store.verify().derivedProblems.filter { $0.check == "search index" }
        #expect(derived == [], sourceLocation: sourceLocation)
        let all = try features(of: id)
        var box = EnvelopeAccumulator()
        for geometry in all.compactMap(\.geometry) {
            if let own = geometry.envelope(in: edited.storageCRS) { box.add(own) }
        }
        #expect(edited.featureCount == all.count, sourceLocation: sourceLocation)
        #expect(edited.nullGeometryCount == all.count { $0.geometry == nil }, sourceLocation: sourceLocation)
        #expect(edited.storageEnvelope == box.envelope(in: edited.storageCRS), sourceLocation: sourceLocation)
    }
}
