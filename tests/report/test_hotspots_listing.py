"""What `saferplan hotspots` says of each type, and what it gives to a program."""

import json

import pytest
from small_edition import small_edition

from saferplan.cli.hotspots import hotspot_lines


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    objects, lines = hotspot_lines(small_edition(tmp_path_factory.mktemp("hotspots")))
    return {each["indicator_id"]: (each, said) for each, said in zip(objects, lines, strict=True)}


def test_recorded_crime_comes_first_and_each_class_is_said_in_words(found):
    assert next(iter(found)) == "recorded_crime"
    _, lines = found["recorded_crime"]
    assert lines[0] == "Recorded crime, January 2017 to March 2017: 5 hot spots"
    assert "  Exampleton 000A (Ward Z): persistent; hot in 9 of 12 quarters; 90 in the newest" in lines
    assert "  Exampleton 001A (Ward Y): new, since January 2017; hot in 8 of 12 quarters; 80 in the newest" in lines
    assert "  Exampleton 005A (Ward U): former, not in this quarter; hot in 4 of 12 quarters; 40 in the newest" in lines
    assert "  Busiest by itself: Exampleton 000A (Ward Z), 90 of 450" in lines
    assert (
        "  A tenth of the neighbourhoods, by count of the last twelve months, held 42% of the next quarter's "
        "(40% to 44%; figures as revised since)"
    ) in lines


def test_a_type_without_hot_spots_still_has_its_busiest_place(found):
    _, lines = found["shoplifting"]
    assert lines[0].endswith(": no hot spot")
    assert lines[1].startswith("  Busiest by itself: ")


def test_a_type_that_is_not_judged_says_so(found):
    assert found["theft_from_the_person"][1][0].endswith(": not judged, too few or for too short a time")


def test_a_program_gets_every_place_and_every_way_of_ranking(found):
    given = json.loads(json.dumps(found["burglary"][0], default=str))
    assert len(given["places"]) == 9
    assert {each["share"] for each in given["accuracy"]} == {0.05, 0.1}
    assert given["places"][0]["pattern"] == "high_among_high"
