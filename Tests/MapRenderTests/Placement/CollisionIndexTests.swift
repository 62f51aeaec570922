import MapRender
import Testing

@Suite struct CollisionIndexTests {
    @Test("it finds what looking at every shape finds")
    func bruteForce() {
        var numbers = RepeatableNumbers(seed: 77)
        func shape() -> CollisionShape {
            let x = Double.random(in: -100...1100, using: &numbers)
            let y = Double.random(in: -100...1100, using: &numbers)
            let size = Double.random(in: 1...80, using: &numbers)
            return Bool.random(using: &numbers)
                ? .circle(CollisionCircle(centre: CanvasPoint(x: x, y: y), radius: size / 2))
                : .box(CanvasBox(minX: x, minY: y, maxX: x + size, maxY: y + size / 3))
        }
        var index = CollisionIndex<Int>(covering: CanvasBox(minX: 0, minY: 0, maxX: 1000, maxY: 1000))
        let shapes = (0..<400).map { _ in shape() }
        for (number, shape) in shapes.enumerated() { index.insert(number, shape) }
        for _ in 0..<200 {
            let asked = shape()
            let expected = Set(shapes.indices.filter { shapes[$0].overlaps(asked) })
            #expect(index.elements(hitBy: asked) == expected)
            #expect(index.isHit(by: asked) == !expected.isEmpty)
        }
    }

    @Test("shapes that only touch do not overlap")
    func touching() {
        let box = CollisionShape.box(CanvasBox(minX: 0, minY: 0, maxX: 10, maxY: 10))
        #expect(!box.overlaps(.box(CanvasBox(minX: 10, minY: 0, maxX: 20, maxY: 10))))
        #expect(box.overlaps(.box(CanvasBox(minX: 9.99, minY: 0, maxX: 20, maxY: 10))))
        func circle(_ x: Double, _ y: Double) -> CollisionShape {
            .circle(CollisionCircle(centre: CanvasPoint(x: x, y: y), radius: 5))
        }
        #expect(!box.overlaps(circle(15, 5)))
        #expect(box.overlaps(circle(14.9, 5)))
        #expect(!box.overlaps(circle(13.6, 13.6)), "beside the corner")
        #expect(box.overlaps(circle(13.5, 13.5)))
        #expect(!circle(0, 0).overlaps(circle(10, 0)))
        #expect(circle(0, 0).overlaps(circle(6, 7)))
    }

    @Test(
        "shapes and areas that are no numbers, or have no end, do no harm", arguments: [Double.nan, .infinity, 1e300])
    func hostile(value: Double) {
        let odd = CanvasBox(minX: -value, minY: value, maxX: value, maxY: value)
        for area in [
            odd, CanvasBox(minX: 0, minY: 0, maxX: 100, maxY: 100), CanvasBox(minX: 9, minY: 9, maxX: 0, maxY: 0),
        ] {
            var index = CollisionIndex<Int>(covering: area)
            let box = CollisionShape.box(CanvasBox(minX: 10, minY: 10, maxX: 20, maxY: 20))
            index.insert(1, box)
            for shape in [
                .box(odd), CollisionShape.circle(CollisionCircle(centre: CanvasPoint(x: value, y: 3), radius: value)),
            ] {
                _ = index.isHit(by: shape)
                index.insert(2, shape)
            }
            #expect(index.elements(hitBy: box).contains(1))
        }
    }
}
