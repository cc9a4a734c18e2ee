"""What is written for everybody, from the reports to the files: who may be named is, and nobody else."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from cenotaph.flow.ask import questions
from cenotaph.flow.build import Progress, build
from cenotaph.flow.publish import FILES, FOLDERS, publish
from cenotaph.settings import Settings
from cenotaph.store.opening import open_case
from published import words_of

PRIVATE = {
    "Aliyev": "Captured soldier Ruslan Aliyev said 14 men of his unit were killed near Hadrut.",
    "Elnur": "Captured soldier Elnur Mammadli said that 62 Azerbaijani soldiers were taken prisoner.",
    "Tigran": "Tigran Petrosyan told reporters that 13 of his comrades were captured near Hadrut.",
    "Anahit": "Twelve civilians were killed in Martuni, according to Anahit.",
    "Mammadova": "Mammadova said five people were killed in her street.",
    "Vahe": "A fighter who gave his name as Vahe said nine soldiers were killed near Shusha.",
    "semyon": "30 soldiers were killed near Lachin, according to blogger @semyon.",
    "Sargsyan": "Armen Sargsyan, a resident of the town, said four people were killed in Stepanakert.",
    "Gayane": "Gayane, a resident, gave no number of the dead.",
}
PRINTED = {
    "defence ministry": "The Armenian defence ministry said 21 soldiers were killed.",
    "Pashinyan": "Nikol Pashinyan said 2,300 Armenian soldiers were killed.",
    "Efendiyev": "Namig Efendiyev of the state commission for prisoners of war said 12 soldiers were captured.",
    "Military sources": "Military sources said 40 soldiers were killed near Jabrayil.",
    "army": "The army said 41 soldiers were killed near Jabrayil.",
    "ICRC": "The ICRC said 42 soldiers were killed near Jabrayil.",
}
SECRET = (
    "Zabulist sources in the military said 43 soldiers were killed near Jabrayil. "
    "The Zabulist ministry gave no number of the dead near Jabrayil."
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every file that is published of these sentences, each of them a report."""
    folder = tmp_path_factory.mktemp("published")
    told = [{"text": text} for text in (*PRIVATE.values(), *PRINTED.values())]
    told.append({"text": SECRET, "sensitivity": "secret", "address": "https://zzaddress.org/1", "title": "Zztitle"})
    records = [{"id": f"r{n}", "date": "2020-11-14", "outlet": "A paper", **record} for n, record in enumerate(told)]
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    done = build([folder / "in.jsonl"], str(folder / "case"), Settings(), Progress())
    assert (done.read, done.refused) == (len(records), 0)
    assert done.figures >= len(records) - 1
    with open_case(str(folder / "case")) as case:
        paths = publish(case, folder / "out", title="War", made=date(2020, 11, 15))
    assert [p.name for p in paths] == [*FILES, *FOLDERS]
    files = [p for p in (folder / "out").rglob("*") if p.is_file()]
    assert len(files) > len(FILES) + 3 * len(FOLDERS)
    return {p.relative_to(folder / "out").as_posix(): f"{p.name}\n{words_of(p)}" for p in files}


@pytest.mark.parametrize("name", PRIVATE)
def test_no_private_speaker_is_in_any_file(written, name):
    for file, text in written.items():
        assert name.casefold() not in text.casefold(), file
        assert PRIVATE[name] not in text, file


@pytest.mark.parametrize("name", PRINTED)
def test_who_speaks_for_a_body_is_printed(written, name):
    for file in ("figures.csv", "figures.jsonl"):
        assert PRINTED[name] in written[file], file
    told = {file: re.sub("<[^>]*>", "", text) for file, text in written.items()}
    pages = {folder: sum(PRINTED[name] in told[file] for file in told if file.startswith(f"{folder}/")) for folder in FOLDERS}
    assert pages == {"accounts": 1, "reports": 1, "figures": 1}
    rows = [json.loads(line) for line in written["figures.jsonl"].splitlines()[1:]]
    [row] = [row for row in rows if row["sentence"] == PRINTED[name]]
    assert name in row["speaker"]
    assert row["withheld"] is None


def test_nothing_of_a_secret_report_but_its_numbers_is_published(written):
    rows = [json.loads(line) for line in written["figures.jsonl"].splitlines()[1:]]
    [row] = [row for row in rows if row["low"] == 43]
    assert row["withheld"] == "the report is secret"
    assert [row[part] for part in ("sentence", "address", "speaker", "place", "place_id", "venue")] == [None] * 6
    for file, text in written.items():
        for word in ("Zabulist", "zzaddress", "Zztitle", "43 soldiers"):
            assert word not in text, (file, word)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (
            "The Ukrainian authorities said that 45 bodies had been found in Bucha since the beginning of the war in Ukraine.",
            "Bucha",
        ),
        ("The Ukrainian authorities said that 45 civilians were killed in Izium on Tuesday.", "Izium"),
    ],
    ids=["a total", "an event"],
)
def test_a_place_that_only_reports_tell_which_are_not_public_is_in_no_account(tmp_path, told, place):
    """An account narrowed to a grave, or told with its village, would give away what redaction took from its figures."""
    for sensitivity in ("secret", "public"):
        record = {"id": "r", "date": "2022-06-14", "outlet": "A paper", "text": told, "sensitivity": sensitivity}
        (tmp_path / f"{sensitivity}.jsonl").write_text(json.dumps(record), encoding="utf-8")
        build([tmp_path / f"{sensitivity}.jsonl"], str(tmp_path / sensitivity), Settings(), Progress())
        with open_case(str(tmp_path / sensitivity)) as case:
            asked = [q for q in questions(case) if f" in {place}" in q.title]
            publish(case, tmp_path / f"out-{sensitivity}", title="War", made=date(2022, 6, 15))
        assert len(asked) == 1, "the case itself tells of the place"
    for file in (tmp_path / "out-secret").rglob("*.*"):
        assert place not in words_of(file), file.name
    assert "in a place that is withheld" in (tmp_path / "out-secret" / "accounts.csv").read_text(encoding="utf-8")
    assert f" in {place}" in (tmp_path / "out-public" / "accounts.csv").read_text(encoding="utf-8")


def test_every_account_has_a_page_of_its_own_that_the_list_leads_to(tmp_path):
    told = [
        "The Armenian defence ministry said that 2,300 Armenian soldiers have been killed and 187 Armenian soldiers are missing "
        "since the Second Karabakh War began.",
        "The ICRC said 42 Azerbaijani soldiers were captured near Jabrayil.",
    ]
    records = [{"id": f"r{n}", "date": "2020-12-14", "outlet": "A paper", "text": text} for n, text in enumerate(told)]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    build([tmp_path / "in.jsonl"], str(tmp_path / "case"), Settings(), Progress())
    with open_case(str(tmp_path / "case")) as case:
        asked = questions(case)
        publish(case, tmp_path / "out", title="War", made=date(2020, 11, 15))
    lists = "".join((tmp_path / "out" / name).read_text("utf-8") for name in ("accounts.html", "events.html"))
    listed = sorted(set(re.findall(r'href="(accounts/\w+\.html)"', lists)))
    assert len(listed) == len(asked) == 3
    pages = [(tmp_path / "out" / name).read_text("utf-8") for name in listed]
    assert sorted(sum(sentence in page for sentence in told) for page in pages) == [1, 1, 1]
    for page in pages:
        assert 'href="../index.html"' in page
        assert "<script" not in page
    killed = next(p for p in pages if "<h1><bdi>Combatants of Armenia killed" in p)
    assert "do not add" in killed, "the missing of the same army are another question"
    assert re.search(r'href="\w+\.html"><bdi>[^<]*missing', killed)
