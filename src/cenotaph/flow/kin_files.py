"""Files of remains, families and frequencies, whichever of the known formats they are in."""

from __future__ import annotations

from pathlib import Path

from ..identification import MarkerTable, Told, families, frequencies, relatives, remains
from ..model.errors import KinFault
from ..model.families import Side
from ..model.markers import Mutation


def frequencies_of(path: Path, mutation: Mutation | None = None) -> MarkerTable:
    """Markers of a `.fam`, a CSV or a JSON. `mutation`: in place of the models the file states."""
    return frequencies(text(path), path.name, mutation=mutation)


def one_side(path: Path, table: MarkerTable, side: Side) -> Told:
    """Remains or families of a file: Familias' text table, or those of this side in a plain table."""
    whole = text(path)
    head = whole.partition("\n")[0].lower()
    if "fid" not in head:
        return (remains if side is Side.REMAINS else relatives)(whole, path.name, table)
    return Told(tuple(f for f in families(whole, path.name, table) if f.side is side), ())


def text(path: Path) -> str:
    """The text of a file in UTF-8; KinFault when it cannot be read."""
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise KinFault(f"{path} cannot be read ({fault.strerror})", cure="Give the path of a file.") from None
    except UnicodeDecodeError:
        raise KinFault(f"{path} is not UTF-8", cure="Save it as UTF-8.") from None
