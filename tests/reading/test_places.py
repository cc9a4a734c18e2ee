"""Where: the place of the clause, what places do not tell it, and the scene that a report sets."""

from __future__ import annotations

import pytest


@pytest.fixture
def place(read):  # type: ignore[no-untyped-def]
    """The place of the last figure of a text."""

    def last(text: str) -> str | None:
        where = read(text, "2019-08-03").figures[-1].place
        return where.name if where else None

    return last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five soldiers were killed in the village of Kasulo.", "Kasulo"),
        ("Five people were killed in an attack on the village of Kasulo in Congo's Katanga province.", "Kasulo"),
        ("At least 12 people died in Tuesday's air raid on Kasulo, the rescuers said.", "Kasulo"),
        ("Twelve people died in the attack of the army on the village Kasulo on Tuesday.", "Kasulo"),
        ("Five soldiers were killed in the village of Santa Rosa, it was reported in Bogota.", "Santa Rosa"),
        ("Five people were killed in the shelling of Mariupol.", "Mariupol"),
        ("Shelling of Mariupol on Monday killed five people.", "Mariupol"),
        ("Some 500 people have fled from Mosul.", "Mosul"),
        ("Five inmates were killed in the Kasulo prison.", "Kasulo prison"),
    ],
)
def test_the_place_of_the_clause(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"the {expected}"}


def test_where_somebody_speaks_is_not_where_it_happened(place) -> None:  # type: ignore[no-untyped-def]
    text = "The authorities in Geneva said that 12 civilians were killed near Mosul."
    assert place(text) == "Mosul"


def test_a_report_sets_its_scene_in_the_opening(place) -> None:  # type: ignore[no-untyped-def]
    text = (
        "GENEVA (Test) -- Shells killed two guards at a market in Mosul on Friday.\n\nThe market in Mosul was crowded.\n\n"
        "A witness saw the blasts.\n\nTwelve civilians were killed."
    )
    assert place(text) == "Mosul"


def test_bodies_handed_over_between_states_have_no_place_but_their_own(place) -> None:  # type: ignore[no-untyped-def]
    text = "Russia and Ukraine fought near Donetsk.\n\nRussia handed over the bodies of 300 soldiers to Ukraine."
    assert place(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed four guards in the Tamulo district on Friday.", "Tamulo district"),
        ("Rebels shot three guards at Tamulo Hill, north of Aleppo, on Friday.", "Tamulo Hill"),
        ("Rebel shells hit the Tamulo market on Friday, killing six traders.", "Tamulo market"),
        ("Twelve rebels have been killed in the north of Darfur.", "Darfur"),
        ("Gunmen killed five soldiers on the road from Tamulo to the coast.", "Tamulo"),
        ("Rebel shells fell on the barracks of Tamulo, killing nine recruits.", "Tamulo"),
        ("Two drivers were shot dead as their truck was passing through Mosul.", "Mosul"),
        ("Five herders were killed in Tamulo, in the eastern province of Darfur.", "Tamulo"),
        ("In Tamulo, where 30 men were held and shot, nothing recalls it.", "Tamulo"),
    ],
)
def test_grounds_directions_and_what_is_attacked(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"the {expected}"}


@pytest.mark.parametrize(
    "text",
    [
        "Rebel shells hit a market in Mosul on Friday. Six people were wounded and taken to the Sadr hospital in Baghdad.",
        "Rebel shells hit a market in Mosul on Friday. A driver who now lives in Baghdad said that six people were killed.",
        "Rebel shells hit a market in Mosul on Friday. A court official told journalists in Baghdad that six people were killed.",
    ],
)
def test_not_where_the_wounded_are_treated_or_somebody_lives(place, text: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) == "Mosul"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded at 0815 today in Mosul, killing six people.",
        "Six people were killed by Hamas in Mosul.",
        "Men who had served in Operation Tamulo killed six people in Mosul.",
        "Good evening, Amina. Six people were killed in Mosul.",
    ],
)
def test_hours_parties_and_persons_are_no_places(place, text: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) == "Mosul"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tamulo is a village near Mosul. Shells fell on the village of Tamulo.\n\nTwelve people were killed in the village.",
            "Tamulo",
        ),
        ("Gunmen entered the Tamulo camp near Mosul on Friday.\n\nThe UN said 300 families had fled the camp.", "Tamulo camp"),
        ("Troops searched a farm near Mosul on Friday. A witness said that nine men were shot there.", "Mosul"),
        ("Shells fell on Mosul on Friday. In the capital a bomb wounded 12 people.", "capital"),
        (
            "In Darfur province 12 rebels died. The army lost nine men in the province.",
            "Darfur",
        ),
    ],
)
def test_common_nouns_take_up_a_place(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"{expected} province", f"the {expected}"}


def test_another_incident_is_not_at_the_scene_of_the_first(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Shells killed two guards at a market in Mosul, Iraq, on Friday.\n\nThe market in Mosul was crowded.\n\n"
        "In a separate incident, gunmen abducted four engineers."
    )
    place = read(text).figures[-1].place
    assert place is None or place.name == "Iraq"


def test_those_released_are_where_they_are_brought(place) -> None:  # type: ignore[no-untyped-def]
    assert place("The two armies exchanged prisoners. A plane brought 40 freed captives to Aden.") == "Aden"


def test_a_name_heads_its_paragraph(place) -> None:  # type: ignore[no-untyped-def]
    assert place("Mosul. On Friday relatives received the remains of ten of their neighbours.") == "Mosul"


def test_spanish_names_in_capitals(place) -> None:  # type: ignore[no-untyped-def]
    text = "GUERRILLAS ATTACKED THE HAMLET OF LOS TAMARINDOS ON FRIDAY. FIVE PEASANTS WERE KILLED NEAR THE HAMLET."
    assert place(text) == "Los Tamarindos"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen abducted two engineers in the north of the country on Friday.", "north of the country"),
        ("Bombs in Algeria's restless south killed at least 14 people on Friday.", "Algeria's restless south"),
        ("Fighters of Al-Qaeda in the Islamic Maghreb killed six guards at a hotel in Bamako.", "Bamako"),
        (
            "Gunmen attacked the settlement of Santa Rosa de las Palmas on Friday and killed nine peasants.",
            "Santa Rosa de las Palmas",
        ),
        ("Rebels have taken control of the Tamulo camp. Six guards were killed.", "Tamulo camp"),
        (
            "Rebels entered the Tamulo region, eastern Chad.\n\nOver 130 farmers have been murdered in the region.",
            "Tamulo region",
        ),
    ],
)
def test_parts_of_countries_and_names_cut_short(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"the {expected}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a name that several countries share, and the nation that the report speaks of
        (
            "Santiago, 3 Oct 85 (Radio Sol) -- Chilean police buried four men who had been shot near La Victoria.\n\n"
            "More than 30 people have been arrested since Monday.",
            "Chile",
        ),
        # refuge abroad is not the country of the report
        (
            "Guatemala City, 3 Oct 85 (Radio Sol) -- Thousands sought refuge in Mexico, a bishop said.\n\n"
            "In ten years of war more than 20,000 Guatemalans have been killed.",
            "Guatemala",
        ),
        ("Gunmen shot dead two students last night in Zone 9 of the capital.", "Zone 9"),
        ("A bomb in Baghdad wounded two guards on Friday.\n\nA mine killed one soldier southwest of the capital.", "Baghdad"),
        (
            "People from the city of El Obeid told of the attack. Clinics in Adre took in the wounded.\n\n"
            "Gunmen killed 90 people in the city.",
            "El Obeid",
        ),
        (
            "Fighting raged in the east of the country. A report shows that the rebels killed 793 civilians in two years.",
            "east of the country",
        ),
        ("Rebels abducted 30 girls from Mosul on Friday.", "Mosul"),
        ("The remains of 40 soldiers were handed over on Friday at the Tamulo border post.", "Tamulo border post"),
    ],
)
def test_which_of_the_places_named(place, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert place(text) in {expected, f"the {expected}"}


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The rebel leader said at a rally in Benghazi that his men had lost 300 fighters.", "Benghazi"),
        ("A researcher in Geneva put the total at 107 dead.", "Geneva"),
        ("The bodies of 25 soldiers killed by rebels were brought by train to the town of Mosul.", "Mosul"),
        ("More than 600 dead have been buried, 580 of them in Mosul.", "Mosul"),
    ],
)
def test_places_of_something_else(read, text: str, never: str) -> None:  # type: ignore[no-untyped-def]
    figure = read(text).figures[0]
    assert figure.place is None or figure.place.name != never
