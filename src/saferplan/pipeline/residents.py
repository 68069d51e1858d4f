"""Residents, households and deprivation of each area: sums of whole sets of parts, and no figure where a part is missing."""

from collections.abc import Mapping

from saferplan.base.areas import normal_name
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import heading_of, remove_rows, spell_codes_alike
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

_PARTS = """
  SELECT 'csp' AS area_type, csp_code AS area_code, authority_code FROM whole_csp
  UNION SELECT 'force', force_code, authority_code FROM authority_csp
  UNION SELECT 'region', region_code, authority_code FROM authority_region
  UNION SELECT 'country', CASE left(authority_code, 1) WHEN 'E' THEN 'E92000001' ELSE 'W92000004' END, authority_code
    FROM authority_csp"""


def build_residents(engine: Engine, ledger: Ledger) -> None:
    """Fill `population` and `household`."""
    _note_revised(engine, ledger)
    engine.step("authorities of each area", f"""CREATE OR REPLACE TEMP TABLE part AS
      SELECT parts.area_type, parts.area_code, authority_code,
        count(*) OVER (PARTITION BY parts.area_type, parts.area_code) AS parts
      FROM ({_PARTS}) AS parts JOIN area ON area.area_type = parts.area_type AND area.area_code = parts.area_code""")  # fmt: skip
    engine.step("residents by LSOA of 2021, as published", """INSERT INTO population
      SELECT 'lsoa', population_lsoa21.area_code, year, residents, 'current', population_lsoa21.file_id FROM population_lsoa21
      JOIN area ON area_type = 'lsoa' AND area.area_code = population_lsoa21.area_code""")  # fmt: skip
    engine.step("residents of LSOAs of 2021", """INSERT INTO population
      SELECT 'lsoa', lsoa21_code, year, sum(residents), 'current', min(population_lsoa.file_id)
      FROM lsoa_crossing JOIN population_lsoa ON area_code = lsoa11_code
      JOIN area ON area.area_type = 'lsoa' AND area.area_code = lsoa21_code
      WHERE change_code IN ('U', 'M') AND (lsoa21_code, year) NOT IN (SELECT (area_code, year) FROM population_lsoa21)
      GROUP BY lsoa21_code, year
      HAVING count(*) = (
        SELECT count(*) FROM lsoa_crossing AS parts WHERE parts.lsoa21_code = lsoa_crossing.lsoa21_code)""")  # fmt: skip
    engine.step("residents of wards and authorities", """INSERT INTO population
      SELECT 'authority', population_authority.area_code, year, residents, 'current', population_authority.file_id
      FROM population_authority
      JOIN area ON area_type = 'authority' AND area.area_code = population_authority.area_code
      UNION ALL SELECT 'ward', population_ward.area_code, year, residents, 'current', population_ward.file_id
      FROM population_ward JOIN area ON area_type = 'ward' AND area.area_code = population_ward.area_code""")  # fmt: skip
    engine.step("residents of CSPs and wider areas", """INSERT INTO population
      SELECT area_type, part.area_code, year, sum(residents), 'current', min(file_id)
      FROM part JOIN population_authority ON population_authority.area_code = authority_code
      GROUP BY area_type, part.area_code, year, parts HAVING count(*) = parts""")  # fmt: skip
    engine.step("residents of areas listed by LSOA", """INSERT INTO population
      WITH whole AS (SELECT area_code, count(*) AS lsoas FROM custom_lsoa GROUP BY area_code)
      SELECT 'custom', custom_lsoa.area_code, year, sum(residents), 'current', min(file_id)
      FROM custom_lsoa JOIN whole USING (area_code)
      JOIN population ON population.area_type = 'lsoa' AND population.area_code = lsoa21_code
      GROUP BY custom_lsoa.area_code, year, lsoas HAVING count(*) = lsoas""")  # fmt: skip
    engine.step("estimates since replaced", """UPDATE population SET status = 'superseded' FROM revised
      WHERE revised.file_id = population.file_id AND year BETWEEN first_year AND last_year""")  # fmt: skip
    engine.step("households", """INSERT INTO household
      SELECT area_type, part.area_code, year, sum(households), min(file_id)
      FROM part JOIN household_authority ON household_authority.area_code = authority_code
      GROUP BY area_type, part.area_code, year, parts HAVING count(*) = parts""")  # fmt: skip


def _refuse_members(engine: Engine, ledger: Ledger, aliases: Mapping[str, str]) -> None:
    """Rows of the list of most similar areas whose member the lookup has not, or knows by another name than the row gives."""
    known = dict(engine.tuples("SELECT csp_code, min(csp_name) FROM authority_csp GROUP BY 1"))
    rows = engine.tuples("SELECT file_id, line, member_code, member_name FROM most_similar_row ORDER BY file_id, line")
    refusals = []
    for file_id, line, code, name in rows:
        if wrong := _wrong_member(code, name, known, aliases):
            column, value, reason, way_out = wrong
            refusals.append((file_id, line, heading_of(ledger.files[file_id - 1], column), value, reason, way_out))
    engine.insert(all_tables()["refusal"], refusals)
    for file_id, *_ in refusals:
        ledger.move(file_id, 1, to=ledger.refused)
    remove_rows(engine, "most_similar_row", [(file_id, line) for file_id, line, *_ in refusals])


def _wrong_member(
    code: str, name: str | None, known: Mapping[str, str], aliases: Mapping[str, str]
) -> tuple[str, str, str, str] | None:
    """Column, value, reason and way out of a row whose member cannot be told; None where code and name agree."""
    if code not in known:
        return (
            "member_code", code, "No community safety partnership of the lookup has this code.",
            "Look the code up in the lookup of authorities to partnerships, correct it in the list, and build again.",
        )  # fmt: skip
    if name is None or code == aliases.get(name) or normal_name(name) == normal_name(known[code]):
        return None
    return (
        "member_name", name, f"The lookup has {code} as {known[code]}: which of the two is meant cannot be told.",
        f"Correct the code or the name; if it is a new spelling of {known[code]}, give it in saferplan.toml under [aliases].",
    )  # fmt: skip


def _note_revised(engine: Engine, ledger: Ledger) -> None:
    """Files whose figures the publisher has since replaced, with the years that holds for."""
    engine.run("CREATE OR REPLACE TEMP TABLE revised (file_id INTEGER, first_year INTEGER, last_year INTEGER)")
    revised = [
        (number, *found.source.revised_years)
        for number, found in enumerate(ledger.files, start=1)
        if found.source and found.source.revised_years
    ]
    engine.add("revised", revised)


def build_context(engine: Engine, ledger: Ledger, aliases: Mapping[str, str]) -> None:
    """Fill `deprivation`, `severity_weight` and `most_similar_group`."""
    _refuse_members(engine, ledger, aliases)
    engine.step("deprivation of LSOAs of 2021", """INSERT INTO deprivation
      SELECT area.area_code, year, rank, decile, deprivation_lsoa21.file_id FROM deprivation_lsoa21
      JOIN area ON area_type = 'lsoa' AND area.area_code = deprivation_lsoa21.area_code
      UNION ALL SELECT area.area_code, year, rank, decile, deprivation_lsoa11.file_id FROM deprivation_lsoa11
      JOIN lsoa_crossing ON lsoa11_code = deprivation_lsoa11.area_code AND change_code = 'U'
      JOIN area ON area_type = 'lsoa' AND area.area_code = lsoa21_code""")  # fmt: skip
    spell_codes_alike(engine, "severity_weight_row", into="severity_code")
    engine.step("severity weights", """INSERT INTO severity_weight
      SELECT spelled_alike, min(weight), min(file_id) FROM severity_weight_row JOIN severity_code ON text = offence_code
      GROUP BY spelled_alike HAVING count(DISTINCT weight) = 1""")  # fmt: skip
    engine.step("most similar group, as last issued", """INSERT INTO most_similar_group
      SELECT area_code, member_code, group_issued, file_id FROM most_similar_row
      WHERE member_code <> area_code QUALIFY group_issued = max(group_issued) OVER (PARTITION BY area_code)""")  # fmt: skip
