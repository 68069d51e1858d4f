"""What is somebody's is neither stored nor said, through mapped columns too; and what is nobody's is not withheld."""

import pytest

from saferplan.pipeline.map_file import propose_mapping, questions_of
from saferplan.sources.local.personal import looks_personal
from saferplan.sources.local.place_words import is_kind_of_place
from tests.local_events.made import MAPPING, row, workspace_with
from tests.support.small import build_small, csv_text, put

PLACES = ("Ivy Cottage, Mill Lane", "Quillfeather", "The Old School, Dot Road", "Shop 14", "Mr Quill")
LONG = (
    "Rape of a female aged 16 and over",
    "Burglary in a building other than a dwelling, attempted or not",
    "Assault with intent to cause serious harm",
)


def test_a_kind_of_place_is_kept_only_where_it_is_one(tmp_path):
    rows = [row(Premises=each) for each in [*PLACES, *["Dwelling - house/flat"] * 60, "Shops", "Wombat pit"]]
    made = workspace_with(tmp_path / "w", rows)
    edition = build_small(made).edition
    kept = {each["place_type"] for each in edition.table("local_event")}
    assert kept == {None, "Dwelling - house/flat", "Shops"}
    unknown = [(each["role"], each["said"], each["rows"]) for each in edition.table("local_event_unknown")]
    assert ("place_type", "(withheld: not known as a kind of place)", 6) in unknown
    held = str([edition.table(name) for name in ("local_event", "local_event_unknown", "local_left_out", "refusal")])
    assert not any(each in held for each in ("Ivy", "Quill", "Old School"))
    put(made.mappings / "smallshire.toml", MAPPING.replace("[columns]", 'place_types = ["wombat pit"]\n[columns]', 1))
    kept = {each["place_type"] for each in build_small(made).edition.table("local_event")}
    assert kept == {None, "Dwelling - house/flat", "Shops", "Wombat pit"}


USUAL = (
    "Street or dwelling", "Public house", "Car park", "Nursing Home", "Licensed premises", "Hospital / A&E", "Dwellings",
    "Supermarket", "House in multiple occupation", "Railway station",
)  # fmt: skip


@pytest.mark.parametrize("kind", USUAL)
def test_usual_kinds_of_place_are_known(kind):
    assert is_kind_of_place(kind)


def test_long_names_of_offences_are_listed_in_full_and_persons_are_not(tmp_path):
    words = [word for word in LONG for _ in range(3)]
    hidden = ["Zeb 01/02/1980"] * 4 + ["James Quill"]
    words = [*words, *hidden, *["Shoplifting"] * 200]
    rows = [row(HO_code="", Class=word) for word in words]
    edition = build_small(workspace_with(tmp_path / "w", rows)).edition
    found = {each["said"]: each["rows"] for each in edition.table("local_event_unknown") if each["role"] == "category"}
    assert found == {**{each[:60]: 3 for each in LONG}, "(withheld: it looks personal)": 5}


def test_map_says_no_name_that_stands_among_words(tmp_path):
    rows = [("14/03/2017", word, "Old Quay") for word in ["James Quill", *["Witchcraft"] * 150]]
    file = put(tmp_path / "a-1.csv", csv_text(("Date", "Crime Type", "Ward"), rows))
    look = propose_mapping(file, "events")
    said = " ".join([*look.lines, *(each.text for each in questions_of(file, look))])
    assert "Witchcraft" in said
    assert "Quill" not in said


NUMBERS = range(20)


@pytest.mark.parametrize(
    ("heading", "values", "what"),
    [
        ("Col", [f"4477009001{n:02d}" for n in NUMBERS], "a telephone number"),
        ("Col", [f"77009001{n:02d}" for n in NUMBERS], "a telephone number"),
        ("Contact number", ["x"], "a telephone number"),
        ("Col", [f"1001{n:02d}234567" for n in NUMBERS], "a full address"),
        ("Col", ["Ivy Cottage, Mill Lane", "Dot Farm, Quill Road"], "a full address"),
        ("Col", ["SMITH, J.", "QUILL, A. B.", "Old Quay"], "a name"),
        ("Col", ["J. Smith", "A.B. Quill", "Old Quay"], "a name"),
        ("Col", [f"Quill{'abcdefghijklmnopqrst'[n]}" for n in NUMBERS], "a name"),
        ("Victim", ["Quill", "Dot", "Marsh", "Quill", "Stone"], "a name"),
        ("Col", ["Old Quay"] * 39 + ["James Quill"], "a name"),
    ],
)
def test_what_is_somebodys_is_seen(heading, values, what):
    assert looks_personal(heading, values) == what


@pytest.mark.parametrize(
    ("heading", "values", "role"),
    [
        ("Crime number", [f"4417000{n:04d}" for n in NUMBERS], ""),
        ("Crime number", [f"20170000{n:02d}" for n in NUMBERS], ""),
        ("Event", [f"100000000{n:03d}" for n in NUMBERS], ""),
        ("Town", ["Exampleton", "Smallham", "Quayside"] * 7, ""),
        ("Location", ["James Street", *["Old Quay"] * 9, "George Close", *["High Street"] * 9], ""),
        ("Victim", ["Male", "Female", "Organisation"] * 9, ""),
        ("Offence", [*LONG] * 5, "category"),
        ("Premises", ["Dwelling", "Shop", "Street or dwelling", "Street"] * 9, "place_type"),
    ],
)
def test_what_is_nobodys_is_let_through(heading, values, role):
    assert not looks_personal(heading, values, role=role)
