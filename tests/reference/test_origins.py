"""Whose voice is behind a phrase?"""

from __future__ import annotations

import pytest

from cenotaph.model.reference import Institution, Reference, Side, SideKind
from cenotaph.reference import load, origin
from cenotaph.reference.offices import venue

WHO = [
    ("the Armenian Ministry of Health", "Ministry of Health of Armenia", "Government of Armenia", "armenia"),
    ("Armenia's Defence Ministry", "Ministry of Defence of Armenia", "Government of Armenia", "armenia"),
    ("Armenia’s Investigative Committee", "Investigative Committee of Armenia", "Government of Armenia", "armenia"),
    ("Russian Defense Ministry", "Ministry of Defence of Russia", "Government of Russia", "russia"),
    ("Kyiv", "Government of Ukraine", "Government of Ukraine", "ukraine"),
    ("authorities in Baku", "Government of Azerbaijan", "Government of Azerbaijan", "azerbaijan"),
    ("the government of the Republic of Armenia", "Government of Armenia", "Government of Armenia", "armenia"),
    ("Karabakh authorities", "Government of Nagorno-Karabakh", "Nagorno-Karabakh authorities", "nagorno-karabakh"),
    ("Artsakh's Health Ministry", "Ministry of Health of Nagorno-Karabakh", "Nagorno-Karabakh authorities", "nagorno-karabakh"),
    ("Stepanakert", "Government of Nagorno-Karabakh", "Nagorno-Karabakh authorities", "nagorno-karabakh"),
    ("Ukraine's General Staff", "General Staff of Ukraine", "Government of Ukraine", "ukraine"),
    ("Armenian Prime Minister Nikol Pashinyan", "Prime Minister of Armenia", "Government of Armenia", "armenia"),
    ("a spokesman for the Armenian Defence Ministry", "Ministry of Defence of Armenia", "Government of Armenia", "armenia"),
    (
        "Azerbaijani Defence Ministry spokesman Vagif Dargahli",
        "Ministry of Defence of Azerbaijan",
        "Government of Azerbaijan",
        "azerbaijan",
    ),
    ("the Russian embassy in Yerevan", "Ministry of Foreign Affairs of Russia", "Government of Russia", "russia"),
    ("U.S. officials", "Government of the United States", "Government of the United States", "united-states"),
    ("the Taliban", "Taliban", "Taliban", "taliban"),
    ("Colombia's Ombudsman", "Ombudsman of Colombia", "Ombudsman of Colombia", "colombia"),
    ("the Armenian Red Cross", "Red Cross or Red Crescent of Armenia", "Red Cross or Red Crescent of Armenia", "armenia"),
    ("the Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights", None),
    ("Human Rights Watch researcher Tanya Lokshina", "Human Rights Watch", "Human Rights Watch", None),
    ("Hamas-run Gaza health ministry", "Gaza Health Ministry", "Gaza authorities", "gaza"),
    ("Radio Venceremos", "Radio Venceremos", "FMLN", "fmln"),
]
NOBODY = [
    "the Defence Ministry",  # whose?
    "Armenian and Azerbaijani officials",  # two
    "Congolese army",  # two countries
    "a critic of the Armenian government",
    "Armenian soldiers",
    "Armenians",
    "Paris Hilton",
    "local officials",
    "who",
    "us",
    "",
    "word " * 40,
]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


@pytest.mark.parametrize(("phrase", "name", "voice", "side"), WHO)
def test_origin(reference: Reference, phrase: str, name: str, voice: str, side: str | None) -> None:
    found = origin(phrase, reference)
    assert found is not None
    assert (found.name, found.origin, found.side) == (name, voice, side)


@pytest.mark.parametrize("phrase", NOBODY)
def test_no_origin(reference: Reference, phrase: str) -> None:
    assert origin(phrase, reference) is None


def test_two_ministries_of_one_government_are_one_origin(reference: Reference) -> None:
    health, defence = origin("Armenia's Health Ministry", reference), origin("the Armenian Defence Ministry", reference)
    assert health is not None
    assert defence is not None
    assert health.name != defence.name
    assert health.origin == defence.origin


def test_only_the_given_reference_is_asked() -> None:
    small = Reference(
        sides=(Side("ruritania", "Ruritania", SideKind.STATE, adjectives=("Ruritanian",)),),
        institutions=(Institution("Zenda Observatory", "Zenda Observatory", "ngo"),),
    )
    found = origin("the Ruritanian army", small)
    assert found is not None
    assert found.origin == "Government of Ruritania"
    assert origin("the Zenda Observatory", small) == small.institutions[0]
    assert origin("the Armenian army", small) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("wrote on her Facebook page", "Facebook"),
        ("on Telegram", "Telegram"),
        ("told a news conference in Yerevan", "press conference"),
        ("in an interview", "interview"),
        ("said on Monday", None),
    ],
)
def test_venue(phrase: str, name: str | None) -> None:
    assert venue(phrase) == name
