"""Every fact of the real files that is stated, recomputed from the published CSV files by a query of a line or two."""

import re
from pathlib import Path

import pytest
from tests.support.reading import grade

from saferplan.evidence.catalogue import all_facts

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared is absent: no real files to run on")
WITHOUT_A_HOME_OFFICE_TABLE = {
    "two-sources", "region-position", "country-position", "most-similar-position", "funnel-position", "violence-with-injury",
    "stalking-and-harassment", "sexual-offences", "rape", "assaults-on-emergency-workers", "residential-burglary",
    "criminal-damage", "severity",
}  # fmt: skip
REFUSED = WITHOUT_A_HOME_OFFICE_TABLE | {
    "longer-view", "publicly-reported", "police-generated", "local-indicators", "partner-indicators",
    "provisional-crime", "domestic-abuse-share", "busiest-hours", "reporting-delay", "bank-holidays", "repeat-victims",
    "repeat-places", "near-repeats",
}  # fmt: skip


@pytest.fixture(scope="module")
def facts(edition):
    return {row["fact_id"]: row for row in edition.table("fact")}


def numbers(text):
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def asked(published, query):
    return published.execute(query).fetchone()


def test_what_is_refused_lacks_what_it_says(facts):
    assert {name for name, row in facts.items() if row["status"] == "refused"} == REFUSED
    for name in WITHOUT_A_HOME_OFFICE_TABLE - {"most-similar-position"}:
        assert (
            "No whole year of the Home Office's recorded crime by partnership was supplied." in facts[name]["sentence"]
        )


@pytest.mark.parametrize("fact_id", [fact.id for fact in all_facts()])
def test_a_councillor_can_read_it(facts, edition, fact_id):
    names = tuple(row["name"] for row in edition.rows("SELECT DISTINCT name FROM area WHERE area_type <> 'lsoa'"))
    assert grade(facts[fact_id]["sentence"], names) <= 9


@pytest.mark.parametrize(
    ("fact_id", "types"),
    [
        ("recorded-crime", "<> 'Anti-social behaviour'"),
        ("asb", "= 'Anti-social behaviour'"),
        ("violence", "= 'Violence and sexual offences'"),
        ("shoplifting", "= 'Shoplifting'"),
        ("vehicle-crime", "= 'Vehicle crime'"),
    ],
)
def test_years_and_their_change(facts, published, fact_id, types):
    now, before = asked(
        published,
        f"""SELECT count(*) FILTER (fy(Month) = 2024), count(*) FILTER (fy(Month) = 2023)
      FROM own WHERE "Crime type" {types}""",
    )
    found = numbers(facts[fact_id]["sentence"])
    assert found[0] == now
    assert found[-1] == before
    assert f"{abs(now / before - 1):.1%}" in facts[fact_id]["sentence"]


def test_twelve_months(facts, published):
    now, before = asked(
        published,
        """SELECT count(*) FILTER (Month BETWEEN '2024-12' AND '2025-11'),
      count(*) FILTER (Month BETWEEN '2023-12' AND '2024-11') FROM crime""",
    )
    assert f"{now:,} crimes" in facts["twelve-months"]["sentence"]
    assert f"({before:,})" in facts["twelve-months"]["sentence"]


def test_largest_rise_and_fall(facts, published):
    changes = published.execute("""SELECT "Crime type", count(*) FILTER (fy(Month) = 2024)
      - count(*) FILTER (fy(Month) = 2023) AS net FROM crime GROUP BY 1 ORDER BY net""").fetchall()
    falls = {name: -net for name, net in changes}
    others = facts["largest-fall"]["sentence"].partition("The others: ")[2]
    # violence fell by more, and by no more than thirteen types tested together move: it may not be named
    assert (
        f"the largest in Stockton-on-Tees in 2024/25 was in public order: {falls['Public order']:,} fewer"
        in (facts["largest-fall"]["sentence"])
    )
    assert falls["Violence and sexual offences"] > falls["Public order"] > falls["Burglary"] > falls["Other theft"] > 0
    assert others == "burglary and other theft."
    name, net = changes[-1]
    assert f"in {name.lower()}: {net:,} more" in facts["largest-rise"]["sentence"]


def test_what_drove_it(facts, published):
    rows = published.execute("""SELECT "Crime type", count(*) FILTER (fy(Month) = 2024) - count(*) FILTER (fy(Month) = 2023) AS net
      FROM crime GROUP BY 1 ORDER BY net LIMIT 3""").fetchall()
    for name, net in rows:
        assert f"{name.lower()} (−{-net:,})" in facts["what-drove-it"]["sentence"]


def test_rates_beside_the_neighbours_and_the_rest_of_the_force(facts, published):
    people = dict(
        published.execute(f"""SELECT ltla21_name, CAST(total_population AS DOUBLE)
      FROM read_csv('{DATA.as_posix()}/population/population20_ltla21.csv', all_varchar = true)""").fetchall()
    )
    counts = dict(
        published.execute("""SELECT regexp_replace("LSOA name", ' [0-9]{3}[A-Z]$', ''), count(*) FROM street
      WHERE fy(Month) = 2024 AND "Crime type" <> 'Anti-social behaviour' GROUP BY 1""").fetchall()
    )
    for name in ("Stockton-on-Tees", "Hartlepool", "Middlesbrough", "Redcar and Cleveland"):
        assert f"{1000 * counts[name] / people[name]:.1f}" in facts["recorded-crime-rate"]["sentence"]
    rest = ("Hartlepool", "Middlesbrough", "Redcar and Cleveland")
    rate = 1000 * sum(counts[name] for name in rest) / sum(people[name] for name in rest)
    assert f"the rest of the Cleveland force area {rate:.1f}" in facts["force-position"]["sentence"]


@pytest.mark.parametrize(
    ("fact_id", "outcome"), [("charged", "Suspect charged%"), ("no-suspect", "%no suspect identified")]
)
def test_outcomes_within_six_months(facts, published, fact_id, outcome):
    """A charge before all others, then the last: the same rule in another form, by window and not by maximum."""
    now, before = (
        row[0]
        for row in published.execute(f"""WITH followed AS (
        SELECT crime."Crime ID" AS id, fy(crime.Month) AS year, outcomes."Outcome type" AS what, row_number() OVER (
          PARTITION BY crime."Crime ID" ORDER BY outcomes."Outcome type" NOT LIKE 'Suspect charged%', outcomes.Month DESC) AS turn
        FROM crime JOIN outcomes USING ("Crime ID")
        WHERE date_diff('month', strptime(crime.Month, '%Y-%m'), strptime(outcomes.Month, '%Y-%m')) BETWEEN 0 AND 6)
      SELECT 100.0 * count(*) / any_value(total) FROM followed
      JOIN (SELECT fy(Month) AS year, count(*) AS total FROM crime GROUP BY 1) USING (year)
      WHERE turn = 1 AND what LIKE '{outcome}' AND year IN (2023, 2024)
      GROUP BY year ORDER BY year DESC""").fetchall()
    )
    found = re.findall(r"(\d+\.\d)%", facts[fact_id]["sentence"])
    assert [float(each) for each in found] == [pytest.approx(now, abs=0.06), pytest.approx(before, abs=0.06)]


def test_stops_and_searches_lie_in_the_boundaries(facts, published, edition):
    """By point in the union of the LSOAs, in one go, and months in local time."""
    import json

    import shapely

    features = json.loads((DATA / "boundaries" / "lsoa21_tees_valley.geojson").read_text("utf-8"))["features"]
    names = [
        next(value for key, value in each["properties"].items() if "name" in key.lower() or key.endswith("NM"))
        for each in features
    ]
    ground = shapely.union_all([shapely.geometry.shape(each["geometry"]) for each, name in zip(features, names, strict=True)
                                if name.startswith("Stockton-on-Tees")])  # fmt: skip
    shapely.prepare(ground)
    rows = published.execute("""SELECT CAST(Longitude AS DOUBLE), CAST(Latitude AS DOUBLE) FROM (
        SELECT *, strptime(left(Date, 19), '%Y-%m-%dT%H:%M:%S') AS moment FROM stop_and_search WHERE Longitude IS NOT NULL)
      WHERE moment >= TIMESTAMP '2024-03-31 23:00:00' AND moment < TIMESTAMP '2025-04-01'
        AND moment < TIMESTAMP '2025-03-31 23:00:00'""").fetchall()
    longitude, latitude = zip(*rows, strict=True)
    counted = int(shapely.contains_xy(ground, longitude, latitude).sum())
    assert numbers(facts["stop-and-search"]["sentence"])[0] == pytest.approx(counted, abs=2)  # points on an edge


def test_anchors(facts, published):
    rows = published.execute("""SELECT Location, count(*) FROM crime WHERE fy(Month) = 2024 AND Location IN
      ('On or near Prison', 'On or near Hospital', 'On or near Police Station', 'On or near Supermarket') GROUP BY 1""").fetchall()
    assert dict(rows) == {
        "On or near Prison": 238,
        "On or near Police Station": 260,
        "On or near Hospital": 171,
        "On or near Supermarket": 739,
    }
    assert "supermarket 739, police station 260, prison 238 and hospital 171" in facts["anchors"]["sentence"]
    assert numbers(facts["anchors"]["sentence"])[0] == sum(count for _, count in rows)


def test_deprivation_and_concentration(facts, published):
    share, places = asked(
        published,
        f"""WITH imd AS (SELECT lsoa21_code AS code, CAST(IMD_decile AS DOUBLE) AS decile
        FROM read_csv('{DATA.as_posix()}/deprivation/imd2025_england_lsoa21.csv', all_varchar = true))
      SELECT count(*) FILTER (decile <= 2) / count(*), count(DISTINCT code) FILTER (decile <= 2)
      FROM crime JOIN imd ON code = "LSOA code" WHERE fy(Month) = 2024""",
    )
    assert f"{share:.0%} of recorded crime" in facts["deprivation"]["sentence"]
    assert f"lay in {places} of its 124" in facts["deprivation"]["sentence"]
    known, top, half = asked(
        published,
        f"""WITH known AS (
        SELECT DISTINCT lookup.lsoa21_code AS code
        FROM read_csv('{DATA.as_posix()}/lookups/lookup_lsoa11_lsoa21_ltla22.csv', all_varchar = true) AS lookup
        WHERE lsoa21_name LIKE 'Stockton-on-Tees %'),
      counted AS (SELECT code, count("Crime ID") AS n FROM known
        LEFT JOIN crime ON code = "LSOA code" AND fy(Month) = 2024 GROUP BY 1),
      ranked AS (SELECT n, row_number() OVER (ORDER BY n DESC) AS place,
        sum(n) OVER (ORDER BY n DESC ROWS UNBOUNDED PRECEDING) AS running,
        sum(n) OVER () AS total FROM counted)
      SELECT count(*), sum(n) FILTER (place <= 13) / any_value(total), min(place) FILTER (running >= total / 2) FROM ranked""",
    )
    assert f"{top:.0%} of recorded crime" in facts["concentration"]["sentence"]
    assert f"the 13 of {known} neighbourhoods" in facts["concentration"]["sentence"]
    assert f"Half of it lay in {half}." in facts["concentration"]["sentence"]


def test_what_the_figures_rest_on(facts, published):
    months, first, last = asked(published, "SELECT count(DISTINCT Month), min(Month), max(Month) FROM street")
    assert (months, first, last) == (35, "2023-01", "2025-11")
    assert "January 2023 to November 2025 was supplied (35 months)" in facts["months-supplied"]["sentence"]
    crimes = asked(
        published, """SELECT count(*) FROM street WHERE fy(Month) = 2024 AND "Crime type" <> 'Anti-social behaviour'"""
    )[0]
    outside = asked(
        published,
        """SELECT count(*) FROM street WHERE fy(Month) = 2024 AND "Crime type" <> 'Anti-social behaviour'
      AND NOT regexp_matches("LSOA name", '^(Stockton-on-Tees|Hartlepool|Middlesbrough|Redcar and Cleveland) ')""",
    )[0]
    assert numbers(facts["rows-unplaced"]["sentence"])[0] == crimes
    assert f"and {outside} lie outside the force's area" in facts["rows-unplaced"]["sentence"]
    again = asked(
        published, """SELECT count(*) - count(DISTINCT "Crime ID") FROM street WHERE "Crime ID" IS NOT NULL"""
    )[0]
    alike = asked(
        published,
        """SELECT sum(n - 1) FROM (SELECT *, count(*) AS n FROM (
      SELECT * EXCLUDE ("Crime ID") FROM street WHERE "Crime ID" IS NULL) AS incidents GROUP BY ALL HAVING count(*) > 1)""",
    )
    assert facts["repeated-rows"]["sentence"].startswith(f"In the street files {again} row bears")
    assert f"{alike[0]:,} rows repeat another to the letter without an identifier" in facts["repeated-rows"]["sentence"]


def test_the_running_year(facts, published):
    known, naive = asked(
        published,
        """SELECT count(*) FILTER (fy(Month) = 2025),
      count(*) FILTER (fy(Month) = 2025 OR Month BETWEEN '2024-12' AND '2025-03') FROM crime""",
    )
    projected, lower, upper = (each for each in numbers(facts["year-end"]["sentence"]) if each > 10_000)
    assert known < lower < projected < upper
    assert lower < naive < upper
