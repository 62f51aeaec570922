import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Whoever keeps a copy of a collection is told what to do to it, page by page.
struct ChangeFeedTests {
    private func pages(
        _ fixture: StoreFixture, since: Int, limit: Int, between: (Int) throws -> Void = { _ in }
    ) throws -> [ChangePage] {
        var pages: [ChangePage] = []
        var cursor: ChangeCursor?
        repeat {
            let page = try fixture.store.changes(
                of: fixture.collection(), since: since, behind: cursor, limit: limit)
            pages.append(page)
            cursor = page.next
            if cursor != nil { try between(pages.count) }
        } while cursor != nil
        return pages
    }

    /// A copy of `features` after `pages`.
    private func applied(_ pages: [ChangePage], to features: [Feature]) -> [Feature] {
        var copy = Dictionary(uniqueKeysWithValues: features.map { ($0.id, $0) })
        for change in pages.flatMap(\.changes) {
            switch change {
            case .upsert(let feature): copy[feature.id] = feature
            case .removal(let id): copy[id] = nil
            }
        }
        return copy.values.sorted { $0.id < $1.id }
    }

    @Test("a copy that follows is the collection, from every version and with pages of every size")
    func oracle() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(30))
        var states: [Int: [Feature]] = [0: [], 1: try fixture.features()]
        var random = SplitMix(seed: 3)
        for round in 0..<12 {
            let ids = try fixture.ids()
            if round == 5 {
                try fixture.load(SamplePoints.random(20, seed: 9), mode: .replace)
            } else if round == 8 {
                try fixture.store.rollBack(CollectionID("stations"), to: 3)
            } else {
                let picked = Set((0..<5).compactMap { _ in ids.randomElement(using: &random) }).sorted()
                var edits = try picked.enumerated().map { place, id in
                    place % 2 == 0
                        ? FeatureEdit.delete(try StoreFixture.id(id))
                        : .merge(try StoreFixture.id(id), properties: ["so": .integer(Int64(round))])
                }
                edits.append(.create(geometry: StoreFixture.point(108, 14), properties: ["TEN": "mới"]))
                try fixture.edit(edits)
            }
            states[try fixture.collection().state.version] = try fixture.features()
        }
        let present = try fixture.features()
        for (version, features) in states {
            for limit in [1, 7, 1000] {
                let pages = try pages(fixture, since: version, limit: limit)
                #expect(applied(pages, to: features) == present, "since \(version) by \(limit)")
                let ids = pages.flatMap(\.changes).map { change in
                    switch change {
                    case .upsert(let feature): feature.id
                    case .removal(let id): id
                    }
                }
                #expect(Set(ids).count == ids.count, "no feature twice")
                #expect(pages.allSatisfy { $0.changes.count <= limit })
            }
        }
    }

    @Test("pages go on to the version of the first one, whatever is published meanwhile")
    func stable() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let before = try fixture.features()
        try fixture.edit(try (1...6).map { .merge(try StoreFixture.id($0), properties: ["so": 9]) })
        try fixture.edit([
            .create(geometry: nil, properties: ["TEN": "11"]), .create(geometry: nil, properties: ["TEN": "12"]),
        ])
        let target = try fixture.features()
        let pages = try pages(fixture, since: 1, limit: 2) { page in
            try fixture.edit([
                .merge(try StoreFixture.id(Int64(page)), properties: ["so": 77]),
                .create(geometry: nil, properties: ["TEN": "sau"]),
            ])
            if page == 2 { try fixture.edit([.delete(try StoreFixture.id(12)), .delete(try StoreFixture.id(5))]) }
        }
        #expect(pages.map(\.version.number).allSatisfy { $0 == 3 })
        #expect(applied(pages, to: before) == target)
    }

    @Test("an unchanged collection gives an empty page")
    func unchanged() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let page = try fixture.store.changes(of: fixture.collection(), since: 1, limit: 10)
        #expect(page.changes == [] && page.next == nil && page.version.number == 1)
        try fixture.edit([.merge(try StoreFixture.id(1), properties: ["so": 9])])
        try fixture.edit([.merge(try StoreFixture.id(1), properties: ["so": 0])])
        #expect(try pages(fixture, since: 1, limit: 10).flatMap(\.changes) == [], "changed and changed back")
    }

    @Test("what cannot be told is said: pruned, never there, of another history, of other columns")
    func gaps() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        try fixture.edit([.merge(try StoreFixture.id(1), properties: ["so": 9])])
        let collection = try fixture.collection()
        func gap(_ since: Int, token: String? = nil) throws -> ChangeFeedGap? {
            do {
                _ = try fixture.store.changes(of: fixture.collection(), since: since, token: token, limit: 5)
                return nil
            } catch let gap as ChangeFeedGap { return gap }
        }
        #expect(try gap(3) == .unknownVersion(3, newest: 2))
        #expect(try gap(1, token: "0") == .unknownVersion(1, newest: 2))
        #expect(try gap(2, token: collection.token) == nil)
        _ = try fixture.store.prune(collection.id, keeping: 1)
        #expect(try gap(1) == .pruned(since: 1, oldest: 2))
        #expect(try gap(0) == nil)
        var definition = try StoreFixture.definition()
        definition.schema.properties.append(FeatureSchema.Property(name: "them", type: .text))
        try fixture.store.load(definition, mode: .replace) { _ in Provenance() }
        #expect(try gap(2) == .layoutChanged(since: 2))
    }

    @Test("a cursor is read back as it is written, and nothing else is one")
    func cursors() throws {
        for text in ["12.h7.40", "12.r40", "1.r0"] { #expect(ChangeCursor(text)?.description == text) }
        for text in ["", "12", "12.x4", "12.h7", "-1.r4", "12.r4.5", "12.r+4", "012.r4", "12.r-4"] {
            #expect(ChangeCursor(text) == nil, "\(text)")
        }
    }

    @Test("pages are found by indexes, without a look at the table or the history")
    func plans() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let table = LayerTable(try fixture.collection())
        let statements: [(String, StatementArguments)] = [
            (HistorySQL.changes, ["a", 1, 1, 1, 1]), (HistorySQL.changedBefore, ["a", 1, 1, 1]),
            (HistorySQL.ids(in: table), [1, 1, "a", 1]),
        ]
        let plans = try fixture.store.pool.read { database in
            try statements.map { sql, arguments in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map {
                    $0["detail"] as String
                }
            }
        }
        #expect(
            plans[0].contains { $0.contains("gs_feature_history_by_version (collection=? AND (version,feature_id)>") },
            "\(plans[0])")
        for plan in plans {
            #expect(
                !plan.contains {
                    $0.hasPrefix("SCAN gs_") || $0.hasPrefix("SCAN stations") || $0.contains("TEMP B-TREE")
                }, "\(plan)")
        }
    }
}
