"""Land parcels in the blocks of Pleiku."""

from math import cos, pi, sin

from . import shapefile
from .chance import Chance, Noise
from .city import FRINGE_RADIUS, URBAN_RADIUS, Line, Piece, Pleiku
from .plane import anticlockwise, between, clockwise, distance, halves, inset, middle, ring_area, to_world
from .province import Province

PARCEL_RADIUS = 5000.0  # metres: no parcels beyond

LAND_TITLES = {
    "ODT": "Đất ở tại đô thị",
    "ONT": "Đất ở tại nông thôn",
    "TMD": "Đất thương mại, dịch vụ",
    "DGD": "Đất cơ sở giáo dục và đào tạo",
    "DYT": "Đất cơ sở y tế",
    "TSC": "Đất trụ sở cơ quan",
    "DKV": "Đất khu vui chơi, giải trí công cộng",
    "CLN": "Đất trồng cây lâu năm",
    "HNK": "Đất trồng cây hằng năm khác",
    "LUC": "Đất chuyên trồng lúa",
    "RSX": "Đất rừng sản xuất",
    "NTS": "Đất nuôi trồng thuỷ sản",
}


class Cadastre:
    """Parcels: rows across a block, lots along each row. A sheet (tờ) is 600 m square; parcels are numbered in it."""

    SHEET = 600.0  # metres

    def __init__(self, pleiku: Pleiku, province: Province):
        self._town, self._province = pleiku, province
        self._chance = Chance("parcels")
        self._fields = Noise("field kinds", 1400)
        self._wet = Noise("wet fields", 2100)
        self._sheets: dict[tuple, int] = {}
        self._next_sheet: dict[str, int] = {}
        self._next_parcel: dict[tuple[str, int], int] = {}
        self._layer = shapefile.Layer(
            "thua_dat",
            shapefile.POLYGON,
            [
                shapefile.text("MA_XA", 5),
                shapefile.text("TEN_XA", 40),
                shapefile.whole("SO_TO", 5),
                shapefile.whole("SO_THUA", 5),
                shapefile.text("LOAI_DAT", 3),
                shapefile.text("TEN_LOAI", 50),
                shapefile.decimal("DIEN_TICH", 12, 1),
                shapefile.date("NGAY_CN"),
                shapefile.text("GHI_CHU", 40),
            ],
        )

    def layer(self) -> shapefile.Layer:
        for block in self._town.blocks:
            far = self._town.remoteness(middle(block.corners))
            if distance(middle(block.corners), self._town.centre) > PARCEL_RADIUS:
                continue
            if far < URBAN_RADIUS:
                depth, frontage, smallest = 24, (4.5, 11), 45
            elif far < FRINGE_RADIUS:
                depth, frontage, smallest = 52, (18, 55), 400
            else:
                depth, frontage, smallest = 95, (45, 150), 2200
            ground = self._ground(block)
            if ground is None:
                continue
            if far < URBAN_RADIUS and self._chance.unit() < 0.05:
                lots = [ground]  # a school, a park, an office: the whole block
            else:
                # every cut of the block first: a later one may put a corner on an earlier lot
                lots = list(self._lots(ground, depth, frontage, smallest))
            corners: dict = {}  # shared by neighbours
            for lot in lots:
                self._add(lot.outline(), corners, far)
        return self._layer

    def _ground(self, block: Piece):
        """A block less its streets and 1.5 m of pavement."""
        ring = inset(block.corners, [edge.width / 2 + 1.5 for edge in block.edges])
        if len(ring) < 3 or ring_area(ring) < 150:
            return None
        return Piece(ring, [Line() for _ in ring])

    def _lots(self, ground: Piece, depth: float, frontage, smallest: float):
        along = ground.longest_direction()
        across = (-along[1], along[0])
        low, high = ground.span(across)
        rows = max(1, round((high - low) / depth))
        for row in self._slices(ground, across, [low + (high - low) * i / rows for i in range(1, rows)], smallest * 3):
            low, high = row.span(along)
            cuts, where = [], low
            while where < high:
                where += self._chance.between(*frontage)
                cuts.append(where)
            yield from self._slices(row, along, cuts, smallest)

    def _slices(self, piece: Piece, direction, cuts, smallest: float) -> list:
        """Cut across `direction` at each place, unless a part would be too small."""
        result, rest = [], piece
        for where in cuts:
            origin = (direction[0] * where, direction[1] * where)
            low, high = rest.span(direction)
            if not low < where < high:
                continue
            cut = (-direction[1], direction[0])
            if min(ring_area(half) for half in halves(rest.corners, origin, cut, gap=0) if len(half) > 2) < smallest:
                continue
            parts = rest.divided(origin, cut, Line())
            if parts:
                before, rest = parts
                result.append(before)
        return [*result, rest]

    def _add(self, outline, corners: dict, far: float) -> None:
        for point in outline:
            if point not in corners:
                corners[point] = shapefile.to_millimetre(to_world(point))
        ring = clockwise([corners[point] for point in outline])
        kind = self._kind(middle(outline), -ring_area(ring), far)
        if far > FRINGE_RADIUS and self._chance.unit() < 0.05:
            hole = self._pond(ring)
            self._write([ring, hole], outline, kind)
            self._write([clockwise(hole)], outline, self._chance.pick(["NTS", "ONT"]))
        elif far > FRINGE_RADIUS and self._chance.unit() < 0.02:
            self._write(self._parted(ring), outline, kind)  # one parcel, two parts: a ditch runs through it
        else:
            self._write([ring], outline, kind)

    def _pond(self, ring) -> list:
        centre = middle(ring)
        return anticlockwise([shapefile.to_millimetre(between(centre, point, 0.35)) for point in ring])

    def _parted(self, ring) -> list:
        turn = self._chance.between(0, pi)
        parts = halves(anticlockwise(ring), middle(ring), (cos(turn), sin(turn)), gap=4)
        return [clockwise([shapefile.to_millimetre(point) for point in part]) for part in parts if len(part) > 2]

    def _kind(self, point, area: float, far: float) -> str:
        if far < URBAN_RADIUS and area > 900:
            return self._chance.weighted([("TMD", 3), ("DGD", 2), ("TSC", 2), ("DKV", 3), ("DYT", 1), ("ODT", 2)])
        if far < URBAN_RADIUS:
            return self._chance.weighted([("ODT", 92), ("TMD", 8)])
        ward = self._province.commune_at(point).is_ward
        home = "ODT" if ward else "ONT"
        field_kind = self._field_kind(point)
        if far < FRINGE_RADIUS:
            return self._chance.weighted([(home, 55), (field_kind, 40), ("TMD", 3), ("DGD", 2)])
        return self._chance.weighted([(home, 5), (field_kind, 95)])

    def _field_kind(self, point) -> str:
        wet, dry = self._wet.at(*point), self._fields.at(*point)
        if wet > 0.33:
            return "LUC"
        if dry > 0.42:
            return "RSX"
        return "HNK" if dry < -0.35 else "CLN"

    def _write(self, rings, outline, kind: str) -> None:
        point = middle(outline)
        commune = self._province.commune_at(point)
        area = -sum(ring_area(ring) for ring in rings)
        place = (commune.code, int(point[0] // self.SHEET), int(point[1] // self.SHEET))
        if place not in self._sheets:
            self._next_sheet[commune.code] = self._sheets[place] = self._next_sheet.get(commune.code, 0) + 1
        key = (commune.code, self._sheets[place])
        self._next_parcel[key] = self._next_parcel.get(key, 0) + 1
        self._layer.add(
            rings, commune.code, commune.name, key[1], self._next_parcel[key], kind, LAND_TITLES[kind],
            area, f"2025{self._chance.whole(7, 12):02}{self._chance.whole(1, 28):02}", "Dữ liệu minh hoạ / generated",
        )  # fmt: skip
