"""Which expressions of a text say how many: digits, words, ranges, hedges and vague words, with exact bounds.

Works on characters alone. Whether people are counted, and what became of them, is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...model.counts import Count
from ..lexicon import numbers


@dataclass(frozen=True, slots=True)
class Expression:
    """A count expression: text[start:end], hedge included; `core` is where the number itself begins."""

    start: int
    end: int
    core: int
    count: Count


#: Grouped by commas (in threes, or as in India), apostrophes, points or blanks, or not grouped at all.
DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?![\d%°]|:\d)"
)

MULTIPLES = "hundred|thousand|million|billion|dozen|lakh|crore"
#: A comma before one or two digits and a multiple is a decimal comma: "1,2 million".
MIXED = re.compile(rf"({DIGITS})([.,]\d+)?(?: ({MULTIPLES}))?")


@cache
def _word_number() -> str:
    table = numbers()
    small = "|".join(sorted([*table["units"], *table["tens"]], key=len, reverse=True))
    multiple = f"{MULTIPLES}|score"
    one = rf"(?:{small})(?:[ -](?:{small}))?(?: and a half(?= (?:{multiple})))?"
    leading = rf"(?:(?:{one}|a|half a) (?:{multiple})(?: (?:{multiple}))?)"
    return rf"(?:{leading}(?:(?:,? and |,? | )(?:{leading}|{one}))*|{one})"


@cache
def pattern() -> re.Pattern[str]:
    """The whole grammar as one expression: [hedge] number [(to|or|-) number] [suffix], or a vague phrase."""
    table = numbers()
    hedges = "|".join(re.escape(h) for hs in table["hedges"].values() for h in sorted(hs, key=len, reverse=True))
    whole = "|".join(sorted(table["whole"], key=len, reverse=True))
    vague = "|".join(re.escape(v) for v in sorted(table["vague"]["phrases"], key=len, reverse=True))
    number = (
        rf"(?:(?:{DIGITS})(?:\.\d+|,\d{{1,2}}(?= (?:{MULTIPLES})\b))?(?:[ -](?:{MULTIPLES}))?(?![\w.]*[A-Za-z])"
        rf"|(?:{_word_number()}|{whole})\b)"
    )
    return re.compile(
        rf"(?<![\w$€£#/.,:-])(?P<hedges>(?:(?:{hedges})\s+)*)"
        rf"(?:(?P<between>between\s+)?(?P<first>{number})(?:(?P<joint>\s*[-–—]\s*|\s+to\s+|\s+and\s+|\s+or\s+)(?P<second>{number}))?"
        rf"(?P<suffix>\s+or\s+(?:more|so)\b|\+|\s+at\s+least\b)?"
        rf"|(?P<vague>{vague})\b)(?![%°])",
        re.IGNORECASE,
    )


def value(text: str) -> int | None:
    """The whole number that digits or words stand for; None when it is none ("2.5" of nothing).

    >>> value("2,300"), value("2.300"), value("1.2 million"), value("two hundred and fifty"), value("half a dozen"), value("2 300")
    (2300, 2300, 1200000, 250, 6, 2300)
    """
    table = numbers()
    folded = re.sub(r"[\s\u00a0\u202f-]+", " ", text.strip().casefold())
    if folded in table["whole"]:
        return int(table["whole"][folded])
    mixed = MIXED.fullmatch(folded)
    if mixed:
        digits, fraction, multiple = mixed.groups()
        if multiple and re.fullmatch(r"\d+\.\d{3}", digits):
            digits, fraction = digits.split(".")[0], "." + digits.split(".")[1]
        amount = float(re.sub(r"\D", "", digits) + (fraction or "").replace(",", "."))
        amount *= table["multiples"][multiple] if multiple else 1
        return round(amount) if multiple or not fraction else None
    return _words(folded)


def _words(folded: str) -> int | None:
    """Words to a number by the usual grammar: hundreds multiply what stands before them, thousands close a group."""
    table = numbers()
    total: float = 0
    group: float = 0
    seen = False
    for word in folded.replace(",", " ").split():
        if word in {"and", "a"}:
            continue
        if word == "half":  # "half a million", "two and a half million"
            group += 0.5
        elif word in table["units"] or word in table["tens"]:
            group += table["units"].get(word, 0) + table["tens"].get(word, 0)
            seen = True
        elif word in table["multiples"]:
            multiple = table["multiples"][word]
            seen = True
            if multiple >= 1000:
                total, group = total + (group or 1) * multiple, 0
            else:
                group = (group or 1) * multiple
        else:
            return None
    whole = total + group
    return round(whole) if seen and whole == round(whole) else None


@cache
def _hedges() -> tuple[dict[str, str], re.Pattern[str]]:
    """The class of each hedge, and the expression that finds them."""
    classes = {hedge: name for name, hedges in numbers()["hedges"].items() for hedge in hedges}
    return classes, re.compile("|".join(re.escape(h) for h in sorted(classes, key=len, reverse=True)), re.IGNORECASE)


def _hedged(hedges: set[str], low: int, high: int, words: str) -> Count:
    """The bounds after the hedges: the innermost class wins in the order above, at least, at most, below, about."""
    about = "about" in hedges
    if "above" in hedges:
        return Count(low + 1, None, words=words)
    if "at_least" in hedges:
        return Count(low, None, about, words=words)
    if "below" in hedges:
        return Count(None, max(high - 1, 0), words=words)
    if "at_most" in hedges:
        return Count(None, high, words=words)
    return Count(low, high, about, words=words)


#: A verb of change before two numbers: the second is what is told, the first what it was, or by how much.
CHANGED = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|grow|grows|grew|grown|climb\w*|increas\w+|jump\w*|swell\w*|up|down|fall|falls|fell|fallen|drop\w*"
    r"|decreas\w+|decline\w*|dwindl\w+|sank|shr[aiu]nk|revis\w+|rais\w+|lower\w+|go|goes|went|gone)\b[^.;,]{0,40}\b(?:from|by)\s*$",
    re.IGNORECASE,
)


def _in_the_same_multiple(first: int, match: re.Match[str]) -> int:
    """ "5-6 hundred" are 500 to 600: the multiple behind a range is that of both."""
    multiple = re.search(rf"(?:{MULTIPLES})$", match["second"], re.IGNORECASE)
    if multiple is None or re.search(rf"(?:{MULTIPLES})$", match["first"], re.IGNORECASE) is not None or first >= 100:
        return first
    by = int(numbers()["multiples"][multiple.group().casefold()])
    return first * by if match["joint"].strip() in {"-", "–", "—", "to", "or"} else first


def _year_before(match: re.Match[str], joint: str) -> bool:
    """A year set before its line by a dash: "1937 – 2,000 people were shot by the secret police"."""
    return joint in {"-", "–", "—"} and bool(YEAR.fullmatch(match["first"])) and match["joint"] != joint


YEAR = re.compile(r"1[89]\d\d|20\d\d")


def expressions(text: str) -> Iterator[Expression]:
    """Every count expression in reading order, the longest at each place."""
    classes, finder = _hedges()
    for match in pattern().finditer(text):
        words = match.group()
        start = match.start()
        if match["vague"]:
            yield Expression(start, match.end(), match.start("vague"), Count(None, None, words=match["vague"]))
            continue
        hedges = {classes[h.casefold()] for h in finder.findall(match["hedges"] or "")}
        first = value(match["first"])
        if first is None or first > 10**9:
            continue
        if match["second"] is None:
            hedges |= {"at_least"} if (match["suffix"] or "").strip() in {"or more", "+", "at least"} else set()
            hedges |= {"about"} if (match["suffix"] or "").strip() == "or so" else set()
            yield Expression(start, match.end(), match.start("first"), _hedged(hedges, first, first, words))
            continue
        second = value(match["second"])
        joint = match["joint"].strip().casefold()
        if second is not None and (
            (CHANGED.search(text, max(0, start - 60), start) and joint == "to") or _year_before(match, joint)
        ):
            yield Expression(
                match.start("second"), match.end("second"), match.start("second"), Count(second, second, words=match["second"])
            )
            continue  # "rose from 12 to 15", "1937 – 2,000 people were shot"
        first = _in_the_same_multiple(first, match)
        ranged = second is not None and first < second and (joint in {"-", "–", "—", "to", "or"} or bool(match["between"]))
        if ranged and second is not None and not (joint == "or" and second > 3 * first):
            yield Expression(start, match.end(), match.start("first"), _hedged(hedges, first, second, words))
            continue
        head_end = match.end("first")
        begin = match.start("first") if match["between"] else start
        yield Expression(begin, head_end, match.start("first"), _hedged(hedges, first, first, text[begin:head_end]))
        if second is not None and joint != "-":
            yield Expression(
                match.start("second"), match.end("second"), match.start("second"), Count(second, second, words=match["second"])
            )
