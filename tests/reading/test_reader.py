"""Reading several reports at once gives what reading each alone gives; the gate and the parting of long paragraphs lose nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from cenotaph.flow.knowing import Knowledge, reference
from cenotaph.model.claims import Reading
from cenotaph.model.reports import Report
from cenotaph.reading import pipeline
from cenotaph.reading.page import layout
from cenotaph.reading.page.topics import Topic, topic
from cenotaph.reading.products import NumpyProducts
from cenotaph.reading.reader import Reader

TEXTS = (
    "Shelling killed 25 civilians in Donetsk on Monday, the army said.\n\nThe UN spoke so far of at least 100.",
    "An earthquake killed 12 people and destroyed a school.",
    "Baku (dpa) – Armenia handed over the bodies of 12 soldiers.\n\nThe defence ministry thanked the Red Cross.\n\n"
    "The minister put the number at 27.",
    "Rebels killed four guards near Gao.\n\nThe army has given no figures on its losses.",
)


@pytest.fixture(scope="module")
def open_reader() -> Reader:
    return Reader(Knowledge(reference()), gated=False)


def report(text: str, name: str = "r") -> Report:
    return Report(name, text, date(2022, 5, 6), text.encode())


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(f.count.words, f.fate.value) for f in reading.figures]


def test_together_as_alone_and_in_order(reader):
    reports = [report(text, f"r{n}") for n, text in enumerate(TEXTS * 2)]
    together = list(reader.read_all(reports))
    assert together == [reader.read(r) for r in reports]
    assert [r.report for r in together] == [r.id for r in reports]
    assert [r.relevant for r in together[:4]] == [True, False, True, True]


def test_nothing_gives_nothing(reader):
    assert list(reader.read_all([])) == []


@pytest.mark.parametrize("text", TEXTS)
def test_the_gate_loses_nothing(reader, open_reader, text):
    assert found(open_reader.read(report(text))) == found(reader.read(report(text)))


@pytest.mark.parametrize("text", ["The UN spoke so far of at least 100.", "The minister put the number at 27."])
def test_a_paragraph_that_takes_up_a_count_is_read(reader, text):
    before = "Shelling in Donetsk killed 25 civilians on Monday, the army said."
    assert [fate for _, fate in found(reader.read(report(f"{before}\n\n{text}")))] == ["killed", "killed"]
    assert not reader.read(report(text)).figures


def long_paragraph(sentences: int) -> str:
    return " ".join(f"On day {n} of the siege shelling killed {n + 2} civilians in Donetsk." for n in range(sentences))


def test_a_long_paragraph_is_parted_at_sentences():
    text = long_paragraph(400)
    parts = list(layout.paragraphs(text))
    assert [p.start for p in parts] == [0, *(p.end for p in parts[:-1])]
    assert parts[-1].end == len(text)
    assert all(p.end - p.start <= layout.LONGEST for p in parts)
    assert all(text[p.start : p.end].rstrip().endswith(".") for p in parts)


@pytest.mark.parametrize("text", ["x" * 12_000, "word " * 3_000])
def test_what_has_no_sentences_is_parted_all_the_same(text):
    parts = list(layout.paragraphs(text))
    assert "".join(text[p.start : p.end] for p in parts) == text
    assert max(p.end - p.start for p in parts) <= layout.LONGEST


def test_every_figure_of_a_long_paragraph_is_found(reader):
    assert len(reader.read(report(long_paragraph(200))).figures) == 200


def test_the_parser_takes_so_many_characters_at_once(reader):
    texts = ["Twelve died.", "Six lived.", "Nobody came."] * 5
    docs = list(pipeline.parsed(reader.nlp, iter(texts), at_once=30))
    assert [d.text for d in docs] == texts == [pipeline.text_of(d) for d in docs]


@pytest.mark.parametrize(("trans1", "trans2"), [(False, False), (True, False), (False, True), (True, True)])
def test_products_are_those_of_the_definition(trans1, trans2):
    random = np.random.default_rng(7)
    x, y = random.random((4, 3), dtype=np.float32), random.random((3, 5), dtype=np.float32)
    expected = np.array([[sum(x[i, k] * y[k, j] for k in range(3)) for j in range(5)] for i in range(4)])
    ops, out = NumpyProducts(), np.zeros((4, 5), dtype=np.float32)
    given = (x.T.copy() if trans1 else x, y.T.copy() if trans2 else y)
    assert ops.gemm(*given, trans1=trans1, trans2=trans2) == pytest.approx(expected, rel=1e-5)
    assert ops.gemm(*given, out=out, trans1=trans1, trans2=trans2) is out
    assert out == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("A bus plunged into a gorge. The army sent soldiers to the rescue; 12 died.", Topic.OTHER),
        ("The fire brigade came at once; 12 died in the blaze.", Topic.OTHER),
        ("Two suspects fled after the mass shooting at the mall; 12 died.", Topic.OTHER),
        ("Soldiers of the brigade were hit by shelling; 12 died.", Topic.CONFLICT),
        (
            "Town are relegated. 'We were shelled,' the coach said. \"They took no prisoners, it was an ambush, a massacre.\"",
            Topic.OTHER,
        ),
        (
            "Quake strikes the coast. The earthquake left the port like a city after an air raid, an army of helpers came.",
            Topic.OTHER,
        ),
        ("The flood of refugees: shelling by the army and rebels killed 12 soldiers in the war.", Topic.CONFLICT),
    ],
)
def test_forces_that_come_to_the_rescue_make_no_war(text: str, about: Topic) -> None:
    assert topic(text) is about
