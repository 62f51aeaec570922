"""Voronoi cells whose neighbours share their edges point for point."""

from math import atan2, ceil, sqrt

from .chance import Noise
from .plane import between, distance, to_world


class Cells:
    """The cells of `sites` in the plane. Cells at the rim are unbounded and have no ring: fence the sites in.

    Delaunay triangulation by Bowyer and Watson (1981), sweeping from west to east: enough for a few thousand sites.
    """

    def __init__(self, sites, roughness_name: str, roughness: float = 0.8):
        self.sites = list(sites)
        self._roughness = roughness
        self._along = [Noise(f"{roughness_name} {cell}", cell) for cell in (1500, 500)]
        self._triangles = _delaunay(self.sites)
        self._edges: dict[tuple[int, int], list] = {}
        self._around: dict[int, list[int]] = {}
        for number, (corners, _, _) in enumerate(self._triangles):
            for site in corners:
                self._around.setdefault(site, []).append(number)

    def ring(self, site: int) -> list:
        """The outline of a cell in world coordinates, anticlockwise."""
        x0, y0 = self.sites[site]
        corners = sorted(
            self._around[site],
            key=lambda number: atan2(self._centre(number)[1] - y0, self._centre(number)[0] - x0),
        )
        ring = []
        for a, b in zip(corners, corners[1:] + corners[:1]):
            ring.extend(self._edge(a, b)[:-1])
        return ring

    def _centre(self, number: int):
        return self._triangles[number][1]

    def _edge(self, a: int, b: int) -> list:
        """From one triangle's circumcentre to the next one's, wavering, made once for both neighbours."""
        key = (min(a, b), max(a, b))
        if key not in self._edges:
            self._edges[key] = self._wavering(*key)
        return self._edges[key] if a < b else self._edges[key][::-1]

    def _wavering(self, a: int, b: int) -> list:
        start, end = self._centre(a), self._centre(b)
        size = distance(start, end)
        if size == 0:
            return [to_world(start), to_world(end)]
        left = (-(end[1] - start[1]) / size, (end[0] - start[0]) / size)
        sites = [self.sites[s] for s in self._triangles[a][0] if s in self._triangles[b][0]]
        count = max(1, ceil(size / 250))
        line = []
        for i in range(count + 1):
            p = between(start, end, i / count)
            room = min(_room(p, i / count, start, end, site) for site in sites)
            shift = self._roughness * min(room, 900) * sum(n.at(*p) * w for n, w in zip(self._along, (0.7, 0.3)))
            line.append(to_world((p[0] + shift * left[0], p[1] + shift * left[1])))
        return line


def _room(p, t: float, start, end, site) -> float:
    """How far an edge may stray at t and stay inside the triangle (start, end, site), which no other edge enters.

    start ────────p──────── end      The triangle's height over p. Measured along the edge from the
         ╲        |      ╱           foot of the site; a foot outside the edge leaves less room,
           ╲      |   ╱              which min() over both ends allows for.
              ╲   site
    """
    size = distance(start, end)
    along = ((site[0] - start[0]) * (end[0] - start[0]) + (site[1] - start[1]) * (end[1] - start[1])) / size
    height = sqrt(max(distance(site, start) ** 2 - along**2, 0))
    from_start = t * size * height / max(along, 1.0)
    from_end = (1 - t) * size * height / max(size - along, 1.0)
    return min(from_start, from_end, height)


def _delaunay(sites):
    """[(three site numbers, circumcentre, squared radius)], in a fixed order."""
    xs, ys = [x for x, _ in sites], [y for _, y in sites]
    cx, cy, span = sum(xs) / len(xs), sum(ys) / len(ys), max(max(xs) - min(xs), max(ys) - min(ys))
    far = 40 * span
    points = [*sites, (cx - far, cy - far), (cx + far, cy - far), (cx, cy + far)]
    count = len(sites)
    open_ones, finished = [_triangle(points, count, count + 1, count + 2)], []
    for number in sorted(range(count), key=lambda i: sites[i]):
        x, y = sites[number]
        kept, rim = [], {}
        for triangle in open_ones:
            (a, b, c), (ox, oy), squared = triangle
            if (x - ox) ** 2 + (y - oy) ** 2 >= squared:
                passed = x > ox and (x - ox) ** 2 > squared  # no later site can lie in its circle
                (finished if passed else kept).append(triangle)
                continue
            for edge in ((a, b), (b, c), (c, a)):
                if edge[::-1] in rim:
                    del rim[edge[::-1]]
                else:
                    rim[edge] = True
        open_ones = kept + [_triangle(points, a, b, number) for a, b in rim]
    return [triangle for triangle in finished + open_ones if max(triangle[0]) < count]


def _triangle(points, a: int, b: int, c: int):
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    bx, by, cx, cy = bx - ax, by - ay, cx - ax, cy - ay
    d = 2 * (bx * cy - by * cx)
    ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d
    uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d
    return (a, b, c), (ax + ux, ay + uy), ux * ux + uy * uy
