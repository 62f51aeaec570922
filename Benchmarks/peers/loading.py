"""Loads the data into PostGIS and into a store of ours, with the same zoom rules."""
from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

from layout import ROOT, Layout
from services import running

HERE = pathlib.Path(__file__).resolve().parent
LAYERS = ("parcels", "roads", "pois", "coast")

# Collection, file, sector, options of `geoimport configure`. Parcels twice: from z12, and at every zoom.
COLLECTIONS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("parcels", "parcels.shp", "land", ["--min-zoom", "12"]),
    ("parcels-all", "parcels.shp", "land", []),
    ("roads", "roads.shp", "transport",
     ["--show", "cap<=0@0", "--show", "cap<=1@9", "--show", "cap<=3@11", "--show", "*@13"]),
    ("pois", "pois.shp", "administration", ["--min-zoom", "12"]),
    ("coast", "coast.shp", "environment", ["--min-zoom", "6"]),
)
COMPOSITE = "coast,roads,pois,parcels"


def load_postgis(layout: Layout) -> None:
    """Unless it is there already."""
    done = layout.work / "postgres" / f"loaded-{layout.scale:g}"
    if done.exists():
        return
    with running(layout, ["postgres"]):
        server = layout.postgres.replace("dbname=bench", "dbname=postgres")
        subprocess.run(["psql", "-q", server, "-c", "drop database if exists bench", "-c", "create database bench"],
                       check=True)
        subprocess.run(["psql", "-q", layout.postgres, "-c", "create extension postgis"], check=True)
        for layer in LAYERS:
            print(f"postgis: {layer}", flush=True)
            suffix = "shp" if layer == "coast" else "fgb"
            subprocess.run(["ogr2ogr", "-f", "PostgreSQL", f"PG:{layout.postgres}",
                            str(layout.data / f"{layer}.{suffix}"), "-nln", layer, "-lco", "GEOMETRY_NAME=geom",
                            "-lco", "FID=fid", "--config", "PG_USE_COPY", "YES",
                            *(["-nlt", "PROMOTE_TO_MULTI"] if layer == "coast" else [])], check=True)
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(HERE / "sql" / "serving.sql"),
                        layout.postgres], check=True, env={**os.environ, "PGOPTIONS": "--client-min-messages=warning"})
    done.touch()


def geoimport(layout: Layout, *arguments: object) -> None:
    subprocess.run([layout.geoimport, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "GEOSECTOR_HOME": str(ROOT)})


def load_store(layout: Layout) -> None:
    """A new store, always: it must be of the programs that are measured."""
    for path in layout.store.parent.glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for collection, source, sector, rules in COLLECTIONS:
        print(f"store: {collection}", flush=True)
        geoimport(layout, "load", layout.data / source, "--store", layout.store, "--sector", sector, "--collection",
                  collection, "--key", "gid", "--source-crs", "EPSG:4326", "--encoding", "utf-8", "--ledger", "none",
                  "--priority", "normal")
        if rules:
            geoimport(layout, "configure", collection, "--store", layout.store, *rules)
