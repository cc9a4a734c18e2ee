"""Small reports in our own words for the tests of the flow and the command line: one day each, some with accents and emoji."""

from __future__ import annotations

import json
from pathlib import Path

#: name → day and words. Every report has a figure; the tokens in capitals appear in no other report.
TOLD = {
    "a": ("2020-10-05", "The Defence Ministry of Armenia said on Monday that 21 soldiers were killed near Hadrut. Word ALFA."),
    "b": (
        "2020-10-19",
        "The Defence Ministry of Armenia said that 729 of its soldiers were killed in the war in Karabakh. Word BRAVO.",
    ),
    "c": ("2020-11-14", "The Health Ministry of Armenia said the bodies of 2,317 soldiers were examined. Word CHARLIE."),
    "d": (
        "2020-12-03",
        "The Defence Ministry of Azerbaijan said that 2,783 of its soldiers were killed in the war in Karabakh. Word DELTA.",
    ),
    "e": ("2021-03-30", "Rescuers found the remains of six soldiers near Jabrayil on Tuesday, the ombudsman said. Word ECHO."),
    "f": (
        "2021-08-16",
        "The Defence Ministry of Armenia said that 3,773 of its soldiers were killed in the war in Karabakh. Word FOXTROT.",
    ),
}
GERMAN = (
    "Das Verteidigungsministerium teilte am Montag mit, dass bei den Kämpfen in der Region zwölf Soldaten getötet und dreißig "
    "weitere verletzt worden seien. Die Behörden nannten zunächst keine weiteren Einzelheiten zu den Opfern."
)
SILENT = "The army of Azerbaijan has not provided any information on losses in its own ranks in the war in Karabakh."


def folder(to: Path, names: str = "abcdef") -> Path:
    """A folder of text files that begin ` date YYYY-MM-DD `."""
    to.mkdir(parents=True, exist_ok=True)
    for name in names:
        day, words = TOLD[name]
        (to / f"{name}.txt").write_text(f" date {day} {words}\n", encoding="utf-8")
    return to


def lines(to: Path, records: list[dict[str, object]]) -> Path:
    """A JSON Lines file."""
    to.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return to


def records(names: str = "abcdef") -> list[dict[str, object]]:
    return [{"id": n, "date": TOLD[n][0], "outlet": f"Paper {n}", "text": TOLD[n][1]} for n in names]


def many(count: int) -> list[dict[str, object]]:
    """Reports of a dozen sentences, each other than the next, for builds that are stopped in the middle."""
    towns = ("Hadrut", "Shusha", "Martuni", "Jabrayil", "Fuzuli")
    return [
        {
            "id": f"r{n:03}",
            "date": f"2020-10-{n % 28 + 1:02}",
            "text": " ".join(
                f"Officials of Armenia said that {n * 7 + k + 2} soldiers were killed in fighting near {towns[k % 5]}."
                for k in range(6)
            ),
        }
        for n in range(count)
    ]


def every_kind_of_bad(to: Path) -> Path:
    """Three good reports and one of each bad input; `BAD` says what each refusal must say."""
    folder(to, "abc")
    (to / "empty.txt").write_bytes(b"")
    (to / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (to / "encoding.txt").write_bytes(f" date 2020-10-05 Zwölf Männer, ärztlich geprüft: {GERMAN}".encode() + b" \xc3\x28 \xff")
    (to / "no_date.txt").write_text("Three soldiers were killed near Hadrut.", encoding="utf-8")
    (to / "german.txt").write_text(f" date 2020-10-05 {GERMAN}", encoding="utf-8")
    with (to / "line.jsonl").open("w", encoding="utf-8") as opened:
        opened.write('{"id": "long", "date": "2020-10-05", "text": "' + "dead " * 10_000_000 + '"}\n')
        opened.write(json.dumps(records("d")[0]) + "\n")
    lines(to / "twice.jsonl", [*records("e"), {**records("e")[0], "text": "Nine soldiers were killed near Hadrut."}])
    return to


#: file → a word of the reason, a word of the cure
BAD = {
    "empty.txt": ("the file is empty", "Remove it"),
    "binary.txt": ("binary", "Export its text"),
    "encoding.txt": ("", "Save it as UTF-8"),
    "no_date.txt": ("no publication day", "Give it a `date`"),
    "german.txt": ("language", "translation"),
    "line.jsonl:1": ("larger", "Split it"),
    "twice.jsonl:2": ("another report already has the id 'e'", "another id"),
}
