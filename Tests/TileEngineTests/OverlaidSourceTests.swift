import Foundation
import GeoStore
import NIOCore
import SimpleFeatures
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileEngine

@Suite struct OverlaidSourceTests {
    /// What clients were given, and were told.
    private final class Witness {
        private var bodies: [TileKey: [UInt8]] = [:]
        private var last: [TileIndex: (key: TileKey, body: [UInt8])] = [:]

        static func body(_ selection: TileSelection, _ tile: TileIndex) throws -> [UInt8] {
            let encoded = try TileBuilder.build(selection, tile, .identity)
            let bytes = encoded.bytes(.identity).map { Array($0.readableBytesView) } ?? []
            return Array(encoded.counts.utf8) + bytes
        }

        /// Sees the tiles of a source that comes after another one.
        func see(
            _ selection: TileSelection, after former: (any TileSource)?, at tiles: [TileIndex],
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let source = selection.layers[0].source
            for tile in tiles {
                let (key, body) = (selection.key(of: tile), try Self.body(selection, tile))
                #expect(bodies[key] ?? body == body, "two bodies of one tag: \(tile)", sourceLocation: sourceLocation)
                bodies[key] = body
                if let former, let last = last[tile], last.body != body {
                    #expect(last.key != key, sourceLocation: sourceLocation)
                    let zoom = tile.matrix
                    let told = source.changes(since: former.stamp(atZoom: zoom), zoom: zoom)
                    let box = WorldBox(tile: tile, buffer: selection.layers[0].buffer)
                    #expect(told?.contains { $0.intersects(box) } ?? true, sourceLocation: sourceLocation)
                }
                last[tile] = (key, body)
            }
        }
    }

    @Test(
        "tiles of edited features are those of an overview made from nothing, to the byte; a tag has one body",
        arguments: [1, 2, 3] as [UInt64])
    func edits(seed: UInt64) throws {
        let edited = try EditedTiles(count: 5_200, seed: seed)
        let provider = OverviewProvider(store: edited.store)
        let storeID = try edited.store.catalog().storeID
        let witness = Witness()
        var source: any TileSource = try #require(try provider.open(edited.collection()))
        try witness.see(edited.selection(edited.collection(), source, storeID: storeID), after: nil, at: edited.tiles())
        var base: (any TileSource)?
        for round in 1...6 {
            try edited.edit(round == 4 ? 300 : 12)
            let present = try edited.collection()
            #expect(try provider.open(present) == nil)
            let found = try #require(try provider.overlay(present, former: source, base: base))
            base = nil
            #expect(found.collection == present && found.source.overlaidCount ?? 0 > 0)
            let selection = edited.selection(present, found.source, storeID: storeID)
            try witness.see(selection, after: source, at: edited.tiles())

            // Somewhere else, so that nobody finds it.
            let folder = try TemporaryFolder()
            try edited.store.rebuildOverview(of: present, in: folder.path("new"))
            let overview = try #require(try edited.store.overview(of: present, in: folder.path("new")))
            let whole = edited.selection(present, OverviewSource(overview, of: present), storeID: storeID)
            for tile in try edited.tiles() {
                #expect(try Witness.body(selection, tile) == Witness.body(whole, tile), "\(tile) in round \(round)")
            }
            #expect(found.source.featureCount(atZoom: 14) == overview.header.featureCount)
            source = found.source
            // The whole is made while edits go on.
            if round == 3 { base = try provider.build(present, former: source).source }
        }
        let (present, built) = try provider.build(edited.collection(), former: source)
        try witness.see(edited.selection(present, built, storeID: storeID), after: source, at: edited.tiles())
    }

    @Test("a server that starts amid edits shows them over the newest file there is, under tags that are right")
    func started() throws {
        let edited = try EditedTiles(count: 5_200, seed: 4)
        let storeID = try edited.store.catalog().storeID
        let witness = Witness()
        let first = OverviewProvider(store: edited.store)
        var source: (any TileSource)?
        for _ in 0..<3 {
            try edited.edit(5)
            let present = try edited.collection()
            source = try #require(try first.overlay(present, former: source, base: nil)).source
            try witness.see(
                edited.selection(present, try #require(source), storeID: storeID), after: nil, at: edited.tiles())
            // Nothing is left of the first one's memory.
            let other = OverviewProvider(store: edited.store)
            #expect(try other.open(present) == nil)
            let again = try #require(try other.overlay(present, former: nil, base: nil)).source
            try witness.see(edited.selection(present, again, storeID: storeID), after: nil, at: edited.tiles())
        }
    }

    @Test("low zooms show the former state under a name of its own, until the whole is made")
    func lowZooms() throws {
        let edited = try EditedTiles(count: 5_200, seed: 5)
        let storeID = try edited.store.catalog().storeID
        let provider = OverviewProvider(store: edited.store)
        let former = try #require(try provider.open(edited.collection()))
        let before = edited.selection(try edited.collection(), former, storeID: storeID)
        try edited.edit(400)
        let present = try edited.collection()
        let overlaid = try #require(try provider.overlay(present, former: former, base: nil)).source
        let during = edited.selection(present, overlaid, storeID: storeID)
        let built = try provider.build(present, former: overlaid).source
        let after = edited.selection(present, built, storeID: storeID)
        let tile = try index(10, x: Int(edited.middle.x >> 21), y: Int(edited.middle.y >> 21))
        #expect(before.key(of: tile) == during.key(of: tile) && during.key(of: tile) != after.key(of: tile))
        #expect(try Witness.body(before, tile) == Witness.body(during, tile))
        #expect(Set([before.state, during.state, after.state]).count == 3)
        #expect(built.changes(since: overlaid.stamp(atZoom: 10), zoom: 10)?.isEmpty == false)
        #expect(built.changes(since: overlaid.stamp(atZoom: 14), zoom: 14) == [])
    }
}
