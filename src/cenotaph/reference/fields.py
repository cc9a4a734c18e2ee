"""Is this one table of a TOML file fit to be a row? Reads its fields one by one and says what is wrong with the first bad one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cenotaph.reference.fault import ReferenceFault


@dataclass(frozen=True, slots=True)
class Fields:
    """One TOML table, with where it stands: `file` and a row such as "[[side]] 3"."""

    file: str
    row: str
    values: Mapping[str, object]

    def fault(self, what: str, cure: str) -> ReferenceFault:
        return ReferenceFault(self.file, self.row, what, cure)

    def only(self, *known: str) -> None:
        """Refuse fields nobody reads: a misspelt `alias` would otherwise be lost without a word."""
        for name in self.values:
            if name not in known:
                raise self.fault(f"unknown field {name!r}.", f"Use only: {', '.join(known)}.")

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{name!r} is {_shown(value)}.", f'Give it as text, for example {name} = "...".')
        return value

    def optional(self, name: str) -> str | None:
        return self.text(name) if name in self.values else None

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.fault(f"{name!r} is {_shown(value)}.", f'Give it as a list of texts, for example {name} = ["..."].')
        return tuple(dict.fromkeys(value))

    def number(self, name: str, least: float, most: float) -> float | None:
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.fault(f"{name!r} is {_shown(value)}.", f"Give a number from {least:g} to {most:g}, or leave it out.")
        return float(value)

    def whole(self, name: str) -> int:
        value = self.values.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.fault(f"{name!r} is {_shown(value)}.", "Give a whole number from 0 up, or leave it out.")
        return value

    def day(self, name: str) -> date:
        value = self.values.get(name)
        if type(value) is not date:
            raise self.fault(f"{name!r} is {_shown(value)}.", f"Give a day without quotes, for example {name} = 2020-09-27.")
        return value


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)
