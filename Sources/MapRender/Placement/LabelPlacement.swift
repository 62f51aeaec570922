/// Which labels stand, so that none overlaps another, the first in rank wins, and every tile decides alike.
///
/// The greedy rule "a label stands where no label before it stands" reaches without end: A keeps B away, which would have
/// kept C away. Here it is asked in rounds (after Blelloch, Fineman & Shun 2012, "Greedy Sequential Maximal Independent Set
/// and Matching are Parallel on Average"). In each, a label is decided when all labels before it that it meets were
/// decided in the round before. So what a label becomes depends on labels within `rounds` steps, however much more is
/// known, and two tiles that both know so much agree. Labels that are open after the last round do not stand.
///
/// ```
///   ┌ margin ──────────────────┐   A tile, or a block of tiles, takes the candidates whose anchors lie within
///   │   ┌ tile ─────┐          │   `margin` of it, places them, and draws those that touch it.
///   │   │        ┌──┼──┐       │
///   │   │        └──┼──┘       │   The neighbour knows that label too, and all that it depends on.
///   │   └───────────┘          │
///   └──────────────────────────┘
/// ```
/// docs/decisions/0030-map-rendering.md says why it is this and not placement in blocks.
public struct LabelPlacement: Hashable, Sendable {
    /// Pixels from an anchor that a label may reach; larger ones do not stand anywhere.
    public let reach: Double
    public let rounds: Int

    /// - Parameters:
    ///   - reach: 128 holds a name of four lines at 16 pixels.
    ///   - rounds: odd ones tell, as labels are dropped in one and others stand for it in the next. With 5, three in a
    ///     thousand stay open where a third of all labels finds room, 23 where an eighth does.
    public init(reach: Double = 128, rounds: Int = 5) {
        self.reach = reach
        self.rounds = rounds
    }

    /// Without an end, for a drawing that has no neighbours: exactly the greedy rule.
    public static let wholeMap = LabelPlacement(reach: .infinity, rounds: .max)

    /// Pixels around what is drawn within which anchors must be known: a label of a tile has its anchor within `reach`, and
    /// each round looks twice as far.
    public var margin: Double { reach * (1 + 2 * Double(rounds)) }

    /// A label that stands.
    public struct Placed: Hashable, Sendable {
        /// Its place among the candidates.
        public let candidate: Int
        /// Which of its alternatives.
        public let alternative: Int
    }

    /// What a label may come to.
    private enum State: Hashable {
        case open
        case placed(alternative: Int)
        case dropped
    }

    /// What makes two candidates one label, which two tiles of features both brought.
    private struct Sighting: Hashable {
        let identity: LabelCandidate.Identity
        let anchor: CanvasPoint
    }

    /// - Parameter candidates: in any order; one that comes twice counts once.
    /// - Returns: in order of rank, which does not depend on the order of the candidates.
    public func place(_ candidates: [LabelCandidate]) -> [Placed] {
        let order = ranked(candidates)
        let rivals = rivals(candidates, order)
        var states = [State](repeating: .open, count: order.count)
        var open = Array(order.indices)
        var round = 0
        while !open.isEmpty, round < rounds {
            // All decisions of a round look at the round before.
            let decisions = open.map { decide(candidates, order, rivals[$0], $0, states) }
            for (place, state) in zip(open, decisions) { states[place] = state }
            open = open.filter { states[$0] == .open }
            round += 1
        }
        return order.indices.compactMap { place in
            guard case .placed(let alternative) = states[place] else { return nil }
            return Placed(candidate: order[place], alternative: alternative)
        }
    }

    /// The places of the candidates that may stand at all, the first in rank first, each label once.
    private func ranked(_ candidates: [LabelCandidate]) -> [Int] {
        let standable = candidates.indices.filter {
            !candidates[$0].alternatives.isEmpty && candidates[$0].reach <= reach
        }
        let order = standable.sorted { candidates[$0].precedes(candidates[$1]) }
        var seen: Set<Sighting> = []
        return order.filter {
            seen.insert(Sighting(identity: candidates[$0].identity, anchor: candidates[$0].anchor)).inserted
        }
    }

    /// Per label the earlier ones that may keep it from a place.
    private func rivals(_ candidates: [LabelCandidate], _ order: [Int]) -> [[Int]] {
        var around: CanvasBox?
        for place in order {
            for shape in candidates[place].alternatives.joined() {
                around = around?.joined(with: shape.box) ?? shape.box
            }
        }
        guard let around else { return order.map { _ in [] } }
        var index = CollisionIndex<Int>(covering: around)
        // Which label was the last to meet each.
        var lastMet = [Int](repeating: -1, count: order.count)
        return order.indices.map { place in
            let candidate = candidates[order[place]]
            var met: [Int] = []
            if !candidate.mayOverlap {
                for shape in candidate.alternatives.joined() {
                    index.forEachElement(hitBy: shape) { rival in
                        guard lastMet[rival] != place else { return }
                        lastMet[rival] = place
                        met.append(rival)
                    }
                }
            }
            if !candidate.mayBeOverlapped {
                for shape in candidate.alternatives.joined() { index.insert(place, shape) }
            }
            return met
        }
    }

    private func decide(
        _ candidates: [LabelCandidate], _ order: [Int], _ rivals: [Int], _ place: Int, _ states: [State]
    ) -> State {
        var standing: [(rival: Int, alternative: Int)] = []
        var isCertain = true
        for rival in rivals {
            switch states[rival] {
            case .open: isCertain = false
            case .dropped: continue
            case .placed(let alternative): standing.append((order[rival], alternative))
            }
        }
        let free = candidates[order[place]].alternatives.firstIndex { shapes in
            !standing.contains { rival, alternative in
                candidates[rival].alternatives[alternative].contains { taken in
                    shapes.contains { taken.overlaps($0) }
                }
            }
        }
        guard let free else { return .dropped }
        return isCertain ? .placed(alternative: free) : .open
    }
}
