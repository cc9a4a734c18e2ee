"""The docs tell every word, column, field, policy, format and weight that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cenotaph.cli import objects
from cenotaph.cli.options import Kind
from cenotaph.flow.ask import Answer, Asked
from cenotaph.flow.publish import FILES, FOLDERS
from cenotaph.ledger import accounts, lines, named, policies
from cenotaph.linking.weighing import weights
from cenotaph.model import terms
from cenotaph.model.corrections import FIELDS
from cenotaph.publishing import ACCOUNT_COLUMNS, FIGURE_COLUMNS, GED_COLUMNS, HXL_COLUMNS, contract
from cenotaph.publishing.geojson import ACCOUNT, FEATURE
from cenotaph.sources import ColumnMap, Limits
from cenotaph.sources.kinds import ENDINGS
from cenotaph.sources.sheet import ALSO, COLUMNS
from made_figures import made, silent

SHELF = Path(__file__).parents[2] / "docs"
VOCABULARIES = [
    terms.Fate, terms.Unit, terms.Measure, terms.Role, terms.Standing, terms.Basis, terms.Commitment, terms.Distance,
    terms.Modality, terms.Sensitivity,
]  # fmt: skip


def doc(name: str) -> str:
    return (SHELF / f"{name}.md").read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of every table row whose first cell is `code`."""
    found = [[c.strip() for c in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")]
    return [[cells[0].strip("`"), *cells[1:]] for cells in found]


def section(text: str, title: str) -> str:
    """The part under a heading, up to the next heading of the same level or above."""
    level = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert level is not None, title
    rest = text[level.end() :]
    following = re.search(rf"^#{{1,{len(level[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.__name__)
def test_every_value_is_told_with_its_meaning(vocabulary):
    told = {cells[0]: cells[1] for cells in rows(doc("words"))}
    assert all(told.get(value.value) for value in vocabulary)


@pytest.mark.parametrize("vocabulary", VOCABULARIES[:6], ids=lambda v: v.__name__)
def test_a_table_tells_its_values_in_order_and_no_others(vocabulary):
    assert [cells[0] for cells in rows(section(doc("words"), vocabulary.__name__))] == [value.value for value in vocabulary]


def test_no_vocabulary_is_left_out():
    enums = [v for v in vars(terms).values() if isinstance(v, type) and issubclass(v, terms.StrEnum) and v is not terms.StrEnum]
    assert set(enums) == set(VOCABULARIES)


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("Figures", FIGURE_COLUMNS),
        ("Accounts", ACCOUNT_COLUMNS),
        ("Events in UCDP's layout", GED_COLUMNS),
        ("Events with HXL tags", HXL_COLUMNS),
        ("Events as GeoJSON", (*FEATURE, *ACCOUNT)),
    ],
)
def test_every_column_is_told_in_its_order(title, columns):
    told = rows(section(doc("exports"), title))
    assert [cells[0] for cells in told] == list(columns)
    assert all(cells[1] for cells in told)


def test_every_field_of_the_json_is_told_in_its_order():
    figure = made("a", 5)
    [account] = accounts([figure], [], [], named("widest"))
    answer = objects.answer(Answer(account, "T", "s", "S.", {figure.id: "A sentence."}))
    told = section(doc("exports"), "Accounts as JSON")
    of_accounts, of_figures = told.split("| field of a figure |")
    assert [cells[0] for cells in rows(of_accounts)] == list(answer)
    own = list(answer["used"][0])[: -len(contract(figure))]
    assert [cells[0] for cells in rows(of_figures)] == own
    assert list(objects.question(account.question, "T")) == re.findall(r"`(\w+)`", rows(of_accounts)[0][1])
    record = objects.silence(silent())
    assert list(record) == re.findall(r"`(\w+)`", rows(of_accounts)[-1][1])
    assert not any(isinstance(value, int) for value in record.values()), "what is withheld has no number"
    asked = objects.raised(Asked(account.question, "T", lines([figure])))
    told = rows(section(doc("exports"), "Questions as JSON"))
    assert [cells[0] for cells in told] == list(asked)
    [line] = asked["lines"]
    assert re.findall(r"`(\w+)`", told[-1][1]) == [*line, *line["first"]]


@pytest.mark.parametrize(
    "grade",
    ["corroborated", "contested", "uncorroborated", "single origin", "no named origin", "adversary only", "withheld", "no figure",
     "not answered"],
)  # fmt: skip
def test_every_grade_is_told(grade):
    """The names are those that tests/ledger/test_grades.py brings about."""
    assert grade in {cells[0] for cells in rows(section(doc("ledger"), "Grades"))}
    source = "".join(p.read_text("utf-8") for p in (SHELF.parent / "src" / "cenotaph" / "ledger").glob("*.py"))
    assert f'"{grade}"' in source


def test_every_field_of_the_contract_is_told_in_its_order():
    assert [cells[0] for cells in rows(doc("contract"))] == list(contract(made("a", 5), "e"))


@pytest.mark.parametrize("policy", policies(), ids=lambda p: p.name)
def test_every_policy_is_told_with_scope_rule_words_and_source(policy):
    told = section(doc("ledger"), f"`{policy.name}`")
    assert all(f"| {part} |" in told for part in ("scope", "rule", "words", "source"))
    assert "How to read it" in told
    assert policy.source.split(",")[0] in told
    for word in ("tens", "dozens", "hundreds"):
        if word in policy.words:
            assert f"{word} {policy.words[word]}" in told


@pytest.mark.parametrize("word", ["low", "best", "high", "origins"])
def test_the_numbers_of_an_account_are_told(word):
    assert f"`{word}`" in doc("ledger")


def test_every_feature_and_finding_of_linking_is_told():
    told = {cells[0]: " ".join(cells[1:]) for cells in rows(section(doc("linking"), "What speaks for and against a pair"))}
    by = weights()
    assert set(told) == {feature for feature, _ in by.worth}
    assert all(f"`{finding}`" in told[feature] for feature, finding in by.worth)
    text = doc("linking").replace("\n", " ")
    assert (
        f"score reaches {by.start:g} when all pairs between them reach {by.mean:g} on average, none is below {by.floor:g}" in text
    )


def test_every_decision_field_and_column_of_a_sheet_is_told():
    decided = {cells[0] for cells in rows(section(doc("decisions-and-sheets"), "Decisions"))}
    assert decided == set(Kind) | set(FIELDS)
    told = {cells[0]: cells[1] for cells in rows(section(doc("decisions-and-sheets"), "Spreadsheets"))}
    assert told == {name: f"{holds} |".removesuffix(" |") for name, holds in COLUMNS.items()}
    assert all(f"`{name}` for `{of}`" in doc("decisions-and-sheets") for name, of in ALSO.items())


def test_every_ending_column_part_and_limit_is_told():
    text = doc("sources")
    assert all(f"`{ending}`" in text for ending in ENDINGS if ending)
    assert all(f"`{part}`" in text for part in ColumnMap.__slots__)
    assert f"{Limits().largest:,}" in text


def test_links_between_the_docs_lead_somewhere():
    for file in SHELF.glob("*.md"):
        for name, _, part in re.findall(r"\]\(([\w-]+\.md)(#([\w-]+))?\)", file.read_text("utf-8")):
            assert (SHELF / name).exists(), f"{file.name}: {name}"
            if part:
                titles = re.findall(r"^#+ (.+)$", (SHELF / name).read_text("utf-8"), re.MULTILINE)
                assert part in {re.sub(r"[^\w -]", "", t.lower()).replace(" ", "-") for t in titles}, f"{file.name}: {name}#{part}"


def test_every_file_that_is_published_is_in_the_docs():
    told = doc("exports")
    assert all(f"`{name}`" in told or f"`.{name.rpartition('.')[2]}`" in told for name in FILES)
    assert all(f"`{name}`" in told for name in FILES if name.endswith(".html"))
    assert all(f"`{folder}/" in told for folder in FOLDERS)
