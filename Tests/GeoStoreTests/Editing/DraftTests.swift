import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Edits may wait for somebody to decide about them.
struct DraftTests {
    private func proposed(_ edits: (StoreFixture) throws -> [FeatureEdit]) throws -> (StoreFixture, EditDraft) {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let draft = try fixture.store.propose(
            CollectionID("stations"), edits(fixture), by: EditStatement(author: "an", comment: "thêm trạm"))
        return (fixture, draft)
    }

    @Test("a draft changes nothing until it is approved, then it is a version in the author's name")
    func approval() throws {
        let place = StoreFixture.point(108.123_456_789, 14.012_345_678)
        let (fixture, draft) = try proposed { _ in
            [
                .create(geometry: place, properties: StoreFixture.properties("mới")),
                .merge(try StoreFixture.id(2), properties: ["so": 8]), .delete(try StoreFixture.id(3)),
            ]
        }
        #expect(draft.status == .open && draft.author == "an" && draft.baseVersion == 1 && draft.crs == .crs84)
        #expect(draft.edits[0].geometry == .set(place))
        #expect(draft.edits.map { $0.expected?.count } == [nil, 1, 1])
        #expect(try fixture.collection().state.version == 1)
        let (_, preview) = try fixture.store.draft(draft.id, of: fixture.collection())
        #expect(preview.faults == [])
        #expect(preview.changes.map(\.kind) == [.create, .merge, .delete])
        #expect(
            preview.changes[1].before?.values[1] == .integer(1) && preview.changes[1].after?.values[1] == .integer(8))
        #expect(preview.changes[0].before == nil && preview.changes[2].after == nil)

        let outcome = try fixture.store.approve(draft: draft.id, of: CollectionID("stations"), by: "bình")
        let version = try #require(outcome.version)
        #expect(version.provenance.author == "an" && version.provenance.report["approvedBy"] == "bình")
        let decided = try fixture.store.draft(draft.id, of: CollectionID("stations"))
        #expect(decided.status == .approved && decided.decidedBy == "bình" && decided.version == 2)
        #expect(throws: DraftFault.decided(decided)) {
            try fixture.store.approve(draft: draft.id, of: CollectionID("stations"), by: "bình")
        }
        try fixture.expectSound()
    }

    @Test("a feature that was changed since is named, and neither the draft nor the newer edit is lost")
    func conflict() throws {
        let (fixture, draft) = try proposed { _ in
            [.merge(try StoreFixture.id(2), properties: ["so": 8]), .delete(try StoreFixture.id(3))]
        }
        try fixture.edit([.merge(try StoreFixture.id(2), properties: ["TEN": "khác"])])
        let tag = try #require(try fixture.tag(2))
        let (_, preview) = try fixture.store.draft(draft.id, of: fixture.collection())
        #expect(preview.faults.map(\.reason) == [.stale(tag: tag)])
        #expect(throws: EditRefusal.self) {
            try fixture.store.approve(draft: draft.id, of: CollectionID("stations"), by: "bình")
        }
        #expect(try fixture.store.draft(draft.id, of: CollectionID("stations")).status == .open)
        #expect(try fixture.collection().state.version == 2)
        #expect(try fixture.ids().contains(3))
    }

    @Test("a rejected draft stays to be read, with the reason; what cannot be done is no draft at all")
    func rejection() throws {
        let (fixture, draft) = try proposed { _ in [.delete(try StoreFixture.id(3))] }
        let stations = try CollectionID("stations")
        let rejected = try fixture.store.reject(draft: draft.id, of: stations, by: "bình", reason: "trạm còn đó")
        #expect(rejected.status == .rejected && rejected.reason == "trạm còn đó")
        #expect(try fixture.store.drafts(of: stations, limit: 10) == [rejected])
        #expect(try fixture.store.drafts(of: stations, status: .open, limit: 10) == [])
        #expect(throws: EditRefusal.self) {
            try fixture.store.propose(stations, [.delete(try StoreFixture.id(77))], by: StoreFixture.author)
        }
        #expect(throws: DraftFault.notFound(id: 77, collection: stations)) {
            try fixture.store.draft(77, of: stations)
        }
        #expect(try fixture.problems() == [])
    }

    @Test("whether a collection is moderated stays through imports")
    func moderation() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(2))
        #expect(try !fixture.collection().isModerated)
        try fixture.store.setModerated(true, for: CollectionID("stations"))
        try fixture.load(SamplePoints.random(3), mode: .replace)
        #expect(try fixture.collection().isModerated)
    }
}
