"""saferplan.toml and the workspace: every key is documented, and a mistake is answered with one sentence and a way out."""

import json
import re
import tomllib

import pytest
from tests.support.small import AREA, COMPARATOR, build_small, put, small_workspace, street_name, street_rows
from typer.testing import CliRunner

from saferplan.base.errors import SaferplanError, SettingsError, StorageError, WorkspaceError
from saferplan.base.periods import Month
from saferplan.cli.commands import app
from saferplan.pipeline.settings import CustomArea, Settings, read_settings, settings_text
from saferplan.pipeline.workspace import create_workspace, open_workspace

GOOD = f'area = "{AREA}"\n'
BREAK = """[[series_break]]
id = "recording-2014"
from_month = "2014-10"
effect_until = "2017-03"
wording = "Practice changed."
"""
GENERATED = '[[police_generated]]\nfrom_month = "2014-04"\n'
CUSTOM = '[[custom_area]]\ncode = "town"\nname = "Town"\n'


@pytest.fixture
def toml(tmp_path):
    return tmp_path / "saferplan.toml"


def test_every_key_is_documented_in_the_generated_file():
    text = settings_text(AREA, [COMPARATOR])
    for name, field in (*Settings.model_fields.items(), *CustomArea.model_fields.items()):
        assert field.description
        assert field.description.endswith(".")
        assert field.description in text
        assert re.search(rf"^(# )*(\[+)?{name}\b|^#   {name}:", text, re.MULTILINE), name


def test_the_generated_file_is_read_as_it_was_meant(toml):
    toml.write_text(settings_text(AREA, [COMPARATOR], simulated=True), encoding="utf-8")
    assert read_settings(toml) == Settings(area=AREA, comparators=[COMPARATOR], simulated=True)


def test_every_example_of_the_generated_file_can_be_used(toml):
    """A person takes the # away from every example."""
    text = settings_text(AREA, [COMPARATOR])
    examples = "\n".join(
        line.removeprefix("# ") if re.match(r'# (\[|[a-z_"].* = )', line) else line for line in text.splitlines()
    )
    toml.write_text(examples, encoding="utf-8")
    settings = read_settings(toml)
    assert settings.custom_area[0].visited
    assert settings.visited_areas
    assert settings.aliases
    assert settings.issued


def test_a_file_saved_by_notepad_is_read(toml):
    toml.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_settings(toml).area == AREA


@pytest.mark.parametrize(
    ("text", "words", "way_out"),
    [
        ("", "area", ""),
        ("area = 7\n", "area", ""),
        ('area = "E99000001"\n', "area (it is 'E99000001')", ""),
        ('area = "E22099001 "\n', "area", ""),
        (GOOD + f'comparators = ["{AREA}"]\n', "cannot be its comparator", ""),
        (GOOD + f'comparators = ["{COMPARATOR}", "{COMPARATOR}"]\n', "named twice", ""),
        (GOOD + 'comparators = ["Littleton"]\n', "comparators.0", ""),
        (GOOD + f'comparators = "{COMPARATOR}"\n', "comparators", ""),
        (GOOD + "comparator = []\n", "there is no key “comparator”", "Did you mean “comparators”?"),
        (GOOD + "visited_area = []\n", "there is no key “visited_area”", "Did you mean “visited_areas”?"),
        (GOOD + "colour = 1\n", "there is no key “colour”", "The keys are: area,"),
        (GOOD + '"" = 1\n', "there is no key", "The keys are: area,"),
        (GOOD + "simulated = 'perhaps'\n", "simulated", ""),
        (GOOD + "[issued]\n'a.csv' = 'January'\n", "issued", ""),
        (GOOD + "[issued]\n'a.csv' = '2016-13'\n", "issued", ""),
        (GOOD + "[issued]\n'a.csv' = 2016-01-01\n", "issued", ""),
        (GOOD + CUSTOM, "custom_area.0", ""),
        (GOOD + CUSTOM + 'lsoa = ["E01099001"]\n', "there is no key", "Did you mean “lsoas”?"),
        (
            GOOD + CUSTOM + 'lsoas = ["E01099001"]\npolygon = [[0, 50], [1, 50], [1, 51]]\n',
            "lsoas or polygon, boundary_file, or streets",
            "",
        ),
        (GOOD + CUSTOM + "polygon = [[0, 50], [1, 50]]\n", "three corners", ""),
        (GOOD + CUSTOM + "polygon = [[0, 50], [1, 50], [1]]\n", "custom_area.0.polygon", ""),
        (GOOD + CUSTOM.replace('"town"', '"Town Centre"') + 'lsoas = ["E01099001"]\n', "custom_area.0.code", ""),
        (GOOD + (CUSTOM + 'lsoas = ["E01099001"]\n') * 2, "share a code: town", ""),
        (GOOD + "custom_area = 5\n", "custom_area", ""),
        (GOOD + "area = 'twice'\n", "not readable TOML", "Correct the line"),
        ("area = E22099001\n", "not readable TOML", "Correct the line"),
        ("\0", "not readable TOML", ""),
        (GOOD + BREAK.replace("2017-03", "2014-10"), "ends in 2014-10 and must end after 2014-10", ""),
        (GOOD + BREAK.replace("recording-2014", "pandemic-2020"), "“pandemic-2020” is a break of the register", ""),
        (
            GOOD + GENERATED + 'categories = ["Possession of drugs"]\n',
            "“Possession of drugs” is no crime type of the street files: "
            "it is a subgroup of the Home Office, to be given by `offence_codes`; they are Bicycle theft",
            "",
        ),
        (GOOD + GENERATED + 'categories = ["Anti-social behaviour"]\n', "“Anti-social behaviour” is no crime type", ""),
        (
            GOOD + GENERATED + 'offence_codes = ["92AA"]\n',
            "“92AA” is no offence code of the Home Office's list; near it are 92A",
            "",
        ),
        (GOOD + (GENERATED + 'categories = ["Drugs"]\n') * 2, "two [[police_generated]] hold from 2014-04", ""),
        (GOOD + BREAK * 2, "two series breaks have the id “recording-2014”", ""),
    ],
)
def test_a_mistake_is_one_sentence_with_a_way_out(toml, text, words, way_out):
    toml.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(toml)
    what = caught.value.what
    assert what.startswith("saferplan.toml")
    assert words in what
    assert "\n" not in what
    assert what.endswith(".")
    assert not what.endswith("..")
    assert caught.value.way_out.endswith((".", "?"))
    assert way_out in caught.value.way_out
    assert not re.search(r"pydantic|\^|\$|model_type|dict_type", what), what


@pytest.mark.parametrize("content", [b"\xff\xfea\0r\0", b'area = "Caf\xe9"\n'])
def test_settings_of_another_encoding_are_refused(toml, content):
    toml.write_bytes(content)
    with pytest.raises(SettingsError, match="not readable TOML"):
        read_settings(toml)


def test_offence_codes_are_taken_as_the_home_offices_table_writes_them(toml):
    toml.write_text(GOOD + GENERATED + 'offence_codes = ["92d", "092D", "46/00"]\n', encoding="utf-8")
    assert read_settings(toml).police_generated[0].offence_codes == ["92D", "46"]


@pytest.mark.parametrize("code", ["1", "004.1", "4.10"])
def test_a_part_of_homicides_code_is_refused_with_the_code_that_the_table_has(toml, code):
    toml.write_text(GOOD + GENERATED + f'offence_codes = ["{code}"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=f"“{code}” has no row of its own .* write 1/4.1/4.2/4.10"):
        read_settings(toml)


def test_settings_that_name_what_the_lookup_has_not(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    for extra, words in (
        ('comparators = ["E22088001"]\n', "E22088001 is not a CSP in the lookup"),
        ('[aliases]\n"Small" = "E22088001"\n', "The alias “Small” is for E22088001"),
        (CUSTOM + 'lsoas = ["E01099003"]\n', "no LSOA of 2021"),
        (CUSTOM + 'lsoas = ["E01088001"]\n', "no LSOA of 2021"),
        ('visited_areas = ["Old Qay"]\n', "visited_areas names “Old Qay”, which is no LSOA, ward or other area"),
        ('visited_areas = ["E01099003"]\n', "visited_areas names “E01099003”, which is no LSOA"),
        (CUSTOM + "polygon = [[0.6, 54.7], [0.62, 54.72], [0.62, 54.7], [0.6, 54.72]]\n", "not valid"),
        (
            (CUSTOM + 'lsoas = ["E01099001"]\n')
            + CUSTOM.replace("town", "city").replace("Town", "City")
            + 'lsoas = ["E01099001"]\n',
            "overlap",
        ),
    ):
        (workspace.path / "saferplan.toml").write_text(GOOD + extra, encoding="utf-8")
        with pytest.raises(SettingsError) as caught:
            build_small(open_workspace(workspace.path))
        assert words in caught.value.what
        assert caught.value.way_out
        if "Qay" in extra:
            assert "E05099001 Old Quay" in caught.value.way_out
        if '"E01099003"]\n' in extra and "visited" in extra:
            assert caught.value.way_out == "It is an LSOA of 2011; list E01099901, E01099902 instead."


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_new_makes_a_workspace_that_commands_find(tmp_path, monkeypatch):
    ended = run("new", tmp_path / "a" / "b", "--area", AREA, "--comparator", COMPARATOR)
    assert ended.exit_code == 0
    assert "saferplan build" in ended.output
    words = tomllib.loads((tmp_path / "a" / "b" / "saferplan.toml").read_text(encoding="utf-8"))
    assert words == {"area": AREA, "comparators": [COMPARATOR]}
    monkeypatch.chdir(tmp_path / "a" / "b" / "inbox")
    assert json.loads(run("editions", "--json").output) == []


def test_new_does_not_touch_a_workspace_that_is_there(tmp_path):
    create_workspace(tmp_path, AREA, [])
    before = (tmp_path / "saferplan.toml").read_bytes()
    with pytest.raises(WorkspaceError, match="workspace already") as caught:
        create_workspace(tmp_path, COMPARATOR, [])
    assert "another folder" in caught.value.way_out
    assert (tmp_path / "saferplan.toml").read_bytes() == before


@pytest.mark.parametrize(("area", "comparators"), [("Stockton", []), ("E06000004", []), (AREA, ["x"]), (AREA, [AREA]),
                                                   ('E22"', []), ("E22\n", [])])  # fmt: skip
def test_new_with_a_bad_code_leaves_nothing_in_the_way(tmp_path, area, comparators):
    with pytest.raises(SettingsError) as caught:
        create_workspace(tmp_path / "w", area, comparators)
    assert caught.value.way_out
    assert not (tmp_path / "w" / "saferplan.toml").exists()
    create_workspace(tmp_path / "w", AREA, [])


def test_new_where_no_folder_can_be_made(tmp_path):
    put(tmp_path / "file", "")
    with pytest.raises(StorageError) as caught:
        create_workspace(tmp_path / "file" / "w", AREA, [])
    assert "another folder" in caught.value.way_out


def test_outside_a_workspace_each_command_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words in (["build"], ["facts"], ["editions"], ["explain", "recorded-crime"]):
        ended = run(*words)
        assert isinstance(ended.exception, WorkspaceError)
        assert "saferplan new" in ended.exception.way_out


def test_before_the_first_build_listings_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(small_workspace(tmp_path / "w").path)
    assert "saferplan build" in run("editions").output
    ended = run("facts")
    assert isinstance(ended.exception, SaferplanError)
    assert "saferplan build" in ended.exception.way_out


def test_the_json_of_every_listing_can_be_read(tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    bad = [list(row) for row in street_rows("2016-12", 5)]
    bad[0][9] = "Piracy “on” the\ttees"
    put(workspace.inbox / street_name("2016-12"), "\n".join(",".join(row) for row in bad))
    monkeypatch.chdir(workspace.path)
    built = json.loads(run("build", "--no-reports", "--json").output)
    assert built["is_new"]
    facts = json.loads(run("facts", "--json").output)
    assert {fact["fact_id"] for fact in facts} >= {"recorded-crime", "asb"}
    for fact in facts:
        explained = json.loads(run("explain", fact["fact_id"], "--json").output)
        assert explained["fact"]["fact_id"] == fact["fact_id"]
    (listed,) = json.loads(run("editions", "--json").output)
    assert listed["current"]
    checked = run("check", workspace.inbox, "--json")
    assert checked.exit_code == 3
    assert set(json.loads(checked.output)) == {"files", "refusals", "lsoa_codes_checked", "events"}


NO_LISTINGS = ("new", "demo", "page", "desk", "hash_command")
"""Commands that write a file or serve, and list nothing."""


def test_every_listing_takes_json():
    listings = [command for command in app.registered_commands if command.callback.__name__ not in NO_LISTINGS]
    assert len(listings) >= 5
    for command in listings:
        assert "--json" in run(command.name or command.callback.__name__, "--help").output


def test_the_classification_in_force_is_that_which_began_last(tmp_path):
    """In whatever order they stand; incidents are no offences and are never classed."""
    text = 'area = "E22099001"\n' + "".join(
        f'[[police_generated]]\nfrom_month = "{month}"\ncategories = ["{name}"]\n'
        for month, name in (("2016-04", "Drugs"), ("2014-04", "Possession of weapons"))
    )
    (tmp_path / "saferplan.toml").write_text(text, encoding="utf-8")
    settings = read_settings(tmp_path / "saferplan.toml")
    held = [settings.is_police_generated("Drugs", Month.parse(month)) for month in ("2014-03", "2015-01", "2016-04")]
    assert held == [None, False, True]
    assert settings.is_police_generated("Possession of weapons", Month(2017, 1)) is False
    assert settings.is_police_generated("Anti-social behaviour", Month(2017, 1)) is None
