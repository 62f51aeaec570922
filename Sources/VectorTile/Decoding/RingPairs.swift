/// How rings meet themselves and each other, edge by edge.
enum RingPairs {
    typealias Position = DecodedTile.Position

    private enum Contact { case none, touch, overlap, cross }

    /// The worst way two edges of a ring meet apart from following each other.
    static func selfContact(_ ring: [Position]) -> VectorTileRule? {
        var touches = false
        for first in ring.indices {
            for second in ring.indices.dropFirst(first + 1) {
                let follows = second == first + 1 || (first == 0 && second == ring.count - 1)
                switch contact(ring, first, ring, second) {
                case .none: break
                case .touch: touches = touches || !follows
                case .overlap: touches = true
                case .cross: return .ringCrossesItself
                }
            }
        }
        return touches ? .ringTouchesItself : nil
    }

    /// Whether two rings cross or run along each other; unless touching is allowed, also whether they touch.
    static func interfere(_ one: [Position], _ other: [Position], allowsTouching: Bool) -> Bool {
        for first in one.indices {
            for second in other.indices {
                switch contact(one, first, other, second) {
                case .none: break
                case .touch: if !allowsTouching { return true }
                case .overlap, .cross: return true
                }
            }
        }
        return false
    }

    /// Whether every corner of a ring is inside or on another.
    static func isInside(_ ring: [Position], _ exterior: [Position]) -> Bool {
        ring.allSatisfy { position in
            var isInside = false
            for index in exterior.indices {
                let a = exterior[index]
                let b = exterior[(index + 1) % exterior.count]
                if side(a, b, position) == 0, isBetween(a, b, position) { return true }
                if (a.y > position.y) != (b.y > position.y), (side(a, b, position) > 0) == (b.y > a.y) {
                    isInside.toggle()
                }
            }
            return isInside
        }
    }

    private static func contact(_ one: [Position], _ first: Int, _ other: [Position], _ second: Int) -> Contact {
        let a = one[first]
        let b = one[(first + 1) % one.count]
        let c = other[second]
        let d = other[(second + 1) % other.count]
        if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { return .none }
        if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { return .none }
        let (sideC, sideD) = (side(a, b, c), side(a, b, d))
        let (sideA, sideB) = (side(c, d, a), side(c, d, b))
        if sideA == 0, sideB == 0, sideC == 0, sideD == 0 {
            let shared = Set([a, b].filter { isBetween(c, d, $0) } + [c, d].filter { isBetween(a, b, $0) })
            return shared.count > 1 ? .overlap : shared.isEmpty ? .none : .touch
        }
        if sideA * sideB < 0, sideC * sideD < 0 { return .cross }
        let touches =
            (sideC == 0 && isBetween(a, b, c)) || (sideD == 0 && isBetween(a, b, d))
            || (sideA == 0 && isBetween(c, d, a)) || (sideB == 0 && isBetween(c, d, b))
        return touches ? .touch : .none
    }

    /// The sign of the turn a → b → c.
    private static func side(_ a: Position, _ b: Position, _ c: Position) -> Int {
        ((b.x &- a.x) &* (c.y &- a.y) &- (b.y &- a.y) &* (c.x &- a.x)).signum()
    }

    private static func isBetween(_ a: Position, _ b: Position, _ c: Position) -> Bool {
        c.x >= min(a.x, b.x) && c.x <= max(a.x, b.x) && c.y >= min(a.y, b.y) && c.y <= max(a.y, b.y)
    }
}
