import MapRender
import Testing

@Suite struct LabelPlacementTests {
    private static let tile = 128.0

    /// Labels of many sizes at random places of 4 × 4 tiles and around them, more than fit; some with a second place to
    /// stand, some as circles along a line.
    private static func candidates(_ count: Int, seed: UInt64, side: Double, ranks: Int) throws -> [LabelCandidate] {
        var numbers = RepeatableNumbers(seed: seed)
        return try (0..<count).map { index in
            let anchor = CanvasPoint(
                x: Double.random(in: 0..<side, using: &numbers), y: Double.random(in: 0..<side, using: &numbers))
            let (wide, high) = (Double.random(in: 5...30, using: &numbers), Double.random(in: 4...9, using: &numbers))
            func box(_ x: Double, _ y: Double) -> [CollisionShape] {
                [
                    .box(
                        CanvasBox(
                            minX: anchor.x + x - wide, minY: anchor.y + y - high, maxX: anchor.x + x + wide,
                            maxY: anchor.y + y + high))
                ]
            }
            var alternatives = [box(0, 0)]
            if index % 3 == 0 { alternatives = [box(wide, 0), box(-wide, 0)] }
            if index % 7 == 0 {
                alternatives = [
                    (-3...3).map {
                        .circle(
                            CollisionCircle(
                                centre: CanvasPoint(x: anchor.x + Double($0) * 9, y: anchor.y + Double($0) * 4),
                                radius: 7))
                    }
                ]
            }
            return try LabelCandidate(
                identity: .init(layer: 0, feature: UInt64(index)),
                rank: Double(Int.random(in: 0..<ranks, using: &numbers)), anchor: anchor, alternatives: alternatives)
        }
    }

    /// The rule itself, label by label.
    private func greedy(_ candidates: [LabelCandidate]) -> Set<UInt64> {
        Set(LabelPlacement.wholeMap.place(candidates).map { candidates[$0.candidate].identity.feature })
    }

    private func shapes(_ placed: LabelPlacement.Placed, _ candidates: [LabelCandidate]) -> [CollisionShape] {
        candidates[placed.candidate].alternatives[placed.alternative]
    }

    @Test("labels that stand do not overlap, and one that does not stand would", arguments: [1, 5, 1000])
    func noOverlap(ranks: Int) throws {
        let candidates = try Self.candidates(700, seed: 17, side: 512, ranks: ranks)
        let placed = LabelPlacement.wholeMap.place(candidates)
        var index = CollisionIndex<Int>(covering: CanvasBox(minX: 0, minY: 0, maxX: 1024, maxY: 1024))
        for label in placed {
            for shape in shapes(label, candidates) { #expect(!index.isHit(by: shape)) }
            for shape in shapes(label, candidates) { index.insert(label.candidate, shape) }
        }
        let standing = Set(placed.map(\.candidate))
        #expect(standing.count > 50)
        for (place, candidate) in candidates.enumerated() where !standing.contains(place) {
            #expect(candidate.alternatives.allSatisfy { $0.contains { index.isHit(by: $0) } })
        }
    }

    @Test("the first in rank stands, whatever comes first in the list")
    func rank() throws {
        let box = [[CollisionShape.box(CanvasBox(minX: 0, minY: 0, maxX: 10, maxY: 10))]]
        let anchor = CanvasPoint(x: 5, y: 5)
        let candidates = try [3.0, 1, 2].enumerated().map { index, rank in
            try LabelCandidate(
                identity: .init(layer: 0, feature: UInt64(index)), rank: rank, anchor: anchor, alternatives: box)
        }
        let first = LabelPlacement.wholeMap.place(candidates)
        #expect(first.map { candidates[$0.candidate].rank } == [1])
        let again = LabelPlacement.wholeMap.place(candidates.reversed())
        #expect(again.map { candidates.reversed()[$0.candidate].rank } == [1])
    }

    @Test("a label that may overlap stands, and one that may be overlapped keeps nobody away")
    func overlaps() throws {
        let box = [[CollisionShape.box(CanvasBox(minX: 0, minY: 0, maxX: 10, maxY: 10))]]
        func candidate(_ feature: UInt64, over: Bool = false, under: Bool = false) throws -> LabelCandidate {
            try LabelCandidate(
                identity: .init(layer: 0, feature: feature), rank: Double(feature), anchor: CanvasPoint(x: 5, y: 5),
                alternatives: box, mayOverlap: over, mayBeOverlapped: under)
        }
        func count(_ candidates: [LabelCandidate]) -> Int { LabelPlacement.wholeMap.place(candidates).count }
        #expect(try count([candidate(1), candidate(2)]) == 1)
        #expect(try count([candidate(1), candidate(2, over: true)]) == 2)
        #expect(try count([candidate(1, under: true), candidate(2)]) == 2)
    }

    @Test("a label takes the next alternative where the first is taken")
    func alternatives() throws {
        func box(_ x: Double) -> [CollisionShape] { [.box(CanvasBox(minX: x, minY: 0, maxX: x + 10, maxY: 10))] }
        let candidates = try [[box(0)], [box(5), box(20)], [box(25), box(2)]].enumerated().map {
            try LabelCandidate(
                identity: .init(layer: 0, feature: UInt64($0)), rank: Double($0), anchor: CanvasPoint(x: 5, y: 5),
                alternatives: $1)
        }
        #expect(LabelPlacement.wholeMap.place(candidates).map(\.alternative) == [0, 1])
    }

    @Test("the same label from two sources of one tile counts once")
    func twice() throws {
        let candidates = try Self.candidates(200, seed: 2, side: 512, ranks: 3)
        let once = LabelPlacement().place(candidates).map { candidates[$0.candidate].identity }
        let doubled = candidates + candidates.reversed()
        #expect(LabelPlacement().place(doubled).map { doubled[$0.candidate].identity } == once)
    }

    @Test(
        "rounds come to what the rule says, but for very few labels that wait too long", arguments: [1, 4, 1_000_000])
    func rounds(ranks: Int) throws {
        let candidates = try Self.candidates(2000, seed: 23, side: 900, ranks: ranks)
        let exact = greedy(candidates)
        let rounds = Set(LabelPlacement().place(candidates).map { candidates[$0.candidate].identity.feature })
        #expect(rounds.isSubset(of: exact))
        #expect(
            Double(exact.count - rounds.count) <= 0.02 * Double(exact.count), "\(exact.count - rounds.count) missing")
    }

    @Test("4 × 4 tiles that know only their surroundings decide as the whole map does", arguments: [1, 3])
    func tiles(ranks: Int) throws {
        let placement = LabelPlacement(reach: 64, rounds: 3)
        let margin = placement.margin
        let side = 4 * Self.tile + 2 * margin
        let candidates = try Self.candidates(Int(side * side / 400), seed: 41, side: side, ranks: ranks)
        let whole = placement.place(candidates)
        func labels(_ placed: [LabelPlacement.Placed], of candidates: [LabelCandidate], on box: CanvasBox) -> Set<Label>
        {
            Set(
                placed.filter { label in shapes(label, candidates).contains { $0.box.overlaps(box) } }
                    .map { Label(identity: candidates[$0.candidate].identity, alternative: $0.alternative) })
        }
        var numbers = RepeatableNumbers(seed: 9)
        for row in 0..<4 {
            for column in 0..<4 {
                let box = CanvasBox(
                    minX: margin + Double(column) * Self.tile, minY: margin + Double(row) * Self.tile,
                    maxX: margin + Double(column + 1) * Self.tile, maxY: margin + Double(row + 1) * Self.tile)
                let known = box.grown(by: margin)
                let around = candidates.filter {
                    (known.minX...known.maxX).contains($0.anchor.x) && (known.minY...known.maxY).contains($0.anchor.y)
                }.shuffled(using: &numbers)
                let here = labels(placement.place(around), of: around, on: box)
                #expect(around.count < candidates.count && !here.isEmpty)
                #expect(here == labels(whole, of: candidates, on: box), "tile \(column), \(row)")
            }
        }
    }

    private struct Label: Hashable {
        let identity: LabelCandidate.Identity
        let alternative: Int
    }

    @Test("labels that reach too far stand nowhere, and numbers that are none are refused")
    func hostile() throws {
        let far = [[CollisionShape.box(CanvasBox(minX: 0, minY: 0, maxX: 1000, maxY: 10))]]
        let label = try LabelCandidate(
            identity: .init(layer: 0, feature: 1), rank: 0, anchor: CanvasPoint(x: 5, y: 5), alternatives: far)
        #expect(LabelPlacement().place([label]).isEmpty)
        #expect(LabelPlacement.wholeMap.place([label]).count == 1)
        #expect(LabelPlacement().place([]).isEmpty)
        for value in [Double.nan, .infinity] {
            #expect(throws: MapRenderError.self) {
                try LabelCandidate(
                    identity: .init(layer: 0, feature: 1), rank: 0, anchor: CanvasPoint(x: value, y: 5),
                    alternatives: far)
            }
            #expect(throws: MapRenderError.self) {
                try LabelCandidate(
                    identity: .init(layer: 0, feature: 1), rank: 0, anchor: CanvasPoint(x: 5, y: 5),
                    alternatives: [
                        [.circle(CollisionCircle(centre: CanvasPoint(x: 0, y: 0), radius: value))]
                    ])
            }
        }
    }

    @Test("thousands of labels at one place are decided soon")
    func crowd() throws {
        let box = [[CollisionShape.box(CanvasBox(minX: 0, minY: 0, maxX: 10, maxY: 10))]]
        let candidates = try (0..<600).map {
            try LabelCandidate(
                identity: .init(layer: 0, feature: UInt64($0)), rank: 0, anchor: CanvasPoint(x: 5, y: 5),
                alternatives: box)
        }
        let took = ContinuousClock().measure { #expect(LabelPlacement().place(candidates).count == 1) }
        #expect(took < .seconds(20))
    }
}
