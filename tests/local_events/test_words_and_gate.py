"""What codes and words mean; what the gate lets through and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.base.home_office import SUBGROUPS
from saferplan.base.offence_codes import SUBGROUP_OF_CODE, normal_code
from saferplan.pipeline.mappings import checked_mapping
from saferplan.sources.local.event_mapping import EventMapping
from saferplan.sources.local.event_words import meaning_of
from saferplan.sources.local.personal import looks_personal, may_be_said
from tests.local_events.made import MAPPING, rules
from tests.local_indicators.made import mapping


def test_every_code_has_a_subgroup_that_is_one():
    assert set(SUBGROUP_OF_CODE.values()) == {each.name for each in SUBGROUPS}


@pytest.mark.parametrize(
    ("code", "word", "category", "unit"),
    [
        ("28A", "", "Burglary", "offence"),
        ("8n", "Burglary", "Violence and sexual offences", "offence"),
        ("", "ASB - nuisance", "Anti-social behaviour", "asb_incident"),
        ("", "Rape offences", "Violence and sexual offences", "offence"),
        ("", "shoplifting", "Shoplifting", "offence"),
        ("999", "Shoplifting", "Shoplifting", "offence"),
        ("999", "Witchcraft", None, None),
    ],
)
def test_a_code_goes_before_a_word_and_an_unknown_one_means_nothing(code, word, category, unit):
    found = meaning_of(rules(), code, word)
    assert (found.category, found.unit) == (category, unit)


@given(st.sampled_from(sorted(SUBGROUP_OF_CODE)), st.sampled_from(["{}", "0{}", "{}/00", " {} "]))
def test_a_code_is_known_however_it_is_dressed(code, dress):
    assert normal_code(dress.format(code)) == code


@pytest.mark.parametrize(
    ("heading", "values", "role"),
    [
        (
            "Offence description",
            ["Burglary in a building other than a dwelling, attempted by two or more"] * 9,
            "category",
        ),
        ("Ward name", ["Old Quay", "New Quay", "Littleton Town"] * 5, "ward"),
        ("Beat", ["Town Centre North", "Town Centre South"] * 5, ""),
        ("Crime number", [f"2017/{number:06d}" for number in range(9)], ""),
        ("Time from", ["23:15"] * 9, "from_time"),
        ("Postcode", ["SM1 2AB"] * 9, "postcode"),
        ("Reported", ["1990-01-01", "2017-01-01"] * 9, "reported"),
        ("Reported", ["01/01/1990", "01/01/17"] * 9, "reported"),
        ("Beat", ["A Division", "B Division", "C Sector", "D Team", "E Ward", "F Park"] * 3, ""),
        ("Closed", [f"{day:02d}/03/17" for day in range(1, 29)], ""),
        ("Closed", [f"201703{day:02d}" for day in range(1, 29)], ""),
        ("Veh", ["AB51 CDE", "BD64 FGH", "CA07 JKL"] * 3, ""),
        ("Registration number", ["AB51 CDE", "BD64 FGH", "CA07 JKL"] * 3, ""),
        ("HO code", ["28A", "046/00", "8N", "105A", "9A"] * 3, "offence_code"),
        ("Beat", ["AB12", "BC3", "CD14"] * 3, "ward"),
    ],
)
def test_what_an_extract_needs_is_let_through(heading, values, role):
    assert looks_personal(heading, values, role=role) == ""


@pytest.mark.parametrize(
    ("heading", "values", "what"),
    [
        ("Beat", ["Smith, John", "Jones, Mary"] * 3, "a name"),
        ("Col", ["Zeb Quill", "Ann-Lee Dot", "Quin Stone", "Bo Field", "Gil Marsh"], "a name"),
        ("Day", [f"{year}-02-03" for year in (1950, 1961, 1972, 1983, 1994)], "a date of birth"),
        ("OIC", ["J Smith", "AB Jones", "C Brown", "PC Okafor", "D Byrne", "E Quill"], "a name"),
        ("Col", ["J SMITH", "K JONES", "C BROWN", "P OKAFOR", "D BYRNE", "n/k"], "a name"),
        ("Code2", [f"{year}0203" for year in (1950, 1961, 1972, 1983, 1994)], "a date of birth"),
        ("D2", [f"03/02/{year}" for year in (50, 61, 72, 83, 94)], "a date of birth"),
        ("Year of birth", ["1999"], "a date of birth"),
        ("Birthday", ["3 Feb"], "a date of birth"),
        ("Col", ["one two three four five six seven", "eight nine ten eleven twelve and one more"], "free text"),
    ],
)
def test_values_tell_what_a_heading_hides(heading, values, what):
    assert looks_personal(heading, values) == what


@pytest.mark.parametrize("role", ["category", "place_type", "ward", "indicator", "area", "value"])
def test_days_of_birth_are_refused_whatever_a_column_is_taken_for(role):
    assert (
        looks_personal("Type", [f"03/02/{year}" for year in (1950, 61, 1972, 83, 1994)], role=role) == "a date of birth"
    )


@pytest.mark.parametrize("role", ["category", "place_type", "ward", "indicator", "knife"])
@pytest.mark.parametrize(
    "plates",
    [["AB51 CDE", "BD64FGH", "CA07 JKL"], ["A123 BCD", "B1 CDE", "C45 DEF"], ["ABC 123D", "DEF 45G", "XIA 1234"]],
)
def test_registrations_of_cars_are_refused_where_they_would_be_kept(role, plates):
    assert looks_personal("Type", plates, role=role) == "a car's registration"
    assert looks_personal("VRM", ["?"], role=role) == "a car's registration"
    assert not [each for each in plates if may_be_said(each, 9)]


@given(st.lists(st.text(max_size=30), max_size=20), st.text(max_size=20))
def test_the_gate_answers_whatever_it_is_given(values, heading):
    assert isinstance(looks_personal(heading, values), str)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('northing = "Y"\n', "", "come together"),
        ('"ASB - Nuisance" = "Anti-social behaviour"', '"ASB - Nuisance" = "Nuisance"', "no type of police.uk"),
        ("[columns]", "may_publish = true\n[columns]", "may_publish"),
        ('ignore_columns = ["Officer name"]', 'ignore_columns = ["Victim"]', "both read and ignored"),
        ('reported = "Reported"', 'reported = "X"', "named twice"),
        ("offence_code", "offence_cod", "offence_code"),
    ],
)
def test_a_mapping_that_does_not_fit_together_is_refused_in_words(tmp_path, before, after, said):
    with pytest.raises(Exception, match=said):
        mapping(tmp_path, MAPPING.replace(before, after), "smallshire")


def test_a_mapping_of_events_is_read_and_closed(tmp_path):
    found = mapping(tmp_path, MAPPING, "smallshire")
    assert found.kind == "events"
    assert not found.source.terms.may_publish
    assert isinstance(checked_mapping(EventMapping, "x", found.rules.model_dump()), EventMapping)


@pytest.mark.parametrize(
    ("one", "what"),
    [
        ("07{}00 900{:03d}", "a telephone number"),
        ("{1} Quillfeather Road, Smallham", "a full address"),
    ],
)
def test_a_few_personal_values_among_many_others_are_met(one, what):
    values = ["see file"] * 285 + [
        one.format(number % 9 + 1, 123 + number).replace("070", "077") for number in range(15)
    ]
    assert looks_personal("Other", values) == what
    assert looks_personal("Other", values[:288]) == ""


@pytest.mark.parametrize("form", ["{} March {}", "{}-Mar-{}", "{}th Mar {}"])
def test_days_of_birth_with_the_month_by_name_are_met(form):
    assert (
        looks_personal("Other", [form.format(number % 20 + 4, 1950 + 3 * number) for number in range(20)])
        == "a date of birth"
    )
    assert looks_personal("Other", [form.format(number % 20 + 4, 2014 + number % 3) for number in range(20)]) == ""
