"""Water, crops and planning zones."""

from math import cos, pi, sin

from . import shapefile
from .chance import Chance, Noise
from .city import Pleiku
from .plane import Bend, clockwise, distance, plan_place, ring_area, smooth_curve, to_world
from .province import GENERATED, Province
from .voronoi import Cells

# Real rivers by the communes they pass; the course between them is generated.
RIVERS = [
    ("Sông Ba", ["Đak Rong", "Krong", "Kbang", "Kông Bơ La", "An Bình", "Ya Hội", "Ya Ma", "Kông Chro", "Ia Pa",
                 "Ayun Pa", "Uar", "Ia Rsai", "Phú Túc"]),
    ("Sông Ayun", ["Hra", "Ayun", "Lơ Pang", "Kon Chiêng", "Chư A Thai", "Phú Thiện", "Ayun Pa"]),
    ("Sông Kôn", ["Vĩnh Sơn", "Vĩnh Thạnh", "Vĩnh Thịnh", "Vĩnh Quang", "Bình Khê", "Tây Sơn", "An Nhơn Tây",
                  "Bình Định", "Tuy Phước Bắc", "Tuy Phước Đông"]),
    ("Sông Hà Thanh", ["Vân Canh", "Canh Vinh", "Tuy Phước Tây", "Quy Nhơn Bắc", "Quy Nhơn"]),
    ("Sông Lại Giang", ["An Lão", "An Hoà", "Ân Hảo", "Vạn Đức", "Bồng Sơn", "Hoài Nhơn Đông"]),
    ("Sông La Tinh", ["Hội Sơn", "Hoà Hội", "Phù Mỹ Nam", "Đề Gi"]),
    ("Sông Sê San", ["Ia Ly", "Ia Grai", "Ia Krái", "Ia O"]),
    ("Sông Ia Drăng", ["Bàu Cạn", "Chư Prông", "Ia Boòng", "Ia Púch"]),
]  # fmt: skip
# Real reservoirs and lakes, rounded to 0.01°: (name, longitude, latitude, mean radius in metres of the drawn shape)
LAKES = [
    ("Biển Hồ (hồ T'Nưng)", 108.00, 14.05, 800),
    ("Hồ Ayun Hạ", 108.27, 13.58, 2600),
    ("Hồ Ia Ly", 107.83, 14.23, 2400),
    ("Hồ Núi Một", 108.99, 13.79, 1200),
    ("Hồ Định Bình", 108.73, 14.16, 1300),
    ("Hồ Ia Mơ", 107.71, 13.50, 1500),
    ("Hồ Vĩnh Sơn A", 108.70, 14.38, 900),
    ("Hồ Hội Sơn", 108.94, 14.11, 700),
    ("Đầm Trà Ổ", 109.11, 14.31, 1300),
    ("Đầm Thị Nại", 109.24, 13.85, 1900),
]

_meander = Bend("meander", [(5200, 1100), (1700, 260), (600, 50)])


def rivers(province: Province):
    """[(name, plan line)]"""
    result = []
    for name, communes in RIVERS:
        banks = [(x + 900, y - 700) for x, y in (province.named[c].plan for c in communes)]  # beside towns, not through
        result.append((name, [_meander(point) for point in smooth_curve(banks, 120)]))
    return result


def river_layer(lines) -> shapefile.Layer:
    layer = shapefile.Layer(
        "song_suoi",
        shapefile.LINE,
        [shapefile.text("TEN_SONG", 40), shapefile.whole("DOAN", 3), shapefile.text("GHI_CHU", 110)],
    )
    for name, line in lines:
        for number, start in enumerate(range(0, len(line) - 1, 80), start=1):
            layer.add([to_world(point) for point in line[start : start + 81]], name, number, GENERATED)
    return layer


def lake_layer(province: Province) -> shapefile.Layer:
    layer = shapefile.Layer(
        "ho_chua",
        shapefile.POLYGON,
        [
            shapefile.text("TEN_HO", 40),
            shapefile.text("MA_XA", 5),
            shapefile.decimal("DIEN_TICH", 9, 2),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("lakes")
    for name, longitude, latitude, radius in LAKES:
        centre = plan_place(longitude, latitude)
        waves = [(k, chance.between(0.02, 0.3 / k), chance.between(0, 2 * pi)) for k in range(2, 9)]
        ring = []
        for i in range(120):
            angle = 2 * pi * i / 120
            r = radius * (1 + sum(height * cos(k * angle + phase) for k, height, phase in waves))
            ring.append(to_world((centre[0] + r * cos(angle), centre[1] + r * sin(angle))))
        ring = clockwise(ring)
        layer.add([ring], name, province.commune_at(centre).code, -ring_area(ring) / 10000, GENERATED)
    return layer


def crop_layer(province: Province, pleiku: Pleiku) -> shapefile.Layer:
    layer = shapefile.Layer(
        "vung_cay_trong",
        shapefile.POLYGON,
        [
            shapefile.text("CAY_TRONG", 30),
            shapefile.text("MA_XA", 5),
            shapefile.decimal("DIEN_TICH", 9, 2),
            shapefile.whole("VU_NAM", 4),
            shapefile.decimal("NANG_SUAT", 6, 2),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("crops")
    where = Noise("cultivated land", 7000)
    kinds = Noise("crop kinds", 9000)
    sites = _scattered(province, chance, step=4000)
    cells = Cells(sites, "field edges")
    for number, site in enumerate(sites):
        commune = province.commune_at(site)
        if where.at(*site) < 0.02 or commune.is_island or distance(site, pleiku.centre) < 8500:
            continue
        if not province.is_well_inside(site, commune):
            continue
        ring = clockwise([shapefile.to_millimetre(point) for point in cells.ring(number)])
        layer.add(
            [ring], _crop(chance, commune, kinds.at(*site)), commune.code, -ring_area(ring) / 10000, 2025,
            chance.between(0.8, 7.5), GENERATED,
        )  # fmt: skip
    return layer


def _scattered(province: Province, chance: Chance, step: float) -> list:
    """Points about `step` metres apart, all over the province and so far beyond that no cell inside is unbounded."""
    xs, ys = [c.plan[0] for c in province.communes], [c.plan[1] for c in province.communes]
    sites = []
    for row in range(-4, int((max(ys) - min(ys)) / step) + 5):
        for column in range(-4, int((max(xs) - min(xs)) / step) + 5):
            x = min(xs) + (column + chance.between(-0.38, 0.38)) * step
            y = min(ys) + (row + chance.between(-0.38, 0.38)) * step
            if any(distance((x, y), c.plan) < 21000 for c in province.communes):
                sites.append((x, y))
    return sites


def _crop(chance: Chance, commune, kind: float) -> str:
    """Highlands grow coffee, rubber and pepper; the coast rice and coconuts; the valleys between cane and cassava."""
    if commune.former_province == "Bình Định":
        return "Lúa" if kind > -0.1 else chance.pick(["Dừa", "Lạc", "Keo"])
    if commune.plan[0] < 470000:  # metres east: west of the Mang Yang pass
        return "Cà phê" if kind > 0.1 else "Cao su" if kind < -0.3 else chance.pick(["Hồ tiêu", "Điều", "Chè"])
    return "Mía" if kind > 0.05 else chance.pick(["Sắn", "Lúa", "Ngô"])


ZONES = [
    ("Đất ở mới", 6), ("Đất ở hiện trạng cải tạo", 6), ("Đất thương mại, dịch vụ", 3), ("Cây xanh, công viên", 4),
    ("Công trình công cộng", 3), ("Giáo dục", 2), ("Công nghiệp, kho tàng", 2), ("Hạ tầng kỹ thuật", 1),
]  # fmt: skip
# town and radius of its planning area in metres
PLANNED_TOWNS = [
    ("Pleiku", 2600), ("Diên Hồng", 2200), ("Quy Nhơn", 2400), ("Quy Nhơn Đông", 2200), ("An Khê", 2300),
    ("Ayun Pa", 1700), ("Bình Định", 1600), ("Bồng Sơn", 2000), ("Chư Sê", 2200), ("Hoài Nhơn", 1700),
]  # fmt: skip


def planning_layer(province: Province) -> shapefile.Layer:
    layer = shapefile.Layer(
        "khu_quy_hoach",
        shapefile.POLYGON,
        [
            shapefile.text("MA_KHU", 12),
            shapefile.text("TEN_KHU", 80),
            shapefile.text("CHUC_NANG", 50),
            shapefile.text("MA_XA", 5),
            shapefile.decimal("DT_HA", 8, 2),
            shapefile.whole("TANG_CAO", 3),
            shapefile.decimal("MAT_DO_PT", 5, 1),
            shapefile.whole("NAM_QH", 4),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    for name, radius in PLANNED_TOWNS:
        commune = province.named[name]
        chance = Chance(f"planning {name}")
        step = radius / 3.2
        inner, outer = [], []
        for row in range(-6, 7):
            for column in range(-6, 7):
                x = commune.plan[0] + (column + 0.5 * (row % 2) + chance.between(-0.3, 0.3)) * step
                y = commune.plan[1] + (row * 0.87 + chance.between(-0.3, 0.3)) * step
                (inner if distance((x, y), commune.plan) < radius else outer).append((x, y))
        cells = Cells(inner + outer, f"zone edges {name}", roughness=0.25)
        for number in range(len(inner)):
            ring = clockwise([shapefile.to_millimetre(point) for point in cells.ring(number)])
            layer.add(
                [ring], f"QH{commune.code}-{number + 1:02}", f"Phân khu {number + 1} – {commune.full_name}",
                chance.weighted(ZONES), commune.code, -ring_area(ring) / 10000, chance.whole(2, 25),
                chance.between(5, 70), 2030, GENERATED,
            )  # fmt: skip
    return layer
