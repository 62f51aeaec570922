"""The data: parcels (300,000 polygons that share edges), roads (60,000 lines), points of interest (30,000).

The same bytes on every run: all draws come from PCG64 with fixed seeds. Names are random combinations; no real person
is meant. The region is lon 107.4 to 108.9, lat 12.9 to 14.6, with 200 communes. Each commune is a warped grid of
parcels of 5 to 40 vertices and 0.05 to 2 ha; neighbours share the very same vertices, as in a cadastre.
"""
from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import pathlib
import subprocess
from typing import IO, Any, Iterator

import numpy as np

from layout import Layout

WEST, EAST, SOUTH, NORTH = 107.4, 108.9, 12.9, 14.6
METRES_PER_DEGREE_NORTH = 110650.0
METRES_PER_DEGREE_EAST = 111320.0  # on the equator
COMMUNES = 200
COAST = "/usr/share/cartopy/data/shapefiles/gshhs/c/GSHHS_c_L1.shp"

# The first 16 digits of the SHA-256 of each file at scale 1: figures of two machines are of the same data.
HASHES = {"parcels": "d770f4d9b67b5da0", "roads": "c842a48e569350e8", "pois": "7255206b19afe360"}

COMMUNE_FIRST = ["Ia", "Chư", "Kon", "Đak", "An", "Vĩnh", "Phú", "Tây", "Bình", "Hoài", "Mỹ", "Cát", "Nhơn", "Phước",
                 "Tuy", "Ân"]
COMMUNE_SECOND = ["Grai", "Păh", "Sê", "Prông", "Khê", "Thạnh", "Thiện", "Sơn", "Định", "Nhơn", "Hảo", "Tường", "Hậu",
                  "Lộc", "Phước", "Đức", "Pơng", "Kring"]
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Rơ Châm", "Siu", "Ksor",
          "Kpă", "Đinh"]
MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Quốc", "Thanh", "H'", "Y"]
GIVEN = ["An", "Bình", "Cường", "Dũng", "Hạnh", "Hoa", "Khánh", "Lan", "Mỹ", "Nga", "Phúc", "Quỳnh", "Sáng", "Thảo",
         "Uyên", "Vy", "Yến", "Đạt", "Ước", "Lượng"]
LAND_USE = {
    "ONT": "Đất ở tại nông thôn", "ODT": "Đất ở tại đô thị", "LUC": "Đất chuyên trồng lúa nước",
    "LUK": "Đất trồng lúa còn lại", "BHK": "Đất bằng trồng cây hàng năm khác",
    "NHK": "Đất nương rẫy trồng cây hàng năm", "CLN": "Đất trồng cây lâu năm", "RSX": "Đất rừng sản xuất",
    "RPH": "Đất rừng phòng hộ", "NTS": "Đất nuôi trồng thủy sản", "DGT": "Đất giao thông", "DTL": "Đất thủy lợi",
    "TMD": "Đất thương mại dịch vụ", "SKC": "Đất cơ sở sản xuất", "NTD": "Đất nghĩa trang",
    "BCS": "Đất bằng chưa sử dụng",
}
ROAD_CLASS = ["Quốc lộ", "Đường tỉnh", "Đường huyện", "Đường xã", "Đường thôn", "Ngõ hẻm"]
ROAD_STEP_IN_METRES = [120, 90, 70, 45, 30, 18]
SURFACE = ["Bê tông nhựa", "Bê tông xi măng", "Cấp phối", "Đất"]
POI_CLASS = ["Trường tiểu học", "Trường mầm non", "Trạm y tế", "Chợ", "Nhà văn hóa", "Trụ sở UBND", "Chùa", "Bưu điện"]


def generator(*seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(list(seed) if len(seed) > 1 else seed[0]))


@dataclasses.dataclass(frozen=True)
class Communes:
    """Two thirds lie along the coastal plain and the Pleiku plateau, the rest anywhere."""

    longitude: np.ndarray
    latitude: np.ndarray
    weight: np.ndarray
    parcel_side_in_metres: np.ndarray

    @staticmethod
    def draw() -> Communes:
        g = generator(20250701)
        plain = np.where(g.random(COMMUNES) < 0.65,
                         np.where(g.random(COMMUNES) < 0.5, g.normal(108.72, 0.10, COMMUNES),
                                  g.normal(107.95, 0.16, COMMUNES)),
                         g.uniform(WEST, EAST, COMMUNES))
        latitude = g.uniform(SOUTH + 0.06, NORTH - 0.06, COMMUNES)
        longitude = np.clip(plain, WEST + 0.05, EAST - 0.05)
        weight = g.lognormal(0, 0.5, COMMUNES)
        weight /= weight.sum()
        side = np.clip(g.lognormal(math.log(46.0), 0.35, COMMUNES), 24.0, 130.0)
        return Communes(longitude, latitude, weight, side)

    @staticmethod
    def name(index: int) -> str:
        first = COMMUNE_FIRST[index % len(COMMUNE_FIRST)]
        return f"Xã {first} {COMMUNE_SECOND[(index * 7 + index // 16) % len(COMMUNE_SECOND)]}"

    @staticmethod
    def code(index: int) -> int:
        return 21000 + 3 * index

    def parcel_counts(self, total: int) -> np.ndarray:
        counts: np.ndarray = np.maximum(1, np.floor(self.weight * total).astype(int))
        counts[0] += total - counts.sum()
        return counts

    def metres_per_degree_east(self, index: int) -> float:
        return METRES_PER_DEGREE_EAST * math.cos(math.radians(self.latitude[index]))


def write_feature(file: IO[str], kind: str, coordinates: str, properties: dict[str, Any]) -> None:
    text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    file.write(f'{{"type":"Feature","geometry":{{"type":"{kind}","coordinates":{coordinates}}},"properties":{text}}}\n')


def position(x: float, y: float) -> str:
    return f"[{x:.8f},{y:.8f}]"


def between(g: np.random.Generator, place: Any, x0: np.ndarray, y0: np.ndarray, x1: np.ndarray,
            y1: np.ndarray) -> dict[tuple[int, int], tuple[str, ...]]:
    """The vertices inside each edge of a grid, shared by the parcels on both sides."""
    counts = np.minimum(g.geometric(0.42, x0.shape) - 1, 8)
    result: dict[tuple[int, int], tuple[str, ...]] = {}
    for index in np.ndindex(*x0.shape):
        count = int(counts[index])
        if count == 0:
            result[index] = ()
            continue
        t = (np.arange(1, count + 1) + g.uniform(-0.3, 0.3, count)) / (count + 1)
        dx, dy = x1[index] - x0[index], y1[index] - y0[index]
        offset = g.normal(0, 0.03, count)
        xs, ys = place(x0[index] + dx * t - dy * offset, y0[index] + dy * t + dx * offset)
        result[index] = tuple(position(x, y) for x, y in zip(xs, ys))
    return result


def commune_parcels(communes: Communes, commune: int, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Coordinates and properties, without `gid`, of the parcels of one commune."""
    g = generator(7001, commune)
    columns = math.ceil(math.sqrt(count * 1.25))
    rows = math.ceil(count / columns)
    side = communes.parcel_side_in_metres[commune]
    widths = np.clip(g.lognormal(0, 0.30, columns), 0.5, 2.2) * side
    heights = np.clip(g.lognormal(0, 0.30, rows), 0.5, 2.2) * side
    east = np.concatenate([[0], np.cumsum(widths)])
    north = np.concatenate([[0], np.cumsum(heights)])
    x, y = np.meshgrid(east - east[-1] / 2, north - north[-1] / 2)
    x = x + g.uniform(-0.16, 0.16, x.shape) * side + 0.8 * side * np.sin(y / (9 * side))
    y = y + g.uniform(-0.16, 0.16, y.shape) * side + 0.8 * side * np.sin(x / (11 * side))
    angle = g.uniform(0, math.pi / 2)
    cosine, sine = math.cos(angle), math.sin(angle)
    scale = communes.metres_per_degree_east(commune)

    def place(x: Any, y: Any) -> tuple[Any, Any]:
        return (communes.longitude[commune] + (x * cosine - y * sine) / scale,
                communes.latitude[commune] + (x * sine + y * cosine) / METRES_PER_DEGREE_NORTH)

    across = between(g, place, x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:])
    along = between(g, place, x[:-1, :], y[:-1, :], x[1:, :], y[1:, :])
    longitude, latitude = place(x, y)
    corner = [[position(longitude[j, i], latitude[j, i]) for i in range(columns + 1)] for j in range(rows + 1)]
    area = 0.5 * np.abs((x[1:, 1:] - x[:-1, :-1]) * (y[1:, :-1] - y[:-1, 1:])
                        - (x[1:, :-1] - x[:-1, 1:]) * (y[1:, 1:] - y[:-1, :-1]))
    draws = g.integers(0, 1 << 30, (count, 6))
    codes = list(LAND_USE)
    for number in range(count):
        j, i = divmod(number, columns)
        ring = [corner[j][i], *across[j, i], corner[j][i + 1], *along[j, i + 1], corner[j + 1][i + 1],
                *across[j + 1, i][::-1], corner[j + 1][i], *along[j, i][::-1], corner[j][i]]
        draw = [int(value) for value in draws[number]]
        use = codes[draw[0] % len(codes)]
        owner = [FAMILY[draw[1] % len(FAMILY)], MIDDLE[draw[2] % len(MIDDLE)], GIVEN[draw[3] % len(GIVEN)]]
        yield "[[" + ",".join(ring) + "]]", {
            "so_to": 1 + (j // 20) * 40 + i // 20, "so_thua": (j % 20) * 20 + i % 20 + 1, "loai_dat": use,
            "ten_loai": LAND_USE[use], "chu_sd": " ".join(owner), "ma_xa": communes.code(commune),
            "dien_tich": round(float(area[j, i]), 1)}


def write_parcels(file: IO[str], communes: Communes, total: int) -> None:
    gid = 0
    for commune, count in enumerate(communes.parcel_counts(total)):
        for coordinates, properties in commune_parcels(communes, commune, int(count)):
            gid += 1
            write_feature(file, "Polygon", coordinates, {"gid": gid, **properties})


def write_roads(file: IO[str], communes: Communes, total: int) -> None:
    """Random walks of 10 to 200 vertices; `cap` is the class, 0 the most important."""
    g = generator(7002)
    for index in range(total):
        commune = int(g.choice(COMMUNES, p=communes.weight))
        level = 5 - int(min(5, g.geometric(0.35) - 1))
        count = int(np.clip(g.lognormal(3.3, 0.7), 10, 200))
        step = ROAD_STEP_IN_METRES[level]
        heading = g.uniform(0, 2 * math.pi) + np.cumsum(g.normal(0, 0.16, count))
        scale = communes.metres_per_degree_east(commune)
        east = communes.longitude[commune] + (g.normal(0, 3500) + np.cumsum(np.cos(heading)) * step) / scale
        north = communes.latitude[commune] + (
            g.normal(0, 3500) + np.cumsum(np.sin(heading)) * step) / METRES_PER_DEGREE_NORTH
        line = ",".join(position(x, y) for x, y in zip(np.clip(east, WEST, EAST), np.clip(north, SOUTH, NORTH)))
        write_feature(file, "LineString", f"[{line}]", {
            "gid": index + 1, "ten": f"{ROAD_CLASS[level]} {1 + index % 900}", "cap": level, "loai": ROAD_CLASS[level],
            "mat_duong": SURFACE[index % 4], "rong_m": round(float(3 + (5 - level) * 2 + g.random()), 1),
            "ma_xa": communes.code(commune), "dai_m": count * step})


def write_pois(file: IO[str], communes: Communes, total: int) -> None:
    g = generator(7003)
    for index in range(total):
        commune = int(g.choice(COMMUNES, p=communes.weight))
        kind = int(g.integers(0, len(POI_CLASS)))
        scale = communes.metres_per_degree_east(commune)
        x = float(np.clip(communes.longitude[commune] + g.normal(0, 3000) / scale, WEST, EAST))
        y = float(np.clip(communes.latitude[commune] + g.normal(0, 3000) / METRES_PER_DEGREE_NORTH, SOUTH, NORTH))
        name = communes.name(commune)
        write_feature(file, "Point", position(x, y), {
            "gid": index + 1, "ten": f"{POI_CLASS[kind]} {name[3:]} số {index % 97}", "loai": kind,
            "ten_loai": POI_CLASS[kind], "ma_xa": communes.code(commune), "ten_xa": name,
            "dia_chi": f"Thôn {1 + index % 12}, {name}, tỉnh Gia Lai", "nam": 1960 + int(g.integers(0, 65))})


def file_hash(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def convert(layout: Layout) -> None:
    """The forms the peers read: FlatGeobuf, a shapefile of the parcels with an index, a GeoPackage."""
    folder = layout.data
    for path in folder.glob("*.*"):
        if path.suffix != ".geojsonl" and path.is_file():
            path.unlink()
    for layer in HASHES:
        ogr2ogr("-f", "FlatGeobuf", folder / f"{layer}.fgb", folder / f"{layer}.geojsonl", "-nln", layer,
                "-a_srs", "EPSG:4326")
        ogr2ogr("-f", "ESRI Shapefile", folder / f"{layer}.shp", folder / f"{layer}.fgb", "-nln", layer,
                "-lco", "ENCODING=UTF-8")
    subprocess.run(["shptree", str(folder / "parcels.shp")], check=True, stdout=subprocess.DEVNULL)
    ogr2ogr("-f", "GPKG", folder / "parcels.gpkg", folder / "parcels.fgb", "-nln", "parcels")
    # Web Mercator ends at 85 degrees; two rings of the file are not closed.
    ogr2ogr("-f", "ESRI Shapefile", folder / "coast.shp", COAST, "-nln", "coast", "-nlt", "PROMOTE_TO_MULTI",
            "-a_srs", "EPSG:4326", "-dialect", "SQLITE", "-sql",
            "SELECT ROWID + 1 AS gid, geometry FROM GSHHS_c_L1 WHERE ST_IsValid(geometry) AND ST_MinY(geometry) > -85")


def ogr2ogr(*arguments: object) -> None:
    subprocess.run(["ogr2ogr", *map(str, arguments)], check=True)


def make(layout: Layout) -> None:
    """Writes the data unless it is there."""
    done = layout.data / f"complete-{layout.scale:g}"
    if done.exists():
        return
    communes = Communes.draw()
    writers = {"parcels": (write_parcels, 300_000), "roads": (write_roads, 60_000), "pois": (write_pois, 30_000)}
    for layer, (write, total) in writers.items():
        path = layout.data / f"{layer}.geojsonl"
        print(f"data: {path}", flush=True)
        with path.open("w", encoding="utf-8") as file:
            write(file, communes, int(total * layout.scale))
        if layout.scale == 1 and file_hash(path) != HASHES[layer]:
            raise SystemExit(f"data: {path} is {file_hash(path)}, not {HASHES[layer]}: another version of numpy?")
    convert(layout)
    for other in layout.data.glob("complete-*"):
        other.unlink()
    done.touch()
