/// Polygons and lines that break a rule, each in one way, and some that only look as if they did.
enum InvalidShapes {
    struct Shape: CustomStringConvertible, Sendable {
        let name: String
        let wkt: String
        /// The rule our own check names; nil where the geometry is valid.
        let rule: String?
        /// Square units afterwards by automatic repair without limits; nil where it cannot be repaired.
        let area: Double?

        var description: String { name }

        init(_ name: String, _ wkt: String, _ rule: String?, area: Double?) {
            self.name = name
            self.wkt = wkt
            self.rule = rule
            self.area = area
        }
    }

    static let all: [Shape] = crossing + touching + rings + holes + parts + lines + valid

    static let crossing: [Shape] = [
        Shape("bow tie", "POLYGON((0 0,4 4,4 0,0 4,0 0))", "ring-crosses-itself", area: 8),
        Shape("uneven bow tie", "POLYGON((0 0,10 0,0 6,8 6,0 0))", "ring-crosses-itself", area: nil),
        Shape("three lobes", "POLYGON((0 0,4 4,8 0,12 4,12 0,8 4,4 0,0 4,0 0))", "ring-crosses-itself", area: 24),
        Shape("pentagram", "POLYGON((0 10,6 -8,-10 3,10 3,-6 -8,0 10))", "ring-crosses-itself", area: nil),
        Shape(
            "a loop outside at the corner", "POLYGON((0 0,10 0,10 10,0 10,0 1,-1 -1,1 -1,0 0.5,0 0))",
            "ring-crosses-itself", area: nil),
        Shape(
            "a loop inside", "POLYGON((0 0,10 0,10 10,6 10,6 8,4 8,4 9,7 9,7 7,3 7,3 10,0 10,0 0))",
            "ring-crosses-itself", area: nil),
        Shape("two vertices swapped", "POLYGON((0 0,10 0,10 8,9 10,10 10,0 10,0 0))", "ring-touches-itself", area: 99),
        Shape("a ring walked twice", "POLYGON((0 0,4 0,4 4,0 4,0 0,4 0,4 4,0 4,0 0))", "ring-touches-itself", area: 16),
        Shape(
            "a figure eight of curves", "POLYGON((0 0,2 1,4 0,6 -1,8 0,6 1,4 0,2 -1,0 0))", "ring-touches-itself",
            area: 8),
        Shape(
            "a bow tie in degrees", "POLYGON((108 14,108.0001 14.0001,108.0001 14,108 14.0001,108 14))",
            "ring-crosses-itself", area: nil),
        Shape(
            "a bow tie far from the origin",
            "POLYGON((446000 1546000,446004 1546004,446004 1546000,446000 1546004,446000 1546000))",
            "ring-crosses-itself", area: 8),
        Shape("a bow tie with heights", "POLYGON Z((0 0 5,4 4 6,4 0 7,0 4 8,0 0 5))", "ring-crosses-itself", area: 8),
    ]

    static let touching: [Shape] = [
        Shape(
            "a ring that touches itself outside", "POLYGON((0 0,4 0,2 2,4 4,0 4,2 2,0 0))", "ring-touches-itself",
            area: 8),
        Shape(
            "a hole drawn as part of the outline", "POLYGON((0 0,10 0,10 10,0 10,0 0,2 3,4 2,0 0))",
            "ring-touches-itself", area: 96),
        Shape("a spike outwards", "POLYGON((0 0,4 0,4 2,6 2,4 2,4 4,0 4,0 0))", "ring-touches-itself", area: 16),
        Shape("a spike inwards", "POLYGON((0 0,4 0,4 2,2 2,4 2,4 4,0 4,0 0))", "ring-touches-itself", area: 16),
        Shape(
            "a spike at the first vertex", "POLYGON((0 0,4 0,4 4,0 4,0 0,-2 0,0 0))", "ring-touches-itself", area: 16),
        Shape(
            "two squares on a string", "POLYGON((0 0,2 0,2 1,4 1,4 0,6 0,6 2,4 2,4 1,2 1,2 2,0 2,0 0))",
            "ring-touches-itself", area: 8),
        Shape("a vertex on a side", "POLYGON((0 0,4 0,4 4,2 0,0 4,0 0))", "ring-touches-itself", area: 8),
    ]

    static let rings: [Shape] = [
        Shape("an open ring", "POLYGON((0 0,4 0,4 4,0 4))", "ring-open", area: 16),
        Shape("an open bow tie", "POLYGON((0 0,4 4,4 0,0 4))", "ring-open", area: 8),
        Shape("a ring of one place", "POLYGON((1 1,1 1,1 1,1 1))", "ring-too-few-points", area: nil),
        Shape("a ring of two places", "POLYGON((0 0,4 0,0 0,0 0))", "ring-too-few-points", area: nil),
        Shape("a ring on one line", "POLYGON((0 0,1 1,2 2,0 0))", "ring-touches-itself", area: nil),
        Shape(
            "a hole of two places", "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 2,1 1,1 1))", "ring-too-few-points", area: 16),
        Shape(
            "a hole on one line", "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 2,3 3,1 1))", "ring-touches-itself", area: 81),
        Shape(
            "a part of two places", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((9 9,8 8,9 9,9 9)))", "ring-too-few-points",
            area: 16),
    ]

    static let holes: [Shape] = [
        Shape("a hole outside", "POLYGON((0 0,4 0,4 4,0 4,0 0),(6 6,7 6,7 7,6 7,6 6))", "hole-outside-shell", area: 17),
        Shape(
            "a hole across the outline", "POLYGON((0 0,4 0,4 4,0 4,0 0),(3 1,5 1,5 2,3 2,3 1))", "hole-crosses-shell",
            area: nil),
        Shape(
            "a hole with a side in common", "POLYGON((0 0,4 0,4 4,0 4,0 0),(2 1,4 1,4 2,2 2,2 1))",
            "hole-crosses-shell", area: 14),
        Shape(
            "a hole as large as the outline", "POLYGON((0 0,4 0,4 4,0 4,0 0),(0 0,0 4,4 4,4 0,0 0))", "rings-duplicate",
            area: nil),
        Shape(
            "a hole in a hole", "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(3 3,5 3,5 5,3 5,3 3))",
            "holes-nested", area: nil),
        Shape(
            "a hole twice", "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,3 1,3 3,1 3,1 1),(1 1,3 1,3 3,1 3,1 1))",
            "rings-duplicate", area: nil),
        Shape(
            "holes that cross", "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,4 1,4 4,1 4,1 1),(3 3,6 3,6 6,3 6,3 3))",
            "hole-crosses-shell", area: nil),
        Shape(
            "a hole around the outline", "POLYGON((2 2,4 2,4 4,2 4,2 2),(0 0,9 0,9 9,0 9,0 0))", "hole-outside-shell",
            area: nil),
        Shape(
            "holes that cut the inside in two",
            "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,4 3,4 5,0 4),(4 3,8 4,4 5,4 3))", "hole-crosses-shell", area: nil),
        Shape(
            "holes in a chain from side to side",
            "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,2 3,4 4,2 5,0 4),(4 4,6 3,8 4,6 5,4 4))", "interior-disconnected",
            area: 56),
        Shape(
            "a bow tie for a hole", "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,6 6,6 2,2 6,2 2))", "ring-crosses-itself",
            area: 73),
    ]

    static let parts: [Shape] = [
        Shape(
            "parts that overlap", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))", "parts-overlap",
            area: 28),
        Shape(
            "parts side by side", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 0,8 0,8 4,4 4,4 0)))", "parts-overlap",
            area: 32),
        Shape(
            "a part twice", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((0 0,4 0,4 4,0 4,0 0)))", "rings-duplicate", area: 16
        ),
        Shape(
            "a part in a part", "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,4 2,4 4,2 4,2 2)))", "parts-nested",
            area: 81),
        Shape(
            "a hole written as a part", "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,2 4,4 4,4 2,2 2)))", "parts-nested",
            area: 77),
        Shape(
            "a part across another's hole",
            "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,4 2,4 4,2 4,2 2)),((3 3,6 3,6 6,3 6,3 3)))", "parts-overlap",
            area: 78),
        Shape(
            "one part of three crosses itself",
            "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((10 0,14 4,14 0,10 4,10 0)),((20 0,21 0,21 1,20 1,20 0)))",
            "ring-crosses-itself", area: 10),
    ]

    static let lines: [Shape] = [
        Shape("a line of one place", "LINESTRING(1 1,1 1)", "line-without-length", area: nil),
        Shape(
            "a part of a line without length", "MULTILINESTRING((0 0,1 1),(2 2,2 2))", "line-without-length", area: 0),
        Shape(
            "a collection with a bow tie",
            "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1),POLYGON((0 0,4 4,4 0,0 4,0 0)))",
            "ring-crosses-itself", area: 8),
    ]

    static let valid: [Shape] = [
        Shape("a square", "POLYGON((0 0,4 0,4 4,0 4,0 0))", nil, area: 16),
        Shape("a hole that touches in a point", "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,2 3,2 5,0 4))", nil, area: 62),
        Shape(
            "parts that touch in a point", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 4,8 4,8 8,4 8,4 4)))", nil,
            area: 32),
        Shape(
            "an island in a lake",
            "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1)),((3 3,5 3,5 5,3 5,3 3)))", nil, area: 36),
        Shape("repeated vertices", "POLYGON((0 0,4 0,4 0,4 4,0 4,0 4,0 0))", nil, area: 16),
        Shape("clockwise", "POLYGON((0 0,0 4,4 4,4 0,0 0))", nil, area: 16),
        Shape("a thin spike that is land", "POLYGON((0 0,4 0,4 2,6 2.0001,4 2.0002,4 4,0 4,0 0))", nil, area: 16.0002),
        Shape("a line that crosses itself", "LINESTRING(0 0,4 4,4 0,0 4)", nil, area: 0),
    ]
}
