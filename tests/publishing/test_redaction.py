"""Redaction only ever takes away, doing it twice changes nothing more, and nothing withheld is in anything written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_pages
from cenotaph.model.accounts import Account, Question
from cenotaph.model.claims import Claimant
from cenotaph.model.terms import Basis, Fate, Measure, Role, Sensitivity, Unit
from cenotaph.publishing import (
    ACCOUNT_COLUMNS,
    FIGURE_COLUMNS,
    Printed,
    account_row,
    as_csv,
    as_json_lines,
    figure_row,
    redacted,
    redacted_all,
    redacted_silence,
)
from cenotaph.publishing.privacy import PRIVATE, is_private
from cenotaph.publishing.redaction import Private
from made_figures import figures, made, silent

PUBLIC, RESTRICTED, SECRET = Sensitivity
OFFICE = Claimant("Artsrun Hovhannisyan", "Ministry of Defence", "Armenia", "Facebook", "A paper")
PRIVATE_SPEAKERS = [
    "Anna Petrosyan",
    "A. Petrosyan",
    "Ömer Şahin",
    "Şahin Ömer",
    "Анна Петросян",
    "Maria de la Cruz",
    "Ahmad al-Hassan",
    "Jean-Luc Ayvazyan",
    "Anna P.",
    "a witness",
    "witnesses",
    "two residents of Shusha",
    "his mother",
    "the families of the missing",
    "local farmers",
    "Anahit",
    "Mammadova",
    "Vahe",
    "blogger @semyon",
    "Captured soldier Ruslan Aliyev",
    "an Armenian fighter",
    "captured army officer",
    "a source",
    "a shopkeeper of the army's quarter",
]
OTHERS = [
    "the army", "a spokesman", "police in Shusha", "officials", "military sources", "local authorities", "hospital officials",
    "Armenian defence ministry", "Soldiers' Mothers Committee",
]  # fmt: skip
KNOWN = [
    Claimant("Azerbaijan", "Government of Azerbaijan", "Government of Azerbaijan"),
    Claimant("Nikol Pashinyan", "Prime Minister of Armenia", "Government of Armenia"),
    Claimant("Namig Efendiyev", "state commission for prisoners of war", "Namig Efendiyev"),
    Claimant("ICRC", "International Committee of the Red Cross", "International Committee of the Red Cross"),
    Claimant("Hamas", "Hamas", "Hamas"),
    Claimant("Tert", None, "Tert", None, "Tert"),
]
INTRODUCED = [
    Claimant("Ruslan Aliyev", "Captured soldier", "Ruslan Aliyev"),
    Claimant("Armen Sargsyan", "resident of the town", "Armen Sargsyan"),
    Claimant("Vahe Petrosyan", "cook", "Vahe Petrosyan"),
    Claimant("Captured soldier Ruslan Aliyev", "Armed Forces of Armenia", "Government of Armenia"),
]


def printed(
    claimant: Claimant = OFFICE, sensitivity: Sensitivity = PUBLIC, sentence: str | None = "Ten died.", name: str = "a"
) -> Printed:
    figure = replace(made(name, 10, place="Shusha"), claimant=claimant)
    return Printed(figure, "e", sentence, "https://example.org/1", "War", "0" * 64, sensitivity)


claimants = st.builds(
    Claimant,
    speaker=st.none() | st.sampled_from([*PRIVATE_SPEAKERS, *OTHERS, PRIVATE]),
    institution=st.sampled_from([None, "Ministry of Defence"]),
    origin=st.sampled_from([None, "Armenia"]),
    venue=st.sampled_from([None, "Facebook"]),
    publisher=st.sampled_from([None, "A paper"]),
    basis=st.sampled_from(Basis),
)
anything = st.builds(
    lambda f, c, s, sentence, address: Printed(replace(f, claimant=c), "e", sentence, address, "War", "0" * 64, s),
    figures(),
    claimants,
    st.sampled_from(Sensitivity),
    st.none() | st.sampled_from(["Ten died.", "Anna Petrosyan says ten died."]),
    st.none() | st.just("https://example.org/1"),
)


@given(anything)
def test_redaction_is_idempotent_and_never_widens(whole):
    once = redacted(whole)
    assert redacted(once) == once
    for part in ("sentence", "address", "title"):
        assert getattr(once, part) in {getattr(whole, part), None}
    assert (once.withheld is None) == (once == whole)
    was, now = whole.figure, once.figure
    taken = {part: getattr(was, part) for part in ("claimant", "place", "traces", "actor", "recipient")}
    group, count = (replace(now.group, words=was.group.words, side=was.group.side), replace(now.count, words=was.count.words))
    assert replace(now, **taken, group=group, count=count) == was
    for before, after in ((was.place, now.place), (was.actor, now.actor), (was.recipient, now.recipient)):
        assert after in {before, None}
    assert now.group.words in {was.group.words, ""}
    assert now.count.text in {was.count.text, "some"}
    if whole.sensitivity is not PUBLIC:
        assert (once.sentence, once.address, once.title, once.figure.place) == (None, None, None, None)
        claimant = once.figure.claimant
        assert (claimant.speaker, claimant.venue, claimant.publisher) == (None, None, None)
        assert claimant.line != whole.figure.claimant.publisher


@given(st.lists(anything, max_size=4))
def test_redacting_all_takes_away_at_least_what_redacting_each_does(whole):
    once = redacted_all(whole)
    assert redacted_all(once) == once
    for together, alone in zip(once, map(redacted, whole), strict=True):
        now, was = together.figure, alone.figure
        taken = {part: getattr(was, part) for part in ("claimant", "group", "count", "actor", "recipient", "place")}
        assert replace(now, **taken) == was
        said, told = now.claimant, was.claimant
        assert said.speaker in {told.speaker, PRIVATE}
        assert said.origin in {told.origin, PRIVATE}
        for part in ("institution", "venue", "publisher"):
            assert getattr(said, part) in {getattr(told, part), None}
        assert together.sentence in {alone.sentence, None}


@pytest.mark.parametrize("speaker", PRIVATE_SPEAKERS)
def test_private_speakers(speaker):
    claimant = Claimant(speaker, None, speaker, "Facebook", "A paper")
    assert is_private(claimant)
    once = redacted(printed(claimant, sentence=f"{speaker} says ten died."))
    assert once.sentence is None
    assert once.withheld == "the speaker is a private person"
    assert (once.figure.claimant.speaker, once.figure.claimant.line) == (PRIVATE, PRIVATE)
    assert speaker not in repr(once)


@pytest.mark.parametrize("speaker", OTHERS)
def test_speakers_that_are_no_private_persons(speaker):
    assert not is_private(Claimant(speaker, None, speaker))
    assert redacted(printed(Claimant(speaker, None, speaker))).sentence == "Ten died."


@pytest.mark.parametrize("claimant", KNOWN)
def test_speakers_known_to_speak_for_a_body_are_printed(claimant):
    assert redacted(printed(claimant)) == printed(claimant)


@pytest.mark.parametrize("claimant", INTRODUCED)
def test_speakers_introduced_as_private_persons_are_not(claimant):
    once = redacted(printed(claimant))
    assert (once.sentence, once.figure.claimant.line) == (None, PRIVATE)
    assert "Captured" not in repr(once)


def test_people_who_speak_in_an_office_are_printed():
    assert redacted(printed()) == printed()
    assert not is_private(Claimant())


def test_a_witness_without_an_institution_is_private():
    assert is_private(Claimant("the army", None, None, basis=Basis.WITNESS))
    assert not is_private(Claimant("the army", "Army", None, basis=Basis.WITNESS))


@pytest.mark.parametrize("sensitivity", [RESTRICTED, SECRET])
def test_a_report_that_is_not_public(sensitivity):
    once = redacted(printed(Claimant("police officer Vano", None, "police officer Vano", "Telegram", "A paper"), sensitivity))
    assert once.withheld == f"the report is {sensitivity.value}"
    assert "Vano" not in repr(once)
    assert "Telegram" not in repr(once)
    assert "Shusha" not in repr(once)
    assert once.figure.claimant.line != "A paper"  # the paper does not become the one who says so
    assert redacted(printed(OFFICE, sensitivity)).figure.claimant.line == "Armenia"


def test_a_sentence_that_names_the_private_speaker_of_another_figure_is_withheld_too():
    anna = Claimant("Anna Petrosyan", None, "Anna Petrosyan", None, "A paper")
    told = printed(anna, sentence="Anna Petrosyan says ten died.")
    same_sentence = printed(sentence="Anna Petrosyan says ten died.", name="b")
    same_report = replace(same_sentence, figure=replace(same_sentence.figure, report="a"), sentence="Petrosyan lost two.")
    elsewhere = printed(sentence="Twelve died.", name="c")
    found = redacted_all([same_report, told, elsewhere])
    assert [p.sentence for p in found] == [None, None, "Twelve died."]
    assert found[0].withheld == "the sentence names a private person"
    shared = replace(elsewhere, figure=replace(elsewhere.figure, sentence=told.figure.sentence))
    assert redacted_all([told, shared])[1].sentence is None


def test_a_speaker_that_a_person_took_away_is_still_private():
    """The figure was corrected to have no speaker; her name stands in the sentence all the same."""
    anna = Claimant("Anna Petrosyan", None, "Anna Petrosyan", None, "A paper")
    read = printed(anna, sentence="Anna Petrosyan says ten died.")
    now = replace(read, figure=replace(read.figure, claimant=Claimant(publisher="A paper")))
    [shown] = redacted_all([now], [read.figure])
    assert (shown.sentence, shown.withheld is not None) == (None, True)
    assert redacted_all([now])[0].sentence == "Anna Petrosyan says ten died.", "without what was read it cannot be known"


def test_silences():
    record = silent()
    assert redacted_silence(record, "It gave no number.", PUBLIC) == (record, "It gave no number.")
    assert redacted_silence(record, "It gave no number.", SECRET)[1] is None
    private = replace(record, claimant=Claimant("Anna Petrosyan", None, "Anna Petrosyan"))
    kept, sentence = redacted_silence(private, "Anna Petrosyan gave no number.", PUBLIC)
    assert sentence is None
    assert "Anna" not in repr(kept)
    assert redacted_silence(kept, "", PUBLIC)[0] == kept


def written(shown: list[Printed]) -> str:
    """Everything that is written of these figures: both tables in both forms, and a page of each kind."""
    question = Question(Fate.KILLED, Unit.PERSON, None, Role.UNKNOWN, None, Measure.INCIDENT, "e")
    witness = replace(silent(), claimant=Claimant("Witness Zzsilent", None, "Witness Zzsilent"))
    account = Account(question, "widest", None, None, None, None, (), (witness,))
    rows = [figure_row(p) for p in shown]
    accounts = [account_row(account, "Title", "Sentence.")]
    record, said = redacted_silence(witness, "Witness Zzsilent was silent.", PUBLIC)
    assert record.claimant.line == PRIVATE
    parts = [
        as_csv(FIGURE_COLUMNS, rows),
        as_json_lines(rows),
        as_csv(ACCOUNT_COLUMNS, accounts),
        as_json_lines(accounts),
        *(text for _, text in made_pages.pages(shown, silence=said)),
    ]
    return "\n".join(parts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Sensitivity), st.booleans()), min_size=1, max_size=3))
def test_no_string_withheld_is_in_anything_written(kinds):
    whole = []
    for n, (sensitivity, private) in enumerate(kinds):
        speaker = f"Zzanna{n} Zzpetrosyan{n}" if private else f"zzguard{n} police"
        claimant = Claimant(speaker, None, speaker, f"zzvenue{n}", "A paper")
        figure = replace(made(f"f{n}", 10 + n, place=f"zzplace{n}"), claimant=claimant)
        sentence = f"zzsentence{n} {speaker}."
        whole.append(Printed(figure, "e", sentence, f"https://zzaddress{n}.org/", f"zztitle{n}", "0" * 64, sensitivity))
    text = written(redacted_all(whole)).casefold()
    assert "zzsilent" not in text
    for n, (sensitivity, private) in enumerate(kinds):
        if sensitivity is not PUBLIC:
            secret = {f"zzsentence{n}", f"zzaddress{n}", f"zztitle{n}", f"zzvenue{n}", f"zzplace{n}", f"zzguard{n}"}
            assert not {word for word in secret if word in text}
        if private:
            assert not {word for word in (f"zzsentence{n}", f"zzanna{n}", f"zzpetrosyan{n}") if word in text}
        if sensitivity is PUBLIC and not private:
            assert all(word in text for word in (f"zzsentence{n}", f"zzaddress{n}", f"zzguard{n}"))


GAYANE, OMER, LI = "Gayane Mkrtchyan, a resident", "Ömer Çağlar, a witness", "Bo Li, a shopkeeper"


@pytest.mark.parametrize(
    ("speaker", "words", "prose"),
    [
        (GAYANE, "c1-gayanemkrtchyan", False),
        (GAYANE, "GayaneMkrtchyanTV", False),
        (GAYANE, "https://t.me/mkrtchyangayane/12", False),
        (GAYANE, "https://a.example/g.mkrtchyan", False),
        (GAYANE, "@gayanemkrtchyan: what I saw", True),
        (GAYANE, "The ICRC said 12 died, GayaneMkrtchyan wrote.", True),
        (GAYANE, "in Mkrtchyan's street", True),
        (OMER, "b1-omer-caglar", False),
        (OMER, "https://open.example/%C3%96mer-%C3%87a%C4%9Flar", False),
        (OMER, "Omer Caglar tells", True),
        (
            "Анна Петрова, жительница",
            "https://a.example/%D0%B0%D0%BD%D0%BD%D0%B0-%D0%BF%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0",
            False,
        ),
        ("Jean-Pierre O'Neill, a captive", "/jean_pierre_oneill", False),
        (LI, "/bo-li", False),
        (LI, "as bo li wrote", True),
        ("Ali Omar, a resident", "as ali omar wrote", True),
        ("Ali Omar, a resident", "t.me/aliomar", False),
        ("Kim Sona, a captive", "c3-Kims", False),
        ("Kim Sona, a captive", "The Sonas of Hadrut", True),
        ("Kim Sona, a captive", "near the Kims house", True),
        ("Jean-Pierre O'Neill, a captive", "ONeill tells", True),
    ],
)
def test_a_private_name_is_found_as_people_write_it(speaker, words, prose):
    told = Private.of([printed(Claimant(speaker, None, speaker, None, "A paper")).figure])
    [report] = told.named
    assert told.in_words(report, words, prose=prose)


@pytest.mark.parametrize(
    "words",
    [
        "Government of Somalia",
        "Malian soldiers",
        "casualties",
        "the ICRC said that",
        "captured",
        "symbolic",
        "realigned",
        "Australia",
    ],
)
def test_a_short_private_name_is_not_found_in_other_words(words):
    for speaker in ("Ali Hassan, a resident", "Said Ann, a witness", "Red Zyx, a captive", LI):
        told = Private.of([printed(Claimant(speaker, None, speaker, None, "A paper")).figure])
        [report] = told.named
        assert not told.in_words(report, words), speaker


def test_bodies_that_bear_a_private_name_are_not_named():
    """A captive's name in what another figure of the report, or a person, takes for an institution."""
    captive = printed(Claimant("Igor Zhukov, a captive", None, "Igor Zhukov, a captive", None, "A paper"))
    body = Claimant("Press office of Zhukov", "Igor Zhukov Foundation", "Igor Zhukov Foundation", None, "Zhukov's blog")
    other = printed(body, sentence="Ten died.", name="b")
    other = replace(other, figure=replace(other.figure, report=captive.figure.report))
    [_, told] = redacted_all([captive, other])
    assert "zhukov" not in repr(told.figure.claimant).casefold()
    assert told.figure.claimant.line == PRIVATE
    record = replace(silent(), report=captive.figure.report, claimant=body)
    kept, _ = redacted_silence(record, "It gave no number.", PUBLIC, Private.of([captive.figure]))
    assert "zhukov" not in repr(kept.claimant).casefold()
