"""Maps in MapLibre Native as PNG files: `native_map.py URL FOLDER ZOOM…` writes native-ZOOM.png for each."""
import multiprocessing
import pathlib
import sys
import urllib.request

import pymgl

PLEIKU = (108.005, 13.98)
SIZE = (900, 600)


def draw(style: str, zoom: str, folder: str) -> None:
    with pymgl.Map(style, *SIZE, 1, *PLEIKU, float(zoom)) as drawn:
        pathlib.Path(folder, f"native-{zoom}.png").write_bytes(drawn.renderPNG())


if __name__ == "__main__":
    url, work, *zooms = sys.argv[1:]
    document = urllib.request.urlopen(f"{url}/styles/map").read().decode()
    for wanted in zooms:  # a process each: the library crashes on its second map
        process = multiprocessing.get_context("spawn").Process(target=draw, args=(document, wanted, work))
        process.start()
        process.join()
        if process.exitcode != 0:
            sys.exit(f"zoom {wanted}: ended with {process.exitcode}")
