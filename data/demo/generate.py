#!/usr/bin/env python3
"""Makes the demo data: shapefiles of a province that looks like Gia Lai and is not it.

    python3 data/demo/generate.py [OUTDIR]      (default: data/demo/generated)

Python 3.11, standard library only. The same files, byte for byte, on every run. See README.md beside this file.
"""

import sys
import time
from pathlib import Path

from generator import areas, places
from generator.cadastre import Cadastre
from generator.city import Pleiku
from generator.province import Province
from generator.roads import Roads

README = """\
GEOSECTOR: DỮ LIỆU MINH HOẠ / DEMO DATA

Toàn bộ dữ liệu trong thư mục này do máy sinh ra (data/demo/generate.py). Không phải số liệu thật, không phải địa giới
hành chính, không có giá trị pháp lý, không có thông tin cá nhân. Tên và mã xã, phường, số hiệu đường, tên sông, hồ và
điểm du lịch là thật; vị trí được làm tròn đến 0,01 độ; hình dạng và mọi thuộc tính khác là hư cấu.

Everything in this folder is generated. No real figures, no boundaries, no legal value, no personal data. Names and
codes of communes, road numbers, names of rivers, lakes and sights are real, at positions rounded to 0.01 degrees;
shapes and all other attributes are made up.

Hệ toạ độ / coordinates: VN-2000 / TM-3 108-30 (EPSG:9218). Giấy phép / licence: CC0 1.0.
Bảng mã / text: UTF-8 (.cpg); cho_tcvn3: TCVN3 (ABC), không có .cpg. tram_y_te_khong_prj: không có .prj.
"""


def layers():
    """Every layer, in the order of layers.tsv; the tutorial's extra file last."""
    province, pleiku = Province(), Pleiku()
    yield province.layer()
    roads = Roads(province, pleiku)
    sites = places.Sites(province, roads)
    yield places.office_layer(province, sites)
    yield roads.layer()
    yield places.school_layer(province, sites)
    health, stations = places.health_layers(province, sites)
    yield health
    yield Cadastre(pleiku, province).layer()
    yield places.market_layer(province, sites)
    yield places.industrial_cluster_layer(province, sites)
    yield areas.planning_layer(province)
    yield places.tourism_layer(province)
    yield areas.crop_layer(province, pleiku)
    rivers = areas.rivers(province)
    yield areas.river_layer(rivers)
    yield areas.lake_layer(province)
    yield places.monitoring_layer(province, rivers)
    yield places.street_light_layer(pleiku)
    yield places.street_tree_layer(pleiku)
    yield stations


def main() -> None:
    if len(sys.argv) > 2 or sys.argv[1:] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).resolve().parent / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    for layer in layers():
        layer.write(folder)
        print(f"{layer.name}.shp: {len(layer.records)} features", flush=True)
    (folder / "README.txt").write_text(README, encoding="utf-8")
    print(f"written to {folder} in {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main()
