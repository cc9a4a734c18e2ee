"""Events as UCDP's layout, HXL and GeoJSON take them: nothing unknown is 0, nothing open is closed, no grave has a spot."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from cenotaph.ledger import accounts, named
from cenotaph.model.accounts import Event
from cenotaph.model.claims import Where
from cenotaph.model.days import Span
from cenotaph.model.reference import Conflict, Place, Side, SideKind
from cenotaph.model.terms import Fate, Measure, Role, Sensitivity, Unit
from cenotaph.publishing import GED_COLUMNS, HXL_COLUMNS, Printed, Told, ged_rows, geojson, hxl_rows, occurrences, redacted
from made_figures import REFERENCE, WAR, made

DAY = Span.day(WAR)
PLACES = {
    "p:shusha": Place("p:shusha", "Shusha", "AZ", "town", 39.76, 46.75),
    "p:field": Place("p:field", "The field", "AZ", "site", 39.5, 46.5),
}
SIDES = {"armenia": Side("armenia", "Armenia", SideKind.STATE), "azerbaijan": Side("azerbaijan", "Azerbaijan", SideKind.STATE)}
CONFLICTS = {"war-2020": Conflict("war-2020", "Second Karabakh war", WAR, None, ("armenia", "azerbaijan"))}
# The columns of a real file of version 23, in its order.
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def figure(name, low, high=-1, *, where="p:shusha", **more):
    own = made(name, low, high, happened=more.pop("happened", DAY), **more)
    return replace(own, place=Where(PLACES[where].name, where) if where else None)


def printed(figure, title="A title", sensitivity=Sensitivity.PUBLIC):
    return Printed(figure, "e", "A sentence.", None, title, "0" * 64, sensitivity)


def happened(*figures, policy="ucdp", events=None, title="A title"):
    """The occurrences of these figures, all of one event."""
    whole = [Event(figures[0].id, tuple(f.id for f in figures))] if events is None else events
    found = accounts(list(figures), whole, [], named(policy), reference=REFERENCE)
    told = [Told(a, "T", "S.") for a in found]
    return occurrences(told, {f.id: printed(f, title) for f in figures}, PLACES)


def ged(*figures, **more):
    return ged_rows(happened(*figures, **more), CONFLICTS, SIDES)


def test_the_columns_are_those_of_a_real_file():
    assert list(GED_COLUMNS) == GED
    assert len(GED) == 49
    [row] = ged(figure("a", 5))
    assert list(row) == GED


def test_an_event_by_hand():
    [row] = ged(
        figure("a", 5, side="armenia"), figure("b", 3, side="azerbaijan", start=9), figure("c", 2, role=Role.CIVILIAN, start=20)
    )
    told = {c: row[c] for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")}
    assert told == {
        "deaths_a": 5, "deaths_b": 3, "deaths_civilians": 2, "deaths_unknown": None, "best": 10, "low": 10, "high": 10,
    }  # fmt: skip
    assert (row["year"], row["date_start"], row["date_end"], row["date_prec"]) == (2020, WAR, WAR, 1)
    assert (row["side_a"], row["side_b"], row["dyad_name"], row["type_of_violence"]) == (
        "Armenia",
        "Azerbaijan",
        "Armenia - Azerbaijan",
        1,
    )
    assert (row["where_prec"], row["latitude"], row["longitude"], row["geom_wkt"]) == (1, 39.76, 46.75, "POINT (46.75 39.76)")
    assert row["priogrid_gid"] == 259 * 720 + 453 + 1
    assert (row["number_of_sources"], row["source_original"]) == (3, "Armenia")
    assert row["source_article"] == ";".join(['"A paper,2020-09-27,A title"'] * 3)
    assert row["country"] is row["conflict_dset_id"] is row["code_status"] is None


def test_what_a_figure_of_all_leaves_is_of_unknown_side():
    [row] = ged(figure("a", 10, side=None, role=Role.UNKNOWN), figure("b", 4, role=Role.CIVILIAN, side=None, start=9))
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == (4, 6, 10)
    assert row["deaths_a"] is row["deaths_b"] is None, "nobody told of them: that is no 0"


def test_best_is_always_the_sum_of_its_parts():
    [row] = ged(figure("a", 3, 9), figure("b", 1, 6, side="azerbaijan", start=9, origin="Azerbaijan"))
    assert row["best"] == sum(row[c] or 0 for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))


def test_running_totals_and_other_fates_and_units_are_no_deaths_of_events():
    assert ged(figure("a", 2300, measure=Measure.RUNNING_TOTAL)) == []
    assert ged(figure("a", 5, fate=Fate.INJURED)) == []
    assert ged(figure("a", 5, unit=Unit.BAG)) == []
    assert ged(figure("a", 0)) == [], "nobody was killed: no event of that dataset"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ((2020, 10, 1), (2020, 10, 1), 1),
        ((2020, 10, 1), (2020, 10, 3), 2),
        ((2020, 10, 1), (2020, 10, 7), 3),
        ((2020, 10, 1), (2020, 10, 31), 4),
        ((2020, 1, 1), (2020, 12, 31), 5),
    ],
)
def test_how_exactly_the_days_are_told(first, last, code):
    [row] = ged(figure("a", 5, happened=Span(date(*first), date(*last))))
    assert row["date_prec"] == code


def test_without_a_day_or_over_years_there_is_no_row():
    assert ged(figure("a", 5, happened=None)) == []
    assert ged(figure("a", 5, happened=Span(date(2018, 1, 1), date(2020, 1, 1)))) == []


def test_no_spot_of_a_grave_leaves():
    found = figure("a", 12, fate=Fate.RECOVERED, unit=Unit.BODY, where="p:field")
    [event] = happened(found, policy="widest")
    assert (event.spot.name, event.spot.latitude, event.spot.longitude) == ("The field", None, None)
    killed = happened(figure("b", 12, where="p:field"), policy="widest")
    assert killed[0].spot.latitude == 39.5
    town = happened(figure("c", 12, fate=Fate.RECOVERED, unit=Unit.BODY), policy="widest")
    assert town[0].spot.latitude == 39.76, "a town is no exact spot"


def test_what_redaction_took_is_in_no_row():
    secret = figure("a", 5, speaker="Zz Zabul", origin="Zz Zabul")
    taken = redacted(printed(secret, sensitivity=Sensitivity.SECRET))
    found = accounts([secret], [Event(secret.id, (secret.id,))], [], named("widest"), reference=REFERENCE)
    own = occurrences([Told(found[0], "T", "S.")], {secret.id: taken}, PLACES)
    assert own[0].spot is None
    for text in (geojson(own), str(hxl_rows(own)), str(ged_rows(own, CONFLICTS, SIDES))):
        assert "Zabul" not in text
        assert "Shusha" not in text
        assert "A title" not in text


def test_hxl_has_its_tags_in_the_second_row_and_open_bounds_are_empty():
    tags, row = hxl_rows(happened(figure("a", 5, None), policy="widest"))
    assert list(tags) == list(row) == list(HXL_COLUMNS)
    assert all(tag.startswith("#") for tag in tags.values())
    assert (tags["killed_min"], tags["latitude"]) == ("#affected+killed+min", "#geo+lat")
    assert (row["killed_min"], row["killed_max"], row["injured_min"]) == (5, None, None)
    assert (row["side"], row["role"], row["place"], row["latitude"]) == ("armenia", "combatant", "Shusha", 39.76)


def test_hxl_puts_the_fates_of_a_group_side_by_side_and_leaves_bags_out():
    figures = [figure("a", 5), figure("b", 7, fate=Fate.INJURED, start=9), figure("c", 9, unit=Unit.BAG, start=20)]
    _, row = hxl_rows(happened(*figures, policy="widest"))
    assert (row["killed_min"], row["injured_min"]) == (5, 7)


def test_geojson_is_a_collection_with_null_for_what_is_not_known():
    whole = json.loads(geojson(happened(figure("a", 5, None), policy="widest")))
    [feature] = whole["features"]
    assert (whole["type"], feature["type"]) == ("FeatureCollection", "Feature")
    assert feature["geometry"] == {"type": "Point", "coordinates": [46.75, 39.76]}
    assert feature["properties"]["date_start"] == "2020-09-27"
    [account] = feature["properties"]["accounts"]
    assert (account["low"], account["best"], account["high"]) == (5, None, None)
    [nowhere] = json.loads(geojson(happened(figure("a", 5, where=None), policy="widest")))["features"]
    assert nowhere["geometry"] is None


def test_days_that_figures_agree_on_are_the_events_days():
    month, day = Span(date(2020, 10, 1), date(2020, 10, 31)), Span.day(date(2020, 10, 4))
    [event] = happened(figure("a", 5, happened=month), figure("b", 5, start=9, happened=day))
    assert (event.first, event.last) == (day.first, day.last)
    [apart] = happened(figure("a", 5, happened=DAY), figure("b", 5, start=9, happened=day))
    assert (apart.first, apart.last) == (WAR, day.last), "where they do not agree, all that any allows"
