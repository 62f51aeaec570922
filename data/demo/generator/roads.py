"""Roads. The numbers of national and provincial roads and the towns they link are facts; their course is generated."""

from math import ceil, cos, pi, sin

from . import shapefile
from .chance import Chance
from .city import Pleiku, Town
from .plane import Bend, between, densified, distance, length, smooth_curve, to_world
from .province import GENERATED, Commune, Province

NATIONAL, PROVINCIAL, DISTRICT, LOCAL, URBAN = (
    "Quốc lộ", "Đường tỉnh", "Đường huyện", "Đường xã", "Đường đô thị",
)  # fmt: skip

# (number, communes in order); "@" stands for Pleiku
NATIONAL_ROADS = [
    ("QL14", ["Ia Khươl", "Chư Păh", "@", "Ia Băng", "Bờ Ngoong", "Chư Sê", "Ia Hrú", "Chư Pưh", "Ia Le"]),
    ("QL19", ["Quy Nhơn", "Tuy Phước", "Tuy Phước Bắc", "Bình Định", "An Nhơn Tây", "Tây Sơn", "Bình Khê", "Cửu An",
              "An Khê", "An Bình", "Đak Pơ", "Hra", "Mang Yang", "KDang", "Đak Đoa", "@", "Gào", "Bàu Cạn", "Ia Krêl",
              "Đức Cơ", "Ia Dom"]),
    ("QL25", ["Chư Sê", "Al Bá", "Chư A Thai", "Phú Thiện", "Ia Hiao", "Ayun Pa", "Uar", "Ia Rsai", "Phú Túc"]),
    ("QL1", ["Hoài Nhơn Bắc", "Tam Quan", "Hoài Nhơn", "Hoài Nhơn Nam", "Bồng Sơn", "Phù Mỹ Bắc", "Phù Mỹ",
             "Phù Mỹ Nam", "Hoà Hội", "Phù Cát", "An Nhơn Bắc", "An Nhơn", "Bình Định", "An Nhơn Nam",
             "Tuy Phước Tây", "Quy Nhơn Tây", "Quy Nhơn Nam"]),
    ("QL19B", ["Tây Sơn", "Bình An", "An Nhơn", "An Nhơn Bắc", "Ngô Mây", "Cát Tiến", "Quy Nhơn Đông"]),
    ("QL19C", ["Tuy Phước", "Tuy Phước Tây", "Canh Vinh", "Vân Canh"]),
    ("QL1D", ["Quy Nhơn Bắc", "Quy Nhơn", "Quy Nhơn Nam"]),
    ("QL14C", ["Ia O", "Ia Chia", "Ia Dom", "Ia Nan", "Ia Pnôn", "Ia Púch", "Ia Mơ"]),
]  # fmt: skip
PROVINCIAL_ROADS = [
    ("DT661", ["Chư Păh", "Ia Phí", "Ia Ly"]),
    ("DT662", ["Đak Pơ", "Chư Krey", "Kông Chro", "Chơ Long", "Pờ Tó", "Ia Pa", "Ayun Pa"]),
    ("DT663", ["Bàu Cạn", "Chư Prông", "Ia Boòng"]),
    ("DT664", ["@", "Ia Hrung", "Ia Grai", "Ia Krái", "Ia O"]),
    ("DT665", ["Ia Tôr", "Chư Prông", "Ia Boòng", "Ia Púch", "Ia Mơ"]),
    ("DT666", ["Mang Yang", "Lơ Pang", "Kon Chiêng", "Pờ Tó"]),
    ("DT667", ["An Khê", "Ya Hội", "Ya Ma", "Kông Chro"]),
    ("DT668", ["Ayun Pa", "Ia Rbol", "Ia Sao"]),
    ("DT669", ["An Khê", "Kông Bơ La", "Kbang", "Sơn Lang"]),
    ("DT670", ["Ia Khươl", "Kon Gang", "Mang Yang"]),
    ("DT629", ["Bồng Sơn", "Vạn Đức", "Ân Hảo", "An Hoà", "An Lão", "An Vinh"]),
    ("DT630", ["Bồng Sơn", "Hoài Ân", "Ân Tường", "Kim Sơn"]),
    ("DT632", ["Phù Mỹ", "Bình Dương", "Phù Mỹ Đông"]),
    ("DT633", ["Hoà Hội", "Đề Gi"]),
    ("DT634", ["Phù Cát", "Hội Sơn"]),
    ("DT636", ["Bình Định", "An Nhơn", "Bình An", "Bình Hiệp", "Vĩnh Quang"]),
    ("DT637", ["Bình Khê", "Vĩnh Quang", "Vĩnh Thịnh", "Vĩnh Thạnh", "Vĩnh Sơn"]),
    ("DT638", ["Tuy Phước Tây", "An Nhơn Nam", "An Nhơn Tây", "Bình Phú"]),
    ("DT639", ["Quy Nhơn Đông", "Cát Tiến", "Đề Gi", "An Lương", "Phù Mỹ Đông", "Bình Dương", "Phù Mỹ Bắc",
               "Hoài Nhơn Đông", "Hoài Nhơn", "Tam Quan"]),
    ("DT640", ["Tuy Phước", "Tuy Phước Đông", "Xuân An", "Cát Tiến"]),
]  # fmt: skip
# towns with a street plan of their own, and its radius in metres
STREET_PLANS = {
    "Quy Nhơn": 2000, "Quy Nhơn Nam": 1000, "Quy Nhơn Bắc": 900, "Quy Nhơn Đông": 800, "Bình Định": 800, "An Nhơn": 700,
    "Bồng Sơn": 900, "Tam Quan": 700, "Hoài Nhơn": 600, "An Khê": 900, "An Bình": 500, "Ayun Pa": 900, "Chư Sê": 800,
    "Tuy Phước": 600, "Phù Mỹ": 600, "Phù Cát": 600, "Tây Sơn": 700, "Đak Đoa": 600, "Mang Yang": 500, "Kbang": 500,
    "Đức Cơ": 600, "Chư Prông": 500, "Ia Grai": 500, "Chư Păh": 500, "Phú Thiện": 500, "Phú Túc": 600, "Chư Pưh": 500,
}  # fmt: skip
LONGEST_SEGMENT = 3500.0  # metres

_hills = Bend("road hills", [(3200, 420), (900, 75)])  # country roads wind more than the land bends


class Road:
    """One road segment on the plan."""

    def __init__(self, code: str, name: str, rank: str, width: float, plan_line: list):
        self.code, self.name, self.rank, self.width, self.plan = code, name, rank, width, plan_line


class Roads:
    def __init__(self, province: Province, pleiku: Pleiku):
        self._province, self._pleiku = province, pleiku
        self._chance = Chance("roads")
        self._gates = list(pleiku.gates())
        self.city_communes = [c for c in province.communes if pleiku.contains(c.plan)]
        self._linked: set[tuple[str, str]] = set()
        self.segments: list[Road] = []
        for number, stops in NATIONAL_ROADS:
            self._named(number, f"Quốc lộ {number[2:]}", NATIONAL, stops)
        for number, stops in PROVINCIAL_ROADS:
            self._named(number, f"ĐT.{number[2:]}", PROVINCIAL, stops)
        self._connect_the_rest()
        self._local_roads()
        for name, radius in STREET_PLANS.items():
            self._town(province.named[name], radius)
        for street, line in pleiku.segments():
            self.segments.append(Road(street.code, street.name, street.rank, street.width, line))

    def _named(self, code: str, name: str, rank: str, stops) -> None:
        for chain in self._chains(stops):
            for a, b in zip(chain, chain[1:]):
                self._linked.add(_pair(a, b))
            self._lay(code, name, rank, [self._place(c, chain, code) for c in chain])

    def _chains(self, stops):
        """The runs of communes outside Pleiku (None) that no earlier road links already."""
        communes = [None if stop == "@" else self._province.named[stop] for stop in stops]
        chain = communes[:1]
        for a, b in zip(communes, communes[1:]):
            if _pair(a, b) in self._linked:
                if len(chain) > 1:
                    yield chain
                chain = [b]
                continue
            chain.append(b)
            if b is None:
                yield chain
                chain = [None]
        if len(chain) > 1:
            yield chain

    def _place(self, commune: Commune | None, chain, code: str):
        """Where a road meets a commune: its centre; for Pleiku its own gate, or any, nearest to the next stop."""
        if commune is not None:
            return commune.plan
        neighbour = chain[1] if chain[0] is None else chain[-2]
        own = [point for line, point in self._gates if line.code == code]
        gates = own or [point for _, point in self._gates]
        return min(gates, key=lambda gate: distance(gate, neighbour.plan))

    def _lay(self, code: str, name: str, rank: str, points) -> None:
        width = {NATIONAL: 12.0, PROVINCIAL: 7.5, DISTRICT: 5.5}[rank]
        line = [self._wind(point) for point in smooth_curve(points, 180)]
        for part in _parts(line, LONGEST_SEGMENT):
            self.segments.append(Road(code, name, rank, width, part))

    def _wind(self, point):
        """Hills, except near Pleiku, whose streets meet the gates exactly."""
        near = min(distance(point, gate) for _, gate in self._gates)
        return between(point, _hills(point), min(near / 2500, 1))

    def _connect_the_rest(self) -> None:
        """Gabriel graph: two towns are linked if no third one lies in the circle between them."""
        towns = [c for c in self._province.communes if not c.is_island and c not in self.city_communes]
        number = 0
        for i, a in enumerate(towns):
            for b in towns[i + 1 :]:
                if _pair(a, b) in self._linked or distance(a.plan, b.plan) > 30000:
                    continue
                centre, radius = between(a.plan, b.plan, 0.5), distance(a.plan, b.plan) / 2
                if any(distance(c.plan, centre) < radius * 0.999 for c in self._province.communes if c not in (a, b)):
                    continue
                number += 1
                self._lay(f"DH{number:02}", f"ĐH.{number:02}", DISTRICT, [a.plan, b.plan])

    def _local_roads(self) -> None:
        """Village roads: each leaves an earlier road of its commune and wanders off, never over its edge."""
        for commune in self._province.communes:
            if commune in self.city_communes:
                continue
            centre = commune.plan if commune.is_island else self._wind(commune.plan)
            starts = [(centre, self._chance.between(0, 2 * pi))]
            for road in self.segments:
                if road.rank != LOCAL:
                    starts.extend(
                        (p, self._chance.between(0, 2 * pi))
                        for p in road.plan[::6]
                        if distance(p, commune.plan) < 9000 and self._province.is_well_inside(p, commune)
                    )
            for number in range(1, self._chance.whole(7, 11) if not commune.is_island else 4):
                start, heading = starts[0] if number < 3 else self._chance.pick(starts)
                line = self._wander(start, heading + number * 2.4, commune)
                if length(line) < 400:
                    continue
                starts.extend((p, self._chance.between(0, 2 * pi)) for p in line[3::4])
                name = f"Đường xã số {number} ({commune.name})"
                for part in _parts(line, 2500):
                    self.segments.append(Road(f"DX{commune.code}-{number:02}", name, LOCAL, 3.5, part))

    def _wander(self, start, heading: float, commune: Commune) -> list:
        longest = self._chance.between(1200, 5500)
        line, turning = [start], 0.0
        while len(line) * 120 < longest:
            turning = 0.75 * turning + self._chance.between(-0.16, 0.16)
            heading += turning
            x, y = line[-1]
            step = (x + 120 * cos(heading), y + 120 * sin(heading))
            if not self._province.is_well_inside(step, commune) or self._pleiku.contains(step):
                break
            line.append(step)
        return line

    def _town(self, commune: Commune, radius: float) -> None:
        centre = self._wind(commune.plan)
        angle = self._chance.between(0, pi / 2)
        town = Town(commune.name, centre, (radius, radius * 0.8), [], lambda p: 16000 + 25 * distance(p, centre), angle)
        for street, line in town.segments():
            self.segments.append(Road(street.code, street.name, street.rank, street.width, line))

    def layer(self) -> shapefile.Layer:
        layer = shapefile.Layer(
            "duong_giao_thong",
            shapefile.LINE,
            [
                shapefile.text("MA_DUONG", 12),
                shapefile.text("MA_DOAN", 16),
                shapefile.text("TEN_DUONG", 60),
                shapefile.text("CAP_DUONG", 20),
                shapefile.text("MA_XA", 5),
                shapefile.decimal("BE_RONG_M", 5, 1),
                shapefile.text("MAT_DUONG", 30),
                shapefile.text("TINH_TRANG", 20),
                shapefile.decimal("CHIEU_DAI", 9, 1),
                shapefile.whole("NAM_NC", 4),
                shapefile.date("NGAY_CN"),
                shapefile.text("GHI_CHU", 110),
            ],
        )
        chance = Chance("road attributes")
        parts_of: dict[str, int] = {}
        for road in self.segments:
            line = [shapefile.to_millimetre(to_world(p)) for p in densified(road.plan, 200)]
            commune = self._province.commune_at(road.plan[len(road.plan) // 2])
            road_code = f"{commune.code}-{road.code}" if road.rank == URBAN else road.code
            parts_of[road_code] = parts_of.get(road_code, 0) + 1
            layer.add(
                line, road_code, f"{road_code}-{parts_of[road_code]:02}", road.name, road.rank, commune.code,
                road.width, chance.weighted(SURFACES[road.rank]),
                chance.weighted([("Tốt", 5), ("Trung bình", 4), ("Xấu", 1)]),
                length(line), chance.whole(2004, 2024), f"2025{chance.whole(7, 12):02}{chance.whole(1, 28):02}",
                GENERATED,
            )  # fmt: skip
        return layer


SURFACES = {
    NATIONAL: [("Bê tông nhựa", 1)],
    PROVINCIAL: [("Bê tông nhựa", 3), ("Láng nhựa", 2)],
    DISTRICT: [("Láng nhựa", 3), ("Bê tông xi măng", 2)],
    LOCAL: [("Bê tông xi măng", 6), ("Cấp phối", 2), ("Đất", 2)],
    URBAN: [("Bê tông nhựa", 7), ("Bê tông xi măng", 3)],
}


def _pair(a: Commune | None, b: Commune | None) -> tuple[str, str]:
    first, second = sorted(c.code if c else "@" for c in (a, b))
    return first, second


def _parts(line: list, longest: float) -> list:
    """The line in parts of about equal length, none much above `longest`."""
    count = max(1, ceil(length(line) / longest))
    wanted, parts, part, done = length(line) / count, [], [line[0]], 0.0
    for a, b in zip(line, line[1:]):
        part.append(b)
        done += distance(a, b)
        if done >= wanted * (len(parts) + 1) and len(parts) < count - 1:
            parts.append(part)
            part = [b]
    if len(part) > 1:
        parts.append(part)
    return parts
