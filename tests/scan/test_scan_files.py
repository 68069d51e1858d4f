"""`saferplan scan` on the files of another program, and on bad ones."""

import json
from pathlib import Path

import pytest

from tests.support.forked import forker

REFERENCE = Path(__file__).parents[1] / "reference" / "scan"
GEO = "A 1000 1000\nB 2000 1000\nC 1000 2500\n"
CASES = "A 3 2024/01\nB 2 2024/01\nC 1 2024/01\nA 1 2024/02\nB 5 2024/02\nC 4 2024/03\n"


@pytest.fixture(scope="module")
def commands():
    with forker() as made:
        yield made


@pytest.fixture
def run(commands, tmp_path):
    def scan(*words, cases=CASES, geo=GEO):
        (tmp_path / "a.cas").write_text(cases, encoding="utf-8")
        (tmp_path / "a.geo").write_text(geo, encoding="utf-8")
        return commands.run(tmp_path, "scan", "a.cas", "a.geo", *words)

    return scan


def test_the_files_of_the_reference_program_are_read_as_they_are(commands, tmp_path):
    files = [str(REFERENCE / name) for name in ("s330.cas", "s330.geo")]
    options = ["--max-share", "0.10", "--max-window", "3", "--unit", "month", "--replications", "999", "--seed", "1"]
    found = commands.run(tmp_path, "scan", *files, *options, "--json")
    assert (found.code, found.err) == (0, "")
    told = json.loads(found.out)
    assert told["cases"] == 60_000
    assert told["clusters"][0]["centre"] == "L00296"
    assert told["clusters"][0]["log_likelihood_ratio"] == pytest.approx(8.672075, abs=5e-7)
    assert (told["clusters"][0]["from"], told["clusters"][0]["to"]) == ("2024-12-01", "2024-12-31")
    assert told["null"]["replications"] == 999
    lines = commands.run(tmp_path, "scan", *files).out
    assert "1. 2024-12-01 to 2024-12-31, 9 places within 805.82 of L00296 (411279.24, 304476.09)" in lines
    assert "55 cases, 29.61 expected (1.86 times); log likelihood ratio 8.672075" in lines


def test_days_years_quotation_marks_and_commas(run):
    days = 'A 3 2024/01/31\n"B" 2 2024-02-01\n\nB 1 2024/02/1\nC,2,2024/02/03\n'
    told = json.loads(run("--unit", "day", "--max-window", "2", "--max-share", "0.5", "--json", cases=days).out)
    assert (told["cases"], told["from"], told["to"]) == (8, "2024-01-31", "2024-02-03")
    years = "A 3 2021\nB 4 2022\nC 1 2023\n"
    told = json.loads(run("--unit", "year", "--max-window", "1", "--max-share", "0.5", "--json", cases=years).out)
    assert (told["from"], told["to"]) == ("2021-01-01", "2023-12-31")


def test_earlier_scans_are_allowed_for(run):
    told = json.loads(run("--max-window", "1", "--max-share", "0.5", "--surveillance-from", "2024/02", "--json").out)
    assert told["analyses"] == 2


BAD = {
    "an unknown place": (
        {"cases": CASES + "D 1 2024/01\n"},
        3,
        ["a.cas, line 7", "'D' is not in a.geo", "Add its coord"],
    ),
    "a count that is none": ({"cases": "A 1.5 2024/01\n"}, 3, ["a.cas, line 1, cases: '1.5'"]),
    "a negative count": ({"cases": "A -1 2024/01\n"}, 3, ["'-1' is not a whole number"]),
    "a month that is none": ({"cases": "A 1 2024/13\n"}, 3, ["line 1, date: '2024/13'", "calendar"]),
    "a year alone": ({"cases": "A 1 2024\n"}, 3, ["'2024' is not a month", "--unit"]),
    "covariates": ({"cases": "A 1 2024/01 male\n"}, 3, ["covariates are not taken"]),
    "no cases": ({"cases": "A 0 2024/01\n"}, 3, ["no cases"]),
    "an empty file": ({"cases": ""}, 3, ["no cases"]),
    "a date ages ago": ({"cases": CASES + "A 1 0001/01\n"}, 3, ["too many", "mistyped date"]),
    "the last year there is": ({"cases": CASES + "A 1 9999/12\n"}, 3, ["line 7, date: '9999/12'", "calendar"]),
    "months too far apart": ({"cases": CASES + "A 1 0001/01\n"}, 3, ["0001/01 to 2024/03", "--unit year"]),
    "a date in other figures": ({"cases": "A 1 ٢٠٢٤/01\n"}, 3, ["is not a month"]),
    "headings above the cases": ({"cases": "id n date\n" + CASES}, 3, ["line 1: 'id' is not in a.geo", "headings"]),
    "headings above the places": ({"geo": "id x y\n" + GEO}, 3, ["line 1, x: 'x' is not a coordinate", "headings"]),
    "semicolons": ({"cases": "A;1;2024/01\n"}, 3, ["line 1: 'A;1;2024/01'", "spaces or commas"]),
    "a coordinate with a dash below": ({"geo": GEO + "D 1_000 5\n"}, 3, ["line 4, x: '1_000' is not a coordinate"]),
    "a coordinate in other figures": ({"geo": GEO + "D ٣٠٠٠ 5\n"}, 3, ["line 4, x: '٣٠٠٠' is not a coordinate"]),
    "no coordinates": ({"geo": "\n"}, 3, ["no coordinates"]),
    "coordinates missing": ({"geo": GEO + "D 1000\n"}, 3, ["a.geo, line 4", "x and y"]),
    "coordinates of words": ({"geo": "A 1000 north\n"}, 3, ["line 1, y: 'north' is not a coordinate"]),
    "coordinates not finite": ({"geo": "A 1000 inf\n"}, 3, ["'inf' is not a coordinate"]),
    "two places of one name": ({"geo": GEO + "A 5 5\n"}, 3, ["A stands at two places"]),
    "degrees": ({"geo": "A -1.3 54.5\nB -1.2 54.5\nC -1.3 54.6\n"}, 3, ["looks like degrees", "metres"]),
    "equal coordinates": ({"geo": "A 900 900\nB 900 900\nC 900 900\n"}, 2, ["one place only"]),
    "one month": ({"cases": "A 1 2024/01\nB 2 2024/01\n"}, 2, ["one month only"]),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_refused_by_name_with_the_way_out(run, kind):
    files, code, said = BAD[kind]
    found = run("--max-share", "0.5", "--max-window", "1", **files)
    assert found.code == code
    assert "Traceback" not in found.err
    for words in [*said, "→"]:
        assert words in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--max-window", "30"], "windows of 1 to 30 months: they may be from 1 to 2 here, since 3 months are known"),
        (["--unit", "year", "--max-window", "1"], "one year only"),
        (["--surveillance-from", "2024/01", "--max-window", "1"], "Give a month after the first, up to the last"),
        (["--max-window", "1", "--max-share", "2"], "above 0 and up to 0.5"),
        (["--max-window", "1", "--max-radius", "-5"], "radius of -5"),
        (["--replications", "0", "--max-window", "1"], "0 replications"),
        (["--unit", "week"], "Choose one of day, month, year"),
        (["--seed", "-1", "--max-window", "1", "--max-share", "0.5"], "seed"),
        (["--retrospective", "--surveillance-from", "2024/02"], "Leave out --retrospective"),
        (
            ["--surveillance-from", "2031/02", "--max-window", "1"],
            "--surveillance-from 2031/02: the cases are of 2024/01 to",
        ),
        (["--surveillance-from", "soon", "--max-window", "1"], "'soon' is not a month"),
        (["--threads", "0", "--max-window", "1", "--max-share", "0.5"], "threads"),
    ],
)
def test_absurd_options_are_refused(run, words, said):
    found = run(*words)
    assert found.code in (2, 3)
    assert "Traceback" not in found.err
    assert said in found.err


def test_a_file_that_is_not_there_or_not_text(run, commands, tmp_path):
    run()
    assert "there is no file b.cas" in commands.run(tmp_path, "scan", "b.cas", "a.geo").err
    assert ". is a folder" in commands.run(tmp_path, "scan", ".", "a.geo").err
    (tmp_path / "b.cas").write_bytes(b"\xff\xfe\x00A")
    found = commands.run(tmp_path, "scan", "b.cas", "a.geo")
    assert found.code == 3
    assert "b.cas, line 1: a byte cannot be read as text" in found.err
    assert "there is no file" in commands.run(tmp_path, "scan", "b.cas/x", "a.geo").err
