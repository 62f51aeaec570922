"""The 135 communes: names and codes from data/units, illustrative areas round their centres."""

import csv
from pathlib import Path

from . import shapefile
from .chance import Chance
from .plane import clockwise, distance, plan_place
from .voronoi import Cells

UNITS = Path(__file__).resolve().parents[2] / "units" / "gialai-2025-07-01.csv"
NOT_A_BOUNDARY = "Vùng minh hoạ, không phải địa giới / illustrative area, not a boundary"
GENERATED = "Dữ liệu minh hoạ do máy sinh, không có giá trị pháp lý / generated data, CC0"
FORMER_PROVINCES = {"52": "Bình Định", "64": "Gia Lai"}
ISLANDS = ("Nhơn Châu",)


class Commune:
    def __init__(self, row: dict[str, str]):
        self.code, self.name, self.kind = row["code"], row["name"], row["kind"]
        self.former_province = FORMER_PROVINCES[row["former_province"]]
        self.valid_from = row["valid_from"].replace("-", "")
        self.plan = plan_place(float(row["lon"]), float(row["lat"]))
        self.is_ward = self.kind == "phường"
        self.is_island = self.name in ISLANDS
        self.full_name = f"{self.kind.capitalize()} {self.name}"
        self.lower_name = f"{self.kind} {self.name}"


class Province:
    def __init__(self):
        with UNITS.open(encoding="utf-8", newline="") as file:
            self.communes = [Commune(row) for row in csv.DictReader(file)]
        self.named = {commune.name: commune for commune in self.communes}
        self.fence = _fence(self.communes)
        self._posts_near = {
            c.code: sorted(self.fence, key=lambda post: distance(post, c.plan))[:8] for c in self.communes
        }
        self._nearby: dict[tuple[int, int], list[Commune]] = {}

    def commune_at(self, plan_point) -> Commune:
        """The commune whose centre is nearest."""
        return self._two_nearest(plan_point)[0]

    def is_well_inside(self, plan_point, commune: Commune) -> bool:
        """Inside the commune's cell, and not so close to its wavering edge that one could doubt it."""
        first, second = self._two_nearest(plan_point)
        near = distance(plan_point, commune.plan)
        if first is not commune or near > 0.8 * distance(plan_point, second.plan):
            return False
        return near < 0.8 * min(distance(plan_point, post) for post in self._posts_near[commune.code])

    def _two_nearest(self, point):
        key = (int(point[0] // 2000), int(point[1] // 2000))
        if key not in self._nearby:  # whoever can be first or second anywhere in this square of 2 km
            centre = (key[0] * 2000 + 1000, key[1] * 2000 + 1000)
            ranked = sorted(self.communes, key=lambda c: distance(c.plan, centre))
            reach = distance(ranked[1].plan, centre) + 2 * 1415
            self._nearby[key] = [c for c in ranked if distance(c.plan, centre) <= reach]
        first, second, *_ = sorted(self._nearby[key], key=lambda c: distance(c.plan, point))
        return first, second

    def layer(self) -> shapefile.Layer:
        layer = shapefile.Layer(
            "xa_phuong",
            shapefile.POLYGON,
            [
                shapefile.text("MA_XA", 5),
                shapefile.text("TEN_XA", 40),
                shapefile.text("LOAI", 10),
                shapefile.text("TEN_DAYDU", 50),
                shapefile.text("TINH_CU", 20),
                shapefile.date("NGAY_HL"),
                shapefile.text("GHI_CHU", 110),
            ],
        )
        cells = Cells([c.plan for c in self.communes] + self.fence, "commune edges")
        for number, c in enumerate(self.communes):
            ring = clockwise(cells.ring(number))
            layer.add(
                [ring], c.code, c.name, c.kind.capitalize(), c.full_name, c.former_province, c.valid_from,
                NOT_A_BOUNDARY,
            )  # fmt: skip
        return layer


def _fence(communes) -> list:
    """Posts round the province: the outer cells end half-way to them.

    Posts stand on a jittered lattice wherever no commune is near, and only where they connect to the outside, so
    that a large commune in the middle does not become a hole.
    """
    step = 5500
    mainland = [c for c in communes if not c.is_island]
    reach = {c.code: _reach(c, mainland) for c in mainland}
    xs, ys = [c.plan[0] for c in communes], [c.plan[1] for c in communes]
    columns, rows = int((max(xs) - min(xs)) / step) + 13, int((max(ys) - min(ys)) / step) + 13
    chance = Chance("fence")
    free = {}
    for row in range(rows):
        for column in range(columns):
            x = min(xs) + (column - 6 + 0.5 * (row % 2) + chance.between(-0.22, 0.22)) * step
            y = min(ys) + (row - 6 + chance.between(-0.22, 0.22)) * step
            if all(distance((x, y), c.plan) > reach[c.code] for c in mainland):
                free[column, row] = (x, y)
    outside, waiting = {}, [(0, 0)]
    while waiting:
        place = waiting.pop()
        if place in free and place not in outside:
            outside[place] = free[place]
            column, row = place
            waiting += [(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)]
    island_posts = [
        (c.plan[0] + dx * 3000, c.plan[1] + dy * 3000)
        for c in communes
        if c.is_island
        for dx, dy in ((1, 0.1), (0.6, 0.8), (-0.2, 0.9), (-0.9, 0.4), (-0.8, -0.5), (-0.1, -1), (0.7, -0.7))
    ]
    islands = [c.plan for c in communes if c.is_island]
    posts = [outside[place] for place in sorted(outside)]
    posts = [post for post in posts if min(distance(post, c.plan) for c in communes) < 24000]
    return [post for post in posts if all(distance(post, i) > 5000 for i in islands)] + island_posts


def _reach(commune: Commune, others) -> float:
    """About the distance to the next communes: a fence post this far away leaves a cell of the usual size."""
    near = sorted(distance(commune.plan, other.plan) for other in others if other is not commune)[:4]
    return min(max(1.05 * sum(near) / len(near), 7000), 15000)
