import Reprojection
import SimpleFeatures
import Testing

@Suite struct TransformPoolTests {
    @Test("many threads at once get the answer that one gets")
    func manyThreads() async throws {
        let pool = TransformPool()
        let points = (0..<500).map { Coordinate(x: 400_000 + Double($0) * 200, y: 1_500_000 + Double($0) * 100) }
        let expected = try pool.withTransform(from: .epsg(9218), to: .crs84) { transform in
            try points.map { try transform.transform($0) }
        }
        try await withThrowingTaskGroup(of: [Coordinate].self) { group in
            for worker in 0..<16 {
                group.addTask {
                    // Two pairs of CRS, so that transforms wait in the pool for each other's turn.
                    if worker.isMultiple(of: 4) {
                        _ = try pool.withTransform(from: .crs84, to: .epsg(3857)) {
                            try $0.transform(Coordinate(x: 108, y: 14))
                        }
                    }
                    return try pool.withTransform(from: .epsg(9218), to: .crs84) { transform in
                        try points.map { try transform.transform($0) }
                    }
                }
            }
            for try await answer in group { #expect(answer == expected) }
        }
    }

    @Test("a transform that failed serves the next one")
    func afterAFailure() throws {
        let pool = TransformPool()
        #expect(throws: ProjError.self) {
            try pool.withTransform(from: .epsg(9218), to: .crs84) { try $0.transform(Coordinate(x: 1e12, y: 0)) }
        }
        let moved = try pool.withTransform(from: .epsg(9218), to: .crs84) {
            try $0.transform(Coordinate(x: 445_408.1774, y: 1_547_283.1876))
        }
        #expect(abs(moved.x - 107.996_458) < 1e-8)
    }

    @Test("the same transform is handed out again")
    func reuse() throws {
        let pool = TransformPool()
        let first = try pool.withTransform(from: .epsg(9218), to: .crs84) { ObjectIdentifier($0) }
        let second = try pool.withTransform(from: .epsg(9218), to: .crs84) { ObjectIdentifier($0) }
        #expect(first == second)
    }
}
