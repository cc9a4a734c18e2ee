"""What a machine or a team sets once, from the environment. Only the flow reads these; rooms get plain arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from .model.errors import WrongUse

LONGEST = 15  # digits of a setting: more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is an environment variable: `CENOTAPH_` and its name in capitals (docs/settings.md).

    `workers`: processes that read reports (0: as many as there are cores, when there is enough to read). `pipeline`: a spaCy
    pipeline by package name, empty for the best one installed. `largest_report`: characters above which a report is refused.
    `batch`: reports between two commits of a build. `lock_seconds`: how long to wait for another build to finish.
    """

    workers: int = 0
    pipeline: str = ""
    largest_report: int = 2_000_000
    batch: int = 64
    lock_seconds: int = 0

    def __post_init__(self) -> None:
        for name in ("batch", "largest_report"):
            if getattr(self, name) < 1:
                raise WrongUse(f"CENOTAPH_{name.upper()} is 0, expected 1 or more", cure="Set it to a number or unset it.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of this environment; WrongUse names a variable that is not of its kind."""
        given = os.environ if environment is None else environment
        chosen: dict[str, int | str] = {}
        for field in fields(cls):
            variable = f"CENOTAPH_{field.name.upper()}"
            if variable not in given:
                continue
            text = given[variable]
            if isinstance(field.default, int):
                if not text.isdecimal() or len(text) > LONGEST:
                    raise WrongUse(f"{variable} is {text!r}, expected a whole number", cure="Set it to a number or unset it.")
                chosen[field.name] = int(text)
            else:
                chosen[field.name] = text
        return cls(**chosen)  # type: ignore[arg-type]
