"""Points: schools, health posts, markets, offices, places to visit, stations, street lights and trees."""

from . import shapefile
from .chance import Chance
from .city import Pleiku
from .plane import between, distance, plan_place, to_world
from .province import GENERATED, Commune, Province
from .roads import Roads

# Real places, coordinates rounded to 0.01°: (name, kind, longitude, latitude)
PLACES = [
    ("Biển Hồ (hồ T'Nưng)", "Thắng cảnh", 108.00, 14.05),
    ("Núi lửa Chư Đang Ya", "Thắng cảnh", 108.06, 14.13),
    ("Quảng trường Đại Đoàn Kết", "Công trình văn hoá", 108.00, 13.98),
    ("Nhà tù Pleiku", "Di tích lịch sử", 108.01, 13.98),
    ("Chùa Minh Thành", "Cơ sở tín ngưỡng", 107.99, 13.97),
    ("Công viên Diên Hồng", "Công viên", 107.99, 13.98),
    ("Thác Phú Cường", "Thắng cảnh", 108.14, 13.67),
    ("Hồ Ayun Hạ", "Thắng cảnh", 108.27, 13.58),
    ("Vườn quốc gia Kon Ka Kinh", "Khu bảo tồn", 108.35, 14.25),
    ("Khu bảo tồn thiên nhiên Kon Chư Răng", "Khu bảo tồn", 108.55, 14.50),
    ("Làng kháng chiến Stơr", "Di tích lịch sử", 108.53, 14.08),
    ("Khu di tích Tây Sơn Thượng đạo", "Di tích lịch sử", 108.66, 13.96),
    ("Thuỷ điện Ia Ly", "Công trình", 107.83, 14.23),
    ("Cửa khẩu quốc tế Lệ Thanh", "Cửa khẩu", 107.47, 13.80),
    ("Bảo tàng Quang Trung", "Bảo tàng", 108.91, 13.93),
    ("Khu du lịch Hầm Hô", "Thắng cảnh", 108.89, 13.86),
    ("Tháp Dương Long", "Di tích Chăm", 108.99, 13.95),
    ("Tháp Bánh Ít", "Di tích Chăm", 109.13, 13.87),
    ("Tháp Đôi", "Di tích Chăm", 109.21, 13.79),
    ("Tháp Cánh Tiên (Thành Hoàng Đế)", "Di tích Chăm", 109.07, 13.93),
    ("Tháp Bình Lâm", "Di tích Chăm", 109.18, 13.89),
    ("Tháp Phú Lốc", "Di tích Chăm", 109.05, 13.95),
    ("Eo Gió", "Thắng cảnh", 109.29, 13.89),
    ("Kỳ Co", "Bãi biển", 109.29, 13.86),
    ("Ghềnh Ráng – Tiên Sa", "Thắng cảnh", 109.21, 13.75),
    ("Bãi Xép", "Bãi biển", 109.23, 13.69),
    ("Đảo Cù Lao Xanh", "Đảo", 109.35, 13.62),
    ("Chùa Linh Phong (chùa Ông Núi)", "Cơ sở tín ngưỡng", 109.20, 14.02),
    ("Đầm Thị Nại", "Thắng cảnh", 109.24, 13.85),
    ("Đầm Trà Ổ", "Thắng cảnh", 109.11, 14.31),
    ("Suối khoáng Hội Vân", "Thắng cảnh", 109.03, 14.03),
    ("Hồ Núi Một", "Thắng cảnh", 108.99, 13.79),
]


class Sites:
    """Finds places beside roads for things that people visit, a little apart from each other."""

    def __init__(self, province: Province, roads: Roads):
        self._province = province
        self._along: dict[str, list] = {c.code: [] for c in province.communes}
        for road in roads.segments:
            for a, b in zip(road.plan, road.plan[1:]):
                commune = province.commune_at(a)
                if distance(a, b) > 0 and province.is_well_inside(a, commune):
                    self._along[commune.code].append((a, b, road.rank))

    def beside_road(self, chance: Chance, commune: Commune, taken: list, apart: float = 220, near_centre: bool = False):
        """A plan point 20–60 m off a road of the commune, at least `apart` metres from those taken; it joins them."""
        stretches = self._along[commune.code]
        if near_centre:
            stretches = sorted(stretches, key=lambda s: distance(s[0], commune.plan))[:40]
        point = commune.plan
        for attempt in range(60):
            a, b, _ = chance.pick(stretches)
            size = distance(a, b)
            off = chance.pick([-1, 1]) * chance.between(20, 60) / size
            x, y = between(a, b, chance.unit())
            point = (x - off * (b[1] - a[1]), y + off * (b[0] - a[0]))
            if all(distance(point, other) >= apart * (1 - attempt / 60) for other in taken):
                break
        taken.append(point)
        return point


def _updated(chance: Chance) -> str:
    return f"2025{chance.whole(7, 12):02}{chance.whole(1, 28):02}"


def school_layer(province: Province, sites: Sites) -> shapefile.Layer:
    layer = shapefile.Layer(
        "truong_hoc",
        shapefile.POINT,
        [
            shapefile.text("MA_TRUONG", 10),
            shapefile.text("TEN_TRUONG", 100),
            shapefile.text("CAP_HOC", 16),
            shapefile.text("LOAI_HINH", 20),
            shapefile.text("MA_XA", 5),
            shapefile.text("TEN_XA", 50),
            shapefile.whole("SO_LOP", 4),
            shapefile.whole("SO_HS", 5),
            shapefile.whole("NAM_XD", 4),
            shapefile.text("CHUAN_QG", 16),
            shapefile.date("NGAY_CN"),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("schools")
    for commune in province.communes:
        taken: list = []
        extra = 1 if commune.is_ward else 0
        counts = [
            ("Mầm non", "Trường Mầm non", chance.whole(2, 3) + extra, (4, 12)),
            ("Tiểu học", "Trường Tiểu học", chance.whole(2, 3) + extra, (8, 25)),
            ("THCS", "Trường THCS", chance.whole(1, 2) + extra, (8, 22)),
            ("THPT", "Trường THPT", 1 if commune.is_ward or chance.unit() < 0.45 else 0, (12, 36)),
        ]
        for level, title, count, classes in counts:
            if commune.is_island:
                count = min(count, 0 if level == "THPT" else 1)
            for number in range(1, count + 1):
                which = f" số {number}" if count > 1 else ""
                size = chance.whole(*classes)
                layer.add(
                    to_world(sites.beside_road(chance, commune, taken, near_centre=level == "THPT")),
                    f"{commune.code}{len(taken):03}", f"{title}{which} {commune.lower_name}", level,
                    chance.weighted([("Công lập", 9), ("Tư thục", 1)]) if level == "Mầm non" else "Công lập",
                    commune.code, commune.full_name, size, size * chance.whole(22, 40), chance.whole(1978, 2024),
                    chance.weighted([("Mức độ 1", 5), ("Mức độ 2", 2), ("Chưa đạt", 3)]), _updated(chance), GENERATED,
                )  # fmt: skip
    return layer


HEALTH_FIELDS = [
    shapefile.text("MA_CS", 10),
    shapefile.text("TEN_CS", 120),
    shapefile.text("LOAI_CS", 40),
    shapefile.text("MA_XA", 5),
    shapefile.text("TEN_XA", 50),
    shapefile.whole("SO_GIUONG", 5),
    shapefile.whole("SO_CANBO", 5),
    shapefile.text("HOAT_DONG", 24),
    shapefile.date("NGAY_CN"),
    shapefile.text("GHI_CHU", 110),
]
STATION = "Trạm y tế"
HOSPITAL_TOWNS = (
    "Pleiku", "Diên Hồng", "Hội Phú", "Quy Nhơn", "Quy Nhơn Bắc", "Quy Nhơn Nam", "An Khê", "Ayun Pa", "Bồng Sơn",
    "Bình Định", "Tây Sơn", "Phù Mỹ", "Phù Cát", "Tuy Phước", "Chư Sê", "Chư Prông", "Đức Cơ", "Ia Grai", "Chư Păh",
    "Đak Đoa", "Mang Yang", "Kbang", "Kông Chro", "Ia Pa", "Phú Thiện", "Phú Túc", "Chư Pưh", "Đak Pơ", "Vĩnh Thạnh",
    "Vân Canh", "An Lão", "Hoài Ân",
)  # fmt: skip


def health_layers(province: Province, sites: Sites):
    """All facilities, and a second file for the tutorial: the communes' stations without a .prj."""
    layer = shapefile.Layer("co_so_y_te", shapefile.POINT, HEALTH_FIELDS)
    stations = shapefile.Layer("tram_y_te_khong_prj", shapefile.POINT, HEALTH_FIELDS, with_prj=False)
    chance = Chance("health")
    for commune in province.communes:
        taken: list = []
        kinds = [(STATION, f"Trạm Y tế {commune.lower_name}", (3, 12), (6, 18))]
        for number in range(1, 1 if commune.is_island else chance.whole(1, 3)):
            kinds.append(("Điểm trạm y tế", f"Điểm trạm số {number} – Trạm Y tế {commune.lower_name}", (0, 4), (2, 6)))
        if commune.is_ward or chance.unit() < 0.3:
            kinds.append(("Phòng khám đa khoa", f"Phòng khám đa khoa khu vực {commune.name}", (0, 20), (8, 30)))
        if commune.name in HOSPITAL_TOWNS:
            kinds.append(("Bệnh viện", f"Bệnh viện Đa khoa khu vực {commune.name}", (80, 600), (70, 700)))
        for kind, name, beds, staff in kinds:
            place = to_world(sites.beside_road(chance, commune, taken, 400, near_centre=not kind.startswith("Điểm")))
            record = (
                f"{commune.code}Y{len(taken):02}", name, kind, commune.code, commune.full_name, chance.whole(*beds),
                chance.whole(*staff), chance.weighted([("Hoạt động", 19), ("Đang sửa chữa", 1)]), _updated(chance),
                GENERATED,
            )  # fmt: skip
            layer.add(place, *record)
            if kind == STATION:
                stations.add(place, *record)
    return layer, stations


def market_layer(province: Province, sites: Sites) -> shapefile.Layer:
    """In TCVN3 without a .cpg, as old files of departments are."""
    layer = shapefile.Layer(
        "cho_tcvn3",
        shapefile.POINT,
        [
            shapefile.text("MA_CHO", 8),
            shapefile.text("TEN_CHO", 50),
            shapefile.text("HANG_CHO", 16),
            shapefile.text("MA_XA", 5),
            shapefile.text("TEN_XA", 40),
            shapefile.whole("SO_HO_KD", 5),
            shapefile.date("NGAY_CN"),
            shapefile.text("GHI_CHU", 60),
        ],
        encoding="tcvn3",
    )
    chance = Chance("markets")
    for commune in province.communes:
        taken: list = []
        count = 3 if commune.is_ward else chance.whole(1, 2)
        for number in range(1, 2 if commune.is_island else count + 1):
            name = f"Chợ {commune.name}" if number == 1 else f"Chợ số {number} {commune.lower_name}"
            size = chance.weighted([("Hạng 3", 7), ("Hạng 2", 2 + 2 * commune.is_ward), ("Hạng 1", commune.is_ward)])
            low, high = {"Hạng 1": (400, 900), "Hạng 2": (200, 400), "Hạng 3": (20, 200)}[size]
            layer.add(
                to_world(sites.beside_road(chance, commune, taken, 300, near_centre=number == 1)),
                f"{commune.code}{number:02}", name, size, commune.code, commune.full_name, chance.whole(low, high),
                _updated(chance), "Dữ liệu minh hoạ do máy sinh / generated, CC0",
            )  # fmt: skip
    return layer


def industrial_cluster_layer(province: Province, sites: Sites) -> shapefile.Layer:
    layer = shapefile.Layer(
        "cum_cong_nghiep",
        shapefile.POINT,
        [
            shapefile.text("TEN_CCN", 60),
            shapefile.text("MA_XA", 5),
            shapefile.decimal("QUY_MO_HA", 7, 1),
            shapefile.decimal("LAP_DAY_PT", 5, 1),
            shapefile.text("NGANH", 80),
            shapefile.date("NGAY_CN"),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("industrial clusters")
    trades = ["Chế biến nông sản", "Chế biến gỗ", "Vật liệu xây dựng", "Dệt may", "Cơ khí", "Năng lượng"]
    for commune in chance.shuffled(c for c in province.communes if not c.is_island)[:46]:
        layer.add(
            to_world(sites.beside_road(chance, commune, [])), f"Cụm công nghiệp {commune.name}", commune.code,
            chance.between(15, 75), chance.between(10, 100), chance.pick(trades), _updated(chance), GENERATED,
        )  # fmt: skip
    return layer


def office_layer(province: Province, sites: Sites) -> shapefile.Layer:
    layer = shapefile.Layer(
        "tru_so_ubnd",
        shapefile.POINT,
        [
            shapefile.text("MA_XA", 5),
            shapefile.text("TEN_TRUSO", 110),
            shapefile.text("LOAI", 60),
            shapefile.date("NGAY_CN"),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("offices")
    for commune in province.communes:
        taken: list = []
        for kind in ("Uỷ ban nhân dân", "Trung tâm Phục vụ hành chính công"):
            place = to_world(sites.beside_road(chance, commune, taken, 60, near_centre=True))
            layer.add(place, commune.code, f"{kind} {commune.lower_name}", kind, _updated(chance), GENERATED)
    return layer


def tourism_layer(province: Province) -> shapefile.Layer:
    layer = shapefile.Layer(
        "diem_du_lich",
        shapefile.POINT,
        [
            shapefile.text("TEN_DIEM", 70),
            shapefile.text("LOAI", 40),
            shapefile.text("MA_XA", 5),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    note = "Tên thật, vị trí làm tròn 0,01° / real name, position rounded to 0.01°"
    for name, kind, longitude, latitude in PLACES:
        plan = plan_place(longitude, latitude)
        layer.add(to_world(plan), name, kind, province.commune_at(plan).code, note)
    return layer


def monitoring_layer(province: Province, rivers) -> shapefile.Layer:
    """Water stations on the generated rivers, air stations in the wards."""
    layer = shapefile.Layer(
        "tram_quan_trac",
        shapefile.POINT,
        [
            shapefile.text("MA_TRAM", 8),
            shapefile.text("TEN_TRAM", 100),
            shapefile.text("LOAI", 20),
            shapefile.text("MA_XA", 5),
            shapefile.decimal("PH", 4, 1),
            shapefile.decimal("DO_MG_L", 5, 1),
            shapefile.decimal("PM25", 5, 1),
            shapefile.date("NGAY_DO"),
            shapefile.text("GHI_CHU", 110),
        ],
    )
    chance = Chance("monitoring")
    for name, line in rivers:
        for number, point in enumerate(line[60::110], start=1):
            commune = province.commune_at(point)
            layer.add(
                to_world(point), f"NM{len(layer.records) + 1:03}", f"Trạm quan trắc nước mặt số {number} {name}",
                "Nước mặt", commune.code, chance.between(6.2, 8.1), chance.between(4.5, 8.0), None, _updated(chance),
                GENERATED,
            )  # fmt: skip
    for commune in province.communes:
        if commune.is_ward:
            layer.add(
                to_world((commune.plan[0] + 300, commune.plan[1] - 200)), f"KK{len(layer.records) + 1:03}",
                f"Trạm quan trắc không khí {commune.lower_name}", "Không khí", commune.code, None, None,
                chance.between(8, 45), _updated(chance), GENERATED,
            )  # fmt: skip
    return layer


def street_light_layer(pleiku: Pleiku) -> shapefile.Layer:
    layer = shapefile.Layer(
        "den_chieu_sang",
        shapefile.POINT,
        [
            shapefile.text("MA_TRU", 10),
            shapefile.text("TEN_DUONG", 60),
            shapefile.text("LOAI_DEN", 20),
            shapefile.whole("CONG_SUAT", 4),
            shapefile.decimal("CAO_M", 4, 1),
            shapefile.text("TINH_TRANG", 20),
            shapefile.date("NGAY_CN"),
            shapefile.text("GHI_CHU", 40),
        ],
    )
    chance = Chance("street lights")
    for street, point in _kerbs(pleiku, apart=34, reach=1300, narrowest=7.0, side=0.5):
        number = len(layer.records) + 1
        lamp = chance.weighted([("LED", 7), ("Natri cao áp", 3)])
        layer.add(
            to_world(point), f"PK{number:05}", street.name, lamp, chance.pick([80, 100, 120, 150]),
            chance.pick([8.0, 9.0, 10.0]), chance.weighted([("Tốt", 18), ("Hỏng", 1), ("Chờ thay", 1)]),
            _updated(chance), "Dữ liệu minh hoạ / generated",
        )  # fmt: skip
    return layer


def street_tree_layer(pleiku: Pleiku) -> shapefile.Layer:
    layer = shapefile.Layer(
        "cay_xanh",
        shapefile.POINT,
        [
            shapefile.text("MA_CAY", 10),
            shapefile.text("LOAI_CAY", 40),
            shapefile.text("TEN_DUONG", 60),
            shapefile.decimal("CAO_M", 4, 1),
            shapefile.whole("DK_CM", 4),
            shapefile.whole("NAM_TRONG", 4),
            shapefile.text("GHI_CHU", 40),
        ],
    )
    chance = Chance("street trees")
    species = [
        ("Thông ba lá", 4), ("Sao đen", 3), ("Dầu rái", 2), ("Bằng lăng", 3), ("Muồng hoàng yến", 2), ("Phượng vĩ", 1),
    ]  # fmt: skip
    for street, point in _kerbs(pleiku, apart=13, reach=1000, narrowest=7.0, side=0.42):
        if chance.unit() < 0.35:
            continue
        planted = chance.whole(1985, 2023)
        age = 2025 - planted
        layer.add(
            to_world(point), f"CX{len(layer.records) + 1:05}", chance.weighted(species), street.name,
            min(3 + age * chance.between(0.3, 0.5), 24), int(6 + age * chance.between(0.8, 1.6)), planted,
            "Dữ liệu minh hoạ / generated",
        )  # fmt: skip
    return layer


def _kerbs(pleiku: Pleiku, apart: float, reach: float, narrowest: float, side: float):
    """(street, plan point) along the wider streets near the centre, left and right in turn."""
    for street, line in pleiku.segments():
        if street.width < narrowest or distance(line[0], pleiku.centre) > reach:
            continue
        a, b = line[0], line[-1]
        size = distance(a, b)
        count = int((size - 16) / apart)  # none within 8 m of a crossing
        for i in range(count + 1):
            off = (1 if i % 2 else -1) * (street.width * side) / size
            x, y = between(a, b, (8 + i * apart) / size)
            yield street, (x - off * (b[1] - a[1]), y + off * (b[0] - a[0]))
