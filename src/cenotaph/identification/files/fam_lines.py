"""The lines of a `.fam` of Familias, one after the other, and how its words are written."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.errors import KinFault
from .rows import number

TRUE, FALSE = "#TRUE#", "#FALSE#"
#: Words of a `.fam` are lines; what would break one is left out of them.
BREAKS = str.maketrans({"\n": " ", "\r": " ", '"': "'"})


class Lines:
    """The lines of a file. `at`: how many were read."""

    def __init__(self, lines: Sequence[str], where: str, at: int = 0) -> None:
        self.lines, self.where, self.at = lines, where, at

    @property
    def place(self) -> str:
        return f"{self.where}, line {self.at}"

    def peek(self) -> str:
        """The next line, or nothing at the end."""
        return self.lines[self.at].strip().strip('"') if self.at < len(self.lines) else ""

    def word(self) -> str:
        """The next line without its quotes. KinFault at the end."""
        if self.at >= len(self.lines):
            raise KinFault(f"{self.where} ends in the middle of what line {self.at} began", cure="Export the file again.")
        self.at += 1
        return self.lines[self.at - 1].strip().strip('"')

    def number(self) -> float:
        text = self.word()
        return number(text.partition("\t")[0], self.place)

    def whole(self, what: str, most: int | None = None, least: int = 0) -> int:
        """A whole number, at least `least` and at most `most`."""
        text = self.word().partition("\t")[0]
        digits = text.removeprefix("-")
        found = int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
        if found is None or found < least or (most is not None and found > most):
            raise KinFault(f"{self.place}: {text!r} is no {what}", cure="Export the file again.")
        return found

    def flag(self) -> bool:
        word = self.word()
        if not word.startswith((TRUE, FALSE)):
            raise KinFault(f"{self.place}: {word!r} is neither {TRUE} nor {FALSE}", cure="Export the file again.")
        return word.startswith(TRUE)


def quoted(word: str) -> str:
    return f'"{word.translate(BREAKS)}"'


def flagged(value: bool) -> str:
    return TRUE if value else FALSE
