"""Every field of a figure with the words, the rule and the confidence behind it."""

from __future__ import annotations

from pathlib import Path

from calling import call
from cenotaph.flow.explain import FIELDS, explained
from cenotaph.settings import Settings

TEXT = " date 2021-03-02 On Monday rebels killed five Ukrainian soldiers near Izyum, the army said."


def test_every_field_of_the_contract_has_a_reason(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    (item,) = explained([report], Settings(), refuse=print)
    assert tuple(r.field for r in item.reasons) == FIELDS
    told = {r.field: r for r in item.reasons}
    assert (told["count"].words, told["count"].value) == ("five", "5")
    assert (told["fate"].words, told["fate"].rule) == ("killed", "object of the verb")
    assert told["side"].words == "Ukrainian"
    assert told["source"].value == "army"
    assert (told["date"].words, told["date"].value) == ("Monday", "2021-03-01")
    assert told["recipient"].rule is None
    assert told["recipient"].value == "not told"
    for reason in item.reasons:
        if reason.start is not None:
            assert TEXT[reason.start : reason.end].strip() == reason.words.strip()
            assert 0 < reason.confidence <= 1
    assert item.sentence.startswith("On Monday")


def test_what_is_inferred_shows_no_words(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(" date 2021-03-02 Iran received 40 bodies of soldiers on Monday, Iraq 12.", encoding="utf-8")
    told = {(i.figure.count.low, r.field): r for i in explained([report], Settings(), refuse=print) for r in i.reasons}
    assert (told[40, "actor"].value, told[40, "actor"].words, told[40, "actor"].start) == ("Iraq", "", None)
    assert told[40, "actor"].rule is not None
    assert (told[12, "recipient"].value, told[12, "recipient"].words) == ("Iraq", "Iraq")


def test_modality_names_the_speaker_s_commitment_and_the_publisher_s_distance(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(" date 2021-03-02 The rebels claimed that 12 soldiers were killed near Izyum.", encoding="utf-8")
    (item,) = explained([report], Settings(), refuse=print)
    (told,) = (r for r in item.reasons if r.field == "modality")
    assert (told.value, told.rule) == ("alleged", "speaker says, publisher claimed")


def test_who_did_it_elsewhere_is_shown_with_its_words(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(" date 2021-03-02 Rebels ambushed a patrol near Izyum. Three soldiers were killed.", encoding="utf-8")
    (item,) = explained([report], Settings(), refuse=print)
    (actor,) = (r for r in item.reasons if r.field == "actor")
    assert (actor.value, actor.words) == ("Rebels", "Rebels")


def test_the_command_shows_words_rules_and_confidences(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    done = call("read", "--explain", report)
    assert done.code == 0
    for words in ("5 killed", "“killed”", "object of the verb", "“Ukrainian”", "nothing tells it"):
        assert words in done.out


def test_refused_reports_are_told_while_the_others_are_explained(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"\xff\xfe\xff no text")
    done = call("read", "--explain", good, bad)
    assert done.code == 3
    assert "5 killed" in done.out
    assert "refused" in done.err
