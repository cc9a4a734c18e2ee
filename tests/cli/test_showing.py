"""What commands print: the contract's fields exactly, offsets in code points, the way down to the file's hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import made_reports
from calling import call

CONTRACT = [
    "doc", "start", "end", "fate", "low", "high", "approx", "role", "side", "actor", "recipient", "source", "modality", "place",
    "date_from", "date_to", "cumulative", "event",
]  # fmt: skip
#: Outside the basic plane, combining, and joined by invisible characters: each counts as so many code points as it has.
ODD = "🕊️ 𝔚𝔞𝔯 news e\u0301 \u05d0\u05b7 👨‍👩‍👧: "


def test_figures_have_the_contracts_fields_and_no_other(case):
    for figure in call("figures", case, "--json").json:
        assert list(figure) == ["id", "sentence", *CONTRACT]
        assert isinstance(figure["low"], int)
        assert all(isinstance(figure[key], str | None) for key in ("side", "actor", "recipient", "source", "place"))


def test_read_prints_one_object_a_figure(reports):
    linked, alone = call("read", reports), call("read", "--no-link", reports)
    assert all(list(figure) == CONTRACT for figure in linked.objects)
    assert all(list(figure) == CONTRACT[:-1] for figure in alone.objects)
    assert alone.objects == [{k: v for k, v in figure.items() if k != "event"} for figure in linked.objects]
    assert linked.err == alone.err == ""


def test_read_and_a_case_say_the_same(case, reports):
    listed = call("figures", case, "--json").json
    read = {(f["doc"], f["start"], f["fate"]): f for f in call("read", reports).objects}
    assert len(listed) == len(read)
    for figure in listed:
        same = read[figure["doc"], figure["start"], figure["fate"]]
        assert {k: figure[k] for k in CONTRACT[:-1]} == {k: same[k] for k in CONTRACT[:-1]}


def test_offsets_are_code_points_of_the_text(tmp_path):
    day, words = made_reports.TOLD["a"]
    text = f"{ODD}The café\u0301 was hit. {words} {ODD}Later 12 civilians were wounded in Stepanakert."
    odd = made_reports.lines(tmp_path / "odd.jsonl", [{"id": "odd", "date": day, "text": text}])
    escaped = tmp_path / "escaped.jsonl"
    escaped.write_text(json.dumps({"id": "odd", "date": day, "text": text}), encoding="utf-8")
    found = call("read", odd).objects
    assert [text[f["start"] : f["end"]] for f in found] == ["21", "12"]
    assert call("read", escaped).objects == found
    where = tmp_path / "odd.cenotaph"
    assert call("build", odd, "--case", where).code == 0
    for figure in call("figures", where, "--json").json:
        assert text[figure["start"] : figure["end"]] in figure["sentence"]
        passage = call("trail", where, figure["id"], "--json").json["passage"]
        assert passage["words"] == text[passage["start"] : passage["end"]]
        assert passage["sha256"] == hashlib.sha256(passage["words"].encode()).hexdigest()


def test_a_trail_leads_to_the_hash_of_the_file_and_the_run(case):
    listed = call("figures", case, "--json").json
    for figure in listed:
        told = call("trail", case, figure["id"], "--json").json
        payload = Path(told["report"]["found_at"]).read_bytes()
        assert told["file"]["sha256"] == hashlib.sha256(payload).hexdigest()
        assert told["file"]["text_sha256"] == hashlib.sha256(payload.decode().encode()).hexdigest()
        assert payload.decode()[told["passage"]["start"] : told["passage"]["end"]] == told["passage"]["words"]
        assert told["run"]["number"] == told["run"]["taken_in_by_run"] == 1
        assert told["run"]["software"].startswith("cenotaph ")
        seen = call("trail", case, figure["id"]).out
        assert told["file"]["sha256"] in seen
        assert figure["sentence"] in seen
    first = listed[0]["id"]
    assert call("trail", case, first[:14]).out == call("trail", case, first).out
    assert call("trail", case, first.removeprefix("fig_")[:10]).out == call("trail", case, first).out
    several = call("trail", case, "fig_").err
    assert all(figure["id"] in several for figure in listed)


def test_runs_show_every_refusal(tmp_path):
    where = tmp_path / "war.cenotaph"
    built = call("build", made_reports.every_kind_of_bad(tmp_path / "in"), "--case", where)
    assert built.code == 3
    assert built.out.startswith("12 reports: 5 read, 0 already there, 7 refused.")
    for name, (reason, cure) in made_reports.BAD.items():
        line = next(line for line in built.err.splitlines() if f"/{name}:" in line)
        assert reason in line
        assert cure in line
    run = call("runs", where, "--json").json[0]
    assert (run["outcome"], len(run["refusals"])) == ("done with refusals", 7)
    assert all(r["place"] and r["reason"] and r["cure"] for r in run["refusals"])
    seen = call("runs", where).out
    assert all(f"refused: {r['place']}: {r['reason']}" in seen for r in run["refusals"])


def test_search_finds_reports_by_their_words(case):
    hit = call("search", case, "hadrut", "--json").json[0]
    assert (hit["report"], hit["published"]) == ("a", "2020-10-05")
    text = (Path(case).parent / "in" / "a.txt").read_text(encoding="utf-8")
    assert text[hit["start"] :].startswith("Hadrut")
    assert {h["report"] for h in call("search", case, '"of its soldiers were killed"', "--json").json} == {"b", "d", "f"}
    assert call("search", case, '"killed were"', "--json").json == []


def test_what_is_withheld_is_listed_and_never_a_zero(case):
    told = call("account", case, "--side", "Azerbaijan", "--json").json
    assert told
    assert all(answer["withheld"] == [] for answer in told), "a silence that ended is not told beside the number"
    silences = call("lines", case, "--json").json["withheld"]
    assert [(w["doc"], w["sentence"]) for w in silences] == [("silent", made_reports.SILENT)]
    assert "low" not in silences[0], "a number that is withheld is never 0"
    assert call("lines", case, "--fate", "buried", "--json").json["withheld"] == []


def test_publish_writes_its_files(case, tmp_path):
    done = call("publish", case, "--to", tmp_path / "page", "--title", "A war <1>")
    kinds = [f"{table}.{kind}" for table in ("figures", "accounts") for kind in ("csv", "jsonl", "parquet")]
    lists = [f"{name}.html" for name in ("index", "accounts", "events", "contradictions", "reports")]
    names = [*lists, *kinds, "events.geojson", "events_hxl.csv", "events_ged.csv"]
    assert done.out.split() == [str(tmp_path / "page" / name) for name in (*names, "accounts", "reports", "figures")]
    assert all((tmp_path / "page" / name).stat().st_size for name in names)
    assert "A war &lt;1&gt;" in (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert len((tmp_path / "page" / "figures.jsonl").read_text(encoding="utf-8").splitlines()) == 6


def test_questions_show_their_lines(case):
    raised = call("questions", case, "--json").json
    ids = [f["id"] for f in call("figures", case, "--json").json]
    assert sum(q["figures"] for q in raised) == len(ids), "every figure answers one question"
    assert all(q["figures"] == sum(line["figures"] for line in q["lines"]) for q in raised)
    [armenia] = [q for q in raised if q["title"] == "Combatants of Armenia killed, Second Karabakh War, running total"]
    [line] = armenia["lines"]
    assert (line["institution"], line["figures"]) == ("Government of Armenia", 2)
    assert [(line[end]["low"], line[end]["speaks_for"]) for end in ("first", "newest")] == [
        (729, "2020-10-19"),
        (3773, "2021-08-16"),
    ]
    shown = call("questions", case).out
    assert "  Government of Armenia: 2 figures, 729 (2020-10-19) to 3,773 (2021-08-16)" in shown
    assert all(q["title"] in shown for q in raised)
    earlier = call("questions", case, "--as-of", "2020-11-01", "--json").json
    assert not [q for q in earlier for x in q["lines"] if x["newest"]["published"] > "2020-11-01"]
    assert call("questions", case, "--fate", "examined", "--json").json == [q for q in raised if q["fate"] == "examined"]
    assert {q["side"] for q in call("questions", case, "--side", "Azerbaijan", "--json").json} == {"azerbaijan"}


def test_accounts_show_their_grade_and_what_stands_behind_each_figure(case):
    told = call("account", case, "--json").json
    shown = call("account", case).out
    assert told
    for answer in told:
        assert answer["grade"]
        assert answer["reasons"]
        assert f"  grade: {answer['grade']} ({'; '.join(answer['reasons'])})" in shown
        for figure in (*answer["used"], *answer["set_aside"]):
            assert figure["weight"] in shown
            assert figure["reason"] in shown


def test_a_ranking_and_ratings_choose_by_the_names_that_lines_have(case):
    ranked = call("account", case, "--policy", "hierarchy", "--ranking", "Government of Armenia", "--fate", "killed", "--json").json
    assert {a["best"] for a in ranked} >= {21, 3773}
    assert {a["grade"] for a in ranked if a["question"]["side"] == "azerbaijan"} == {"no figure"}
    rated = call(
        "account", case, "--policy", "ucdp", "--rated", "Ministry of Defence of Armenia=1", "--fate", "killed", "--json"
    ).json
    answered = [a for a in rated if a["not_answered"] is None and a["question"]["side"] == "armenia"]
    assert [(a["low"], a["best"], a["high"]) for a in answered] == [(21, 21, 21)]


def test_policies_tell_scope_rule_words_and_source():
    shown, told = call("policies").out, call("policies", "--json").json
    for policy in told:
        assert f"  Rule: {policy['rule']}" in shown
        assert policy["source"] in shown
    assert "  Words: dozens 24, hundreds 200" in shown
    assert "  Scope: any fate; any measure; any role" in shown
    assert {p["name"]: p["ranking"] for p in told} == {
        "acled": "used", "airwars": "none", "hierarchy": "needed", "ibc": "none", "majority": "none", "ucdp": "used",
        "widest": "none",
    }  # fmt: skip
