"""The docs tell of every command, option, argument, exit code and setting, and every command line in them is a real one."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from calling import commands
from cenotaph.cli import exits
from cenotaph.cli.commands import app
from cenotaph.settings import Settings

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
PROGRAM: Any = get_command(app)
ALL = commands(PROGRAM)
SECTIONS = {head.split("\n", 1)[0].strip(): head for head in re.split(r"^### ", COMMANDS, flags=re.MULTILINE)[1:]}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def lines() -> list[tuple[str, str, bool]]:
    """Page, line, and whether it stands alone: all that calls the program, in a block of code or in a sentence."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        fenced = "\n".join(re.findall(r"^```.*?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)).splitlines()
        indented = re.findall(r"^    (\S.*)$", text, re.MULTILINE)
        inline = re.findall(r"`((?:CENOTAPH_\w+=\S+ )?cenotaph [^`]+)`", text)
        calls = [(line.strip().removeprefix("$ "), True) for line in (*fenced, *indented)] + [(line, False) for line in inline]
        found += [(page.name, line, alone) for line, alone in calls if re.match(r"(?:CENOTAPH_\w+=\S+ )*cenotaph ", line)]
    return sorted(set(found))


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_has_a_section_with_all_it_takes(name):
    section = SECTIONS[name]
    for parameter in ALL[name].params:
        if parameter.name == "help":
            continue
        for option in (*parameter.opts, *parameter.secondary_opts):
            word = option if option.startswith("--") else (parameter.metavar or option.upper())
            assert f"`{word}`" in section, f"{name} {word}"
    assert "Exit codes: 0" in section
    assert "Example:\n\n    cenotaph " in section
    assert f"cenotaph {name}" in section.partition("Example:")[2]


def test_no_section_is_left_of_a_command_that_is_gone():
    assert set(SECTIONS) == set(ALL)


def test_options_that_are_gone_are_not_told_of():
    for name, section in SECTIONS.items():
        real = {o for p in ALL[name].params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        assert set(re.findall(r"(?<!\S)`?(--[a-z-]+)", section)) <= real, name


def test_every_exit_code_is_told():
    codes = {value for name, value in vars(exits).items() if name.isupper()}
    assert codes == {int(code) for code in re.findall(r"^\| (\d) \|", COMMANDS, re.MULTILINE)}
    for code in codes:
        assert re.search(rf"\b{code}\b", PROGRAM.help)


def test_every_setting_is_told_with_its_default():
    told = dict(re.findall(r"^\| `(CENOTAPH_\w+)` \| (\S+) \|", SETTINGS, re.MULTILINE))
    assert told == {f"CENOTAPH_{f.name.upper()}": str(f.default) or "empty" for f in fields(Settings)}


def test_no_other_setting_is_told_of():
    real = {f"CENOTAPH_{f.name.upper()}" for f in fields(Settings)}
    for page in PAGES:
        assert set(re.findall(r"CENOTAPH_[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= real, page.name


@pytest.mark.parametrize(("page", "line", "alone"), lines(), ids=[f"{page}: {line}" for page, line, _ in lines()])
def test_every_command_line_is_real(page, line, alone):
    words = shlex.split(re.sub(r" +#.*| +>.*| +\|.*", "", line).replace("…", "").replace("[CASE]", "CASE"))
    words = [word for word in words if "=" not in word or not word.startswith("CENOTAPH_")]
    name = next((" ".join(words[1:k]) for k in (3, 2) if " ".join(words[1:k]) in ALL), "")
    rest = words[1 + len(name.split()) :]
    if not (name and rest):  # a command or a group by its name, or an option of the program itself
        assert name or words[1:] in [[group] for group in PROGRAM.commands] or words[1] in {"--version", "--help"}, page
        return
    ALL[name].make_context(name, rest, resilient_parsing=not alone)  # a sentence may leave out what is needed


def test_there_are_lines_to_try():
    assert len(lines()) > 30
    assert {"README.md", "commands.md", "settings.md"} <= {page for page, *_ in lines()}
